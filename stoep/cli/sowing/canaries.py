"""Tokens nobody else uses, one in each private field of each neighbourhood, with who of the cast may see it.

A check from outside reads every page, mail and file as everybody and looks for tokens where they may not be.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.hashers import make_password

from stoep.board.counting import recount_places
from stoep.board.models import Comment, Picture, Post
from stoep.chat.models import Conversation, Message
from stoep.lib.clock import now
from stoep.lib.codes import keyed
from stoep.membership.models import Member, Seat
from stoep.people.models import Person
from stoep.places.models import Municipality, Neighbourhood

from ..demotown.people import Neighbour, cast
from . import folk
from .drawing import SIZE, draw_all
from .moments import seeded_uuid
from .talk import set_vectors

MOST = 50  # neighbourhoods


@dataclass
class Marks:
    """The tokens of one neighbourhood; `readers`: who of the cast may enter there."""

    place: Neighbourhood
    readers: list
    rows: list

    def token(self, field: str, readers: list | None = None) -> str:
        """A word for this field, listed with who may see it."""
        word = "zz" + keyed("canary", self.place.slug, field)[:14]
        may_see = self.readers if readers is None else readers
        self.rows.append({"token": word, "field": field, "neighbourhood": self.place.slug, "may_see": may_see})
        return word


def sow(town: Municipality, second: Municipality) -> list[dict]:
    """Put them in, or find them again; the list is the same. As the keeper."""
    rows: list[dict] = []
    for place in Neighbourhood.objects.filter(municipality__in=[town, second]).exclude(opened_on=None).order_by("id")[:MOST]:
        marks = Marks(place, readers_of(place, town), rows)
        there = Person.objects.filter(email=f"kiki@{place.slug}.example").exists()
        _mark(marks, town, write=not there)
    return rows


def readers_of(place: Neighbourhood, town: Municipality) -> list[str]:
    """Who of the cast has an open door here: active residents, and connectors whose mandate runs."""
    emails = {f"{character.who}@{town.slug}.example": character for character in cast().values()}
    seats = Seat.objects.filter(neighbourhood=place, person__email__in=emails, person__beside=0, state=Member.State.ACTIVE)
    found = [emails[email] for email in seats.values_list("person__email", flat=True)]
    return sorted(character.who for character in found if character.role != "connector_ended")


def _mark(marks: Marks, town: Municipality, write: bool) -> None:
    people, hood = folk.Folk(now()), folk.hood_of(marks.place)
    here = hood.place.slug
    kiki = Neighbour(f"Kiki {marks.token('member.name')}", "nl", True, f"Vogels. {marks.token('member.about')}", False)
    person = Person(email=f"kiki@{here}.example", name=marks.token("person.name", []), language="nl", password=make_password(None))
    hidden = Neighbour("Kaat Verborgen", "nl", True, "", False)
    address = f"kaat.{marks.token('person.email', [])}@{here}.example"
    other = Person(email=address, name=hidden.name, language="nl", password=make_password(None))
    posts, comments, pictures = [], [], []
    if not hood.doors:
        return
    member = folk.resident(people, hood, person, kiki, hood.doors[-1], people.now - timedelta(days=2))
    folk.resident(people, hood, other, hidden, hood.doors[-1], people.now - timedelta(days=2), shielded=True)
    people.residences[-1].street = marks.token("residence.street", [])
    _say(marks, member.id, people.now - timedelta(hours=1), posts, comments, pictures)
    _behind_a_block(marks, town, people.now - timedelta(hours=2), posts)
    talks = _between(marks, town, member.id, people.members[-1][1].id, people.now - timedelta(hours=3))
    if write:
        folk.write(people)
        Post.objects.bulk_create(posts)
        Comment.objects.bulk_create(comments)
        Picture.objects.bulk_create(pictures)
        for talk, said in talks:
            talk.save(force_insert=True)
            said.save(force_insert=True)
        set_vectors([marks.place.id])
        recount_places([marks.place.id])
        draw_all([(marks.place.id, str(picture.id), "nestbox", 0) for picture in pictures], [], lambda share, what: None)


def _say(marks: Marks, author, at, posts, comments, pictures) -> None:
    slug = marks.place.slug
    post = _post(
        marks, "open", author, at, f"Wie ziet deze vogel? {marks.token('post.body')}", title=f"Kanarie {marks.token('post.title')}"
    )
    gone = _post(marks, "gone", author, at, marks.token("withdrawn post.body", []), withdrawn_at=at + timedelta(minutes=5))
    held = _post(marks, "held", author, at, marks.token("held post.body", []), held_at=at + timedelta(minutes=5))
    posts += [post, gone, held]
    for name, field, readers, more in (
        ("said", "comment.body", None, {}), ("back", "withdrawn comment.body", [], {"withdrawn_at": at + timedelta(minutes=9)}),
    ):  # fmt: skip
        comments.append(
            Comment(
                neighbourhood=marks.place, id=seeded_uuid(at, "canary", slug, name), post_id=post.id, author_id=author, language="nl",
                body=f"Tsjirp {marks.token(field, readers)}", created=at + timedelta(minutes=3), **more,
            )
        )  # fmt: skip
    pictures.append(
        Picture(
            neighbourhood=marks.place, id=seeded_uuid(at, "canary", slug, "picture"), post_id=post.id, member_id=author, created=at,
            alt=f"Een vogel {marks.token('picture.alt')}", width=SIZE[0], height=SIZE[1],
        )
    )  # fmt: skip


def _behind_a_block(marks: Marks, town, at, posts) -> None:
    """An and Noor see nothing of each other, also where both live."""
    for who, blind in (("an", "noor"), ("noor", "an")):
        person = Person.objects.filter(email=f"{who}@{town.slug}.example", beside=0).values_list("id", flat=True).first()
        member = Member.objects.filter(neighbourhood=marks.place, person_id=person).first() if person else None
        if member:
            readers = [name for name in marks.readers if name != blind]
            posts.append(_post(marks, who, member.id, at, f"Voor wie het lezen mag: {marks.token(f'post.body by {who}', readers)}"))


def _between(marks: Marks, town, kiki, kaat, at) -> list[tuple]:
    """What two say to each other; of the cast An and Bram, where both live."""
    emails = [f"{who}@{town.slug}.example" for who in ("an", "bram")]
    theirs = Seat.objects.filter(neighbourhood=marks.place, person__email__in=emails, person__beside=0)
    cast_ids = list(theirs.values_list("member_id", flat=True))
    pairs = [("kiki", [kiki, kaat], []), *([("an and bram", cast_ids, ["an", "bram"])] if len(cast_ids) == 2 else [])]
    return [_talk(marks, key, members, readers, at) for key, members, readers in pairs]


def _talk(marks: Marks, key, members, readers, at) -> tuple:
    """A group of two: what a conversation of a pair that is there already is not disturbed by."""
    here, slug = {"neighbourhood": marks.place, "members": members}, marks.place.slug
    title = f"Vogels {marks.token(f'conversation.title {key}', readers)}"[:60]
    talk = Conversation(**here, id=seeded_uuid(at, "canary", slug, key), title=title, begun_by=members[0], begun_at=at, last_at=at)
    said = Message(
        **here, id=seeded_uuid(at, "canary", slug, key, "said"), conversation_id=talk.id, author_id=members[0], created=at, changed_at=at,
        body=f"Onder ons {marks.token(f'message.body {key}', readers)}",
    )  # fmt: skip
    talk.last_id = said.id
    return talk, said


def _post(marks: Marks, name, author, at, body, **more) -> Post:
    return Post(
        neighbourhood=marks.place, id=seeded_uuid(at, "canary", marks.place.slug, name), author_id=author, body=body, language="nl",
        topics=["nature"], created=at, **more,
    )  # fmt: skip
