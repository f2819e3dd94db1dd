"""What one can be asked, which answers there are, and how votes on them are counted. Knows no post, no neighbour and no neighbourhood:
who may vote, and where, is for others to say. A *ballot* is anything with `what`, `several` and `options`.

A vote is the numbers of the picked answers, counted from 0; of a score of 1 to 10 the pick 0 is the score 1.
"""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

FEWEST, MOST, LETTERS = 2, 10, 80  # options, and letters of one
HIGHEST = 10  # score
FEW = 5  # with fewer voters than this nothing but their number is ever kept or shown: too easy to guess who chose what
FEW_EARLY = 10  # the same where whoever asked chose the moment: they see how many voted, and could end it right after somebody did


class What(models.TextChoices):
    FOR = "for", _("For or against")
    CHOICES = "choices", _("A choice of answers")
    SCORE = "score", _("A score from 1 to 10")


def answers(ballot) -> list[str]:
    """The words of its answers, in order, in the language of the moment; of options in their writer's."""
    if ballot.what == What.FOR:
        return [_("For"), _("Against")]
    return [str(score) for score in range(1, HIGHEST + 1)] if ballot.what == What.SCORE else list(ballot.options)


def cleaned(ballot, picks: Iterable[str | int]) -> list[int] | None:
    """The picks as they are kept; empty for no vote, None where this ballot has no such vote."""
    try:
        chosen = sorted({int(pick) for pick in picks})
    except ValueError:
        return None
    there = all(0 <= pick < len(answers(ballot)) for pick in chosen)
    return chosen if there and (len(chosen) < 2 or ballot.several) else None


def counted(ballot, votes: list[list[int]], early: bool = False) -> list[int]:
    """How often each answer was picked; nothing with fewer than FEW voters, or FEW_EARLY where it was ended `early`."""
    if len(votes) < (FEW_EARLY if early else FEW):
        return []
    return [sum(pick in vote for vote in votes) for pick in range(len(answers(ballot)))]


def result(ballot, tally: list[int], voters: int) -> dict:
    """What a tally says: `rows` [{label, n, percent, most}] in the order of the answers; of a score also its `average`, one decimal."""
    if not tally:
        return {"rows": [], "average": None}
    words, highest = answers(ballot), max(tally)
    rows = [
        {"label": label, "n": n, "percent": round(100 * n / voters), "most": n == highest and ballot.what != What.SCORE}
        for label, n in zip(words, tally, strict=True)
    ]
    scores = sum(score * n for score, n in enumerate(tally, 1))
    return {"rows": rows, "average": round(scores / voters, 1) if ballot.what == What.SCORE else None}
