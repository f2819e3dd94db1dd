"""What is new for each member of a neighbourhood since they last looked or were last told: found by query, for many at once.

Announcements first, then what neighbours said, newest first; never what was taken back, is held, comes from somebody blocked either way,
or was on a page the member has seen.
"""

import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from stoep.board.calendar import facet as planned
from stoep.board.models import AnnouncementPost, Event, Group, GroupWish, LastSeen, Poll, Post
from stoep.board.polls.facet import line_of
from stoep.membership.models import Block, Member
from stoep.people.models import Person

from .mailing import quote
from .models import CALL, LOST, OVER, Digest, Notification, Preference
from .rules import let_in

DAILY, WEEKLY = Preference.Rhythm.DAILY, Preference.Rhythm.WEEKLY
PERIOD = {DAILY: timedelta(days=1), WEEKLY: timedelta(days=7)}
FURTHEST = {DAILY: timedelta(days=3), WEEKLY: timedelta(days=14)}  # older is not news, however long the mail server was away
READ = 500  # posts of a neighbourhood looked at in one round
SHOWN = 10  # of each kind in one mail; how many more there are is said


@dataclass(frozen=True)
class Line:
    """One post in the mail; `title` may be empty."""

    post: Post
    name: str
    title: str
    text: str
    language: str
    group: str = ""  # for which it was said


@dataclass
class News:
    """What one member is told."""

    member: Member
    person: Person
    wishes: Preference
    town: list[Post] = field(default_factory=list)
    neighbours: list[Post] = field(default_factory=list)
    waiting: int = 0

    def __bool__(self):
        return bool(self.town or self.neighbours or self.waiting)


@dataclass(frozen=True)
class Board:
    """What was said in a neighbourhood lately, read once for all its members."""

    posts: list[Post]
    authors: dict[uuid.UUID, Member]
    announced: dict[uuid.UUID, AnnouncementPost]
    groups: dict[uuid.UUID, str]
    polls: dict[uuid.UUID, Poll]
    events: dict[uuid.UUID, Event]

    def line(self, post: Post, language: str) -> Line:
        """A post as a mail in this language shows it."""
        if told := self.announced.get(post.id):
            spoken = language if language in told.texts else told.fallback
            return Line(post, told.signed, told.texts[spoken]["title"], quote(told.texts[spoken]["body"]), spoken)
        group, poll, event = self.groups.get(post.group_id, ""), self.polls.get(post.id), self.events.get(post.id)
        facts = [poll and line_of(poll, language), event and planned.line_of(event, language)]
        text = "\n".join(filter(None, [*facts, post.body]))
        return Line(post, self.authors[post.author_id].name, post.title, quote(text), post.language, group)


def board_of(here: int, rhythm: str, due: datetime) -> Board:
    """Everything neighbours can read that was said before `due` and may be news to somebody."""
    standing = Post.objects.filter(neighbourhood_id=here, withdrawn_at=None, held_at=None, away=False)
    posts = list(standing.filter(created__gt=due - FURTHEST[rhythm], created__lte=due).order_by("-created", "-id")[:READ])
    authors = Member.objects.filter(neighbourhood_id=here, id__in={post.author_id for post in posts})
    told = AnnouncementPost.objects.filter(neighbourhood_id=here, post_id__in=[p.id for p in posts if p.kind == Post.Kind.ANNOUNCEMENT])
    groups = Group.objects.filter(neighbourhood_id=here, id__in={post.group_id for post in posts} - {None}, held_at=None)
    named = dict(groups.values_list("id", "name"))
    asked = Poll.objects.filter(neighbourhood_id=here, post_id__in=[p.id for p in posts if p.kind == Post.Kind.POLL])
    dated = Event.objects.filter(neighbourhood_id=here, post_id__in=[p.id for p in posts if p.kind == Post.Kind.EVENT])
    told, polls, events = ({facet.post_id: facet for facet in found} for found in (told, asked, dated))
    return Board(posts, {member.id: member for member in authors}, told, named, polls, events)


def members_after(here: int, after: str, most: int, only: list[str] | None = None) -> list[Member]:
    """The next members, in the order of their ids, who could get a digest at all; of `only`, where given."""
    found = Member.objects.filter(neighbourhood_id=here, state=Member.State.ACTIVE, person_id__isnull=False).exclude(kind=Member.Kind.TOWN)
    found = found if only is None else found.filter(id__in=[uuid.UUID(one) for one in only])
    return list((found.filter(id__gt=uuid.UUID(after)) if after else found).order_by("id")[:most])


def news_for(here: int, rhythm: str, due: datetime, members: list[Member], board: Board) -> list[News]:
    """What each of these is told in this round; who wants nothing, has seen all or was told already is left out."""
    of = {"neighbourhood_id": here, "member_id__in": [member.id for member in members]}
    wishes = {wish.member_id: wish for wish in Preference.objects.filter(**of)}
    told = dict(Digest.objects.filter(**of).values_list("member_id", "until"))
    wanted = [m for m in members if _wish(wishes, m).rhythm == rhythm and told.get(m.id, due - timedelta(1)) < due]
    if not wanted:
        return []
    seen = dict(LastSeen.objects.filter(**of).values_list("member_id", "seen_at"))
    persons = [member.person_id for member in wanted]
    inside, accounts, hidden = let_in(here, persons), _accounts(persons), _hidden(persons)
    waiting = _waiting(here, [m for m in wanted if "digest" in (_wish(wishes, m).answers, _wish(wishes, m).mentions)], due, told, hidden)
    muted, called, out = _muted(here, wanted), _called(here, wanted, board), []
    for member in wanted:
        person = accounts.get(member.person_id)
        if person is None or member.person_id not in inside:
            continue
        since = max(told.get(member.id, due - PERIOD[rhythm]), due - FURTHEST[rhythm], member.joined_at)
        news = News(member, person, _wish(wishes, member), waiting=waiting.get(member.id, 0))
        _tell(news, board, max(since, seen.get(member.id, since)), hidden[member.person_id], muted[member.id], called[member.id])
        if news:
            out.append(news)
    return out


def _wish(wishes, member) -> Preference:
    return wishes.get(member.id) or Preference(neighbourhood_id=member.neighbourhood_id, member_id=member.id)


def _tell(news, board, since, hidden, muted, told) -> None:
    """Put the posts that are new to this member into the two halves of the mail; none of the groups they muted, and none of those they
    were mailed of at once (`told`)."""
    for post in board.posts:
        if post.created <= since:
            return
        author = board.authors.get(post.author_id)
        if author is None or author.id == news.member.id or (author.person_id and author.person_id in hidden) or post.group_id in muted:
            continue
        if post.nearby_from and not news.member.reads_nearby:
            continue
        if post.kind == Post.Kind.ANNOUNCEMENT:
            if news.wishes.announcements == Preference.Mail.DIGEST and post.id not in told:
                news.town.append(post)
        elif news.wishes.posts == Preference.Mail.DIGEST and post.id not in told:
            news.neighbours.append(post)


def _accounts(persons) -> dict[int, Person]:
    found = Person.objects.filter(id__in=persons, is_active=True).only("id", "email", "language")
    return {person.id: person for person in found}


def _hidden(persons) -> dict[int, set]:
    """person → those they have blocked and those who blocked them."""
    hidden = defaultdict(set)
    pairs = Block.objects.filter(Q(blocker_id__in=persons) | Q(blocked_id__in=persons)).values_list("blocker_id", "blocked_id")
    for one, other in pairs:
        hidden[one].add(other)
        hidden[other].add(one)
    return hidden


def _muted(here, members) -> dict[uuid.UUID, set]:
    """member → the groups whose posts they want nowhere."""
    muted = defaultdict(set)
    wishes = GroupWish.objects.filter(neighbourhood_id=here, member_id__in=[member.id for member in members], muted=True)
    for member, group in wishes.values_list("member_id", "group_id"):
        muted[member].add(group)
    return muted


def _called(here, members, board) -> dict[uuid.UUID, set]:
    """member → what was urgent, lost or found, and they had a mail of."""
    called, urgent = defaultdict(set), [post.id for post in board.posts if post.urgent or post.kind == Post.Kind.LOST]
    if urgent:
        rows = Notification.objects.filter(neighbourhood_id=here, member_id__in=[m.id for m in members], post_id__in=urgent)
        for member, post in rows.filter(verb__in=(CALL, LOST)).exclude(mailed_at=None).values_list("member_id", "post_id"):
            called[member].add(post)
    return called


def _waiting(here, members, due, told, hidden) -> dict:
    """member → how many rows of the bell wait unread that they wanted to hear of with the digest; none from anybody blocked either way."""
    counts = defaultdict(int)
    rows = list(Notification.objects.filter(
        neighbourhood_id=here, member_id__in=[m.id for m in members], read_at=None, created__lte=due, created__gt=due - FURTHEST[WEEKLY]
    ).exclude(actor_id=None).exclude(verb__in=(CALL, OVER, LOST))) if members else []  # fmt: skip
    actors = Member.objects.filter(neighbourhood_id=here, id__in={row.actor_id for row in rows}) if rows else ()
    persons = dict(actors.values_list("id", "person_id")) if rows else {}
    hides = {member.id: hidden[member.person_id] for member in members}
    for row in rows:
        if persons.get(row.actor_id) not in hides[row.member_id] and row.created > told.get(row.member_id, due - FURTHEST[WEEKLY]):
            counts[row.member_id] += 1
    return counts


def newest_due(rhythm: str, moment: datetime, hour: int, day: int) -> datetime:
    """The last time a digest of this rhythm was due, by the clock where we are. `day`: 1 is Monday."""
    local = timezone.localtime(moment)
    date = local.date() if local.hour >= hour else local.date() - timedelta(days=1)
    if rhythm == WEEKLY:
        date -= timedelta(days=(date.isoweekday() - day) % 7)
    return datetime(date.year, date.month, date.day, hour, tzinfo=timezone.get_current_timezone())
