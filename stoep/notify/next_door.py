"""An answer under a copy of a post, told to its author at home: only that there is one, and where; never who or what."""

import uuid

from stoep.board.models import Comment, Post
from stoep.journal.models import Entry
from stoep.lib.jobs import defer
from stoep.membership.models import Member

from .models import Notification, Preference
from .rules import blocked, may_hear, preference_of, standing_comment, standing_post

ANSWERED = "answer_nearby"


def tell_home(here: int, entry: Entry) -> None:
    """Queue the word to the author's own neighbourhood; not for a remark of theirs, nor of somebody blocked either way."""
    remark: Comment | None = standing_comment(here, entry.about)
    if remark is None or remark.guest_id in (None, remark.author_id):
        return
    faces = {m.id: m for m in Member.objects.filter(neighbourhood_id=here, id__in=[remark.guest_id, remark.author_id])}
    if blocked(faces[remark.guest_id], faces[remark.author_id]):
        return
    copy = Post.objects.get(neighbourhood_id=here, id=remark.post_id)
    defer("hear_nearby", neighbourhood=copy.nearby_from, post=str(copy.nearby_post), remark=str(remark.id))


def hear_from_next_door(here: int, post: uuid.UUID, remark: uuid.UUID) -> bool:
    """A row in the bell of the post's author, one for all that is unread about it, and the mail they wish. Returns whether it is new."""
    original = standing_post(here, post)
    author = original and Member.objects.filter(neighbourhood_id=here, id=original.author_id).first()
    if author is None or not may_hear(here, author, None, post):
        return False
    about = {"neighbourhood_id": here, "member_id": author.id, "verb": ANSWERED, "post_id": post}
    if Notification.objects.filter(**about, read_at=None).exists():
        return False
    row = Notification(**about, id=uuid.uuid5(remark, str(author.id)))
    if Notification.objects.filter(neighbourhood_id=here, id=row.id).exists():
        return False
    Notification.objects.bulk_create([row], ignore_conflicts=True)
    if preference_of(here, author.id).answers == Preference.Mail.NOW:
        defer("mail_notification", neighbourhood=here, notification=str(row.id))
    return True
