"""When a border is redrawn, the people at the addresses that move go along: a new face in the new neighbourhood, their proof with it.

What they said stays where they said it, under the face they had there. The row of a neighbourhood never changes neighbourhood, so
this is copy, then close. Run by the import, as keeper, inside its transaction.
"""

import shutil
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from stoep.journal.record import record
from stoep.lib.ids import made_at, uuid7
from stoep.lib.live import end_streams
from stoep.lib.shards import fan_out
from stoep.lib.standings import Standing

from .applying import key_of, number_of
from .mails import mail_carried
from .models import Joining, Member, Residence, Seat
from .photos import photo_folder
from .presence import lock_person
from .proofs import Application, Move
from .seeking import keep_words

KEPT = ("person_id", "kind", "state", "name", "street", "gives", "about", "photo", "shielded", "minor", "shows_said", "reads_nearby",
        "joined_at")  # fmt: skip
LIKE = ("state", "reads_only_until", "hidden_at", "hidden_marks", "since")  # of a seat


def carry_residents(standing: Standing, old: int, new: int, addresses: list[UUID]) -> int:
    """Everybody who lives at these addresses of `old` lives in `new` from now on. Returns how many."""
    with fan_out("a border was redrawn"):
        residences = list(Residence.objects.select_for_update().filter(neighbourhood=old, address_id__in=addresses))
        for residence in residences:
            _carry(standing, residence, new)
        carry_waiting(old, new, addresses)
    return len(residences)


def carry_home(_standing: Standing, old: int, new: int, addresses: list[UUID]) -> None:
    """A lent place comes back: as `carry_waiting`. Who lives there already goes over when they say so (actions/coming_home.py)."""
    carry_waiting(old, new, addresses)


def carry_waiting(old: int, new: int, addresses: list[UUID]) -> None:
    """Who is half-way at these addresses goes on in `new`, with the same letter; who waits keeps the number they say at a door. Words
    that neighbours of `old` gave do not count there."""
    Joining.objects.filter(neighbourhood_id=old, address_id__in=addresses).update(neighbourhood_id=new)
    for waits in Application.objects.filter(neighbourhood_id=old, address_id__in=addresses):
        waits.neighbourhood_id, waits.number_key, waits.vouched_once_at = new, key_of(new, number_of(waits.id)), None
        waits.save(update_fields=["neighbourhood_id", "number_key", "vouched_once_at"])


def _carry(standing, residence: Residence, new: int) -> None:
    old = residence.neighbourhood_id
    before, home = at_home(old, residence.member_id)
    if home is None:
        residence.delete()  # they moved out long ago: wherever they live now, nothing of theirs goes along
        return
    after, _ = Member.objects.update_or_create(
        neighbourhood_id=new, person_id=before.person_id, defaults={name: getattr(before, name) for name in KEPT if name != "person_id"}
    )
    keep_words(new, after.id)
    copy_photo(before, after)
    Residence.objects.filter(neighbourhood=new, member_id=after.id).delete()  # of a time they lived here before
    Residence(
        neighbourhood_id=new, member_id=after.id, address_id=residence.address_id, street=residence.street, proof=residence.proof,
        proven_at=residence.proven_at,
    ).save(force_insert=True)  # fmt: skip
    residence.delete()
    _take_along(home, after)
    Member.objects.filter(neighbourhood=old, id=before.id).update(state=Member.State.GONE, ambassador=False)
    Move(person_id=before.person_id, neighbourhood_id=old, rests=False).save(force_insert=True)  # nobody put them out: they may move back
    end_streams(before.person_id)
    record(replace(standing, here=old), "carry_resident", before.id, to=new)
    record(replace(standing, here=new), "carry_resident", after.id, came_from=old)
    if home.state == Member.State.ACTIVE and not home.hidden_at:
        mail_carried(after, old)


def at_home(here: int, member: UUID) -> tuple[Member, Seat | None]:
    """This face, and the seat of who lives here, also while their account is hidden: they may come back. Whoever hides it waits, or is
    waited for, so that nobody stands in a list with a name that has just been hidden."""
    whose = Member.objects.filter(neighbourhood=here, id=member).values_list("person_id", flat=True).get()
    if whose is not None:
        lock_person(whose, shared=True)
    seats = Seat.objects.filter(person_id=whose, neighbourhood_id=here, kind=Seat.Kind.HOME)
    return Member.objects.get(neighbourhood=here, id=member), seats.exclude(state=Member.State.GONE).first()


def _take_along(home: Seat, after: Member) -> None:
    """A seat like that one in the new place. The old one stays, gone: by it one's own words there are found, to be exported and erased."""
    Seat.objects.filter(id=home.id).update(state=Member.State.GONE)
    there = Seat.objects.filter(person_id=after.person_id, neighbourhood_id=after.neighbourhood_id)
    there.filter(kind=Seat.Kind.GUEST).delete()
    like = {"member_id": after.id, "kind": home.kind} | {name: getattr(home, name) for name in LIKE}
    if not there.update(**like):
        Seat(person_id=after.person_id, neighbourhood_id=after.neighbourhood_id, **like).save(force_insert=True)


def words_of_before(member: Member) -> dict:
    """Of somebody who was carried here while their account was hidden, without a word: their words as they are shown again where they came
    from. That face is shown first, for its seat is older."""
    faces = Member.objects.filter(person_id=member.person_id, joined_at=member.joined_at).exclude(neighbourhood_id=member.neighbourhood_id)
    before = faces.exclude(name="").first()
    if before is None:
        return {}
    words = {name: getattr(before, name) for name in ("name", "street", "gives", "about", "photo")}
    copy_photo(before, member)
    return words


def bring(model, before: Member, after: Member, at: datetime) -> None:
    """What somebody chose for themselves in the old place, rows of a model with their `member_id`, instead of what they had chosen in the
    new one when they lived there earlier. What they chose there since `at`, when they came, stays; so does what was brought already."""
    there = model.objects.filter(neighbourhood_id=after.neighbourhood_id, member_id=after.id)
    if any(made_at(ident) >= at for ident in there.values_list("id", flat=True)):
        return
    there.delete()
    rows = list(model.objects.filter(neighbourhood_id=before.neighbourhood_id, member_id=before.id))
    for row in rows:
        row.id, row.neighbourhood_id, row.member_id = uuid7(), after.neighbourhood_id, after.id
    model.objects.bulk_create(rows)


def copy_photo(before: Member, after: Member) -> None:
    if not before.photo:
        return
    photo_folder(after.neighbourhood_id).mkdir(parents=True, exist_ok=True)
    for file in photo_folder(before.neighbourhood_id).glob(f"{before.photo}-*"):
        shutil.copy2(file, photo_folder(after.neighbourhood_id) / file.name)
