"""Not wanting to see a neighbour, and wanting to again. Nobody is told."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from stoep.journal.record import record
from stoep.lib.roles import acting
from stoep.lib.standings import Applicant, MemberStanding, Visitor

from ..models import Block, KeptBlock, Member
from ..rules import may_block


@transaction.atomic
def block_member(standing: MemberStanding, *, member: UUID) -> None:
    """From now on the two see nothing of each other, in every neighbourhood; the other is not told. Twice is once. Raises NotAllowed."""
    found = Member.objects.get(neighbourhood_id=standing.here, id=member)
    with _own_hand(standing):
        may_block(standing, found, Block.objects.filter(blocker_id=standing.person).count()).insist()
        try:
            with transaction.atomic():
                Block(blocker_id=standing.person, blocked_id=found.person_id).save(force_insert=True)
        except IntegrityError:
            return
    record(standing, "block_member", about=member)


@transaction.atomic
def unblock_member(standing: MemberStanding, *, member: UUID) -> None:
    """They see each other again, unless the other blocked too."""
    found = Member.objects.get(neighbourhood_id=standing.here, id=member)
    with _own_hand(standing):
        blocks = Block.objects.filter(blocker_id=standing.person, blocked_id=found.person_id)
        since = list(blocks.values_list("at", flat=True))
        gone, _ = blocks.delete()
        kept = KeptBlock.objects.filter(blocker_id=standing.person)  # of accounts before this one too: the same block says the same moment
        kept.filter(Q(at__in=since) | Q(blocked_id=found.person_id)).delete()
    if gone:
        record(standing, "unblock_member", about=member)


def blocked_by(standing: MemberStanding) -> list[Member]:
    """The faces here of those whom this person blocked; never who blocked them, nor who came here after it and is shielded: no block is
    a way to hear that a former partner lives here."""
    with _own_hand(standing):
        since = dict(Block.objects.filter(blocker_id=standing.person).values_list("blocked_id", "at"))
    faces = Member.objects.filter(neighbourhood_id=standing.here, person_id__in=list(since)).exclude(name="")  # hidden: leaving.py
    known = faces.order_by("name") if since else []
    return [face for face in known if not (face.shielded and face.joined_at > since[face.person_id])]


def blocked_since(standing: MemberStanding) -> dict[UUID, datetime]:
    """{face here: since when} of those whom this person blocked."""
    with _own_hand(standing):
        since = dict(Block.objects.filter(blocker_id=standing.person).values_list("blocked_id", "at"))
    faces = Member.objects.filter(neighbourhood_id=standing.here, person_id__in=list(since)) if since else Member.objects.none()
    return {face: since[person] for face, person in faces.values_list("id", "person_id")}


def blocked_me_since(standing: MemberStanding) -> dict[UUID, datetime]:
    """{face here: since when} of those who blocked this person. Never to be shown: only so that one may report what they said before."""
    with acting(Visitor()):
        since = dict(Block.objects.filter(blocked_id=standing.person).values_list("blocker_id", "at"))
    faces = Member.objects.filter(neighbourhood_id=standing.here, person_id__in=list(since)) if since else Member.objects.none()
    return {face: since[person] for face, person in faces.values_list("id", "person_id")}


def _own_hand(standing: MemberStanding):
    """The role in which the database lets a person see and change their own blocks, and nobody else's."""
    return acting(Applicant(here=standing.here, person=standing.person))
