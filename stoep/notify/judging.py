"""One last look before a mail or a message goes: is it still true, allowed and unread? A lot can change in between."""

from copy import copy
from dataclasses import dataclass
from functools import cached_property

from stoep.board.absence.telling import tells_absence
from stoep.board.announcements.texts import announcement_text
from stoep.board.models import AnnouncementPost, Comment, Lost, Post
from stoep.care.models import QuietRequest
from stoep.membership.models import Member
from stoep.people.models import Person
from stoep.places.models import Neighbourhood

from .audiences import NAMED
from .bell import title_of
from .models import CALL, FOUND, LOST, Notification
from .next_door import ANSWERED
from .quietly import standing_quiet
from .rules import Known, may_hear, preferences_of, standing_comment, standing_post


@dataclass(frozen=True)
class Due:
    """What there is to tell, to whom, about whom."""

    recipient: Member
    actor: Member | None  # None: a quiet request, or somebody next door, who is not named
    person: Person
    said: Comment | Post | QuietRequest
    verb: str  # what the row says it is: its own verb, or that something was found

    def what(self, here: int, notice: Notification) -> dict:
        """Who it was and under what: the words of the templates that say so."""
        name = self.actor.name if self.actor else ""
        return {"actor": name, "in_talk": notice.comment_id is not None, "title": title_of(self.post(here, notice))}

    def told_in_full(self, here: int, notice: Notification) -> bool:
        """Whether its words may leave the board: what is kept off it, and what tells of an empty home, may not."""
        return notice.quiet_id is None and not self.post(here, notice).away and not tells_absence(self.said.body)

    def post(self, here: int, notice: Notification) -> Post:
        """The post it is, or is under."""
        return self.said if isinstance(self.said, Post) else Post.objects.get(neighbourhood_id=here, id=notice.post_id)


class Rows:
    """Rows of one neighbourhood's bell, and what the last look asks of them: each thing read once, however many rows ask for it."""

    def __init__(self, here: int, notices: list[Notification]):
        self.here, self.notices, self._said, self._told = here, notices, {}, {}

    @cached_property
    def faces(self) -> dict:
        """member → who hears, and of whom."""
        members = {member for notice in self.notices for member in (notice.member_id, notice.actor_id) if member}
        return {member.id: member for member in Member.objects.filter(neighbourhood_id=self.here, id__in=members)}

    @cached_property
    def known(self) -> Known:
        """What the rules ask of them."""
        recipients = [self.faces[notice.member_id] for notice in self.notices if notice.member_id in self.faces]
        actors = [self.faces[notice.actor_id] for notice in self.notices if notice.actor_id in self.faces]
        return Known(self.here, recipients, actors, [notice.post_id for notice in self.notices])

    @cached_property
    def persons(self) -> dict[int, Person]:
        """The accounts of those who hear."""
        return {person.id: person for person in Person.objects.filter(id__in=self.known.persons, is_active=True)}

    @cached_property
    def wishes(self) -> dict:
        """member → what they want."""
        return preferences_of(self.here, [notice.member_id for notice in self.notices])

    @cached_property
    def found(self) -> set:
        """The posts that say, of those told as lost or found, that something was found."""
        posts = {notice.post_id for notice in self.notices if notice.verb == LOST}
        found = Lost.objects.filter(neighbourhood_id=self.here, post_id__in=posts, what=Lost.What.FOUND)
        return set(found.values_list("post_id", flat=True)) if posts else set()

    @cached_property
    def place(self) -> Neighbourhood:
        return Neighbourhood.objects.get(id=self.here)

    def said(self, notice: Notification) -> Comment | Post | QuietRequest | None:
        """The text a row is about, if it still stands."""
        key = (notice.post_id, notice.comment_id, notice.quiet_id, notice.quiet_id and notice.verb)
        if key not in self._said:
            self._said[key] = _standing(self.here, notice)
        return self._said[key]

    def told(self, post: Post, language: str) -> Post:
        """What the town said, in this language."""
        if (post.id, language) not in self._told:
            facet, shown = AnnouncementPost.objects.get(neighbourhood_id=self.here, post_id=post.id), copy(post)
            shown.title, shown.body, shown.language = announcement_text(facet.texts, facet.fallback, language)
            self._told[post.id, language] = shown
        return self._told[post.id, language]


def judged(here: int, notice: Notification, rows: Rows | None = None) -> Due | None:
    """None when it was read in the bell, taken back, is between blocked ones, or its reader is no longer let in. `rows`: those it is one
    of, when many are looked at."""
    rows = rows or Rows(here, [notice])
    recipient, actor, said = rows.faces.get(notice.member_id), rows.faces.get(notice.actor_id), said_in(notice, rows)
    nameless = notice.quiet_id is not None or notice.verb == ANSWERED
    if notice.read_at is not None or said is None or (actor is None and not nameless):
        return None
    if not may_hear(here, recipient, actor, notice.post_id, rows.known) or recipient.person_id not in rows.known.inside:
        return None
    person = rows.persons.get(recipient.person_id)
    if person and isinstance(said, Post) and said.kind == Post.Kind.ANNOUNCEMENT:
        said = rows.told(said, person.language)
    return person and Due(recipient, actor, person, said, FOUND if notice.verb == LOST and notice.post_id in rows.found else notice.verb)


def said_in(notice: Notification, rows: Rows) -> Comment | Post | QuietRequest | None:
    """The text it is about, while it stands, and while it still names who was named."""
    said = rows.said(notice)
    if said is None or notice.quiet_id:
        return said
    if notice.verb == CALL and not said.calls:
        return None  # over, before it could be told
    if notice.verb == LOST and said.solved_at:
        return None  # home again
    return None if notice.verb == NAMED and str(notice.member_id) not in said.mentions.values() else said


def _standing(here, notice) -> Comment | Post | QuietRequest | None:
    if notice.quiet_id:
        return standing_quiet(notice)
    if not notice.post_id:
        return None
    return standing_comment(here, notice.comment_id) if notice.comment_id else standing_post(here, notice.post_id)
