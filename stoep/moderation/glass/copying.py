"""What the keeper does with a grant: copy what was granted for its one reader, tell whom it concerns, take the copies away at the end."""

from datetime import datetime, time
from uuid import UUID

from django.utils import timezone

from stoep.board.facets import whole_text
from stoep.board.models import Comment, Picture, Post
from stoep.chat.models import Conversation, Message, SentPicture
from stoep.lib.clock import now
from stoep.lib.shards import fan_out
from stoep.membership.models import Member

from .models import Look, Opened, OpenedPage, Opening
from .telling import tell_due

ON_A_PAGE, PAGES = 30, 10
COPY = 5000  # characters


def copy_opening(here: int, ident: str) -> int:
    """Make the pages, once. Returns how many. Nothing without a running grant by somebody else than who asked."""
    opening = Opening.objects.select_for_update().filter(id=ident, neighbourhood_id=here, granted=True, copied_at=None).first()
    if opening is None or opening.decided_by == opening.asked_by or opening.until <= now():
        return 0
    said, concerned = FOUND[opening.kind](opening)
    labels: dict[UUID, str] = {}
    lines = [_line(one, labels) for one in said]
    pages = [lines[at : at + ON_A_PAGE] for at in range(0, len(lines), ON_A_PAGE)]
    whose = {"opening": opening, "reader_id": opening.asked_by, "until": opening.until}
    OpenedPage.objects.bulk_create(OpenedPage(**whose, number=n, lines=page) for n, page in enumerate(pages, 1))
    opening.copied_at, opening.pages = now(), len(pages)
    opening.save(update_fields=["copied_at", "pages"])
    _concern(opening, concerned)
    tell_due(here)
    return len(pages)


def drop_opening(here: int, ident: str) -> None:
    """Who asked took it back: refused by nobody. Nothing when a colleague was first; twice is once."""
    asked = Opening.objects.filter(id=ident, neighbourhood_id=here, decided_at=None)
    asked.update(granted=False, decided_at=now())


def close_opening(here: int, ident: str) -> None:
    """The copies go now; whom it concerns can see how many pages were read. Twice is once."""
    opening = Opening.objects.select_for_update().filter(id=ident, neighbourhood_id=here, granted=True, closed_at=None).first()
    if opening is None:
        return
    opening.opened.all().delete()
    opening.closed_at, opening.until = now(), min(opening.until, now())
    opening.save(update_fields=["closed_at", "until"])
    looked = len(set(Look.objects.filter(opening=opening).values_list("number", flat=True)))
    Opened.objects.filter(neighbourhood_id=here, opening_id=opening.id).update(looked=looked, until=opening.until)


def close_openings() -> int:
    """Whatever has had its time; and whoever was kept untold until now is told. Returns how many ended."""
    over = list(Opening.objects.filter(granted=True, closed_at=None, until__lte=now()).values_list("neighbourhood_id", "id"))
    for here, ident in over:
        close_opening(here, str(ident))
    with fan_out("members to be told that something of theirs was read"):
        waiting = set(Opened.objects.filter(at=None, tell_at__lte=now()).values_list("neighbourhood_id", flat=True))
    for here in waiting:
        tell_due(here)
    return len(over)


def _post(opening: Opening) -> tuple[list, set]:
    """The post and the talk under it, whole."""
    here = {"neighbourhood_id": opening.neighbourhood_id, "withdrawn_at": None}
    posts = list(Post.objects.filter(**here, id=opening.about_id))
    talk = list(Comment.objects.filter(**here, post_id=opening.about_id).order_by("created")[: ON_A_PAGE * PAGES - 1]) if posts else []
    return posts + talk, {one.author_id for one in posts + talk}


def _conversation(opening: Opening) -> tuple[list, set]:
    """What was said since that day, and everybody who takes part."""
    here = {"neighbourhood_id": opening.neighbourhood_id}
    said = Message.objects.said().filter(**here, conversation_id=opening.about_id, created__gte=_since(opening), withdrawn_at=None)
    talk = Conversation.objects.filter(**here, id=opening.about_id).first()
    found = list(said.order_by("-id")[: ON_A_PAGE * PAGES])[::-1]
    return found, set(talk.members) | {one.author_id for one in found} if talk and found else set()


def _member(opening: Opening) -> tuple[list, set]:
    """What one neighbour wrote on the board since that day, and nobody else's words."""
    mine = {"neighbourhood_id": opening.neighbourhood_id, "author_id": opening.about_id, "withdrawn_at": None}
    posts = Post.objects.filter(**mine, created__gte=_since(opening)).order_by("-created")[: ON_A_PAGE * PAGES]
    remarks = Comment.objects.filter(**mine, created__gte=_since(opening)).order_by("-created")[: ON_A_PAGE * PAGES]
    found = sorted([*posts, *remarks], key=lambda one: one.created)[-ON_A_PAGE * PAGES :]
    return found, {opening.about_id} if found else set()


FOUND = {"post": _post, "conversation": _conversation, "member": _member}


def _since(opening: Opening) -> datetime:
    return timezone.make_aware(datetime.combine(opening.since, time.min))


def _line(one: Post | Comment | Message, labels: dict) -> dict:
    """One text, by nobody's name: whoever speaks is a number."""
    pictures, body = 0, whole_text(one) if isinstance(one, Post) else one.body
    if isinstance(one, Message):
        pictures = SentPicture.objects.filter(neighbourhood_id=one.neighbourhood_id, message_id=one.id).count()
    elif isinstance(one, Post):
        pictures = Picture.objects.filter(neighbourhood_id=one.neighbourhood_id, post_id=one.id).count()
    who = labels.setdefault(one.author_id, str(len(labels) + 1))
    at = one.created.isoformat(timespec="minutes")
    return {"who": who, "at": at, "title": getattr(one, "title", ""), "body": body[:COPY], "pictures": pictures}


def _concern(opening: Opening, members: set) -> None:
    """A row for each whose words were opened, or who takes part; told when it is time."""
    here = opening.neighbourhood_id
    people = Member.objects.filter(neighbourhood_id=here, id__in=members, person_id__isnull=False).values_list("id", "person_id")
    same = {"kind": opening.kind, "ground": opening.ground, "words": opening.words, "since": opening.since, "pages": opening.pages,
            "granted_at": opening.decided_at, "until": opening.until, "tell_at": opening.tell_at}  # fmt: skip
    rows = [Opened(neighbourhood_id=here, opening_id=opening.id, member_id=member, person_id=person, **same) for member, person in people]
    Opened.objects.bulk_create(rows, ignore_conflicts=True)
