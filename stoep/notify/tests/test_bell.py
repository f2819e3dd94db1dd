"""The bell's page: what it shows, what it leaves out, and what marks it read."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from stoep.board.models import Comment, Post
from stoep.chat.actions import send_message, start_conversation
from stoep.lib.clock import now
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.notify import audiences as a
from stoep.notify import bell
from stoep.notify.models import Mute, Notification
from tests import cast
from tests.shards import guarded

from .scene import hear, reply, talk

pytestmark = pytest.mark.django_db


@pytest.fixture
def t():
    scene = talk(cast.build())
    hear(scene.entry)
    return scene


@pytest.fixture
def an(t, client):
    return cast.sign_in(client, t.c.an)


def url(t, name="bell", *more):
    return reverse(name, args=["oever-brug", *more])


def rows_read(t) -> list[bool]:
    with acting(cast.KEEPER):
        rows = Notification.objects.filter(neighbourhood_id=t.an.here, member_id=t.an.member).order_by("created")
        return [row.read_at is not None for row in rows]


def test_it_leads_to_the_answer(t, an):
    page = an.get(url(t)).content.decode()
    assert f'href="{url(t, "post", t.post.id)}#comment-{t.answer.id}"' in page
    assert "<bdi>Bram</bdi>" in page and "Ik heb er een. &lt;b&gt;Kom maar&lt;/b&gt;" in page


def test_looking_changes_nothing_and_the_button_marks_what_was_shown(t, an):
    page = an.get(url(t))
    assert rows_read(t) == [False]
    until = re.search(r'name="until" value="([^"]+)"', page.content.decode())[1]
    hear(reply(t, cast.member(t.c, "marie")))  # came after the page was made
    assert an.post(url(t, "read_bell"), {"until": until}).status_code == 302
    assert rows_read(t) == [True, False]


def test_opening_one_line_marks_that_one(t, an):
    hear(reply(t, cast.member(t.c, "marie")))
    page = an.get(url(t)).content.decode()
    until, notice = re.search(r'name="until" value="([^"]+)"', page)[1], re.findall(r'id="notice-([^"]+)"', page)[-1]
    an.post(url(t, "read_bell"), {"until": until, "notice": notice})
    assert rows_read(t) == [True, False]


@pytest.mark.parametrize("until", ["", "x", "9999-99-99T00:00:00Z", "' OR 1=1"])
def test_nonsense_marks_nothing(t, an, until):
    an.post(url(t, "read_bell"), {"until": until})
    assert rows_read(t) == [False]


def test_one_marks_only_ones_own(t, client):
    hear(reply(t, cast.member(t.c, "marie")))
    cast.sign_in(client, t.c.bram).post(url(t, "read_bell"), {"until": now().isoformat()})
    assert rows_read(t) == [False, False]


def test_another_members_bell_shows_nothing_of_it(t, client):
    page = cast.sign_in(client, t.c.marie).get(url(t)).content.decode()
    assert "Bram" not in page


def test_what_was_withdrawn_is_left_out(t, an):
    with acting(cast.KEEPER):
        Comment.objects.filter(neighbourhood_id=t.an.here, id=t.answer.id).update(withdrawn_at=now())
    assert "Kom maar" not in an.get(url(t)).content.decode()


def test_it_goes_on_page_by_page(t):
    start = now()
    with acting(cast.KEEPER):
        many = [
            Notification(
                neighbourhood_id=t.an.here, member_id=t.an.member, verb="welcome", created=start - timedelta(minutes=i)
            )
            for i in range(1, bell.ON_A_PAGE + 5)
        ]
        Notification.objects.bulk_create(many)
    with acting(t.an), guarded():
        first = bell.page(t.an)
        second = bell.page(t.an, first.older)
        assert [len(first.rows), len(second.rows), second.older] == [20, 5, ""]
        assert bell.page(t.an, "2026-13-45T00:00:00Z").rows == first.rows
        assert bell.unread(t.an) == 25


def test_a_talk_can_be_silenced_and_heard_again(t, an):
    for name, kept in (("mute_talk", 1), ("mute_talk", 1), ("unmute_talk", 0)):
        assert an.post(url(t, name, t.post.id)).status_code == 302
        with acting(cast.KEEPER):
            assert Mute.objects.count() == kept


def test_a_post_that_is_not_there_is_not_muted(t, an):
    assert an.post(url(t, "mute_talk", t.answer.id)).status_code == 404


def test_it_costs_as_much_for_twenty_as_for_one(t, an, django_assert_num_queries):
    for _ in range(6):
        hear(reply(t, cast.member(t.c, "marie")))
    with acting(t.an), django_assert_num_queries(1):
        bell.page(t.an)


def test_the_word_of_welcome_is_from_nobody(t, an):
    with acting(cast.KEEPER):
        Notification(neighbourhood_id=t.an.here, member_id=t.an.member, verb="welcome").save(force_insert=True)
    page = an.get(url(t))
    assert page.status_code == 200 and "Welkom" in page.content.decode()
    assert "/welcome/1/" in page.content.decode(), "whoever signed in by another door than the mail finds the first steps here"


def test_every_verb_that_is_about_no_text_has_words_of_its_own(t, an):
    """A row that is taken for an answer leads to nothing."""
    about_oneself = (a.WELCOME, a.COME_HOME, a.EXPORTED, a.REPORTED, a.PUT_ASIDE, a.DECIDED, a.OPENED)
    with acting(cast.KEEPER):
        for verb in about_oneself:
            Notification(neighbourhood_id=t.an.here, member_id=t.an.member, verb=verb).save(force_insert=True)
    page = an.get(url(t)).content.decode()
    assert "/None/" not in page and page.count('id="notice-') == len(about_oneself) + 1


def called(t, **more) -> Post:
    """A neighbour is looked for since an hour, and much was told in the bell since then."""
    start = now()
    with acting(cast.KEEPER):
        said = {"neighbourhood_id": t.an.here, "author_id": t.bram.member, "body": "Wie zag Lina?", "language": "nl", "urgent": "missing"}
        post = Post.objects.create(**said, **{"urgent_until": start + timedelta(hours=23)} | more)
        mine = {"neighbourhood_id": t.an.here, "member_id": t.an.member}
        about = {"verb": "call_urgent", "post_id": post.id, "actor_id": t.bram.member}
        rows = [Notification(**mine, verb="welcome", created=start - timedelta(minutes=n)) for n in range(1, bell.ON_A_PAGE + 5)]
        Notification.objects.bulk_create([*rows, Notification(**mine, **about, created=start - timedelta(hours=1))])
    return post


def seen(t, *older) -> list[str]:
    with acting(t.an), guarded():
        return [row["verb"] for row in bell.page(t.an, *older).rows]


def test_who_is_missing_stands_on_top_as_long_as_it_runs(t, an):
    post = called(t)
    rows = seen(t)
    assert rows[0] == "call_urgent" and rows.count("call_urgent") == 1 and len(rows) == bell.ON_A_PAGE + 1
    an.post(url(t, "read_bell"), {"until": now().isoformat()})
    assert seen(t)[0] == "call_urgent", "read or not"
    with acting(cast.KEEPER):
        Post.objects.filter(neighbourhood_id=t.an.here, id=post.id).update(urgent_until=now())
    assert "call_urgent" not in seen(t), "over: in its own time, on the next page"
    with acting(t.an):
        assert "call_urgent" in seen(t, bell.page(t.an).older)


def test_it_stands_above_the_conversations_that_wait_too(t, an):
    post = called(t)
    with acting(t.bram):
        talk_with = start_conversation(t.bram, other=t.an.member)
        send_message(t.bram, conversation=talk_with.id, body="Heb je even?", act=uuid7())
    page = an.get(url(t)).content.decode()
    assert 0 < page.index(str(post.id)) < page.index("Heb je even?")


def test_it_stands_there_once_when_it_is_the_newest_too(t):
    called(t)
    with acting(cast.KEEPER):
        Notification.objects.filter(neighbourhood_id=t.an.here, verb="welcome").delete()
    assert seen(t).count("call_urgent") == 1
    with acting(t.an):
        assert bell.page(t.an).unread == 2


@pytest.mark.parametrize("gone", [{"withdrawn_at": now()}, {"held_at": now()}])
def test_what_was_taken_back_or_put_aside_calls_nobody(t, gone):
    called(t, **gone)
    assert "call_urgent" not in seen(t)
