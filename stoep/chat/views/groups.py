"""Groups, and what one can do with any conversation."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stoep.board.feed import parse_id
from stoep.board.mentions import suggestions
from stoep.lib.doors import door
from stoep.lib.ids import uuid7
from stoep.lib.rules import NotAllowed
from stoep.membership.rules import may_write

from .. import finding, pieces, reading
from ..actions import add_to_group, leave_conversation, mute_conversation, rename_group, start_group
from ..forms import GroupForm, TitleForm, ids_in
from ..rules import LARGEST_GROUP


@door("member")
@require_safe
def new(request):
    """Who is in it? Names are looked up and ticked; nothing is written yet."""
    return _choosing(request, request.GET, GroupForm(initial={"act": uuid7(), "title": request.GET.get("title", "")[:60]}))


def _choosing(request, asked, form, status=200):
    typed = asked.get("q", "")
    chosen = finding.neighbours_called(request.standing, ids_in(asked.getlist("who"), LARGEST_GROUP))
    found = [m for m in suggestions(request.standing, typed) if m["id"] not in {str(c.id) for c in chosen}]
    context = {"form": form, "q": typed, "chosen": chosen, "found": found, "may": may_write(request.standing), "here": "chat"}
    return render(request, "chat/new_group.html", context, status=status)


@door("member")
@require_POST
def start(request):
    """Begin it; what was ticked and typed stays on an error."""
    form = GroupForm(request.POST)
    if "look" in request.POST:
        return _choosing(request, request.POST, GroupForm(initial=request.POST.dict()))
    if form.is_valid():
        given, others = form.cleaned_data, ids_in(request.POST.getlist("who"), LARGEST_GROUP)
        try:
            begun = start_group(request.standing, others=others, title=given["title"], act=given["act"])
            return redirect("conversation", request.standing.place_slug, begun.id)
        except NotAllowed as refusal:
            form.add_error(None, refusal.reason)
    return _choosing(request, request.POST, form, 422)


def about_page(request, conversation, form=None, found=(), status=200):
    """Who takes part, and what one can do here."""
    head, talk = reading.head(request.standing, conversation), finding.conversation_of(request.standing, conversation)
    present = [person for person in finding.people_of(request.standing, talk) if person.id in talk.present]
    context = {
        "talk": head, "title": pieces.title_of(head), "people": present, "form": form or TitleForm(initial={"title": talk.title}),
        "found": found, "q": request.GET.get("q", ""), "may": may_write(request.standing), "here": "chat",
    }  # fmt: skip
    return render(request, "chat/about.html", context, status=status)


@door("member")
@require_safe
def about(request, conversation):
    """Who takes part; a name that is looked up may be asked in."""
    talk = finding.conversation_of(request.standing, conversation)
    asked = [(m, parse_id(m["id"])) for m in suggestions(request.standing, request.GET.get("q", ""))]
    found = [m | {"gone": ident in talk.gone} for m, ident in asked if ident not in talk.present]
    return about_page(request, conversation, found=found)


@door("member")
@require_POST
def mute(request, conversation):
    """Hear no more of it, or again."""
    muted = request.POST.get("mute") == "yes"
    mute_conversation(request.standing, conversation=conversation, muted=muted)
    messages.success(request, _("You will hear no more about it.") if muted else _("You will hear about it again."))
    return redirect("about_conversation", request.standing.place_slug, conversation)


@door("member")
@require_POST
def rename(request, conversation):
    """Another name for the group."""
    form = TitleForm(request.POST)
    if not form.is_valid():
        return about_page(request, conversation, form, status=422)
    rename_group(request.standing, conversation=conversation, title=form.cleaned_data["title"])
    messages.success(request, _("Kept."))
    return redirect("about_conversation", request.standing.place_slug, conversation)


@door("member")
@require_POST
def add(request, conversation):
    """Ask a neighbour in."""
    finding.conversation_of(request.standing, conversation)
    other = finding.addressee(request.standing, parse_id(request.POST.get("who", "")))
    add_to_group(request.standing, conversation=conversation, other=other.id)
    messages.success(request, _("%(name)s is in the group now.") % {"name": other.name})
    return redirect("about_conversation", request.standing.place_slug, conversation)


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request, conversation):
    """Ask once more, then leave."""
    head = reading.head(request.standing, conversation)
    if head["two"]:
        raise finding.Conversation.DoesNotExist
    if request.method != "POST":
        return render(request, "chat/leave.html", {"talk": head, "title": pieces.title_of(head), "here": "chat"})
    leave_conversation(request.standing, conversation=conversation)
    messages.success(request, _("You have left the group."))
    return redirect("chat", request.standing.place_slug)
