"""The acts around a batch of letters. Each one asks the rule, locks the batch, writes, and leaves a line in the journal.

A batch of another town, or one that is not there, is LetterBatch.DoesNotExist. A refusal is stoep.lib.rules.NotAllowed with its
reason. Ordering and approving touch no address: they are the desk's. Planning and typesetting are jobs (jobs.py).
"""

from pathlib import Path
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.jobs import defer
from stoep.lib.rules import NotAllowed
from stoep.lib.standings import Standing
from stoep.lib.texts import clean
from stoep.places.actions import open_neighbourhoods
from stoep.places.models import AddressCount

from ..in_names.finding import words_waiting
from ..in_names.models import NamedWords
from ..models import LetterBatch, NoLetter
from ..proofs import WishCount
from . import files, rules
from .presses import PressFailed
from .preview import preview_letter


@transaction.atomic
def order_letters(
    official: Standing,
    *,
    neighbourhoods: list[int],
    languages: list[str],
    message: dict[str, str] | None = None,
    only_not_joined: bool = False,
    only_asked: bool = False,
) -> LetterBatch:
    """An order, waiting for somebody else's approval. `expected` counts the register, or the homes that asked: opt-outs and recent
    letters come off later, unseen."""
    said = {language: text for language, given in (message or {}).items() if (text := clean(given))}
    rules.may_order(official, neighbourhoods, languages, said).insist()
    _try_out(neighbourhoods[0], languages, said)
    counts = WishCount.objects.all() if only_asked else AddressCount.objects.all()
    counted = counts.filter(neighbourhood_id__in=neighbourhoods).aggregate(n=Sum("homes" if only_asked else "addresses"))["n"] or 0
    rules.may_reach(counted).insist()
    batch = LetterBatch.objects.create(
        municipality_id=official.town, neighbourhoods=sorted(set(neighbourhoods)), languages=languages, message=said,
        only_not_joined=only_not_joined, only_asked=only_asked, ordered_by=official.mandate, ordered_at=now(), expected=counted,
    )  # fmt: skip
    record(official, "order_letters", about=batch.id, neighbourhoods=batch.neighbourhoods, languages=languages, expected=counted)
    return batch


@transaction.atomic
def order_in_names(official: Standing) -> LetterBatch:
    """An order of all letters in neighbours' names that wait in this town, each in the words and the language its author saw, waiting for
    somebody else's approval. `expected` counts the homes they asked for; fewer may be printed, unseen. Raises NotAllowed."""
    waiting = words_waiting(official)
    places = sorted({words.neighbourhood_id for words in waiting})
    rules.may_order_in_names(official, places).insist()
    counted = NamedWords.objects.filter(municipality_id=official.town, neighbourhood_id__in=places, batch_id=None, refused_at=None)
    batch = LetterBatch.objects.create(
        municipality_id=official.town, neighbourhoods=places, in_names=True,
        languages=sorted({code for words in waiting for code in words.language.split()}),
        ordered_by=official.mandate, ordered_at=now(), expected=counted.aggregate(n=Sum("homes"))["n"] or 0,
    )  # fmt: skip
    record(official, "order_letters", about=batch.id, neighbourhoods=places, in_names=len(waiting), expected=batch.expected)
    return batch


@transaction.atomic
def approve_letters(approver: Standing, *, batch: UUID) -> LetterBatch:
    """The second person says yes; typesetting begins."""
    with connection.cursor() as cursor:  # one approval in a town at a time: two could each miss the other's batch
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"approve_letters {approver.town}"])
    found = _lock(approver, batch)
    rules.may_approve(approver, found).insist()
    found.state, found.approved_by, found.approved_at = LetterBatch.State.APPROVED, approver.mandate, now()
    found.save(update_fields=["state", "approved_by", "approved_at"])
    record(approver, "approve_letters", about=found.id)
    defer("plan_letters", town=approver.town, batch=str(found.id))
    return found


@transaction.atomic
def refuse_letters(approver: Standing, *, batch: UUID, reason: str) -> LetterBatch:
    """The second person says no, and why. Nothing was typeset."""
    found = _lock(approver, batch)
    rules.may_refuse(approver, found).insist()
    found.state, found.refused_reason = LetterBatch.State.REFUSED, clean(reason)[:300]
    found.approved_by, found.approved_at = approver.mandate, now()
    found.save(update_fields=["state", "refused_reason", "approved_by", "approved_at"])
    record(approver, "refuse_letters", about=found.id)
    return found


@transaction.atomic
def fetch_letters(print_operator: Standing, *, batch: UUID) -> Path:
    """The archive to hand out, once. FileNotFoundError if it is not on this machine: then nothing counts as fetched."""
    found = _lock(print_operator, batch)
    rules.may_fetch(print_operator, found).insist()
    archive = files.archive_file(found.id)
    if not archive.is_file():
        raise FileNotFoundError(f"the archive of batch {found.id} is not in STOEP_LETTERS_DIR")
    found.state, found.fetched_by, found.fetched_at = LetterBatch.State.FETCHED, print_operator.mandate, now()
    found.save(update_fields=["state", "fetched_by", "fetched_at"])
    record(print_operator, "fetch_letters", about=found.id, bytes=archive.stat().st_size)
    return archive


@transaction.atomic
def hand_out_again(approver: Standing, *, batch: UUID) -> LetterBatch:
    """A download broke off: the print operator may fetch once more. Another person's act, so that one alone never has two
    copies."""
    found = _lock(approver, batch)
    rules.may_hand_out_again(approver, found).insist()
    found.state = LetterBatch.State.READY
    found.save(update_fields=["state"])
    record(approver, "hand_out_again", about=found.id)
    return found


@transaction.atomic
def confirm_receipt(print_operator: Standing, *, batch: UUID) -> LetterBatch:
    """The print operator has the letters: the files here are destroyed, at once and again by a job if this process dies
    before. They are on their way to people, so a job opens their neighbourhoods."""
    found = _lock(print_operator, batch)
    rules.may_confirm(print_operator, found).insist()
    found.state, found.received_at = LetterBatch.State.RECEIVED, now()
    found.save(update_fields=["state", "received_at"])
    record(print_operator, "confirm_receipt", about=found.id)
    defer("destroy_letters", town=print_operator.town, batch=str(found.id))
    defer("open_lettered", town=print_operator.town, batch=str(found.id))
    transaction.on_commit(lambda: files.destroy(found.id))
    return found


def open_lettered(keeper: Standing, *, batch: UUID) -> list[int]:
    """The letters of a batch are with the printer: its neighbourhoods are open from now on. Those that were not, by id."""
    found = LetterBatch.objects.filter(id=batch, municipality_id=keeper.town, state=LetterBatch.State.RECEIVED).first()
    return open_neighbourhoods(keeper, places=found.neighbourhoods) if found else []


@transaction.atomic
def stop_letters(standing: Standing, *, neighbourhood: int, address: UUID) -> bool:
    """This address gets no more letters; whether that is new. An act of the keeper, or of whoever proved the letter
    (actions/stopping.py): the desk sees no address."""
    _row, new = NoLetter.objects.get_or_create(neighbourhood_id=neighbourhood, address_id=address)
    if new:
        record(standing, "stop_letters", about=address)
    return new


@transaction.atomic
def resume_letters(standing: Standing, *, neighbourhood: int, address: UUID) -> bool:
    """This address may get letters again; whether that is new."""
    gone, _each = NoLetter.objects.filter(neighbourhood_id=neighbourhood, address_id=address).delete()
    if gone:
        record(standing, "resume_letters", about=address)
    return bool(gone)


def _try_out(neighbourhood: int, languages: list[str], message: dict) -> None:
    """One page, thrown away: a broken logo or words too long are told to who orders, not to a job at night."""
    try:
        preview_letter(neighbourhood, languages, message)
    except PressFailed as failure:
        raise NotAllowed(_("The letter cannot be made like this: %(why)s") % {"why": failure}) from failure


def _lock(standing: Standing, batch: UUID) -> LetterBatch:
    """What the desk can still change is locked; one that is being typeset, or has ended, is only read, for the rule to say so."""
    wanted = LetterBatch.objects.filter(id=batch, municipality_id=standing.town)
    return wanted.select_for_update().first() or wanted.get()
