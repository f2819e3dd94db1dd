"""Jobs of those who wait. Each may run twice."""

from uuid import UUID

from stoep.lib.jobs import DESK, KEEPER, RESIDENT, defer, task
from stoep.places.models import Neighbourhood

from .actions.papers import compare_papers
from .in_names.actions import hand_over, tell_refused
from .letters.planning import count_wishes
from .proofs import WishCount


@task(queues=RESIDENT | KEEPER)
def count_letter_wishes(neighbourhood: int):
    """Tell the desk how many homes ask for a letter."""
    town = Neighbourhood.objects.values_list("municipality_id", flat=True).get(id=neighbourhood)
    count_wishes(neighbourhood, town)


@task(queues=RESIDENT | KEEPER)
def hand_over_words(neighbourhood: int, letter: str):
    """The words of a letter in a neighbour's name go to the town, or back."""
    town = Neighbourhood.objects.values_list("municipality_id", flat=True).get(id=neighbourhood)
    hand_over(neighbourhood, town, UUID(letter))


@task(queues=DESK | KEEPER)
def tell_refused_words(town: int, words: str):
    """An official left them out: their author reads why."""
    tell_refused(UUID(words))


@task(queues=DESK | KEEPER)
def look_at_papers(town: int, check: str):
    """Compare what a clerk saw with the application of that number."""
    compare_papers(town, UUID(check))


def recount_wishes() -> None:
    """Letters have gone out, and ninety days have passed for others: every hour anew. As keeper."""
    for here in WishCount.objects.values_list("neighbourhood_id", flat=True):
        defer("count_letter_wishes", neighbourhood=here)
