"""The bell's page: what it shows, what it leaves out, and what marks it read."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from stoep.board.models import Comment
from stoep.lib.clock import now
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


def test_every_verb_that_is_about_no_text_has_words_of_its_own(t, an):
    """A row that is taken for an answer leads to nothing."""
    about_oneself = (a.WELCOME, a.COME_HOME, a.EXPORTED, a.REPORTED, a.PUT_ASIDE, a.DECIDED, a.OPENED)
    with acting(cast.KEEPER):
        for verb in about_oneself:
            Notification(neighbourhood_id=t.an.here, member_id=t.an.member, verb=verb).save(force_insert=True)
    page = an.get(url(t)).content.decode()
    assert "/None/" not in page and page.count('id="notice-') == len(about_oneself) + 1
