"""Ambassadors: residents who welcome others, keep the top of the board tidy and hand out cards. A task, not a power: no address, no code,
nothing to delete, nothing next door. Whoever lives here takes it up and lays it down."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from stoep.lib.clock import now
from stoep.lib.rules import ALLOWED, Allowed, Denied
from stoep.lib.standings import MemberStanding

from .models import Member, Residence
from .proving import may_open_list
from .rules import may_write

NEW_FOR = timedelta(days=30)
MOST = 60  # faces in one list


def is_ambassador(member: MemberStanding) -> bool:
    """Now, here."""
    return Member.objects.filter(neighbourhood_id=member.here, id=member.member, ambassador=True).exists()


def may_become_ambassador(member: MemberStanding, face: Member, proof: Residence | None) -> Allowed | Denied:
    """Who lives here, was proven, and may be found by others."""
    if member.kind != "home" or proof is None:
        return Denied(_("Ambassadors are people who live here themselves."))
    if not (writes := may_write(member)):
        return writes
    if not may_open_list(proof):
        return Denied(_("You came in on the word of two neighbours. After a week you can be an ambassador."))
    if face.minor:
        return Denied(_("Ambassadors are people of eighteen and older."))
    if face.shielded:
        return Denied(_("You are shielded, so nobody could find you to ask you something. Stop being shielded first, on your profile."))
    return ALLOWED


def ambassadors_of(member: MemberStanding) -> list[Member]:
    """Who they are, by name."""
    found = Member.objects.filter(neighbourhood_id=member.here, ambassador=True, state=Member.State.ACTIVE, shielded=False)
    return list(found.exclude(id__in=member.hidden).order_by("folded", "id")[:MOST])


def newcomers_of(member: MemberStanding) -> list[Member]:
    """Who came to live here in the last thirty days, the newest first; the shielded never."""
    came = Member.objects.filter(neighbourhood_id=member.here, kind=Member.Kind.RESIDENT, state=Member.State.ACTIVE, shielded=False)
    lately = came.filter(joined_at__gt=now() - NEW_FOR).exclude(id__in=[*member.hidden, member.member])
    return list(lately.order_by("-joined_at")[:MOST])
