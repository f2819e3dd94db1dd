"""What the tests of letters in neighbours' names share: a letter that An sends, and the road to the printer."""

from stoep.lib.roles import acting
from stoep.membership.in_names.actions import hand_over, prepare_letter, send_letter
from stoep.membership.in_names.models import NamedLetter
from stoep.membership.letters import actions
from stoep.membership.letters.planning import plan_batch
from stoep.membership.letters.typesetting import finish_batch
from stoep.membership.models import LetterBatch
from tests import cast

from ..letters.scene import chunk_pdfs, pages, set_next

EMPTY, EMPTY_TOO = 5, 6  # of c.brug_homes: numbers 6 and 7; Gust's letter lies at number 8


def prepared(c, *homes, who="an", line="", with_street=True, language="nl") -> NamedLetter:
    """This neighbour looks at a letter to these homes (number 7 if none is named)."""
    standing = cast.member(c, who)
    with acting(standing):
        return prepare_letter(
            standing, homes=[home.id for home in homes or [c.brug_homes[EMPTY_TOO]]], line=line, language=language, with_street=with_street
        )


def sent(c, *homes, who="an", **words) -> NamedLetter:
    """… and sends it; its words are at the desk."""
    letter, standing = prepared(c, *homes, who=who, **words), cast.member(c, who)
    with acting(standing):
        send_letter(standing, letter=letter.id, seal=letter.seal)
    handed(c, letter)
    return letter


def handed(c, letter) -> None:
    """What the job does after sending or taking back."""
    with acting(cast.KEEPER):
        hand_over(letter.neighbourhood_id, c.oever.id, letter.id)


def ordered(c) -> LetterBatch:
    els = cast.mandate(c, "els")
    with acting(els):
        return actions.order_in_names(els)


def approved(c, batch=None) -> LetterBatch:
    batch, eline = batch or ordered(c), cast.mandate(c, "eline")
    with acting(eline):
        return actions.approve_letters(eline, batch=batch.id)


def printed(c, batch=None) -> dict[tuple[str, str], str]:
    """{(street, number): code} of all pages of an order that is approved and set."""
    batch = batch or approved(c)
    with acting(cast.KEEPER):
        plan_batch(batch.id)
    while set_next(batch) is not None:
        pass
    found = {house: code for pdf in chunk_pdfs(batch) for house, code in pages(pdf).items()}
    with acting(cast.KEEPER):
        finish_batch(batch.id)
    return found


def numbers(found) -> list[str]:
    return sorted(number for _street, number in found)


def again(letter) -> NamedLetter:
    """The letter as it is kept now."""
    with acting(cast.KEEPER):
        return NamedLetter.objects.get(neighbourhood_id=letter.neighbourhood_id, id=letter.id)
