"""Who hears of what: by the journal's verbs. A post makes no row per neighbour: only what is aimed at someone."""

import uuid
from dataclasses import dataclass

from stoep.board.models import Post

from .rules import standing_comment

ANSWERED_POST, ANSWERED_REMARK, WELCOME = "comment_post", "reply_comment", "welcome"  # what a bell row says
VISIBLE = frozenset({"publish_post", "publish_announcement"})  # something new on the board: open pages are told

TAKEN_BACK = {"withdraw_comment": "comment_id", "withdraw_post": "post_id", "end_announcement": "post_id"}  # what it was about


@dataclass(frozen=True)
class Aimed:
    """One notice for one member. `mail`: it is an answer to them, so it may also go by mail."""

    member_id: uuid.UUID
    verb: str
    actor_id: uuid.UUID | None = None
    post_id: uuid.UUID | None = None
    comment_id: uuid.UUID | None = None
    mail: bool = False


def answered(entry) -> list[Aimed]:
    """A comment: the author of the remark it answers, and the author of the post. One notice each, one if they are the same.

    Answers to an answer stand one level deep on the page, so `parent` may be another remark than the one that was answered:
    the journal knows which.
    """
    here = entry.neighbourhood_id
    comment = standing_comment(here, entry.about)
    if comment is None:
        return []
    hearers = {}
    remark = entry.detail.get("answers") or comment.parent_id
    if remark and (above := standing_comment(here, remark)):
        hearers[above.author_id] = ANSWERED_REMARK
    post = Post.objects.get(neighbourhood_id=here, id=comment.post_id)
    hearers.setdefault(post.author_id, ANSWERED_POST)
    return [Aimed(member, verb, comment.author_id, comment.post_id, comment.id, mail=True) for member, verb in hearers.items()]


def newcomer(entry) -> list[Aimed]:
    """Somebody joined: a word of welcome, to them alone."""
    return [Aimed(entry.member_id, WELCOME)] if entry.member_id else []


AUDIENCES = {"comment_post": answered, "redeem_code": newcomer}


def audience(entry) -> list[Aimed]:
    """Everybody this line of the journal is aimed at; most lines at nobody."""
    find = AUDIENCES.get(entry.verb)
    return find(entry) if find else []
