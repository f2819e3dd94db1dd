"""One last look before a mail or a message goes: is it still true, allowed and unread? A lot can change in between."""

from dataclasses import dataclass

from stoep.board.absence.telling import tells_absence
from stoep.board.announcements.texts import announcement_text
from stoep.board.models import AnnouncementPost, Comment, Lost, Post
from stoep.care.models import QuietRequest
from stoep.membership.models import Member
from stoep.people.models import Person

from .audiences import NAMED
from .bell import title_of
from .models import CALL, FOUND, LOST, Notification
from .next_door import ANSWERED
from .quietly import standing_quiet
from .rules import may_hear, standing_comment, standing_post, still_lives_here


@dataclass(frozen=True)
class Due:
    """What there is to tell, to whom, about whom."""

    recipient: Member
    actor: Member | None  # None: a quiet request, or somebody next door, who is not named
    person: Person
    said: Comment | Post | QuietRequest

    def what(self, here: int, notice: Notification) -> dict:
        """Who it was and under what: the words of the templates that say so."""
        name = self.actor.name if self.actor else ""
        return {"actor": name, "in_talk": notice.comment_id is not None, "title": title_of(self.post(here, notice))}

    def verb(self, here: int, notice: Notification) -> str:
        """What the row says it is: its own verb, or that something was found."""
        if notice.verb != LOST:
            return notice.verb
        return FOUND if Lost.objects.get(neighbourhood_id=here, post_id=notice.post_id).what == Lost.What.FOUND else LOST

    def told_in_full(self, here: int, notice: Notification) -> bool:
        """Whether its words may leave the board: what is kept off it, and what tells of an empty home, may not."""
        return notice.quiet_id is None and not self.post(here, notice).away and not tells_absence(self.said.body)

    def post(self, here: int, notice: Notification) -> Post:
        """The post it is, or is under."""
        return self.said if isinstance(self.said, Post) else Post.objects.get(neighbourhood_id=here, id=notice.post_id)


def judged(here: int, notice: Notification) -> Due | None:
    """None when it was read in the bell, taken back, is between blocked ones, or its reader is no longer let in."""
    members = Member.objects.filter(neighbourhood_id=here, id__in=[notice.member_id, notice.actor_id])
    faces = {member.id: member for member in members}
    recipient, actor, said = faces.get(notice.member_id), faces.get(notice.actor_id), said_in(here, notice)
    nameless = notice.quiet_id is not None or notice.verb == ANSWERED
    if notice.read_at is not None or said is None or (actor is None and not nameless):
        return None
    if not may_hear(here, recipient, actor, notice.post_id) or not still_lives_here(here, recipient):
        return None
    person = Person.objects.filter(id=recipient.person_id, is_active=True).first()
    if person and isinstance(said, Post) and said.kind == Post.Kind.ANNOUNCEMENT:
        told = AnnouncementPost.objects.get(neighbourhood_id=here, post_id=said.id)
        said.title, said.body, said.language = announcement_text(told.texts, told.fallback, person.language)
    return person and Due(recipient, actor, person, said)


def said_in(here: int, notice: Notification) -> Comment | Post | QuietRequest | None:
    """The text it is about, while it stands, and while it still names who was named."""
    if notice.quiet_id:
        return standing_quiet(notice)
    if not notice.post_id:
        return None
    said = standing_comment(here, notice.comment_id) if notice.comment_id else standing_post(here, notice.post_id)
    if said and notice.verb == CALL and not said.calls:
        return None  # over, before it could be told
    if said and notice.verb == LOST and said.solved_at:
        return None  # home again
    return None if said and notice.verb == NAMED and str(notice.member_id) not in said.mentions.values() else said
