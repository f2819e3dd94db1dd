"""Groups on the screen: the list, the page of one, beginning one, coming in and leaving."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stoep.lib.clock import now
from stoep.lib.doors import door
from stoep.lib.form_tokens import form_token
from stoep.lib.ids import uuid7
from stoep.lib.rules import NotAllowed

from .. import cards, feed, pieces
from ..calendar.agenda import of_group
from ..ideas.begun import as_group, gathered
from ..pages import RELEASE
from . import actions, finding, pages
from .forms import GroupForm
from .rules import may_begin, may_see_all, may_take_on, only_keeper


@door("member")
@require_safe
def groups(request):
    """All groups of the neighbourhood."""
    q, page = request.GET.get("q", "").strip()[:60], request.GET.get("page", "")
    page = int(page) if page.isdecimal() and len(page) < 3 else 0
    return pages.groups(request, finding.groups_of(request.standing, q, page), q, page)


@door("member")
@require_safe
def group(request, group):
    """What a group is, who is in it, what was said for it."""
    standing, before = request.standing, feed.after_marker(request.GET.get("before", ""))
    shown = finding.group_page(standing, group)
    found = feed.page(standing, standing.language, RELEASE, before=before, group=group)
    for row in found.posts:
        row["group_id"] = None  # on its own page the chip would say what stands above
    reader = pieces.Reader(standing, form_token(request), now(), found.frame.ambassador)
    posts = cards.posts(standing, reader, found.posts)
    shown["days"] = of_group(standing, group) if not before else []
    offered = not shown["kept"] and bool(may_take_on(standing, finding.group_for(standing, group)))
    return pages.group(request, shown, found, posts, not before, offered)


@door("member")
@require_safe
def members(request, group):
    """Everybody in it whom neighbours may see; for its keepers, the way to hand it over."""
    shown = finding.group_page(request.standing, group)
    people = finding.members_of(request.standing, group)
    may = may_see_all(request.standing, len(people))
    people = people if may else []
    shared = shown["keeper"] and not shown["ended"] and sum(one.keeper for one in people) > 1
    others = [one for one in people if not one.keeper]
    context = {"group": shown, "people": people, "others": others, "may_lay_down": shared, "may": may, "here": "groups"}
    return render(request, "board/groups/members.html", context)


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request):
    """Begin a group; those that are like it are shown first."""
    begun = as_group(request.standing, feed.parse_id(request.GET.get("of", "")))
    form = GroupForm(request.POST or None, initial={"act": uuid7(), **begun})
    if request.method != "POST":
        return _form(request, form, refused=may_begin(request.standing))
    if not form.is_valid():
        return _form(request, form, 422)
    alike = [] if "anyway" in request.POST else finding.alike_groups(request.standing, form.cleaned_data["name"])
    if alike:
        return _form(request, form, alike=alike)
    return _tried(request, form, lambda given: gathered(request.standing, **given))


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, group):
    """Change what it is called and what it says of itself."""
    found = finding.own_group(request.standing, group)
    form = GroupForm(request.POST or None, initial={"name": found.name, "kind": found.kind, "about": found.about})
    if request.method != "POST" or not form.is_valid():
        return _form(request, form, 422 if form.errors else 200, group=found)
    for name in ("act", "idea"):
        form.cleaned_data.pop(name)
    return _tried(request, form, lambda given: actions.edit_group(request.standing, group=group, **given), group=found)


def _form(request, form, status=200, **shown):
    return render(request, "board/groups/form.html", {"form": form, "here": "groups", **shown}, status=status)


def _tried(request, form, act, **shown):
    """Do it and go to the group; refused: the form once more, as it was typed."""
    try:
        found = act(form.cleaned_data)
    except NotAllowed as refusal:
        form.add_error(None, refusal.reason)
        return _form(request, form, 422, **shown)
    return redirect("group", request.standing.place_slug, found.id)


@door("member")
@require_POST
def join(request, group):
    """Come in."""
    return _done(request, group, actions.join_group, _("You are in. What you write for this group is on the board for all neighbours."))


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request, group):
    """Go out. Whoever keeps it alone reads first what becomes of it, and can name who keeps it after them."""
    standing = request.standing
    if request.method != "POST" or ("to" not in request.POST and only_keeper(standing, group)):
        found = finding.own_group(standing, group)
        return render(request, "board/groups/leave.html", {"group": found, "here": "groups", **_left(standing, group)})
    to = feed.parse_id(request.POST.get("to", ""))
    return _done(request, group, actions.leave_group, _("You are out of the group. What you said stays."), to=to)


def _left(standing, group) -> dict:
    """What becomes of it; whom it can go to, as far as one may still look through neighbours today."""
    left = finding.left_behind(standing, group)
    return left if may_see_all(standing, len(left["people"])) else {**left, "people": []}


@door("member")
@require_POST
def mute(request, group):
    """Its posts stay away from my board; or come back."""
    muted = request.POST.get("muted") == "yes"
    words = _("You see nothing of this group on your board any more.") if muted else _("This group stands on your board again.")
    return _done(request, group, actions.mute_group, words, muted=muted)


@door("member")
@require_POST
def hear(request, group):
    """The bell rings for its posts; or no longer."""
    told = request.POST.get("told") == "yes"
    words = _("The bell tells you of each new post for this group.") if told else _("The bell tells you no more of its posts.")
    return _done(request, group, actions.hear_group, words, told=told)


@door("member")
@require_POST
def keep(request, group):
    """Take on a group that nobody keeps; or rather not."""
    if request.POST.get("keep") == "no":
        return _done(request, group, actions.decline_group, _("Thank you for saying so. We ask another neighbour."))
    return _done(request, group, actions.keep_group, _("Thank you. You keep this group now."))


@door("member")
@require_POST
def hand(request, group):
    """Another neighbour of the group keeps it too; or I no longer do."""
    to = feed.parse_id(request.POST.get("to", "")) or request.standing.member
    keeps = request.POST.get("keeps") == "yes"
    words = _("Done. You keep this group together now.") if keeps else _("You no longer keep this group.")
    return _done(request, group, actions.hand_group, words, to=to, keeps=keeps)


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def end(request, group):
    """Ask once more, then it is over."""
    found = finding.own_group(request.standing, group)
    if request.method != "POST":
        return render(request, "board/groups/end.html", {"group": found, "here": "groups"})
    return _done(request, group, actions.end_group, _("The group has ended. What was said stays."))


def _done(request, group, act, words, **given):
    """Do it, or say why not; then back to the page of the group."""
    finding.group_for(request.standing, group)
    try:
        act(request.standing, group=group, **given)
    except NotAllowed as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, words)
    return redirect("group", request.standing.place_slug, group)
