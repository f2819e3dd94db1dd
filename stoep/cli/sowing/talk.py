"""Sowing what is said: posts, the talk under them, small faces, pictures."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from django.db import connection

from stoep.board.counting import recount_places
from stoep.board.facets import FACETS
from stoep.board.findable import make_findable
from stoep.board.models import Comment, Picture, Post, Reaction
from stoep.board.search import LANGUAGES, configuration
from stoep.board.topics.proposing import says_itself

from ..demotown.words import Words, everything, filled
from .drawing import SIZE
from .folk import Hood
from .moments import answers, in_months, seeded_uuid, spread

FACES = ["nice"] * 9 + ["thanks"] * 5 + ["haha"] * 3 + ["wow"] * 2 + ["wave"] * 2
BUSY, QUIET = 45, 16  # posts in a neighbourhood of a real town: where the cast lives, and elsewhere
GRAVE = ["nice"] * 5 + ["thanks"] * 3 + ["sad"] + ["wave"]


@dataclass
class Talk:
    """Everything to write, gathered first."""

    now: datetime
    town: str
    posts: list = field(default_factory=list)
    comments: list = field(default_factory=list)
    reactions: list = field(default_factory=list)
    pictures: list = field(default_factory=list)
    drawings: list = field(default_factory=list)  # (neighbourhood id, stem, motif, seed)


def share_out(hoods: dict[str, Hood], now: datetime, most: int, repeat: bool) -> list[tuple]:
    """(hood, words, moment), newest first. Each text once in the town, or, with `repeat`, once in each neighbourhood."""
    dice = Random("share out")
    fixed = [
        (hoods[w.hood], w, now - timedelta(days=w.days))
        for w in everything()
        if w.hood and w.days is not None and w.hood in hoods
    ]
    free = [w for w in everything() if not w.by]
    dice.shuffle(free)
    rounds = list(hoods.values()) if repeat else [None]
    out = []
    for only in rounds:
        share = (
            free
            if only is None
            else dice.sample(free, min(len(free), max(4, most // len(rounds)), BUSY if only.people else QUIET))
        )
        out += _dated(share, lambda words, only=only: only or _fitting(hoods, words, dice), now, dice)
    out = sorted(fixed + out, key=lambda row: row[2], reverse=True)
    return out[:most]


def plain(language: str) -> list[Words]:
    """Texts of one language that fit any place and any season."""
    return [w for w in everything() if w.language == language and not w.by and not w.months and not w.picture]


def _dated(share, hood_for, now, dice):
    seasonal = [(w, in_months(w.months, now, dice)) for w in share if w.months]
    early = [(w, now - timedelta(days=w.days)) for w in share if w.days is not None]
    rest = [w for w in share if not w.months and w.days is None]
    dated = [*((w, moment) for w, moment in seasonal if moment), *early, *zip(rest, spread(len(rest), now, dice), strict=True)]
    return [(hood_for(words), words, moment) for words, moment in dated]


def _fitting(hoods: dict[str, Hood], words: Words, dice: Random) -> Hood:
    """A neighbourhood for a text: where more people write its language, more of it is heard."""
    weights = [(1 + sum(spoken == words.language for _, spoken in hood.members)) * (2 if hood.people else 1) for hood in hoods.values()]
    return dice.choices(list(hoods.values()), weights)[0]


def sow(talk: Talk, hood: Hood, words: Words, moment: datetime) -> Post | None:
    """One text with everything under it; None in an empty place."""
    dice = Random(f"{hood.place.slug} {words.key}")
    author = hood.people.get(words.by) or somebody(hood, words.language, dice, (), moment)
    if author is None:
        return None
    post = Post(
        neighbourhood=hood.place, id=seeded_uuid(moment, hood.place.slug, words.key), author_id=author.id, kind=words.kind,
        title=words.title, body=_placed(words.body, words.language, hood, author, dice, talk.town), language=words.language,
        topics=list(words.topics), topics_proposed=says_itself(words.kind), created=moment,
    )  # fmt: skip
    talk.posts.append(post)
    _remarks(talk, hood, post, author, words, dice)
    _faces(talk, hood, post, author, dice)
    if words.picture:
        motif, alt = words.picture
        ident = seeded_uuid(moment, "picture", hood.place.slug, words.key)
        picture = Picture(neighbourhood=hood.place, id=ident, post_id=post.id, member_id=author.id, alt=alt, created=moment)
        picture.width, picture.height = SIZE
        talk.pictures.append(picture)
        talk.drawings.append((hood.place.id, str(ident), motif, dice.randrange(3)))
    return post


def _placed(text: str, language: str, hood: Hood, author, dice, town) -> str:
    names = sorted(hood.streets) or [hood.place.name]
    own = author.street or dice.choice(names)
    other = dice.choice([name for name in names if name != own] or names)
    streets = ((own, hood.streets.get(own, "")), (other, hood.streets.get(other, "")))
    return filled(text, language, *streets, hood.place.name, town)


def somebody(hood: Hood, language: str, dice: Random, but: tuple, since: datetime):
    """A member who was there already and writes this language, the talkative ones more often; None in an empty place."""
    fitting = [m for m, spoken in hood.members if spoken == language and m.id not in but and m.joined_at < since]
    fitting = fitting or [m for m, _ in hood.members if m.id not in but]
    return fitting[min(int(len(fitting) * dice.random() ** 1.5), len(fitting) - 1)] if fitting else None


def _remarks(talk: Talk, hood: Hood, post: Post, author, words: Words, dice: Random) -> None:
    top, spoken = None, [author.id]
    moments = answers(len(words.talk), post.created, talk.now, dice)
    for number, (remark, moment) in enumerate(zip(words.talk, moments, strict=True)):
        who = (
            author
            if remark.author
            else hood.people.get(remark.who) or somebody(hood, remark.language, dice, tuple(spoken), moment)
        )
        if who is None:
            return
        ident = seeded_uuid(moment, hood.place.slug, words.key, number)
        talk.comments.append(
            Comment(
                neighbourhood=hood.place, id=ident, post_id=post.id, parent_id=top if remark.under else None, author_id=who.id,
                body=_placed(remark.text, remark.language, hood, who, dice, talk.town), language=remark.language, created=moment,
            )
        )  # fmt: skip
        spoken.append(who.id)
        top = top if remark.under else ident


def _faces(talk: Talk, hood: Hood, post: Post, author, dice: Random) -> None:
    others = [member for member, _ in hood.members if member.id != author.id]
    much = 1 if (talk.now - post.created) > timedelta(hours=8) else 0.4
    faces = GRAVE if "care" in post.topics or "safety" in post.topics else FACES
    room = max((talk.now - post.created).total_seconds() - 60, 1)
    for member in dice.sample(others, min(len(others), int(dice.triangular(1, 15, 5) * much))):
        at = post.created + timedelta(seconds=min(room, 200_000) * dice.random() ** 2)
        ident = seeded_uuid(at, "face", post.id, member.id)
        talk.reactions.append(
            Reaction(neighbourhood=hood.place, id=ident, post_id=post.id, member_id=member.id, face=dice.choice(faces), at=at)
        )


def write(talk: Talk) -> None:
    """All of it, in one statement per table, then the search vectors in each text's own language."""
    Post.objects.bulk_create(talk.posts, batch_size=1000)
    Comment.objects.bulk_create(talk.comments, batch_size=1000)
    Reaction.objects.bulk_create(talk.reactions, batch_size=2000)
    Picture.objects.bulk_create(talk.pictures, batch_size=1000)
    places = sorted({post.neighbourhood_id for post in talk.posts})
    set_vectors(places)
    recount_places(places)


MISSING = "WHERE neighbourhood_id = ANY (%s) AND vector IS NULL AND language = %s"
OF_POSTS = "UPDATE board_post SET vector = setweight(to_tsvector(%s::regconfig, title), 'A') || to_tsvector(%s::regconfig, body) "
OF_COMMENTS = "UPDATE board_comment SET vector = to_tsvector(%s::regconfig, body) "


def set_vectors(places: list[int]) -> None:
    """Search vectors where they are missing, by the same grammar as the actions write them (board/search.py)."""
    with connection.cursor() as cursor:
        for language in LANGUAGES:
            words = configuration(language)
            cursor.execute(OF_POSTS + MISSING, [words, words, places, language])
            cursor.execute(OF_COMMENTS + MISSING, [words, places, language])


def set_facet_words(places: list[int]) -> None:
    """What is written beside a text is found too, once all facets are sown."""
    for post in Post.objects.filter(neighbourhood__in=places, kind__in=FACETS):
        make_findable(post)
