"""The cast that everyone knows. An, Bram, Marie, Noor, Ilse and Hugo are (or were) of Brug; Chloé of Kaai, next door; both in Oever.

Dirk is connector of both, Lotte's mandate has ended; Els is an official of Oever, Eline its second one, Femke of Dorp, the next town;
Joris prints Oever's letters, Karim and Katrien run the platform; Gust has a letter in Brug and has not joined yet.
"""

import time
from datetime import timedelta
from functools import cache
from types import SimpleNamespace

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from stoep.lib.clock import this_day
from stoep.lib.codes import hash_code, new_code
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from stoep.lib.standings import Clockwork, MandateStanding, MemberStanding, OperatorStanding
from stoep.membership.models import Block, LetterCode, Mandate, Member, Residence, Seat
from stoep.membership.seeking import keep_all_words
from stoep.people.models import Person
from stoep.places.models import Address, AddressCount, Municipality, Neighbourhood, Street

PASSWORD = "stoep-op-de-brug"
KEEPER = Clockwork.of("tests")
LANGUAGES = {"chloe": "fr"}
NAMES = {
    "an": "An",
    "bram": "Bram",
    "chloe": "Chloé",
    "marie": "Marie",
    "noor": "Noor",
    "ilse": "Ilse",
    "hugo": "Hugo",
    "dirk": "Dirk",
    "lotte": "Lotte",
    "els": "Els",
    "eline": "Eline",
    "femke": "Femke",
    "joris": "Joris",
    "karim": "Karim",
    "katrien": "Katrien",
}


@cache
def password_hash() -> str:
    """Everybody has the same password; argon2 is slow on purpose, so it is asked once."""
    return make_password(PASSWORD)


def square(x: float, y: float, side: float = 0.01) -> dict:
    """A neighbourhood's boundary for tests: GeoJSON, WGS84."""
    ring = [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]
    return {"type": "MultiPolygon", "coordinates": [[ring]]}


def build() -> SimpleNamespace:
    """Everybody, everywhere; as keeper. Returns c.an (person), c.an_member, c.brug, c.oever, c.gust_code …"""
    c = SimpleNamespace()
    with acting(KEEPER), fan_out("the cast"):
        _places(c)
        _people(c)
        _members(c)
        keep_all_words([c.brug.id, c.kaai.id, c.markt.id])
        _mandates(c)
        Block.objects.create(blocker_id=c.an.id, blocked_id=c.noor.id)
        _gust(c)
    return c


def _people(c):
    people = {
        key: Person(email=f"{key}@example.org", name=name, language=LANGUAGES.get(key, "nl"), password=password_hash())
        for key, name in NAMES.items()
    }
    Person.objects.bulk_create(people.values())
    EmailAddress.objects.bulk_create([EmailAddress(user=p, email=p.email, verified=True, primary=True) for p in people.values()])
    c.__dict__.update(people)


def _places(c):
    c.oever = Municipality.objects.create(
        id=1, slug="oever", name="Oever", languages=["nl", "fr"], help_phone="09 000 00 00", is_demo=False
    )
    c.dorp = Municipality.objects.create(id=2, slug="dorp", name="Dorp", languages=["nl"])
    towns = (("brug", c.oever, 3.70), ("kaai", c.oever, 3.71), ("markt", c.dorp, 3.80))
    for i, (key, town, x) in enumerate(towns, 1):
        place = Neighbourhood(
            id=i,
            slug=f"{town.slug}-{key}",
            name=key.title(),
            municipality=town,
            code=key,
            boundary=square(x, 51.05),
            area_m2=8e5,
            opened_on=this_day(),
        )
        setattr(c, key, place)
    places = [c.brug, c.kaai, c.markt]
    Neighbourhood.objects.bulk_create(places)
    streets = [
        Street(
            id=place.id,
            municipality=place.municipality,
            name=f"{place.name}straat",
            folded=f"{place.code}straat",
            postcode="9000",
            neighbourhoods=[place.id],
        )
        for place in places
    ]
    Street.objects.bulk_create(streets)
    for place, street, (key, town, x) in zip(places, streets, towns, strict=True):
        homes = [
            Address(
                neighbourhood=place,
                municipality_id=town.id,
                street_id=street.id,
                street_name=street.name,
                number=str(n),
                postcode="9000",
                place=town.name,
                longitude=x + 0.001 * n,
                latitude=51.055,
            )
            for n in range(1, 9)
        ]
        setattr(c, f"{key}_homes", homes)
    Address.objects.bulk_create([*c.brug_homes, *c.kaai_homes, *c.markt_homes])
    AddressCount.objects.bulk_create(
        [AddressCount(municipality=p.municipality, neighbourhood=p, addresses=8, counted_at=timezone.now()) for p in places]
    )


def settled():
    """When they came: long enough ago that nobody has a newcomer's small measure, one after the other."""
    return timezone.now() - timedelta(days=2)


def _members(c):
    """In one statement a table: every test begins with this."""
    homes = {"an": c.brug, "bram": c.brug, "marie": c.brug, "noor": c.brug, "ilse": c.brug, "hugo": c.brug, "chloe": c.kaai}
    states = {"ilse": "suspended", "hugo": "gone"}
    members, residences, seats = {}, [], []
    for i, (key, place) in enumerate(homes.items()):
        address, person = getattr(c, f"{place.code}_homes")[i], getattr(c, key)
        state = states.get(key, "active")
        members[key] = member = Member(
            neighbourhood=place,
            person_id=person.id,
            name=NAMES[key],
            street=address.street_name,
            shielded=key == "marie",
            ambassador=key == "bram",
            joined_at=settled(),
            state=state,
        )
        residences.append(Residence(neighbourhood=place, member_id=member.id, address_id=address.id, proof="letter"))
        seats.append(Seat(person=person, neighbourhood=place, member_id=member.id, state=state))
        setattr(c, f"{key}_member", member)
    for key in ("dirk", "lotte"):
        for place in (c.brug, c.kaai):
            members[key, place.code] = member = Member(
                neighbourhood=place,
                person_id=getattr(c, key).id,
                name=NAMES[key],
                kind="connector",
                badge="Buurtwerk, buurtwerker",
                joined_at=settled(),
            )
            seats.append(Seat(person=getattr(c, key), neighbourhood=place, member_id=member.id, kind="connector"))
            setattr(c, f"{key}_member_{place.code}", member)
    Member.objects.bulk_create(members.values())
    Residence.objects.bulk_create(residences)
    Seat.objects.bulk_create(seats)


def _mandates(c):
    now, mandates = timezone.now(), {}
    both = [c.brug.id, c.kaai.id]
    for key, town, duty, extra in (
        ("dirk", c.oever, "connector", {"neighbourhoods": both}),
        (
            "lotte",
            c.oever,
            "connector",
            {"neighbourhoods": both, "starts_at": now - timedelta(days=400), "ends_at": now - timedelta(days=1)},
        ),
        ("els", c.oever, "official", {"function": "Buurtregie"}),
        ("eline", c.oever, "official", {"function": "Burgerzaken", "may_approve": True}),
        ("femke", c.dorp, "official", {"may_approve": True}),
        ("joris", c.oever, "print_operator", {}),
        ("karim", None, "operator", {}),
        ("katrien", None, "operator", {}),
    ):
        fields = {"starts_at": now - timedelta(days=1), "ends_at": now + timedelta(days=300), "name": NAMES[key], **extra}
        mandates[f"{key}_mandate"] = Mandate(person=getattr(c, key), municipality=town, duty=duty, **fields)
    Mandate.objects.bulk_create(mandates.values())
    c.__dict__.update(mandates)


def _gust(c):
    c.gust_home, c.gust_code = c.brug_homes[7], new_code()
    LetterCode.objects.create(
        neighbourhood=c.brug,
        address_id=c.gust_home.id,
        hash=hash_code(c.gust_home.id, c.gust_code),
        expires_at=timezone.now() + timedelta(days=90),
    )


def member(c, who: str, place=None) -> MemberStanding:
    """The standing the door would give. A connector needs to say where."""
    person = getattr(c, who)
    found = getattr(c, f"{who}_member_{place.code}" if place else f"{who}_member")
    home = place or next(n for n in (c.brug, c.kaai, c.markt) if n.id == found.neighbourhood_id)
    hidden = {"an": [c.noor_member.id], "noor": [c.an_member.id]}.get(who, [])
    return MemberStanding(
        here=home.id,
        person=person.id,
        town=home.municipality_id,
        member=found.id,
        kind="connector" if place else "home",
        language=person.language,
        place_name=home.name,
        place_slug=home.slug,
        town_name=home.municipality.name,
        town_slug=home.municipality.slug,
        hidden=frozenset(hidden),
    )


def mandate(c, who: str) -> MandateStanding:
    """The standing of an official, print operator or operator."""
    m = getattr(c, f"{who}_mandate")
    town = m.municipality
    if m.duty == "operator":
        return OperatorStanding(person=m.person_id, duty=m.duty, mandate=m.id, name=m.name)
    return MandateStanding(
        person=m.person_id,
        town=town and town.id,
        duty=m.duty,
        mandate=m.id,
        name=m.name,
        function=m.function,
        may_write=m.may_write,
        may_approve=m.may_approve,
        town_name=town.name if town else "",
        town_slug=town.slug if town else "",
        languages=tuple(town.languages if town else ()),
    )


def sign_in(client, person, second_step: bool | None = None):
    """A test client signed in as this person; connectors with their second step, officials when it is asked for."""
    if second_step is None:
        second_step = person.name in ("Dirk", "Lotte")
    client.force_login(person, backend="stoep.people.backend.PasswordBackend")
    if second_step:
        session = client.session
        session["account_authentication_methods"] = [{"method": "password"}, {"method": "mfa", "type": "totp", "at": time.time() - 600}]
        session["account_authentication_methods_user"] = str(person.pk)
        session.save()
    return client
