"""Sowing people: accounts, seats, faces and the proof of where they live."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random

from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password

from stoep.membership.models import Block, Mandate, Member, Residence, Seat
from stoep.membership.seeking import keep_all_words
from stoep.people.models import Person
from stoep.places.models import Address, Municipality, Neighbourhood, Street

from ..demotown.people import Character, cast, mailbox, neighbours
from .moments import seeded_uuid
from .secrets import hashed, totp_secret_of

SECOND_STEP = {"official", "official_approver", "print_operator", "operator", "connector", "connector_ended"}
A_YEAR = timedelta(days=365)
MOST_DOORS = 20_000


@dataclass
class Hood:
    """A neighbourhood while it is being sown. `doors`: addresses nobody lives at yet, in a mixed order."""

    place: Neighbourhood
    doors: list = field(default_factory=list)
    members: list = field(default_factory=list)  # active residents who write
    people: dict = field(default_factory=dict)  # of the cast: who → Member
    streets: dict = field(default_factory=dict)  # name → other name
    women: dict = field(default_factory=dict)  # member id → bool, for the portraits


@dataclass
class Folk:
    """Everything to write, gathered first and written in a few statements."""

    now: datetime
    persons: list = field(default_factory=list)
    members: list = field(default_factory=list)
    residences: list = field(default_factory=list)
    seats: list = field(default_factory=list)  # (person, neighbourhood id, member id, kind, state)
    mandates: list = field(default_factory=list)  # (person, fields)
    second_steps: list = field(default_factory=list)
    blocks: list = field(default_factory=list)  # (person, person)
    cast_doors: dict = field(default_factory=dict)  # who of the cast → address
    portraits: list = field(default_factory=list)  # (neighbourhood id, stem, seed, woman)


def hood_of(place: Neighbourhood) -> Hood:
    """A neighbourhood with its empty houses."""
    dice = Random(f"hood {place.slug}")
    doors = list(Address.objects.filter(neighbourhood=place.id).order_by("street_name", "number", "box", "id")[:MOST_DOORS])
    dice.shuffle(doors)
    names = {door.street_id for door in doors}
    streets = dict(Street.objects.filter(id__in=names).values_list("name", "name_other"))
    return Hood(place, doors, streets=streets)


WELCOMES = 7  # which of the crowd is an ambassador


def settle(folk: Folk, hood: Hood, count: int, french: float, faces: bool = True) -> None:
    """So many residents, one in eight of them in a household that is already there."""
    dice = Random(f"settle {hood.place.slug}")
    homes = []
    for number, neighbour in enumerate(neighbours(count, f"people {hood.place.slug}", french)):
        if homes and (dice.random() < 0.12 or not hood.doors):
            door = dice.choice(homes)
        elif hood.doors:
            door = hood.doors.pop()
            homes.append(door)
        else:
            return
        email = mailbox(f"{neighbour.name} {number}", hood.place.slug)
        person = Person(email=email, name=neighbour.name, language=neighbour.language, password=make_password(None))
        joined = folk.now - A_YEAR * dice.random() ** 1.6 * 1.2 - timedelta(hours=3)
        more = {"ambassador": True} if number == WELCOMES else {}
        member = resident(folk, hood, person, neighbour if faces else replace(neighbour, photo=False), door, joined, **more)
        hood.members.append((member, neighbour.language))


def resident(folk: Folk, hood: Hood, person: Person, who, door, joined, **more) -> Member:
    """A person with a door here: account, face, seat, proof."""
    ident = seeded_uuid(joined, "member", person.email)
    shown = "" if more.get("shielded") else door.street_name
    said = {"name": who.name, "about": who.about, "gives": who.gives}
    member = Member(neighbourhood=hood.place, id=ident, street=shown, joined_at=joined, **said, **more)
    if getattr(who, "photo", True):
        member.photo = str(seeded_uuid(joined, "photo", person.email))
        folk.portraits.append((hood.place.id, member.photo, person.email, who.woman))
    person.joined_at = joined
    state = more.get("state", Member.State.ACTIVE)
    folk.persons.append(person)
    folk.members.append((person, member))
    folk.seats.append((person, hood.place.id, ident, Seat.Kind.HOME, state))
    folk.residences.append(
        Residence(
            neighbourhood=hood.place, id=seeded_uuid(joined, "residence", person.email), member_id=ident, address_id=door.id,
            proof=Residence.Proof.LETTER, proven_at=joined, street=door.street_name,
        )
    )  # fmt: skip
    return member


RESIDENTS = {  # role: what is different about this member
    "resident": {}, "ambassador": {"ambassador": True}, "shielded": {"shielded": True}, "blocked": {},
    "moved_out": {"state": Member.State.GONE}, "suspended": {"state": Member.State.SUSPENDED},
}  # fmt: skip


def cast_in(folk: Folk, town: Municipality, second: Municipality, here: Hood, beside: Hood) -> None:
    """The cast of the house in this town."""
    persons = {}
    for number, character in enumerate(cast().values()):
        if character.role == "letter":
            continue  # Gust has a letter and no account
        person = account(folk, town, character)
        persons[character.who] = person
        hood = beside if character.at == "next" else here
        if character.role in RESIDENTS:
            joined = folk.now - timedelta(days=400 - 19 * number, hours=2)
            folk.cast_doors[character.who] = hood.doors.pop()
            member = resident(folk, hood, person, character, folk.cast_doors[character.who], joined, **RESIDENTS[character.role])
            hood.people[character.who] = member
        elif character.role.startswith("connector"):
            connector(folk, town, person, character, [here, beside] if character.at == "both" and beside is not here else [here])
        else:
            folk.persons.append(person)
            mandate(folk, second if character.at == "second town" else town, person, character)
    folk.blocks.append((persons["an"], persons["noor"]))


def account(folk: Folk, town: Municipality, character: Character) -> Person:
    """An account somebody can sign in with; for those who act for the town with a second step."""
    email = f"{character.who}@{town.slug}.example"
    person = Person(email=email, name=character.name, language=character.language, password=hashed(email))
    if character.role in SECOND_STEP:
        folk.second_steps.append(person)
    return person


def connector(folk: Folk, town: Municipality, person: Person, character: Character, hoods: list[Hood]) -> None:
    """A face and a seat in each neighbourhood of the mandate. One whose mandate has ended keeps a trace, and the door stays shut."""
    ended = character.role == "connector_ended"
    folk.persons.append(person)
    joined = folk.now - timedelta(days=420)
    for hood in hoods:
        member = Member(
            neighbourhood=hood.place, id=seeded_uuid(joined, "connector", person.email, hood.place.slug), kind=Member.Kind.CONNECTOR,
            state=Member.State.GONE if ended else Member.State.ACTIVE, name=character.name, joined_at=joined,
            badge=f"{character.organisation}, {character.function}", photo=str(seeded_uuid(joined, "photo", person.email)),
        )  # fmt: skip
        folk.portraits.append((hood.place.id, member.photo, person.email, character.woman))
        folk.members.append((person, member))
        folk.seats.append((person, hood.place.id, member.id, Seat.Kind.CONNECTOR, Member.State.ACTIVE))
        hood.people[character.who] = member
    mandate(folk, town, person, character, [hood.place.id for hood in hoods], ended)


DUTIES = {
    "official": Mandate.Duty.OFFICIAL, "official_approver": Mandate.Duty.OFFICIAL, "print_operator": Mandate.Duty.PRINT_OPERATOR,
    "operator": Mandate.Duty.OPERATOR, "connector": Mandate.Duty.CONNECTOR, "connector_ended": Mandate.Duty.CONNECTOR,
}  # fmt: skip


def mandate(folk: Folk, town: Municipality, person: Person, character: Character, places=(), ended=False) -> None:
    """What somebody may do for the town, for a time."""
    fields = {
        "municipality": None if character.role == "operator" else town, "duty": DUTIES[character.role], "name": character.name,
        "function": character.function, "organisation": character.organisation, "neighbourhoods": list(places),
        "may_write": True, "may_approve": character.role == "official_approver",
        "starts_at": folk.now - A_YEAR * 1.2, "ends_at": folk.now + (timedelta(days=-3) if ended else A_YEAR * 2),
        "id": seeded_uuid(folk.now - A_YEAR * 1.2, "mandate", person.email),
    }  # fmt: skip
    folk.mandates.append((person, fields))


def write(folk: Folk) -> None:
    """All of it, in one statement per table."""
    Person.objects.bulk_create(folk.persons, batch_size=2000)
    EmailAddress.objects.bulk_create(
        [EmailAddress(user=p, email=p.email, verified=True, primary=True) for p in folk.persons], batch_size=2000
    )
    sealed = get_adapter()
    Authenticator.objects.bulk_create(
        [
            Authenticator(user=p, type=Authenticator.Type.TOTP, data={"secret": sealed.encrypt(totp_secret_of(p.email))})
            for p in folk.second_steps
        ]
    )
    for person, member in folk.members:
        member.person_id = person.id
    Member.objects.bulk_create([member for _, member in folk.members], batch_size=1000)
    keep_all_words(sorted({member.neighbourhood_id for _, member in folk.members}))
    Residence.objects.bulk_create(folk.residences, batch_size=1000)
    seats = [
        Seat(person=p, neighbourhood_id=place, member_id=member, kind=kind, state=state)
        for p, place, member, kind, state in folk.seats
    ]
    Seat.objects.bulk_create(seats, batch_size=1000)
    Mandate.objects.bulk_create([Mandate(person=person, **fields) for person, fields in folk.mandates])
    Block.objects.bulk_create([Block(blocker_id=a.id, blocked_id=b.id) for a, b in folk.blocks])
