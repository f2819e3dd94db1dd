"""A letter in somebody's name as it will be printed: the same words, the same template, the same typesetter.

What only printing makes is not in it: the code and the square with it. A preview holds nothing that opens a door.
"""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stoep.lib.clock import now, this_day
from stoep.lib.limits import Spent, spend
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.lib.standings import Applicant, MemberStanding, Visitor
from stoep.places.models import Address, Municipality, Neighbourhood

from ..letters.presses import PressFailed, typesetting
from ..letters.sheet import VALID_DAYS, Letter, sheet
from ..letters.typesetting import letterhead, neighbourhood_map
from .models import NamedLetter
from .printing import asker
from .rules import PICTURES

HIDDEN = ("•••", "•••", "••••")
DOTS_PER_INCH = 110


def set_page(letter: NamedLetter, number: int | None = None) -> bytes:
    """The page to one of its homes as a picture (PNG), or all of them as PDF. Raises PressFailed; IndexError for a page there is not."""
    homes = letter.homes if number is None else [letter.homes[number]]
    with acting(Applicant(here=letter.neighbourhood_id)):
        filled = _sheet(letter, [UUID(home) for home, _label in homes])
    with typesetting(filled, ppi=None if number is None else DOTS_PER_INCH) as page:
        return page()


def may_look(member: MemberStanding) -> Spent:
    """One page less of today's; a page costs a third of a second of somebody's machine."""
    with acting(Visitor()):
        return spend(PICTURES, member.person)


def try_out(letter: NamedLetter) -> None:
    """One page, thrown away: words that do not fit, or a name no typeface of ours has, are said before anything is kept."""
    try:
        set_page(letter, 0)
    except PressFailed as failure:
        raise NotAllowed(_("This letter cannot be printed: %(why)s") % {"why": failure}) from failure


def _sheet(letter: NamedLetter, homes: list[UUID]) -> dict:
    here = Neighbourhood.objects.get(id=letter.neighbourhood_id)
    town = Municipality.objects.get(id=here.municipality_id)
    lent = dict(Neighbourhood.objects.filter(lent_to=here).values_list("id", "name"))
    found = {home.id: home for home in Address.objects.filter(neighbourhood_id=here.id, id__in=homes)}
    pages = [_page(found[home], lent, letter) for home in homes if home in found]
    until = timezone.localtime(now()) + timedelta(days=VALID_DAYS)
    return sheet(letterhead(town), here.name, letter.language.split(), pages, neighbourhood_map(here.id, this_day()), until.date(), {})


def _page(home: Address, lent: dict, letter: NamedLetter) -> Letter:
    return Letter(
        street=home.street_name, number=home.number, box=home.box, postcode=home.postcode, place=home.place, code=HIDDEN,
        link=f"{settings.BASE_URL}/join/", lent=lent.get(home.lent_from, ""), asker=asker(letter),
    )  # fmt: skip
