"""May I? Yes, or no with the reason."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from stoep.board.models import Post
from stoep.lib.clock import now
from stoep.lib.rules import ALLOWED, Allowed, Denied
from stoep.lib.standings import MemberStanding
from stoep.membership.rules import may_write

from .models import HelpAsked, HelpOffer, HelpRequest

AT_ONCE = 5  # neighbours the asker may write to about one request
ASKED_A_DAY = 20  # over all of one's requests
OFFERS_A_DAY = 30


def may_offer_help(member: MemberStanding, post: Post, request: HelpRequest) -> Allowed | Denied:
    """Anybody but the asker, while it is not solved."""
    if post.author_id == member.member:
        return Denied(_("This is your own request."))
    if not (writes := may_write(member)):
        return writes
    if request.solved_at:
        return Denied(_("This is already solved. Thank you for thinking of it."))
    today = HelpOffer.objects.filter(neighbourhood=member.here, member_id=member.member, offered_at__gt=now() - timedelta(days=1))
    if today.count() >= OFFERS_A_DAY:
        return Denied(_("You have offered a lot of help today. Come back tomorrow."))
    return ALLOWED


def may_settle(member: MemberStanding, post: Post) -> Allowed | Denied:
    """Only who asks picks, thanks and says that it is solved."""
    if post.author_id != member.member:
        return Denied(_("Only the one who asked can do this."))
    return ALLOWED


def may_ask_neighbours(member: MemberStanding, post: Post, request: HelpRequest, more: int) -> Allowed | Denied:
    """A few at a time, so that nobody is asked by everybody."""
    if not (mine := may_settle(member, post)):
        return mine
    if not (writes := may_write(member)):
        return writes
    if request.solved_at:
        return Denied(_("This is already solved."))
    asked = HelpAsked.objects.filter(neighbourhood=member.here, by_asker=True)
    if asked.filter(post_id=post.id).count() + more > AT_ONCE:
        return Denied(_("You can ask five neighbours yourself. The others see it on the board."))
    today = asked.filter(post__author_id=member.member, at__gt=now() - timedelta(days=1))
    if today.count() + more > ASKED_A_DAY:
        return Denied(_("You have asked many neighbours today. Come back tomorrow."))
    return ALLOWED
