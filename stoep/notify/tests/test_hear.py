"""Who hears of an answer, and who never does."""

import pytest

from stoep.board.models import Comment, Post
from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.membership.models import Member
from stoep.notify.models import Mute, Notification
from tests import cast
from tests.shards import guarded

from .scene import hear, reply, talk

pytestmark = pytest.mark.django_db


@pytest.fixture
def t():
    return talk(cast.build())


def heard() -> list[tuple]:
    """(name, verb) of every row, as the keeper sees them."""
    with acting(cast.KEEPER):
        names = {m.id: m.name for m in Member.objects.all()}
        return sorted((names[n.member_id], n.verb) for n in Notification.objects.all())


def change(model, row, **fields):
    with acting(cast.KEEPER):
        model.objects.filter(neighbourhood_id=row.neighbourhood_id, id=row.id).update(**fields)


def test_the_author_of_the_post_hears_and_twice_is_once(t):
    with guarded():
        assert hear(t.entry) == 1
        hear(t.entry)
    assert heard() == [("An", "comment_post")]
    with acting(cast.KEEPER):
        row = Notification.objects.get()
    assert (row.post_id, row.comment_id, row.actor_id, row.created) == (t.post.id, t.answer.id, t.bram.member, t.entry.at)


def test_an_answer_to_a_remark_reaches_its_author_and_the_posts_author(t):
    hear(reply(t, cast.member(t.c, "marie")))
    assert heard() == [("An", "comment_post"), ("Bram", "reply_comment")]


def test_an_answer_to_an_answer_reaches_who_was_answered(t):
    marie = cast.member(t.c, "marie")
    first = reply(t, marie)
    hear(reply(t, t.bram, to=first.about))
    assert heard() == [("An", "comment_post"), ("Marie", "reply_comment")]


def test_who_wrote_both_hears_once(t):
    change(Comment, t.answer, author_id=t.an.member)
    hear(reply(t, cast.member(t.c, "marie")))
    assert heard() == [("An", "reply_comment")]


def test_nobody_hears_of_oneself(t):
    hear(reply(t, t.an))
    assert heard() == [("Bram", "reply_comment")]


def test_blocked_either_way_is_silence(t):
    hear(reply(t, cast.member(t.c, "noor")))
    assert heard() == [("Bram", "reply_comment")]


@pytest.mark.parametrize("state", ["suspended", "gone"])
def test_who_left_or_is_suspended_hears_nothing(t, state):
    change(Member, t.c.an_member, state=state)
    assert hear(t.entry) == 0


def test_what_a_suspended_member_said_is_not_passed_on(t):
    change(Member, t.c.bram_member, state="suspended")
    assert hear(t.entry) == 0


@pytest.mark.parametrize("field", ["withdrawn_at", "held_at"])
@pytest.mark.parametrize("which", ["answer", "post"])
def test_what_was_withdrawn_or_is_held_is_not_passed_on(t, field, which):
    change(Comment if which == "answer" else Post, getattr(t, which), **{field: now()})
    assert hear(t.entry) == 0


@pytest.mark.parametrize("verb, about", [("withdraw_comment", "answer"), ("withdraw_post", "post")])
def test_what_is_taken_back_leaves_the_bell(t, verb, about):
    hear(t.entry)
    with acting(t.an):
        entry = record(t.an, verb, about=getattr(t, about).id)
    hear(entry)
    assert heard() == []


def test_a_muted_talk_is_silent(t):
    with acting(t.an):
        Mute.objects.create(neighbourhood_id=t.an.here, member_id=t.an.member, post_id=t.post.id)
    assert hear(t.entry) == 0


def test_the_town_never_hears_what_is_said_under_its_words(t):
    with acting(cast.KEEPER):
        town = Member.objects.create(neighbourhood_id=t.an.here, kind="town", name="Oever", person_id=t.c.els.id)
    change(Post, t.post, author_id=town.id)
    assert hear(t.entry) == 0


def test_a_newcomer_is_welcomed(t):
    with acting(cast.member(t.c, "marie")):
        entry = record(cast.member(t.c, "marie"), "redeem_code")
    hear(entry)
    assert heard() == [("Marie", "welcome")]


def test_a_line_that_was_erased_or_aims_at_nobody_makes_no_row(t):
    with acting(t.an):
        entry = record(t.an, "edit_post", about=t.post.id)
    assert hear(entry) == 0
    entry.id = t.post.id
    assert hear(entry) == 0
    assert heard() == []
