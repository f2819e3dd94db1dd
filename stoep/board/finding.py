"""Finding things through the standing. What is not there, and what is not for this reader, is the same absence."""

from typing import NamedTuple
from uuid import UUID

from django.db import connection

from stoep.lib.standings import MemberStanding

from .models import Comment, Picture, Post, Reaction


def post_for(member: MemberStanding, post: UUID) -> Post:
    """A post that stands. Raises DoesNotExist."""
    return Post.objects.visible_to(member).get(id=post)


def own_post(member: MemberStanding, post: UUID) -> Post:
    """One's own post that stands. Raises DoesNotExist."""
    return Post.objects.visible_to(member).get(id=post, author_id=member.member)


def own_comment(member: MemberStanding, comment: UUID) -> Comment:
    """One's own remark that stands. Raises DoesNotExist."""
    return Comment.objects.visible_to(member).get(id=comment, author_id=member.member)


def comment_for(member: MemberStanding, comment: UUID) -> Comment:
    """A remark that stands, with its author. Raises DoesNotExist."""
    return Comment.objects.visible_to(member).select_related("author").get(id=comment)


def trace_of(member: MemberStanding, post: UUID) -> Post:
    """A post that was taken back, for its author and for those who answered it. Raises DoesNotExist."""
    gone = Post.objects.near(member).exclude(withdrawn_at=None).get(id=post)
    answered = Comment.objects.near(member).filter(post_id=post, author_id=member.member).exists()
    if gone.author_id != member.member and not answered:
        raise Post.DoesNotExist
    return gone


def picture_for(member: MemberStanding, picture: UUID) -> Picture:
    """A picture of a post that stands; one that is not in a post yet, for whoever sent it. Raises DoesNotExist."""
    found = Picture.objects.get(neighbourhood=member.here, id=picture)
    if found.member_id != member.member or found.post_id:
        post_for(member, found.post_id)
    return found


def pictures_of(member: MemberStanding, post: UUID) -> list[Picture]:
    """The pictures of a post, in order."""
    return list(Picture.objects.filter(neighbourhood=member.here, post_id=post).order_by("position"))


def own_loose_pictures(member: MemberStanding, idents: list[UUID], post: UUID | None = None) -> list[Picture]:
    """Of these ids, the pictures this member sent and that are in no post (or in this one), in the order of the ids."""
    if not idents:
        return []
    found = Picture.objects.filter(neighbourhood=member.here, member_id=member.member, id__in=idents)
    by_id = {p.id: p for p in found if p.post_id in (None, post)}
    return [by_id[i] for i in idents if i in by_id]


def who_reacted(member: MemberStanding, post: UUID) -> list[Reaction]:
    """The faces under a post with their members, newest first. Shielded neighbours are counted but not named."""
    found = Reaction.objects.filter(neighbourhood=member.here, post_id=post).select_related("member").order_by("-at")
    return [r for r in found if r.member_id not in member.hidden]


def my_face(member: MemberStanding, post: UUID) -> str:
    """The reader's own face under a post, or ''."""
    mine = Reaction.objects.filter(neighbourhood=member.here, post_id=post, member_id=member.member)
    return mine.values_list("face", flat=True).first() or ""


class Newcomer(NamedTuple):
    """As much of a Member as a line in a list shows."""

    id: UUID
    name: str
    street: str
    photo: str


# Plain SQL: asked beside each first look at the board, and the ORM takes longer to write it than the database to answer.
NEWEST = """SELECT id, name, street, photo FROM membership_member WHERE neighbourhood_id = %(here)s AND state = 'active'
 AND kind = 'resident' AND NOT shielded AND id <> ALL (%(without)s) ORDER BY joined_at DESC LIMIT %(most)s"""


def newest_neighbours(member: MemberStanding, most: int = 4) -> list[Newcomer]:
    """Who came lately; the shielded never."""
    with connection.cursor() as cursor:
        cursor.execute(NEWEST, {"here": member.here, "without": [*member.hidden, member.member], "most": most})
        return [Newcomer(*row) for row in cursor.fetchall()]
