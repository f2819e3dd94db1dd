"""Which homes get a letter in a neighbour's name, and whose: the keeper's work, at the moment of printing and unseen by its author."""

from uuid import UUID

from stoep.lib.clock import now
from stoep.lib.shards import fan_out

from ..letters.sheet import Asker
from ..models import LetterBatch, Member, Seat
from .models import NamedHome, NamedLetter, NamedWords
from .rules import KEPT_UNSENT, LAPSES, REST, in_enough, may_sign, true_of
from .sealing import genuine

KEPT = REST + LAPSES  # how long a member finds their own letter back
COPIES_KEPT = LAPSES + LAPSES


def take_along(batch: LetterBatch) -> None:
    """The letters of this batch are closed: printed, for their authors, whatever becomes of each home. In the planning's transaction;
    whoever takes one back at this moment was first, or is too late."""
    waiting = NamedWords.objects.select_for_update().filter(
        municipality_id=batch.municipality_id, neighbourhood_id__in=batch.neighbourhoods, batch_id=None, refused_at=None,
        handed_at__lte=batch.ordered_at,
    )  # fmt: skip
    for words in list(waiting):
        letter = NamedLetter.objects.select_for_update().filter(neighbourhood_id=words.neighbourhood_id, id=words.id).first()
        if letter and not (letter.taken_back_at or letter.printed_at or letter.refused_at) and letter.sent_at > now() - LAPSES:
            NamedLetter.objects.filter(neighbourhood_id=words.neighbourhood_id, id=words.id).update(printed_at=now())
            NamedWords.objects.filter(id=words.id).update(batch_id=batch.id)


def askers(here: int, batch: LetterBatch) -> dict[UUID, NamedLetter]:
    """{address: the letter that goes there} of a batch, the first who asked for each home. Only of who lives here now, may write, and is
    still called what the letter says; only words with a good seal."""
    ids = list(NamedWords.objects.filter(batch_id=batch.id, neighbourhood_id=here, refused_at=None).values_list("id", flat=True))
    letters = NamedLetter.objects.filter(neighbourhood_id=here, id__in=ids, taken_back_at=None).select_related("member")
    quiet = set(Seat.objects.filter(neighbourhood_id=here, reads_only_until__gt=now()).values_list("member_id", flat=True))
    out: dict[UUID, NamedLetter] = {}
    for letter in letters.order_by("sent_at", "id"):
        if genuine(letter) and in_enough(batch.municipality_id, letter) and letter.member_id not in quiet and _lives_here(letter):
            for home, _label in letter.homes:
                out.setdefault(UUID(home), letter)
    return out


def _lives_here(letter: NamedLetter) -> bool:
    """Under the name, and the street, that the letter says; and of age still, for strangers read the name."""
    return letter.member.state == Member.State.ACTIVE and true_of(letter.member, letter) and bool(may_sign(letter.member))


def resting(here: int, batch: LetterBatch) -> set[UUID]:
    """Homes that had a letter in a neighbour's name in the last half year, of another batch."""
    lately = NamedHome.objects.filter(neighbourhood_id=here, at__gt=now() - REST).exclude(batch_id=batch.id)
    return set(lately.values_list("address_id", flat=True))


def remember(here: int, batch: LetterBatch, addresses: list[UUID]) -> None:
    """These homes have one now."""
    rows = [NamedHome(neighbourhood_id=here, address_id=one, batch_id=batch.id, at=now()) for one in addresses]
    NamedHome.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["neighbourhood", "address_id"], update_fields=["batch_id", "at"]
    )


def asker(letter: NamedLetter | NamedWords) -> Asker:
    """Of whom, and in which words, the page speaks."""
    return Asker(name=letter.name, street=letter.street, line=letter.line)


def sweep_named_letters() -> int:
    """What was looked at and not sent, after a day; letters and copies once nobody needs them; homes that have rested. How many
    letters. As keeper."""
    with fan_out("letters in neighbours' names that are over, everywhere"):
        gone = NamedLetter.objects.filter(sent_at=None, made_at__lt=now() - KEPT_UNSENT).delete()[0]
        gone += NamedLetter.objects.filter(sent_at__lt=now() - KEPT).delete()[0]
        NamedHome.objects.filter(at__lt=now() - REST).delete()
    NamedWords.objects.filter(batch_id=None, handed_at__lt=now() - LAPSES).delete()
    NamedWords.objects.filter(handed_at__lt=now() - COPIES_KEPT).delete()
    return gone
