"""May this member hear about that? Asked when it happens and again when a mail goes, since a lot can change in between."""

from functools import cached_property
from uuid import UUID

from django.db.models import Q

from stoep.board.models import Comment, Post
from stoep.lib.clock import now
from stoep.membership.models import Block, Mandate, Member, Seat

from .models import Mute, Preference


class Known:
    """What is asked of some members and of whom they hear, read once for all of them, and only when it is asked."""

    def __init__(self, here: int, members: list[Member], actors: list[Member], posts: list):
        self.here, self.members, self.posts = here, members, posts
        self.persons = {member.person_id for member in members if member.person_id is not None}
        self.actors = {actor.person_id for actor in actors if actor.person_id is not None}

    @cached_property
    def inside(self) -> set[int]:
        """Whom the door lets in now."""
        return let_in(self.here, list(self.persons))

    @cached_property
    def homes(self) -> set[int]:
        """Who lives here, and may come in."""
        seats = Seat.objects.filter(neighbourhood_id=self.here, person_id__in=self.persons, state=Member.State.ACTIVE)
        return set(seats.filter(kind=Seat.Kind.HOME).values_list("person_id", flat=True))

    @cached_property
    def apart(self) -> set[tuple[int, int]]:
        """Who has blocked whom, between the two sides."""
        by_them = Q(blocker_id__in=self.persons, blocked_id__in=self.actors)
        of_them = Q(blocker_id__in=self.actors, blocked_id__in=self.persons)
        return set(Block.objects.filter(by_them | of_them).values_list("blocker_id", "blocked_id"))

    @cached_property
    def muted(self) -> set[tuple]:
        """(member, post): the talks they want to hear no more of."""
        of = {"neighbourhood_id": self.here, "member_id__in": [member.id for member in self.members], "post_id__in": set(self.posts)}
        return set(Mute.objects.filter(**of).values_list("member_id", "post_id"))

    def blocked(self, one: Member, other: Member) -> bool:
        """Whether one of the two has blocked the other."""
        if one.person_id is None or other.person_id is None:
            return False
        return bool(self.apart & {(one.person_id, other.person_id), (other.person_id, one.person_id)})


def may_hear(here: int, recipient: Member | None, actor: Member | None, post_id=None, known: Known | None = None) -> bool:
    """Whether a row in the bell is due: not about oneself, to who is suspended or gone, between blocked ones, of a muted talk.

    The town has a face in each neighbourhood but no ears: nothing that is said under its announcements is ever sent to it. `known`: what
    was read for many at once.
    """
    if recipient is None or recipient.kind == Member.Kind.TOWN or recipient.person_id is None:
        return False
    if recipient.state != Member.State.ACTIVE:
        return False
    known = known or Known(here, [recipient], [actor] if actor else [], [post_id])
    if actor is not None and (actor.id == recipient.id or actor.state == Member.State.SUSPENDED or known.blocked(recipient, actor)):
        return False
    return post_id is None or (recipient.id, post_id) not in known.muted


def blocked(one: Member, other: Member) -> bool:
    """Whether one of the two has blocked the other."""
    return Known(one.neighbourhood_id, [one], [other], []).blocked(one, other)


def still_lives_here(here: int, member: Member) -> bool:
    """Whether the door would still let this member in."""
    return member.person_id in let_in(here, [member.person_id])


def let_in(here: int, persons: list[int]) -> set[int]:
    """Whom of these the door lets in now: who lives here, and who works here under a mandate that runs."""
    seats = Seat.objects.filter(neighbourhood_id=here, person_id__in=persons, state=Member.State.ACTIVE, person__is_active=True)
    seats = seats.values_list("person_id", "kind")
    homes = {person for person, kind in seats if kind == Seat.Kind.HOME}
    connectors = [person for person, kind in seats if kind == Seat.Kind.CONNECTOR]
    moment = now()
    running = Mandate.objects.filter(
        person_id__in=connectors, duty=Mandate.Duty.CONNECTOR, neighbourhoods__contains=[here], starts_at__lte=moment, ends_at__gte=moment
    )
    return homes | (set(running.values_list("person_id", flat=True)) if connectors else set())


def standing_comment(here: int, comment_id) -> Comment | None:
    """The comment, if neighbours can still read it: neither it nor its post was withdrawn or is held."""
    readable = {"neighbourhood_id": here, "withdrawn_at": None, "held_at": None}
    comment = Comment.objects.filter(**readable, id=comment_id).first()
    if comment is None or not Post.objects.filter(**readable, id=comment.post_id).exists():
        return None
    return comment


def standing_post(here: int, post_id) -> Post | None:
    """The post, if neighbours can still read it."""
    return Post.objects.filter(neighbourhood_id=here, withdrawn_at=None, held_at=None, id=post_id).first()


def preference_of(here: int, member_id) -> Preference:
    """What this member wants; the defaults where nothing was ever chosen. Not saved."""
    kept = Preference.objects.filter(neighbourhood_id=here, member_id=member_id).first()
    return kept or Preference(neighbourhood_id=here, member_id=member_id)


def preferences_of(here: int, members: list[UUID]) -> dict[UUID, Preference]:
    """The same for many: {member: what they want}."""
    kept = {wish.member_id: wish for wish in Preference.objects.filter(neighbourhood_id=here, member_id__in=members)}
    return {member: kept.get(member) or Preference(neighbourhood_id=here, member_id=member) for member in members}
