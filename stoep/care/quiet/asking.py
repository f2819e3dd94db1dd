"""Asking a few, choosing, thanking, ending: the asker's verbs."""

from collections.abc import Collection
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction

from stoep.board.drafts.actions import forget_draft
from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.standings import MemberStanding

from .finding import ANSWERED, State, locked_quiet, offers_of, rows_here, whom_to_tell
from .models import QuietRequest, QuietTold
from .rules import LASTS, may_ask_quietly, may_settle_quietly

COPIED = ("neighbourhood_id", "skill", "body", "moment", "language", "helpers", "until")


@transaction.atomic
def ask_quietly(member: MemberStanding, *, act: UUID, skill: str, body: str, moment: str, language: str, helpers: int, named: bool):
    """Ask neighbours who ticked this skill, and nobody else: returns the QuietRequest. The same `act` twice asks once. Raises
    NotAllowed."""
    draft, act = act, uuid5(member.member, str(act))
    earlier = QuietRequest.objects.filter(neighbourhood=member.here, author_id=member.member, act=act)
    if found := earlier.first():
        return found
    tell = whom_to_tell(member, skill)
    may_ask_quietly(member, len(tell)).insist()
    said = {"skill": skill, "body": body, "moment": moment, "language": language, "helpers": helpers, "until": now() + LASTS}
    asked = QuietRequest(neighbourhood_id=member.here, author_id=member.member, named=named, told=len(tell), act=act, **said)
    try:
        with transaction.atomic():
            asked.save(force_insert=True)
    except IntegrityError:  # both clicks in the same moment
        return earlier.get()
    QuietTold.objects.bulk_create([_row(member, asked, offer.member_id) for offer in tell])
    forget_draft(member, act=draft)
    at_once = [str(offer.member_id) for offer in tell if offer.at_once]
    record(member, "ask_quietly", asked.id, members=[str(offer.member_id) for offer in tell], at_once=at_once, named=named)
    return asked


@transaction.atomic
def pick_quietly(member: MemberStanding, *, quiet: UUID, helper: UUID, picked: bool) -> QuietTold:
    """Say yes to one who offered, who then learns who asks; or no longer. Raises NotAllowed, DoesNotExist."""
    asked = locked_quiet(member, quiet)
    may_settle_quietly(member, asked).insist()
    rows = rows_here(member).filter(quiet_id=quiet, state__in=ANSWERED).exclude(member_id__in=member.hidden)
    told, state = rows.select_for_update().get(member_id=helper), State.PICKED if picked else State.OFFERED
    if told.state != state:
        told.state, told.asker_id = state, member.member if picked else told.asker_id
        told.save(update_fields=["state", "asker_id"])
        record(member, "pick_quietly", quiet, helper=helper, picked=picked)
    return told


@transaction.atomic
def solve_quietly(member: MemberStanding, *, quiet: UUID, helpers: Collection[UUID]) -> QuietRequest:
    """It is done; those of the offerers who helped are thanked, and learn who asked. Empty: it solved itself elsewhere. Raises
    NotAllowed."""
    asked = locked_quiet(member, quiet)
    if asked.solved_at:
        return asked
    may_settle_quietly(member, asked).insist()
    thanked = [told.member_id for told in offers_of(member, quiet) if told.member_id in set(helpers)]
    rows = rows_here(member).filter(quiet_id=quiet)
    rows.filter(member_id__in=thanked).update(state=State.PICKED, thanked_at=now(), asker_id=member.member)
    rows.update(over_at=now())
    asked.solved_at, asked.by_neighbour = now(), bool(thanked)
    asked.save(update_fields=["solved_at", "by_neighbour"])
    record(member, "solve_quietly", quiet, helpers=[str(ident) for ident in thanked])
    return asked


@transaction.atomic
def end_quietly(member: MemberStanding, *, quiet: UUID) -> QuietRequest:
    """Take it back: the words are gone for everybody who was told. Raises NotAllowed."""
    asked = locked_quiet(member, quiet)
    if asked.ended_at:
        return asked
    may_settle_quietly(member, asked).insist()
    asked.ended_at, asked.body, asked.moment = now(), "", ""
    asked.save(update_fields=["ended_at", "body", "moment"])
    rows_here(member).filter(quiet_id=quiet).update(over_at=now(), body="", moment="")
    record(member, "end_quietly", quiet)
    return asked


def _row(member: MemberStanding, asked: QuietRequest, told: UUID) -> QuietTold:
    copied = {name: getattr(asked, name) for name in COPIED}
    asker = member.member if asked.named else None
    return QuietTold(quiet_id=asked.id, member_id=told, members=[told, member.member], asker_id=asker, **copied)
