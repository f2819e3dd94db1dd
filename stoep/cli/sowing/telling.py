"""What was sown, as one JSON object: everything a black-box check needs to sign in as anybody."""

from django.db.models import Count

from stoep.board.models import Post
from stoep.membership.models import Mandate, Member, Seat
from stoep.people.models import Person
from stoep.places.models import Municipality, Neighbourhood

from ..demotown.people import cast
from .folk import SECOND_STEP
from .ground import second_town
from .letters import letters_of
from .secrets import password_of, totp_secret_of


def told(town: Municipality, canaries: list) -> dict:
    """The stable shape of `stoep seed --json`."""
    beside = second()
    places = list(Neighbourhood.objects.filter(municipality=town).order_by("id"))
    logins = [row for character in cast().values() if (row := login(character, town, beside))]
    homes = [row["neighbourhood"] for row in logins if row["who"] == "an"]
    return {
        "towns": [counted(town), counted(beside)],
        "logins": logins,
        "letters": letters_of(sorted(places, key=lambda place: place.slug not in homes)),
        "canaries": canaries,
    }


def second() -> Municipality:
    """The small town next door."""
    return Municipality.objects.get(slug=second_town().slug)


def counted(town: Municipality) -> dict:
    """A town with its neighbourhoods and how much is in them."""
    places = list(Neighbourhood.objects.filter(municipality=town).order_by("id"))
    ids = [place.id for place in places]
    members = dict(_counts(Member.objects.filter(neighbourhood_id__in=ids).exclude(kind=Member.Kind.TOWN)))
    posts = dict(_counts(Post.objects.filter(neighbourhood_id__in=ids)))
    rows = [{"slug": p.slug, "name": p.name, "members": members.get(p.id, 0), "posts": posts.get(p.id, 0)} for p in places]
    return {"slug": town.slug, "name": town.name, "neighbourhoods": rows}


def _counts(rows):
    return rows.order_by().values("neighbourhood_id").annotate(many=Count("id")).values_list("neighbourhood_id", "many")


def login(character, town: Municipality, second: Municipality) -> dict | None:
    """How one of the cast signs in; None for whoever has no account."""
    email = f"{character.who}@{town.slug}.example"
    person = Person.objects.filter(email=email, beside=0).first()
    if person is None:
        return None
    seats = list(Seat.objects.filter(person=person).order_by("neighbourhood_id").values_list("neighbourhood__slug", flat=True))
    of = Mandate.objects.filter(person=person).values_list("municipality__slug", flat=True).first()
    return {
        "who": character.who, "name": character.name, "role": character.role, "town": of or (town.slug if seats else None),
        "neighbourhood": seats[0] if seats else None, "neighbourhoods": seats, "email": email, "password": password_of(email),
        "totp_secret": totp_secret_of(email) if character.role in SECOND_STEP else None, "language": person.language,
    }  # fmt: skip
