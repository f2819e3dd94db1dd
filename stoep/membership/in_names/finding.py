"""Finding letters in somebody's name: one's own, and for the desk the words without a home."""

from itertools import permutations
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.lib.standings import Applicant, MandateStanding, MemberStanding
from stoep.places.find import search
from stoep.places.models import Address, Municipality
from stoep.places.views import label

from ..models import LetterBatch
from .models import NamedLetter, NamedWords
from .rules import KEPT_UNSENT, LAPSES

NO_SUCH_HOME = _("We know no such home in your neighbourhood. Choose it from the list.")
MOST_FOUND = 8
SHOWN = 50  # letters in one's own list; ten a month for half a year are sixty at the very most


def homes_here(here: int, wanted: list[UUID]) -> list[list[str]]:
    """[[id, "Brugstraat 12, 9000 Oever"], …] of those that the register of this neighbourhood has, each once, in the order asked."""
    if not wanted:
        return []
    with acting(Applicant(here=here)):
        found = {home.id: home for home in Address.objects.filter(neighbourhood_id=here, id__in=wanted)}
    return [[str(one), label(found[one])] for one in dict.fromkeys(wanted) if one in found]


def search_homes(here: int, typed: str) -> dict:
    """{homes, streets}: what fits what was typed, in this neighbourhood only. It knows the register, and nothing of who lives where."""
    found = search(typed)
    homes = [home for home in found["homes"] if home.neighbourhood_id == here]
    streets = [street for street in found["streets"] if here in street.neighbourhoods] if not homes else []
    return {"homes": [(home.id, label(home)) for home in homes[:MOST_FOUND]], "streets": [street.name for street in streets]}


def languages_of(member: MemberStanding) -> list[str]:
    """The languages a letter can be in, the member's own first if it is one of them: "nl", "fr", or "nl fr" and "fr nl" in a town that
    writes in two always."""
    town = Municipality.objects.only("languages", "two_languages").get(id=member.town)
    spoken = sorted(town.languages, key=lambda one: one != member.language)
    return [" ".join(pair) for pair in permutations(spoken, 2)] if town.two_languages else spoken


def my_letters(member: MemberStanding) -> list[NamedLetter]:
    """One's own that were sent, newest first."""
    mine = NamedLetter.objects.filter(neighbourhood_id=member.here, member_id=member.member, sent_at__isnull=False)
    return [_told(letter) for letter in mine.order_by("-sent_at")[:SHOWN]]


def my_letter(member: MemberStanding, letter: UUID) -> NamedLetter | None:
    """One of one's own: sent, or still to be looked at."""
    found = NamedLetter.objects.filter(neighbourhood_id=member.here, member_id=member.member, id=letter).first()
    over = found is None or (found.sent_at is None and found.made_at < now() - KEPT_UNSENT)
    return None if over else _told(found)


def _told(letter: NamedLetter) -> NamedLetter:
    """With `state`, the same whatever became of each home: "new", "back", "refused", "printed", "lapsed" or "waits"."""
    states = {
        "new": letter.sent_at is None, "back": letter.taken_back_at, "refused": letter.refused_at, "printed": letter.printed_at,
        "lapsed": letter.sent_at and letter.sent_at < now() - LAPSES,
    }  # fmt: skip
    letter.state = next((name for name, holds in states.items() if holds), "waits")
    return letter


def words_waiting(official: MandateStanding) -> list[NamedWords]:
    """What can be ordered now: handed over, not left out, in no order that waits for its second person."""
    waiting = NamedWords.objects.filter(municipality_id=official.town, batch_id=None, refused_at=None).order_by("handed_at", "id")
    states = (LetterBatch.State.ORDERED, LetterBatch.State.APPROVED)
    orders = list(LetterBatch.objects.filter(municipality_id=official.town, in_names=True, state__in=states))
    return [words for words in waiting if not any(_in(order, words) for order in orders)]


def words_called(official: MandateStanding, words: UUID) -> NamedWords:
    """Those of this town; DoesNotExist for any other."""
    return NamedWords.objects.get(municipality_id=official.town, id=words)


def words_of(official: MandateStanding, batch: LetterBatch) -> list[NamedWords]:
    """What a batch would print, or has printed."""
    own = NamedWords.objects.filter(municipality_id=official.town, refused_at=None).order_by("handed_at", "id")
    if batch.state in (LetterBatch.State.ORDERED, LetterBatch.State.REFUSED):
        return [words for words in own.filter(batch_id=None) if _in(batch, words)]
    return list(own.filter(batch_id=batch.id))


def _in(order: LetterBatch, words: NamedWords) -> bool:
    """Whether these words were there when that order was made: what came later, its second person has not seen."""
    return words.neighbourhood_id in order.neighbourhoods and words.handed_at <= order.ordered_at
