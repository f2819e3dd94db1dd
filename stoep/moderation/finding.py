"""Finding through the standing: what is not there, and what is not for this reader, is the same absence."""

from uuid import UUID

from django.db.models import Q

from stoep.board.finding import comment_for, post_for
from stoep.board.groups.finding import group_for
from stoep.board.models import Comment, Group, Post
from stoep.care.models import QuietTold
from stoep.care.quiet.finding import told_of
from stoep.chat.finding import message_for
from stoep.chat.models import Message
from stoep.lib.clock import now
from stoep.lib.standings import Applicant, MemberStanding, OperatorStanding
from stoep.membership.models import Member, Seat
from stoep.places.models import Neighbourhood

from .models import Appeal, Decision, Matter, Statement
from .rules import OPEN_FOR, UNDO_WITHIN

MOST = 50


def post_to_flag(member: MemberStanding, post: UUID) -> Post:
    """A post this neighbour can read. Raises DoesNotExist."""
    return post_for(member, post)


def comment_to_flag(member: MemberStanding, comment: UUID) -> Comment:
    """A remark this neighbour can read, under a post they can read. Raises DoesNotExist."""
    found = comment_for(member, comment)
    post_for(member, found.post_id)
    return found


def quiet_to_flag(member: MemberStanding, quiet: UUID) -> QuietTold:
    """What this neighbour was asked off the board, in their own copy. Raises DoesNotExist."""
    return told_of(member, quiet)


def message_to_flag(member: MemberStanding, message: UUID) -> Message:
    """A message said to this neighbour, or by them, that stands. Raises DoesNotExist."""
    return message_for(member, message)


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
    """What somebody was told in one neighbourhood, newest first. In one's own hand."""
    return list(Statement.objects.filter(neighbourhood_id=here, person_id=person).order_by("-at")[:MOST])


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
