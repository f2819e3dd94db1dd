"""What is planned, on the screen."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stoep.lib.doors import door
from stoep.lib.rules import NotAllowed

from ..feed import parse_id
from ..finding import own_post, post_for
from ..groups.finding import group_for
from ..ideas.begun import as_event, planned
from ..writing import Writing
from . import actions, pages
from .agenda import agenda
from .finding import event_of, needs_of
from .forms import AttendForm, BringForm, EventForm, SkipForm, begun
from .held import held_near
from .ideas import filled_in
from .importing import Unreadable, read_event
from .month import beside, month_of
from .month import month as month_shown


@door("member")
@require_safe
def calendar(request):
    """Everything still to come, day by day; of one group, if the address names it."""
    group = parse_id(request.GET.get("group", ""))
    found = group_for(request.standing, group) if group else None
    near = held_near(request.standing) if found is None else None
    return pages.calendar(request.standing, agenda(request.standing, group), found, near)


@door("member")
@require_safe
def month(request):
    """A month as a grid, with what stands in it underneath."""
    first = month_of(request.GET.get("month", ""))
    return pages.month(request.standing, month_shown(request.standing, first), *beside(first))


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request):
    """Plan something with the neighbours."""
    words = {"title": _("Plan something together"), "button": _("Tell your neighbours"), "after": "board/calendar/_from_file.html"}
    begun = as_event(request.standing, parse_id(request.GET.get("of", ""))) or filled_in(request.GET.get("idea", ""))
    writing = Writing(request, EventForm, "board/write.html", initial=begun, more=words)
    if "read" in request.POST:
        return _from_file(request, writing)

    def act(form, pictures):
        given = form.cleaned_data
        return planned(request.standing, given["idea"], act=given["act"], said=form.said(pictures), **form.facet())

    return writing.answer(act, to="calendar", done=_("It stands in the calendar. Your neighbours can say whether they come."))


def _from_file(request, writing):
    """The form with what stands in a calendar file; what was typed already stays."""
    file, typed = request.FILES.get("calendar_file"), request.POST.copy()
    if file is None:
        return writing.filled(typed, [_("Choose a file first.")])
    try:
        found = read_event(file)
    except Unreadable as refusal:
        return writing.filled(typed, [refusal.reason])
    typed.update({name: value for name, value in found.fields.items() if not typed.get(name)})
    messages.success(request, " ".join([_("Taken over from your file. Look it over before you tell your neighbours."), *found.left_out]))
    return writing.filled(typed)


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, post):
    """Change what one planned."""
    found, event = own_post(request.standing, post), event_of(request.standing, post)
    writing = Writing(request, EventForm, "board/edit.html", post=found, initial=begun(event, needs_of(request.standing, post)))

    def act(form, pictures):
        actions.edit_event(request.standing, post=post, said=form.said(pictures), **form.facet())

    return writing.answer(act, to="post")


@door("member")
@require_POST
def attend(request, post):
    """I come, perhaps, or not."""
    form = AttendForm(_judged(request, post))
    return _done(request, post, form, lambda given: actions.attend_event(request.standing, post=post, **given))


@door("member")
@require_POST
def bring(request, post):
    """I bring it; or not after all."""
    form = BringForm(_judged(request, post))

    def act(given):
        actions.bring_to_event(request.standing, post=post, need=given["need"], brings=given["brings"] == "yes")

    return _done(request, post, form, act)


@door("member")
@require_POST
def cancel(request, post):
    """Call it off; or on again."""
    own_post(request.standing, post)
    event_of(request.standing, post)
    actions.cancel_event(request.standing, post=post, cancelled=request.POST.get("cancelled") == "yes")
    if request.POST.get("cancelled") == "yes":
        messages.success(request, _("It is called off. Whoever comes hears of it."))
    return redirect("post", request.standing.place_slug, post)


@door("member")
@require_POST
def skip(request, post):
    """One time of something that repeats does not happen."""
    own_post(request.standing, post)
    form = SkipForm(_judged(request, post))
    skipped = request.POST.get("skipped") == "yes"
    return _done(request, post, form, lambda given: actions.skip_event(request.standing, post=post, day=given["day"], skipped=skipped))


def _judged(request, post):
    """What was sent about an event that stands for this reader. Raises DoesNotExist."""
    post_for(request.standing, post)
    event_of(request.standing, post)
    return request.POST


def _done(request, post, form, act):
    """Do it, or say why not; then back to the page of the event."""
    if not form.is_valid():
        raise Http404
    try:
        act(form.cleaned_data)
    except NotAllowed as refusal:
        messages.error(request, refusal.reason)
    return redirect("post", request.standing.place_slug, post)
