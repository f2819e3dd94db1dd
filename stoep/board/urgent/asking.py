"""The moment before neighbours are called: the house rule, once; and the call itself, after the post is said."""

from django.contrib import messages
from django.utils.translation import gettext as _

from stoep.lib.rules import NotAllowed
from stoep.lib.standings import MemberStanding

from ..calm import CALL, known
from ..models import Post
from .actions import call_urgent
from .rules import may_call


def urgent_word(member: MemberStanding, reason: str, seen: list[str]) -> dict | None:
    """What is said once before a call, in the shape of a calm word, with `plain`: the other way out, without a call. None to go on."""
    if not reason or CALL in seen:
        return None
    said = {"kind": CALL, "seen": [*known(seen), CALL]}
    if not (allowed := may_call(member)):
        return said | {
            "words": allowed.reason, "plain": _("Put it on the board as an ordinary message"),
            "note": _("In danger, call 112. Your text can stand on the board all the same: neighbours find it there."),
        }  # fmt: skip
    return said | {
        "button": _("Yes, tell my neighbours at once"), "plain": _("Put it on the board as an ordinary message"),
        "words": _("Is anybody in danger? Call 112 first. Then your neighbours."),
        "note": _("Neighbours who want it get a mail and a message on their phone now, some also at night. You can do this once a week."),
    }  # fmt: skip


def called(request, post: Post, reason: str) -> Post:
    """Call the neighbours for a post that was just said, and say so; or why it stands as an ordinary one. The post as it then stands."""
    try:
        post = call_urgent(request.standing, post=post.id, reason=reason)
    except NotAllowed as refusal:
        messages.warning(request, _("It stands on the board, but not as urgent: %(why)s") % {"why": refusal.reason})
    else:
        messages.success(request, _("Your neighbours are told now. Is it over? Say so on the page of your message."))
    return post
