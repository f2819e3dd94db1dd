"""Sowing a letter in a neighbour's name that waits for the town: its words are to be read at the demo's desk."""

from datetime import timedelta

from django.utils import translation

from stoep.membership.in_names.models import NamedLetter, NamedWords
from stoep.membership.in_names.sealing import seal_of
from stoep.places.views import label

from .folk import Hood
from .moments import seeded_uuid

LINE = "Kom gerust eens kijken. Wij lenen elkaar hier alles, van ladders tot stoelen."


def ask(hood: Hood, now) -> None:
    """An asked for two homes yesterday. Nothing where every door is taken."""
    homes = [hood.doors.pop() for _ in range(2) if hood.doors]
    if not homes or "an" not in hood.people:
        return
    an, at = hood.people["an"], now - timedelta(days=1)
    said = {"name": "An", "street": an.street, "line": LINE, "language": "nl"}
    with translation.override(said["language"]):  # "bus 1", as An reads it
        chosen = [[str(home.id), label(home)] for home in homes]
    letter = NamedLetter(
        neighbourhood=hood.place, id=seeded_uuid(at, "in a name", hood.place.slug), member_id=an.id, made_at=at, sent_at=at,
        homes=chosen, **said,
    )  # fmt: skip
    letter.seal = seal_of(letter)
    letter.save(force_insert=True)
    NamedWords.objects.create(
        id=letter.id, municipality_id=hood.place.municipality_id, neighbourhood_id=hood.place.id, homes=len(homes), handed_at=at, **said
    )
