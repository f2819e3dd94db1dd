"""Who gets a letter, and in which order: the keeper's work, for the desk sees no address."""

import re
from datetime import timedelta
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from stoep.lib.clock import now
from stoep.places.models import Address, Municipality

from ..in_names import printing
from ..models import LetterBatch, LetterChunk, LetterCode, Member, NoLetter, Residence
from ..proofs import Homecoming, LetterWish, WishCount

LETTERS_PER_CHUNK = 250
REST = timedelta(days=90)  # between two letters to one address


def plan_batch(batch_id: UUID) -> int:
    """Cut an approved batch into chunks of one neighbourhood, in walking order; how many letters. Planned already: nothing
    changes."""
    batch = LetterBatch.objects.select_for_update().get(id=batch_id)
    if batch.state != LetterBatch.State.APPROVED or batch.chunks.exists():
        return sum(len(ids) for ids in batch.chunks.values_list("addresses", flat=True))
    if batch.in_names:
        printing.take_along(batch)
    chunks = []
    for here in batch.neighbourhoods:
        for language, ids in _by_language(here, batch, [address.id for address in walk(due(here, batch))]):
            chunks += [(here, language, ids[start : start + LETTERS_PER_CHUNK]) for start in range(0, len(ids), LETTERS_PER_CHUNK)]
    LetterChunk.objects.bulk_create(
        LetterChunk(batch=batch, number=number, neighbourhood_id=here, language=language, addresses=ids)
        for number, (here, language, ids) in enumerate(chunks, 1)
    )
    if not chunks:
        nobody(batch)
    return sum(len(ids) for _here, _language, ids in chunks)


def _by_language(here: int, batch: LetterBatch, ids: list[UUID]) -> list[tuple[str, list[UUID]]]:
    """[(language, addresses)]: letters in neighbours' names are in the language each author chose, all others in the batch's."""
    if not batch.in_names:
        return [("", ids)]
    asked = printing.askers(here, batch)
    spoken = {one: asked[one].language for one in ids}
    return [(language, [one for one in ids if spoken[one] == language]) for language in sorted(set(spoken.values()))]


def due(here: int, batch: LetterBatch, among: list[UUID] | None = None) -> list[Address]:
    """The addresses of a neighbourhood that this batch writes to: no opt-out, no letter of another batch within ninety days,
    and in a second round nobody there yet; in a neighbour's name besides only where somebody still asks it, and not twice in half a
    year. `among` narrows it to these."""
    wanted = Address.objects.filter(neighbourhood=here)
    if among is not None:
        wanted = wanted.filter(id__in=among)
    recent = LetterCode.objects.filter(neighbourhood=here, issued_at__gt=now() - REST).exclude(batch_id=batch.id)
    left_out = set(recent.values_list("address_id", flat=True))
    left_out |= set(NoLetter.objects.filter(neighbourhood=here).values_list("address_id", flat=True))
    if batch.only_not_joined or batch.in_names:
        left_out |= joined(here)
    if batch.in_names:
        asked = printing.askers(here, batch)
        left_out |= printing.resting(here, batch)
        return [address for address in wanted.filter(id__in=list(asked)) if address.id not in left_out]
    if batch.only_asked:
        asked = open_wishes(here)
        return [address for address in wanted if address.id in asked and address.id not in left_out]
    return [address for address in wanted if address.id not in left_out]


def open_wishes(here: int) -> set[UUID]:
    """Homes that somebody asked a letter for, and that have had none since."""
    asked = dict(LetterWish.objects.filter(neighbourhood=here).values_list("address_id", "asked_at"))
    had = LetterCode.objects.filter(neighbourhood=here, address_id__in=list(asked)).values_list("address_id", "issued_at")
    return set(asked) - {address for address, issued in had if issued >= asked[address]}


def count_wishes(here: int, town: int) -> int:
    """Tell the desk how many homes here asked for a letter and would get one now: those with a letter of the last ninety days, or
    that want none, wait or stay away. Returns how many. As keeper."""
    homes = len(due(here, LetterBatch(municipality_id=town, neighbourhoods=[here], only_asked=True)))
    WishCount.objects.update_or_create(neighbourhood_id=here, defaults={"municipality_id": town, "homes": homes})
    return homes


def joined(here: int) -> set[UUID]:
    """Addresses where somebody lives who is a member now; those who moved out do not count. With those who may
    come over from where it was lent: nobody invites them anew."""
    gone = set(Member.objects.filter(neighbourhood=here, state=Member.State.GONE).values_list("id", flat=True))
    homes = Residence.objects.filter(neighbourhood=here).values_list("address_id", "member_id")
    coming = Homecoming.objects.filter(neighbourhood_id=here).values_list("address_id", flat=True)
    return {address for address, member in homes if member not in gone} | set(coming)


def walk(addresses: list[Address]) -> list[Address]:
    """In the order in which somebody would put them through the doors: street, number as a number, box."""
    return sorted(addresses, key=lambda a: (a.street_name, a.street_id, natural(a.number), natural(a.box)))


def natural(text: str) -> list:
    """Sorts 9 before 10 and 36 before 36H."""
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.findall(r"\d+|\D+", text)]


def nobody(batch):
    """An order that reaches no address ends here, with the reason in the town's own language."""
    town = Municipality.objects.get(id=batch.municipality_id)
    with translation.override((town.languages or ["en"])[0]):
        batch.refused_reason = _("No address is due a letter now: they all had one in the last 90 days, asked for none, or have joined.")
    batch.state = LetterBatch.State.REFUSED
    batch.save(update_fields=["state", "refused_reason"])
