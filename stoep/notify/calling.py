"""Urgent, lost and found: who is told at once, in batches; and that what was urgent is over, to whoever was told.

One line of the journal begins it. Each batch is one job and one transaction, and queues the next; a row's id is made of the entry and the
member, so a batch that runs twice writes nothing twice and its mails go once.
"""

import uuid
from datetime import timedelta

from django.db.models import F

from stoep.board.models import GroupWish, Post
from stoep.board.urgent.reasons import reason_words
from stoep.journal.models import Entry
from stoep.lib.clock import now
from stoep.lib.jobs import defer, defer_each
from stoep.membership.models import Block, Member

from .audiences import KINDS
from .models import CALL, LOST, OVER, Notification, Preference, PushDevice
from .rules import let_in, preferences_of, standing_post

VERBS = (CALL, OVER)
AT_ONCE = 200  # members in one batch
BUNDLE = 100  # of their mails, or messages, in one job: what else is in the queue waits for it, some seconds
# Who loses something more often than this, or after so many others, stands in the mail with news like all else.
LOST_AGAIN, LOST_A_DAY = timedelta(days=3), 5


def hear_call(entry: Entry) -> int:
    """Begin with the first batch."""
    _queue(entry.neighbourhood_id, entry.id, "")
    return 0


def hear_lost(entry: Entry) -> int:
    """The same for something that is lost or was found, where it is not one of very many."""
    post = standing_post(entry.neighbourhood_id, entry.about)
    return hear_call(entry) if post and _still_lost(post) and not _too_many(post) else 0


def tell_batch(here: int, entry_id: str, after: str) -> int:
    """Rows, mails and messages for the next members, in the order of their ids; then the next batch is queued. Returns how many rows are
    new."""
    entry = Entry.objects.filter(neighbourhood_id=here, id=entry_id, verb__in=(*VERBS, "publish_post")).first()
    post, verb = entry and standing_post(here, entry.about), entry and _verb(entry)
    if not post or (verb == CALL and not post.calls) or (verb == LOST and not _still_lost(post)):
        return 0  # taken back, put aside, over or home meanwhile
    author = Member.objects.get(neighbourhood_id=here, id=post.author_id)
    members = _next(here, entry, post, after)
    due = _who_may_hear(author, _without_muted(post, members))
    rows = [_row(here, entry, post, member) for member in due]
    held = Notification.objects.filter(neighbourhood_id=here, id__in=[row.id for row in rows])
    known = set(held.values_list("id", flat=True))
    fresh = [row for row in rows if row.id not in known]
    Notification.objects.bulk_create(fresh, ignore_conflicts=True)
    if verb == OVER:  # nobody is to be frightened anew by what waits unread beside it
        calls = _called(here, post).filter(member_id__in=[row.member_id for row in rows], read_at=None)
        calls.update(read_at=now())
    told = _carry(entry, post, fresh, {member.id: member for member in due})
    if verb == CALL and told:
        Post.objects.filter(neighbourhood_id=here, id=post.id).update(urgent_told=F("urgent_told") + told)
    if len(members) == AT_ONCE:
        _queue(here, entry.id, str(members[-1].id))
    return len(fresh)


def reason_of(post: Post) -> str:
    """Why it was urgent, in the language of the moment: our own words, so they may stand in a subject."""
    return reason_words(post.urgent)


def _verb(entry) -> str:
    return LOST if entry.verb == "publish_post" else entry.verb


def _still_lost(post: Post) -> bool:
    """Not home again; what is urgent is called by its own line, and what tells of an empty home is told to nobody."""
    return post.kind == Post.Kind.LOST and not post.solved_at and not post.calls and not post.away


def _too_many(post: Post) -> bool:
    """Whether this author, or this neighbourhood, has told of so much already that nobody wants to be called for one more."""
    earlier = Post.objects.filter(neighbourhood_id=post.neighbourhood_id, kind=Post.Kind.LOST, nearby_from=None, created__lt=post.created)
    mine = earlier.filter(author_id=post.author_id, created__gt=post.created - LOST_AGAIN)
    return mine.exists() or earlier.filter(created__gt=post.created - timedelta(days=1)).count() >= LOST_A_DAY


def _without_muted(post: Post, members: list[Member]) -> list[Member]:
    """Without those who want nothing of the group it is for."""
    if post.group_id is None:
        return members
    muted = GroupWish.objects.filter(neighbourhood_id=post.neighbourhood_id, group_id=post.group_id, muted=True)
    muted = set(muted.values_list("member_id", flat=True))
    return [member for member in members if member.id not in muted]


def _queue(here, entry, after):
    defer("tell_urgent", neighbourhood=here, entry=str(entry), after=after)


def _next(here, entry, post, after) -> list[Member]:
    """The next members who live or work here and did not write it; of its end, only those who were called."""
    found = Member.objects.filter(neighbourhood_id=here, state=Member.State.ACTIVE, person_id__isnull=False).exclude(id=post.author_id)
    found = found.exclude(kind=Member.Kind.TOWN)
    if entry.verb == OVER:
        found = found.filter(id__in=_called(here, post).values("member_id"))
    return list((found.filter(id__gt=uuid.UUID(after)) if after else found).order_by("id")[:AT_ONCE])


def _called(here, post):
    return Notification.objects.filter(neighbourhood_id=here, post_id=post.id, verb=CALL)


def _who_may_hear(author: Member, members: list[Member]) -> list[Member]:
    """Whom the door lets in, without those whom a block keeps apart from the author."""
    inside = let_in(author.neighbourhood_id, [member.person_id for member in members])
    members = [member for member in members if member.person_id in inside]
    if author.person_id is None:
        return members
    pairs = Block.objects.filter(blocker_id=author.person_id).values_list("blocked_id", flat=True)
    other = Block.objects.filter(blocked_id=author.person_id).values_list("blocker_id", flat=True)
    apart = {*pairs, *other}
    return [member for member in members if member.person_id not in apart]


def _carry(entry, post, rows, members) -> int:
    """Queue the mails and the messages to devices, as each of them wants to be called; that it is over, as they were. Returns for how
    many."""
    here, verb = entry.neighbourhood_id, _verb(entry)
    kept = preferences_of(here, [row.member_id for row in rows])
    mailed = set(_called(here, post).exclude(mailed_at=None).values_list("member_id", flat=True)) if verb == OVER else set()
    persons = {members[row.member_id].person_id for row in rows}
    reachable = set(PushDevice.objects.filter(person_id__in=persons).values_list("person_id", flat=True))
    kind, mails, messages = KINDS[verb], [], []
    for row in rows:
        wishes = kept[row.member_id]
        if getattr(wishes, kind) == Preference.Mail.NOW and (verb != OVER or row.member_id in mailed):
            mails.append(str(row.id))
        if kind in wishes.push and members[row.member_id].person_id in reachable:
            messages.append(str(row.id))
    what = {"neighbourhood": here}
    defer_each("push_rows", [what | {"entry": str(entry.id), "notifications": bundle} for bundle in bundles(messages)])
    defer_each("mail_rows", [what | {"notifications": bundle} for bundle in bundles(mails)])
    return len({*mails, *messages})


def bundles(rows: list) -> list[list]:
    """The same in lists that one job takes."""
    return [rows[first : first + BUNDLE] for first in range(0, len(rows), BUNDLE)]


def _row(here, entry, post, member) -> Notification:
    return Notification(
        neighbourhood_id=here, id=uuid.uuid5(entry.id, str(member.id)), member_id=member.id, verb=_verb(entry), post_id=post.id,
        actor_id=post.author_id, created=entry.at,
    )  # fmt: skip
