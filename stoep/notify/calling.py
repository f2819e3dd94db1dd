"""Urgent: who is told at once, in batches; and that it is over, to whoever was told.

One line of the journal begins it. Each batch is one job and one transaction, and queues the next; a row's id is made of the entry and the
member, so a batch that runs twice writes nothing twice and its mails go once.
"""

import uuid

from django.db.models import F

from stoep.board.models import Post
from stoep.board.urgent.reasons import reason_words
from stoep.journal.models import Entry
from stoep.lib.jobs import defer, defer_each
from stoep.membership.models import Block, Member

from .models import CALL, OVER, Notification, Preference, PushDevice
from .rules import let_in, standing_post

VERBS = (CALL, OVER)
AT_ONCE = 200  # members in one batch


def hear_call(entry: Entry) -> int:
    """Begin with the first batch."""
    _queue(entry.neighbourhood_id, entry.id, "")
    return 0


def tell_batch(here: int, entry_id: str, after: str) -> int:
    """Rows, mails and messages for the next members, in the order of their ids; then the next batch is queued. Returns how many rows are
    new."""
    entry = Entry.objects.filter(neighbourhood_id=here, id=entry_id, verb__in=VERBS).first()
    post = entry and standing_post(here, entry.about)
    if not post or (entry.verb == CALL and not post.calls):
        return 0  # taken back, put aside or over meanwhile
    author = Member.objects.get(neighbourhood_id=here, id=post.author_id)
    members = _next(here, entry, post, after)
    due = _who_may_hear(author, members)
    rows = [_row(here, entry, post, member) for member in due]
    held = Notification.objects.filter(neighbourhood_id=here, id__in=[row.id for row in rows])
    known = set(held.values_list("id", flat=True))
    fresh = [row for row in rows if row.id not in known]
    Notification.objects.bulk_create(fresh, ignore_conflicts=True)
    told = _carry(here, entry.verb, post, fresh, {member.id: member for member in due})
    if entry.verb == CALL and told:
        Post.objects.filter(neighbourhood_id=here, id=post.id).update(urgent_told=F("urgent_told") + told)
    if len(members) == AT_ONCE:
        _queue(here, entry.id, str(members[-1].id))
    return len(fresh)


def reason_of(post: Post) -> str:
    """Why it was urgent, in the language of the moment: our own words, so they may stand in a subject."""
    return reason_words(post.urgent)


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


def _carry(here, verb, post, rows, members) -> int:
    """Queue the mails and the messages to devices, as each of them wants to be called; that it is over, as they were. Returns for how
    many."""
    of = {"neighbourhood_id": here, "member_id__in": [row.member_id for row in rows]}
    kept = {wish.member_id: wish for wish in Preference.objects.filter(**of)}
    mailed = set(_called(here, post).exclude(mailed_at=None).values_list("member_id", flat=True)) if verb == OVER else set()
    persons = {members[row.member_id].person_id for row in rows}
    reachable = set(PushDevice.objects.filter(person_id__in=persons).values_list("person_id", flat=True))
    mails, messages = [], []
    for row in rows:
        wishes = kept.get(row.member_id) or Preference(neighbourhood_id=here, member_id=row.member_id)
        what = {"neighbourhood": here, "notification": str(row.id)}
        if wishes.urgent == Preference.Mail.NOW and (verb == CALL or row.member_id in mailed):
            mails.append(what)
        if "urgent" in wishes.push and members[row.member_id].person_id in reachable:
            messages.append(what)
    defer_each("push_call", messages)
    defer_each("mail_call", mails)
    return len({what["notification"] for what in mails + messages})


def _row(here, entry, post, member) -> Notification:
    return Notification(
        neighbourhood_id=here, id=uuid.uuid5(entry.id, str(member.id)), member_id=member.id, verb=entry.verb, post_id=post.id,
        actor_id=post.author_id, created=entry.at,
    )  # fmt: skip
