"""A form that is sent to be kept, and not to be said: by its button, or by itself while one types (js/drafts.js)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from stoep.lib.clock import now
from stoep.lib.dates import date_format
from stoep.lib.rules import NotAllowed
from stoep.lib.texts import clean

from ..feed import parse_id
from .actions import forget_draft, keep_draft
from .finding import draft_of, go_on, kind_here

NOT_TYPED = ("act", "kind")


def typed_in(request, form, pictures: list) -> dict[str, list[str]]:
    """{name: values} of the form's own fields and of the words under its pictures, and of nothing else that was sent."""
    names = [name for name in form.fields if name in request.POST and name not in NOT_TYPED]
    typed = {name: [clean(value) for value in request.POST.getlist(name)] for name in names}
    return typed | {f"alt-{picture.id}": [picture.alt] for picture in pictures}


def kept_form(writing, pictures: list, errors: list) -> HttpResponse:
    """Keep what stands in the form. By itself: a short answer for the line under it, and in `Draft` where one goes on writing. By its
    button: on to the list, or the form with the reason why not."""
    request, form = writing.request, writing.form(writing.request.POST)
    quiet, act = request.POST["keep"] == "quiet", parse_id(request.POST.get("act", ""))
    if act is None:
        return HttpResponse(status=400)
    typed, idents = typed_in(request, form, pictures), [picture.id for picture in pictures]
    if not idents and not any(typed.get(name, [""])[-1] for name in ("title", "body")):
        forget_draft(request.standing, act=act)  # every word was taken out again
        return HttpResponse(status=204) if quiet else writing.filled(request.POST, [*errors, _("Write something first.")])
    try:
        ident = keep_draft(request.standing, act=act, kind=kind_here(request), typed=typed, pictures=idents)
    except NotAllowed as refusal:
        if quiet:
            return HttpResponse(str(refusal.reason), content_type="text/plain; charset=utf-8", status=422)
        return writing.filled(request.POST, [refusal.reason])
    if quiet:
        return _quiet(request, ident)
    if ident:
        messages.success(request, _("It is kept. Only you see it."), extra_tags=str(act))
        for error in errors:
            messages.error(request, error)
    return redirect("compose", request.standing.place_slug)


def _quiet(request, ident) -> HttpResponse:
    if ident is None:
        return HttpResponse(status=410)  # it has been said
    clock = date_format(timezone.localtime(now()), "TIME_FORMAT")
    answer = HttpResponse(_("Kept for you at %(time)s") % {"time": clock}, content_type="text/plain; charset=utf-8")
    answer["Draft"] = go_on(request.standing.place_slug, draft_of(request.standing, ident))
    return answer
