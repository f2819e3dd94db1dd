"""Telling us that a message of a conversation is not right: choose what goes along, see exactly that, send it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stoep.chat.actions.pictures import WIDTHS, folder_of
from stoep.chat.models import SentPicture
from stoep.lib.doors import door
from stoep.lib.rules import NotAllowed

from .. import finding, talks
from ..actions import flag_message as tell_us
from ..finding import message_to_flag
from ..forms import TalkFlagForm
from ..rules import may_flag


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def flag_message(request, message):
    """First the reasons and what may be read; then exactly that; only then it is sent."""
    said = message_to_flag(request.standing, message)
    may_flag(request.standing, said).insist()
    near = talks.around(request.standing, said)
    form = TalkFlagForm(request.POST or None, choices=talks.called(request.standing, near), this=str(said.id))
    if request.method == "POST" and form.is_valid() and "change" not in request.POST:
        chosen = talks.stretch(near, said, **form.chosen())
        return _look_or_send(request, said, form, talks.handed(request.standing, said, chosen, form.cleaned_data["pictures"]))
    return _page(request, said, form)


def _look_or_send(request, said, form, copy):
    """What was looked at is sent; anything else is shown first, also when somebody took words back meanwhile."""
    seal = talks.seal(copy)
    if request.POST.get("seal") != seal:
        seen = "picture_to_flag" if said.author_id in request.standing.hidden else "sent_picture"
        lines = talks.shown(copy, lambda ident, width: reverse(seen, args=[request.standing.place_slug, ident, width]))
        context = {"said": said, "form": form, "lines": lines, "seal": seal, "again": "seal" in request.POST, "here": "chat"}
        return render(request, "moderation/member/flag_message_look.html", context)
    try:
        told = tell_us(request.standing, said=said, copy=copy, **form.why())
    except NotAllowed as refusal:
        form.add_error(None, refusal.reason)
        return _page(request, said, form)
    messages.success(request, _thanks(told))
    return redirect("my_safety", request.standing.place_slug)


def _page(request, said, form):
    context = {"said": said, "form": form, "here": "chat"}
    return render(request, "moderation/member/flag_message.html", context, status=422 if form.errors else 200)


def _thanks(told: bool) -> str:
    if not told:
        return _("You have told us about this already. We have it.")
    return _("Thank you, we have it. A person looks at what you sent along, and you hear what came of it.")


@door("member")
@require_safe
def picture_to_flag(request, sent, width):
    """A picture somebody sent whom one blocked: to look at before it goes along, and nowhere else."""
    found = finding.picture_to_flag(request.standing, sent)
    file = folder_of(request.standing.here) / f"{found.id}-{width}.webp"
    if width not in WIDTHS or not file.is_file():
        raise SentPicture.DoesNotExist
    headers = {"Cache-Control": "no-store, private", "Content-Security-Policy": "sandbox; default-src 'none'"}
    return HttpResponse(file.read_bytes(), content_type="image/webp", headers=headers)
