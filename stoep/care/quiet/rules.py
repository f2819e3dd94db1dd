"""May I? Yes, or no with the reason."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from stoep.lib.clock import now
from stoep.lib.rules import ALLOWED, Allowed, Denied
from stoep.lib.standings import MemberStanding
from stoep.membership.rules import may_write

from ..rules import OFFERS_A_DAY
from .models import QuietRequest, QuietTold

TOLD = 10  # neighbours who hear of one request; drawn by lot when more of them ticked the skill
OPEN, A_DAY = 3, 3
LASTS = timedelta(days=14)

State = QuietTold.State


def may_ask_quietly(member: MemberStanding, tell: int) -> Allowed | Denied:
    """Where somebody ticked the skill, a few times a day, a few at once."""
    if not (writes := may_write(member)):
        return writes
    if not tell:
        return Denied(_("No other neighbour has ticked this yet. Choose another kind of help, or ask on the board."))
    mine = QuietRequest.objects.filter(neighbourhood=member.here, author_id=member.member)
    if mine.filter(solved_at=None, ended_at=None, until__gt=now()).count() >= OPEN:
        return Denied(_("Three of your questions are still open. End one of them first, or ask on the board."))
    if mine.filter(created__gt=now() - timedelta(days=1)).count() >= A_DAY:
        return Denied(_("You have asked three times today. Come back tomorrow, or ask on the board."))
    return ALLOWED


def may_offer_quietly(member: MemberStanding, told: QuietTold) -> Allowed | Denied:
    """Who was told, while it goes on."""
    if not (writes := may_write(member)):
        return writes
    if not goes_on(told):
        return Denied(_("This is over. Thank you for thinking of it."))
    today = QuietTold.objects.filter(neighbourhood=member.here, member_id=member.member, offered_at__gt=now() - timedelta(days=1))
    if today.count() >= OFFERS_A_DAY:
        return Denied(_("You have offered a lot of help today. Come back tomorrow."))
    return ALLOWED


def may_settle_quietly(member: MemberStanding, asked: QuietRequest) -> Allowed | Denied:
    """Its author, while it goes on: choosing, thanking, ending."""
    if asked.author_id != member.member:
        return Denied(_("Only the one who asked can do this."))
    if asked.solved_at or asked.ended_at or asked.held_at:
        return Denied(_("This is over."))
    return ALLOWED


def goes_on(told: QuietTold) -> bool:
    """Whether somebody who was told can still do something."""
    return told.over_at is None and told.until > now()
