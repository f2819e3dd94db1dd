"""A chunk of letters from the register to the disk: never lost, never twice.

Codes are made in memory. Their hashes and *chunk done* are written in one transaction, and just before it commits the PDF is
renamed to its fixed name. Killed before the commit: no hash stands, and the next run makes new codes and replaces the file.
Killed after: all is there. The chunk's row is locked meanwhile, so two runs of one batch never set the same chunk.
"""

from datetime import date, datetime, timedelta
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.codes import grouped, hash_code, new_code
from stoep.lib.standings import Clockwork
from stoep.places.models import Address, Municipality, Neighbourhood
from stoep.places.reference import encode

from ..in_names import printing
from ..in_names.models import NamedLetter
from ..models import LetterBatch, LetterChunk, LetterCode
from . import files, maps, planning
from .presses import typesetting
from .sheet import VALID_DAYS, Letter, Letterhead, sheet


def typeset_chunk(batch_id: UUID, number: int | None = None) -> int | None:
    """Set one chunk, or the next that nobody is at; how many letters, None when there is nothing to do. As keeper, in a
    transaction."""
    waiting = LetterChunk.objects.filter(batch_id=batch_id, batch__state=LetterBatch.State.APPROVED, done_at=None)
    if number is not None:
        waiting = waiting.filter(number=number)
    chunk = waiting.order_by("number").select_for_update(skip_locked=True, of=("self",)).first()
    if chunk is None:
        return None
    batch = LetterBatch.objects.get(id=batch_id)
    addresses = planning.walk(planning.due(chunk.neighbourhood_id, batch, among=chunk.addresses))
    if addresses:
        set_letters(batch, chunk, addresses)
    else:  # all of them opted out since the plan was made
        chunk.delete()
    return len(addresses)


def set_letters(batch: LetterBatch, chunk: LetterChunk, addresses: list[Address]) -> None:
    """The codes, the PDF, the hashes, *done*: all of it or nothing."""
    here = Neighbourhood.objects.get(id=chunk.neighbourhood_id)
    town = Municipality.objects.get(id=batch.municipality_id)
    codes = [new_code() for _ in addresses]
    last_day = timezone.localtime(now()) + timedelta(days=VALID_DAYS)
    guests = dict(Neighbourhood.objects.filter(lent_to=here).values_list("id", "name"))
    asked = printing.askers(here.id, batch) if batch.in_names else {}
    letters = [
        letter(address, code, guests.get(address.lent_from, ""), asked.get(address.id))
        for address, code in zip(addresses, codes, strict=True)
    ]
    drawn, languages = neighbourhood_map(here.id, batch.id), chunk.language.split() or batch.languages
    filled = sheet(letterhead(town), here.name, languages, letters, drawn, last_day.date(), batch.message)
    with typesetting(filled) as pdf:
        hashes = [hash_code(address.id, code) for address, code in zip(addresses, codes, strict=True)]
        letters_file = pdf()
    keep_hashes(batch, addresses, hashes, last_day.replace(hour=23, minute=59, second=59, microsecond=0))
    if batch.in_names:
        printing.remember(here.id, batch, [address.id for address in addresses])
    chunk.addresses, chunk.done_at = [address.id for address in addresses], now()
    chunk.save(update_fields=["addresses", "done_at"])
    with files.written_whole(files.chunk_file(batch.id, chunk.number, here.slug)) as file:
        file.write(letters_file)


def keep_hashes(batch: LetterBatch, addresses: list[Address], hashes: list[str], until: datetime) -> None:
    """One live code per address: a new hash takes the place of the old one, which is void from then on."""
    LetterCode.objects.bulk_create(
        [
            LetterCode(
                neighbourhood_id=a.neighbourhood_id,
                address_id=a.id,
                batch_id=batch.id,
                hash=hashed,
                issued_at=now(),
                expires_at=until,
            )
            for a, hashed in zip(addresses, hashes, strict=True)
        ],
        update_conflicts=True,
        unique_fields=["neighbourhood", "address_id"],
        update_fields=["batch_id", "hash", "issued_at", "expires_at"],
    )


def tell_how_far(batch_id: UUID) -> int:
    """Write on the batch which share is done; how many chunks are left. At the end of a chunk's transaction: whoever holds the
    batch's row sees all other chunks that are done as committed, so that exactly the last one finds none left."""
    batch = LetterBatch.objects.select_for_update().get(id=batch_id)
    total, left = batch.chunks.count(), batch.chunks.filter(done_at=None).count()
    batch.percent = 100 * (total - left) // total if total else 100
    batch.save(update_fields=["percent"])
    return left


def letter(address: Address, code: str, lent: str = "", asked: NamedLetter | None = None) -> Letter:
    """The page of an address; `lent`: the name of the neighbourhood it stands in, where that lives with this one for now; `asked`: in
    whose name it goes.

    The QR code's secret stands behind the #, which no browser sends to a server."""
    link = f"{settings.BASE_URL}/join/#{encode(address.neighbourhood_id, address.id)}.{code}"
    return Letter(
        street=address.street_name, number=address.number, box=address.box, postcode=address.postcode, place=address.place,
        code=tuple(grouped(code).split()), link=link, lent=lent, asker=asked and printing.asker(asked),
    )  # fmt: skip


def letterhead(town: Municipality) -> Letterhead:
    """How the town writes."""
    return Letterhead(
        name=town.name, colour=town.colour, country=town.country, sender=tuple(filter(None, town.sender.splitlines())),
        logo=town.logo if town.logo and (settings.MEDIA_DIR / "logos" / town.logo).is_file() else None,
        help_place=town.help_place, help_phone=town.help_phone, help_hours=town.help_hours,
        site=settings.BASE_URL.split("://")[1],
    )  # fmt: skip


@lru_cache(maxsize=4)
def neighbourhood_map(here: int, _batch: UUID | date) -> maps.NeighbourhoodMap:
    """Drawn once per batch and kept: the chunks of a neighbourhood follow each other. For pages to look at, once a day."""
    houses = Address.objects.filter(neighbourhood=here).values_list("street_name", "number", "longitude", "latitude")
    places = Neighbourhood.objects.filter(Q(id=here) | Q(lent_to=here)).order_by(F("lent_to").asc(nulls_first=True), "id")
    own, *guests = [place.boundary for place in places]
    return maps.draw(own, [maps.House(*house) for house in houses], guests)


def finish_batch(batch_id: UUID) -> bool:
    """When every chunk is done and on disk: one archive, and the batch is ready. A chunk whose file is missing is set again,
    with new codes.

    Returns whether the batch is ready (now or already)."""
    batch = LetterBatch.objects.select_for_update().get(id=batch_id)
    if batch.state != LetterBatch.State.APPROVED:
        return batch.state == LetterBatch.State.READY
    chunks = list(batch.chunks.order_by("number"))
    slugs = dict(Neighbourhood.objects.filter(id__in=batch.neighbourhoods).values_list("id", "slug"))
    named = [(chunk, files.chunk_file(batch.id, chunk.number, slugs[chunk.neighbourhood_id])) for chunk in chunks]
    missing = [chunk.id for chunk, file in named if chunk.done_at is None or not file.is_file()]
    if missing:
        batch.chunks.filter(id__in=missing).update(done_at=None)
        return False
    if not chunks:
        planning.nobody(batch)
        return False
    files.seal(batch.id, [(file.name, len(chunk.addresses)) for chunk, file in named])
    batch.state, batch.ready_at = LetterBatch.State.READY, now()
    batch.save(update_fields=["state", "ready_at"])
    record(Clockwork.of("typeset letters", town=batch.municipality_id), "letters_ready", about=batch.id)
    return True
