"""The private address of one's calendar: one purpose, no sign-in, revocable, and asked again each time whether it is still good.

The address is signed under a key that exists only outside the database; the row's mark makes an older one dead. So neither a stolen
database nor an old mail opens anything.
"""

import secrets
import uuid
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.lib.standings import MemberStanding
from stoep.membership.by_address import resident_standing

from ..models import CalendarAddress, Group
from .exporting import feed

SIGNER = signing.Signer(salt="stoep.board.calendar")


@dataclass(frozen=True)
class Asked:
    """What an address says: this member's calendar of this neighbourhood, under this mark; of one group, if it names one."""

    here: int
    member: uuid.UUID
    mark: str
    group: uuid.UUID | None = None


def read_token(token: str) -> Asked | None:
    """What stands in a genuine address; None for anything else."""
    try:
        here, member, mark, *group = SIGNER.unsign(token.replace(".", ":")).split("-")
        return Asked(int(here), uuid.UUID(member), mark, *map(uuid.UUID, group))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def still_good(member: MemberStanding, asked: Asked) -> bool:
    """Whether this is the address that the member has now."""
    kept = CalendarAddress.objects.filter(neighbourhood=member.here, member_id=member.member).values_list("mark", flat=True).first()
    return kept is not None and constant_time_compare(kept, asked.mark)


def address_of(member: MemberStanding, group: uuid.UUID | None = None) -> str:
    """The member's own address, of everything or of one group; empty as long as they never asked for one."""
    kept = CalendarAddress.objects.filter(neighbourhood=member.here, member_id=member.member).first()
    if kept is None:
        return ""
    of_group = f"-{group.hex}" if group else ""
    token = SIGNER.sign(f"{member.here}-{member.member.hex}-{kept.mark}{of_group}").replace(":", ".")
    return settings.BASE_URL + reverse("calendar_feed", args=[token])


@transaction.atomic
def renew_address(member: MemberStanding) -> None:
    """A new address; whatever was given out before opens nothing any more."""
    CalendarAddress.objects.bulk_create(
        [CalendarAddress(neighbourhood_id=member.here, member_id=member.member, mark=secrets.token_hex(16), made_at=now())],
        update_conflicts=True, unique_fields=["neighbourhood", "member_id"], update_fields=["mark", "made_at"],
    )  # fmt: skip
    record(member, "renew_address")


@transaction.atomic
def drop_address(member: MemberStanding) -> None:
    """No address any more."""
    if CalendarAddress.objects.filter(neighbourhood=member.here, member_id=member.member).delete()[0]:
        record(member, "drop_address")


def feed_for(token: str) -> bytes | None:
    """The calendar behind an address, read as its member reads it today; None where the address opens nothing (any more)."""
    asked = read_token(token)
    member = asked and resident_standing(asked.here, asked.member)
    if member is None:
        return None
    with acting(member):
        if not still_good(member, asked):
            return None
        group = Group.objects.standing(member).filter(id=asked.group).first() if asked.group else None
        return feed(member, group) if group or not asked.group else None
