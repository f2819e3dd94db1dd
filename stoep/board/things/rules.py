"""May I have it? Yes, or no with the reason."""

from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from stoep.lib.clock import now, this_day
from stoep.lib.rules import ALLOWED, Allowed, Denied
from stoep.lib.standings import MemberStanding
from stoep.membership.rules import may_write

from ..models import Claim, Post, Thing

LOAN_DAYS = 60  # at most, in one go
AHEAD = 365  # days a loan may lie in the future
CLAIMS_A_DAY = 20


def may_own(member: MemberStanding, post: Post) -> Allowed | Denied:
    """Only who offers it agrees, hands over and takes back."""
    if post.author_id != member.member:
        return Denied(_("Only the one who offers this can do that."))
    return ALLOWED


def may_claim(member: MemberStanding, post: Post, thing: Thing, starts: date | None, ends: date | None) -> Allowed | Denied:
    """Anybody but the owner, while it is there."""
    if post.author_id == member.member:
        return Denied(_("This is your own."))
    if not (writes := may_write(member)):
        return writes
    if thing.closed_at or (thing.until and thing.until < this_day()):
        return Denied(_("This is no longer there."))
    mine = Claim.objects.filter(neighbourhood=member.here, member_id=member.member)
    if mine.filter(post_id=post.id, state=Claim.State.ASKED).exists():
        return Denied(_("You have asked for this already. Wait for an answer, or take your wish back."))
    if mine.filter(asked_at__gt=now() - timedelta(days=1)).count() >= CLAIMS_A_DAY:
        return Denied(_("You have asked for a lot today. Come back tomorrow."))
    return may_have(thing, starts, ends) if thing.what == Thing.What.LEND else ALLOWED


def may_have(thing: Thing, starts: date | None, ends: date | None) -> Allowed | Denied:
    """Days of a loan that make sense; whether they are free is the owner's calendar's to say."""
    today = this_day()
    if starts is None or ends is None:
        return Denied(_("From which day, and until when?"))
    if starts < today or starts > today + timedelta(days=AHEAD):
        return Denied(_("Choose a first day from today on, within a year."))
    if ends < starts or (ends - starts).days >= LOAN_DAYS:
        return Denied(_("The last day comes after the first; sixty days at most."))
    return taken_then(thing, starts, ends)


def taken_then(thing: Thing, starts: date, ends: date, but=None, why: str = "") -> Allowed | Denied:
    """No, with `why`, if an agreed loan shares a day with this one. The caller holds the post."""
    others = Claim.objects.filter(neighbourhood=thing.neighbourhood_id, post_id=thing.post_id, state__in=Claim.TAKES)
    if others.exclude(id=but).filter(starts__lte=ends, ends__gte=starts).exists():
        return Denied(why or _("It is promised to somebody else on one of these days. Choose other days."))
    return ALLOWED


def may_agree(thing: Thing, claim: Claim) -> Allowed | Denied:
    """What is there goes to one neighbour at a time, or in as many portions as there are. The caller holds the post."""
    undated = thing.what == Thing.What.LEND and (claim.starts is None or claim.ends is None)  # asked before it was to lend
    if claim.state != Claim.State.ASKED or undated:
        return Denied(_("This wish is no longer open."))
    if thing.what == Thing.What.LEND:
        why = _("On one of these days you promised it to somebody else. Say not this time, or take that promise back first.")
        return taken_then(thing, claim.starts, claim.ends, but=claim.id, why=why)
    if thing.what == Thing.What.GIVE and claim.portions > left(thing):
        return Denied(_("There is not that much left. Say not this time, or take another promise back first."))
    if thing.what == Thing.What.SWAP and left(thing) < 1:
        return Denied(_("It is promised already. Take that promise back first."))
    return ALLOWED


def waits_in_line(thing: Thing, claim: Claim, taken: list[Claim], free: int) -> bool:
    """Whether what this one asks for is promised to others, so that `may_agree` would refuse it. `taken`: the claims that take it;
    `free`: the portions that are left."""
    if claim.state != Claim.State.ASKED:
        return False
    if thing.what == Thing.What.LEND:
        days = [(one.starts, one.ends) for one in taken if one.id != claim.id and one.starts and one.ends]
        return bool(claim.starts and claim.ends) and any(starts <= claim.ends and claim.starts <= ends for starts, ends in days)
    return thing.what in (Thing.What.GIVE, Thing.What.SWAP) and claim.portions > free


def gave(post: Post, thing: Thing, claim: Claim) -> UUID:
    """The member who gave, lent or did something."""
    return claim.member_id if thing.what in Thing.SEEKS else post.author_id


def may_thank(member: MemberStanding, post: Post, thing: Thing, claim: Claim) -> Allowed | Denied:
    """Whoever received, once it is done."""
    received = post.author_id if thing.what in Thing.SEEKS else claim.member_id
    if received != member.member:
        return Denied(_("Only the one who received it can say thank you."))
    return ALLOWED if claim.state in Claim.OVER else Denied(_("Say thank you when it is done."))


def left(thing: Thing) -> int:
    """Portions that nobody was promised."""
    taken = Claim.objects.filter(neighbourhood=thing.neighbourhood_id, post_id=thing.post_id, state__in=Claim.TAKES)
    return thing.portions - sum(taken.values_list("portions", flat=True))
