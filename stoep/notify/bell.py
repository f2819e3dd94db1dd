"""The bell: what was aimed at one member, newest first, as far as it can still be read."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.dateparse import parse_datetime

from stoep.board.models import Comment, Post
from stoep.board.pieces import photo_address
from stoep.lib.clock import now
from stoep.lib.standings import MemberStanding
from stoep.lib.texts import initials, tint
from stoep.lib.when import said
from stoep.membership.models import Member

from .models import Mute, Notification

ON_A_PAGE = 20
EXCERPT, TITLE = 140, 80  # characters
COUNT = """SELECT count(*) FROM (SELECT 1 FROM notify_notification WHERE neighbourhood_id = %(here)s AND member_id = %(me)s
 AND read_at IS NULL LIMIT 99) waiting"""  # the number in the frame, as part of the board's one statement


@dataclass(frozen=True)
class Row:
    """One line of the bell, with all the page shows of it."""

    notice: Notification
    actor: Member | None
    post: Post | None
    comment: Comment | None
    muted: bool
    time: str  # as neighbours say it: "yesterday at 14:05"
    photo_url: str

    @property
    def whole(self) -> bool:
        """Whether all it speaks of can still be read."""
        return bool(self.post or not self.notice.post_id) and bool(self.comment or not self.notice.comment_id)

    @property
    def excerpt(self) -> str:
        """What was said; nothing of a post whose own first line is its title."""
        text = self.comment.body if self.comment else self.post.body if self.post and self.post.title else ""
        return shortened(text, EXCERPT)

    @property
    def said(self) -> Comment | Post | None:
        return self.comment or self.post

    @property
    def title(self) -> str:
        return title_of(self.post) if self.post else ""

    @property
    def initials(self) -> str:
        return initials(self.actor.name) if self.actor else ""

    @property
    def tint(self) -> str:
        return tint(self.actor.id) if self.actor else ""


@dataclass(frozen=True)
class Page:
    """`older` is the moment to ask on from, empty at the end; `until` is the newest moment shown."""

    rows: list[Row]
    older: str
    until: str
    unread: int


def shortened(text: str, most: int) -> str:
    """The beginning of a text on one line, cut between words."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"


def title_of(post: Post) -> str:
    """What a post is called where it is only mentioned: its title, or its first line."""
    return shortened(post.title or post.body.strip().partition("\n")[0], TITLE)


def unread(standing: MemberStanding) -> int:
    """How many rows wait; 99 stands for more."""
    waiting = Notification.objects.filter(neighbourhood_id=standing.here, member_id=standing.member, read_at=None)
    return waiting[:99].count()


def page(standing: MemberStanding, before: str = "") -> Page:
    """One page of the bell: rows older than the moment `before` (ISO 8601; nonsense is the first page)."""
    mine = Notification.objects.filter(neighbourhood_id=standing.here, member_id=standing.member).order_by("-created", "-id")
    moment = _moment(before)
    found = list((mine.filter(created__lt=moment) if moment else mine)[: ON_A_PAGE + 1])
    shown = found[:ON_A_PAGE]
    older = shown[-1].created.isoformat() if len(found) > ON_A_PAGE else ""
    until = shown[0].created.isoformat() if shown else ""
    return Page(_rows(standing, shown), older, until, sum(1 for notice in shown if notice.read_at is None))


def _moment(text: str) -> datetime | None:
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None  # well formed, but no such day
    return moment if moment is not None and moment.tzinfo else None


def _rows(standing, notices) -> list[Row]:
    """What was withdrawn, is held, or comes from somebody now blocked is left out."""
    of = {"neighbourhood_id": standing.here}
    readable = {**of, "withdrawn_at": None, "held_at": None}
    posts = _by_id(Post.objects.filter(**readable, id__in=[n.post_id for n in notices if n.post_id]))
    comments = _by_id(Comment.objects.filter(**readable, id__in=[n.comment_id for n in notices if n.comment_id]))
    actors = _by_id(Member.objects.filter(**of, id__in=[n.actor_id for n in notices if n.actor_id]))
    mutes = Mute.objects.filter(**of, member_id=standing.member, post_id__in=list(posts))
    muted = set(mutes.values_list("post_id", flat=True))
    rows = [_row(standing, n, actors, posts, comments, muted) for n in notices]
    return [row for row in rows if row.notice.actor_id not in standing.hidden and row.whole]


def _row(standing, notice, actors, posts, comments, muted) -> Row:
    actor = actors.get(notice.actor_id)
    return Row(
        notice=notice,
        actor=actor,
        post=posts.get(notice.post_id),
        comment=comments.get(notice.comment_id),
        muted=notice.post_id in muted,
        time=said(notice.created, now(), standing.language),
        photo_url=photo_address(standing.place_slug, actor.id, actor.photo) if actor and actor.photo else "",
    )


def _by_id(rows) -> dict:
    return {row.id: row for row in rows}
