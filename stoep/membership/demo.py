"""The demo's cast: who can be tried out with one click. Only where STOEP_DEMO=1, and only people of a town that is marked
as a demo."""

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stoep.lib.texts import TINTS, initials
from stoep.people.models import Person
from stoep.places.models import Municipality, Neighbourhood

from .proofs import Application

ROLES = {
    "an": _("lives here and uses the board"),
    "tom": _("lives with An, at the same mailbox"),
    "bram": _("ambassador: welcomes new neighbours"),
    "chloe": _("lives next door, speaks French"),
    "dirk": _("neighbourhood worker in two neighbourhoods"),
    "els": _("works for the town, outside the neighbourhoods"),
    "eline": _("works for the town, approves letters"),
    "femke": _("works for the next town"),
    "joris": _("prints the letters"),
    "karim": _("looks after the platform: reads what neighbours report"),
    "katrien": _("looks again, when somebody asks for it"),
    "wout": _("has no letter and waits to be let in"),
    "marie": _("lives here, her street hidden"),
    "noor": _("lives here; An has blocked her"),
    "ilse": _("is suspended: the door stays shut for now"),
    "hugo": _("has moved out, and has no home here now"),
}


BESIDE = {"tom": "an"}  # who came in beside whom, at one mailbox


def _at_mailbox(who: str) -> Q:
    """By the mailbox of the cast: who it is, or who has it too."""
    return Q(email__startswith=f"{BESIDE.get(who, who)}@", beside=int(who in BESIDE))


def demo_person(who: str) -> Person | None:
    """One of the cast, if this is a demo and the town is one."""
    if not settings.DEMO or who not in ROLES:
        return None
    return _cast(_at_mailbox(who)).first()


def cast_of_the_demo() -> list[dict]:
    """{who, name, role, initials, tint} of everybody there is, in the order above. Empty outside the demo."""
    if not settings.DEMO:
        return []
    wanted = Q()
    for who in ROLES:
        wanted |= _at_mailbox(who)
    names, beside = {}, {whose: who for who, whose in BESIDE.items()}
    for person in _cast(wanted):
        whose = person.email.partition("@")[0]
        names.setdefault(beside.get(whose) if person.beside else whose, person.name)
    return [
        {"who": who, "name": names[who], "role": role, "initials": initials(names[who]), "tint": TINTS[at % len(TINTS)]}
        for at, (who, role) in enumerate(ROLES.items())
        if who in names
    ]


def letter_of_the_demo() -> tuple[str, str]:
    """(reference of an address, code) of a letter nobody has used, as the QR code on it has them. Empty outside the demo."""
    reference, _dot, code = settings.DEMO_LETTER.partition(".") if settings.DEMO else ("", "", "")
    return reference, code


def _cast(wanted: Q):
    towns = list(Municipality.objects.filter(is_demo=True).values_list("id", flat=True))
    there = Q(seats__neighbourhood__municipality_id__in=towns) | Q(mandates__municipality_id__in=towns) | Q(id__in=_waiting(towns))
    there |= Q(mandates__duty="operator", email__endswith=".example")  # of no town
    return Person.objects.filter(wanted, there, is_active=True).order_by("id").distinct()


def _waiting(towns: list) -> list[int]:
    places = Neighbourhood.objects.filter(municipality_id__in=towns).values_list("id", flat=True)
    return list(Application.objects.filter(neighbourhood_id__in=list(places)).values_list("person_id", flat=True))
