"""What may stand on the paper of this week: found through the standing of whoever prints, then narrowed to what may hang in a hall.

Never: somebody shielded, what their author keeps off paper, what is lost, an empty home (board/absence), what is over, solved or gone.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import translation

from stoep.board.announcements.texts import announcement_text
from stoep.board.calendar.agenda import times
from stoep.board.calendar.planned import planned
from stoep.board.models import AnnouncementPost, Post, Thing
from stoep.board.things.facet import LOOKS, THING
from stoep.care.models import HelpRequest
from stoep.lib.clock import now
from stoep.lib.dates import date_format
from stoep.lib.standings import MemberStanding
from stoep.membership.models import Member
from stoep.places.models import Street

from .stripping import bare, first_name, opening

SECTIONS = ("town", "events", "help", "things", "said")
OF_KIND = {Post.Kind.ANNOUNCEMENT: "town", Post.Kind.EVENT: "events", Post.Kind.HELP: "help", Post.Kind.THING: "things"}
AHEAD, LATELY = timedelta(days=8), timedelta(days=21)
READ = 200  # posts that are looked at


@dataclass(frozen=True)
class Item:
    """One message as it will be printed. `line`: when, where, who, what sort, in that order and in the language of the paper."""

    post: UUID
    section: str
    title: str
    line: str
    language: str


@dataclass
class Week:
    """Everything that is known of a neighbourhood's week before it is written down."""

    posts: list[Post]
    times: dict = field(default_factory=dict)
    facets: dict = field(default_factory=dict)
    authors: dict = field(default_factory=dict)
    streets: list[str] = field(default_factory=list)
    promised: set = field(default_factory=set)  # things of which nothing is left to ask for


def items_of(member: MemberStanding, language: str) -> list[Item]:
    """What may hang, section by section, the soonest or the newest first."""
    week = _week(member)
    with translation.override(language):
        found = [_item(member, week, post, language) for post in week.posts]
    return sorted([one for one in found if one.title], key=lambda one: SECTIONS.index(one.section))


def _week(member) -> Week:
    soon = [one for one in times(planned(member, past=False)[0]) if not one.off and not one.event.cancelled_at]
    first = {one.event.post_id: one for one in reversed(soon) if one.start <= now() + AHEAD}
    standing = Post.objects.visible_to(member).filter(Q(id__in=list(first)) | Q(created__gt=now() - LATELY) & ~Q(kind=Post.Kind.EVENT))
    posts = [post for post in standing.order_by("-created", "-id")[:READ] if post.hangs]
    authors = Member.objects.filter(neighbourhood=member.here, id__in={post.author_id for post in posts}, state=Member.State.ACTIVE)
    looks = THING.of(member.here, [post.id for post in posts])
    facets = {post: look["thing"] for post, look in looks.items()} | _facets(member, posts)
    week = Week(posts, first, facets, {one.id: one for one in authors if not one.shielded})
    week.promised = {post for post, look in looks.items() if look["promised"]}
    week.posts = sorted((post for post in posts if _stands(week, post)), key=lambda post: _when(week, post))
    week.streets = _streets(member)
    return week


def _facets(member, posts) -> dict:
    here = {"neighbourhood": member.here, "post_id__in": [post.id for post in posts]}
    return {one.post_id: one for model in (HelpRequest, AnnouncementPost) for one in model.objects.filter(**here)}


def _stands(week, post) -> bool:
    facet = week.facets.get(post.id)
    over = post.solved_at or getattr(facet, "closed_at", None) or getattr(facet, "solved_at", None)
    return post.author_id in week.authors and not over and not post.away and post.id not in week.promised


def _when(week, post):
    """Events in the order of the calendar, all else the newest first."""
    return week.times[post.id].start.timestamp() if post.id in week.times else -post.created.timestamp()


def _streets(member) -> list[str]:
    found = Street.objects.filter(neighbourhoods__contains=[member.here]).values_list("name", "name_other")
    return [name for pair in found for name in pair if name]


def _item(member, week, post, language) -> Item:
    facet, title, body, spoken = week.facets.get(post.id), post.title, post.body, post.language
    author = week.authors[post.author_id]
    who = author.badge.split(",")[0] if author.badge else first_name(author.name)
    if isinstance(facet, AnnouncementPost):
        title, body, spoken = announcement_text(facet.texts, facet.fallback, language)
        who = member.town_name
    text = opening(bare(title or body, week.streets, post.mentions))
    parts = [*_time(week, post), _sort(facet), who]
    return Item(post.id, OF_KIND.get(post.kind, "said"), text, " · ".join(part for part in parts if part), spoken)


def _time(week, post) -> list[str]:
    one = week.times.get(post.id)
    if one is None:
        return [bare(getattr(week.facets.get(post.id), "moment", ""), week.streets)]
    day = date_format(one.start, "l j F")
    return [f"{day}, {date_format(one.start, 'TIME_FORMAT')}", bare(one.event.place, week.streets)]


def _sort(facet) -> str:
    return str(LOOKS[facet.what][0]) if isinstance(facet, Thing) else ""
