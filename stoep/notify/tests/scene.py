"""What the tests of this room have on the board: An's post, Bram's answer under it, and the journal's line of each."""

from types import SimpleNamespace

from stoep.board.models import Comment, Post
from stoep.journal.record import record
from stoep.lib.roles import acting
from stoep.notify.hearing import hear_entry
from tests import cast


def talk(c) -> SimpleNamespace:
    """An asked for a ladder; Bram answered. Nobody has heard of it yet."""
    an, bram = cast.member(c, "an"), cast.member(c, "bram")
    with acting(an):
        post = Post.objects.create(
            neighbourhood_id=an.here, author_id=an.member, body="Wie heeft een ladder?\nVoor zaterdag.", language="nl"
        )
    with acting(bram):
        answer = Comment.objects.create(
            neighbourhood_id=an.here,
            post_id=post.id,
            author_id=bram.member,
            body="Ik heb er een. <b>Kom maar</b> langs & neem mee.",
            language="nl",
        )
        entry = record(bram, "comment_post", about=answer.id, post=post.id)
    return SimpleNamespace(c=c, an=an, bram=bram, post=post, answer=answer, entry=entry)


def reply(t, standing, text="En een emmer?", to=None):
    """An answer to Bram's answer (or to the remark `to`, which then stands beside it), by this standing. The journal's line."""
    with acting(standing):
        comment = Comment.objects.create(
            neighbourhood_id=t.an.here,
            post_id=t.post.id,
            parent_id=t.answer.id,
            author_id=standing.member,
            body=text,
            language="nl",
        )
        return record(standing, "comment_post", about=comment.id, post=t.post.id, answers=to or t.answer.id)


def hear(entry) -> int:
    """What the job does with a line of the journal, as the keeper."""
    with acting(cast.KEEPER):
        return hear_entry(entry.neighbourhood_id, str(entry.id))
