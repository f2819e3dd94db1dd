"""Finding through the standing: what is not there, and what is not for this reader, is the same absence."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from stoep.board.finding import comment_for, post_for
from stoep.board.groups.finding import group_for
from stoep.board.models import Comment, Group, Post
from stoep.care.models import QuietTold
from stoep.care.quiet.finding import told_of
from stoep.chat.finding import message_for, picture_for
from stoep.chat.models import Message, SentPicture
from stoep.lib.clock import now
from stoep.lib.standings import Applicant, MemberStanding, OperatorStanding
from stoep.membership.actions.blocking import blocked_by, blocked_since
from stoep.membership.models import Member, Seat
from stoep.places.models import Neighbourhood

from .models import RECEIVED, Appeal, Decision, Matter, Statement
from .rules import OPEN_FOR, UNDO_WITHIN
from .talks import apart_since

MOST = 50
LATELY = timedelta(days=90)  # how far back one finds what somebody wrote whom one blocked


def reporting(member: MemberStanding) -> MemberStanding:
    """The same standing, for reporting only: whoever blocks a neighbour may still tell us what that neighbour wrote before. Who blocked
    this member stays hidden, or one could find out."""
    if not member.hidden:
        return member
    return replace(member, hidden=member.hidden - {face.id for face in blocked_by(member)})


def by_town(said: object) -> bool:
    """Whether it is a notice of the town: the one thing the town says in a neighbourhood."""
    return isinstance(said, Post) and said.kind == Post.Kind.ANNOUNCEMENT


def _before_the_block(member: MemberStanding, said):
    """What somebody wrote before this member blocked them, or whom they did not block. Raises DoesNotExist for what came later: else
    blocking first would be a window through which one looks and is not seen."""
    if said.author_id in member.hidden and said.created > blocked_since(member)[said.author_id]:
        raise type(said).DoesNotExist
    return said


def said_by_blocked(member: MemberStanding, other: UUID) -> tuple[Member, list[Post], list[Comment], list[Message]]:
    """A neighbour whom this one blocked, and what they wrote lately until then: on the board, under it, and to this member. Raises
    DoesNotExist."""
    face = next((face for face in blocked_by(member) if face.id == other), None)
    if face is None:
        raise Member.DoesNotExist
    until = blocked_since(member)[other]
    theirs, eyes = {"author_id": other, "created__gt": now() - LATELY, "created__lte": until}, reporting(member)
    mine = {"neighbourhood": member.here, "members__contains": [member.member]}
    said = Message.objects.said().filter(**theirs, **mine, withdrawn_at=None, held_at=None)
    return (
        face, list(Post.objects.visible_to(eyes).filter(**theirs).order_by("-created")[:MOST]),
        list(Comment.objects.visible_to(eyes).filter(**theirs).order_by("-created")[:MOST]), list(said.order_by("-id")[:MOST]),
    )  # fmt: skip


def post_to_flag(member: MemberStanding, post: UUID) -> Post:
    """A post this neighbour can read, or could before they blocked its author. Raises DoesNotExist."""
    return _before_the_block(member, post_for(reporting(member), post))


def comment_to_flag(member: MemberStanding, comment: UUID) -> Comment:
    """A remark this neighbour can read, under a post they can read. Raises DoesNotExist."""
    eyes = reporting(member)
    found = comment_for(eyes, comment)
    _before_the_block(member, post_for(eyes, found.post_id))
    return _before_the_block(member, found)


def quiet_to_flag(member: MemberStanding, quiet: UUID) -> QuietTold:
    """What this neighbour was asked off the board, in their own copy. Raises DoesNotExist."""
    return told_of(member, quiet)


def message_to_flag(member: MemberStanding, message: UUID) -> Message:
    """A message said to this neighbour, or by them, that stands; also by whoever blocked them since: else blocking first would be a way to
    say anything. Raises DoesNotExist."""
    found = message_for(replace(member, hidden=frozenset()), message)
    if found.author_id in member.hidden and found.created > apart_since(member)[found.author_id]:
        raise Message.DoesNotExist
    return found


def out_of_sight(member: MemberStanding) -> list[Message]:
    """What was said to this neighbour lately and stands in no conversation of theirs any more, since whoever said it blocked them."""
    since = {face: at for face, at in apart_since(member).items() if face not in {one.id for one in blocked_by(member)}}
    said = Message.objects.said().filter(
        neighbourhood=member.here, members__contains=[member.member], author_id__in=list(since), created__gt=now() - LATELY,
        withdrawn_at=None, held_at=None,
    )  # fmt: skip
    return [one for one in said.order_by("-id")[: 2 * MOST] if one.created <= since[one.author_id]][:MOST] if since else []


def picture_to_flag(member: MemberStanding, picture: UUID) -> SentPicture:
    """A picture of such a message. Raises DoesNotExist."""
    found = picture_for(replace(member, hidden=frozenset()), picture)
    if found.message_id:
        message_to_flag(member, found.message_id)
    return found


def group_to_flag(member: MemberStanding, group: UUID) -> Group:
    """A group this neighbour can see. Raises DoesNotExist."""
    return group_for(member, group)


def own_hand(person: int, here: int) -> Applicant:
    """The standing in which somebody reads what they were told, with or without access to the neighbourhood."""
    return Applicant(here=here, person=person)


def own_statement(person: Applicant, statement: UUID) -> Statement:
    """One's own statement. Raises DoesNotExist."""
    return Statement.objects.get(neighbourhood_id=person.here, person_id=person.person, id=statement)


def appeal_of(person: Applicant, statement: UUID) -> Appeal | None:
    """Whether one has asked for another look, and what came of it."""
    return Appeal.objects.filter(neighbourhood_id=person.here, person_id=person.person, statement_id=statement).first()


def statements_of(person: int, here: int) -> list[Statement]:
    """What somebody was told in one neighbourhood, newest first; that we have a report only until it is decided. In one's own hand."""
    told = Statement.objects.filter(neighbourhood_id=here, person_id=person).exclude(thing=RECEIVED, over_at__isnull=False)
    return list(told.order_by("-at")[:MOST])


def places_of(person: int) -> list[Neighbourhood]:
    """Where this person has or had a seat."""
    places = Seat.objects.filter(person_id=person).values_list("neighbourhood_id", flat=True)
    return list(Neighbourhood.objects.filter(id__in=list(places)).select_related("municipality").defer("boundary"))


def own_place(person: int, here: int) -> Neighbourhood:
    """One of these. Raises DoesNotExist."""
    found = [place for place in places_of(person) if place.id == here]
    if not found:
        raise Neighbourhood.DoesNotExist
    return found[0]


def waiting_matters(operator: OperatorStanding) -> list[Matter]:
    """The queue: what is put aside or asked again first of all by age; without the texts."""
    waiting = Matter.objects.filter(state=Matter.State.WAITING).order_by("first_at")
    return list(waiting.defer("said", "context", "words", "asked")[:MOST])


def decided_first(operator: OperatorStanding, matters: list[Matter]) -> set[UUID]:
    """Of these, what asks for another look at what this operator decided: somebody else has to."""
    again = [matter.id for matter in matters if matter.appealed]
    mine = Decision.objects.filter(matter_id__in=again, on_appeal=False, undone_at=None, person_id=operator.person)
    return set(mine.values_list("matter_id", flat=True)) if again else set()


def matter_before(operator: OperatorStanding, matter: UUID) -> Matter:
    """A matter. Its texts are for who has it open. Raises DoesNotExist."""
    return Matter.objects.get(id=matter)


def is_open(operator: OperatorStanding, matter: Matter) -> bool:
    """Whether this operator opened it within the hour, which the journal then knows."""
    return matter.taken_by == operator.person and matter.taken_at > now() - OPEN_FOR


def decisions_of(matter: Matter) -> list[Decision]:
    """Everything decided about it, oldest first."""
    return list(Decision.objects.filter(matter=matter).order_by("at"))


def own_latest(operator: OperatorStanding) -> list[Decision]:
    """What this operator decided lately and may still undo."""
    mine = Decision.objects.filter(person_id=operator.person, at__gt=now() - UNDO_WITHIN, undone_at=None)
    return list(mine.select_related("matter").filter(~Q(matter__appealed=True)).order_by("-at")[:MOST])


def place_names(matters: list[Matter]) -> dict[int, str]:
    """{neighbourhood: its name}."""
    wanted = {matter.neighbourhood_id for matter in matters}
    return dict(Neighbourhood.objects.filter(id__in=wanted).values_list("id", "name"))


def still_here(here: int, member: UUID) -> Member:
    """A member's face, for the keeper's jobs. Raises DoesNotExist."""
    return Member.objects.get(neighbourhood_id=here, id=member)


def earlier_sanction(matter: Matter) -> datetime | None:
    """Until when a sanction runs that somebody of the writer's home had before the writer came (weighing.py)."""
    until = matter.context.get("earlier")
    end = until and datetime.fromisoformat(until)
    return end if end and end > now() else None
