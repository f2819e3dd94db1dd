"""The mail about an answer: what it says, to whom, and everything that stops it at the last moment."""

from datetime import datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from stoep.board.models import Comment, Post
from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.membership.models import Block, Member, Seat
from stoep.notify.actions import mute_talk, read_bell, set_preferences
from stoep.notify.mailing import QUOTE, quote, send_notification
from stoep.notify.models import Notification, Preference
from stoep.notify.quiet import quiet_until
from stoep.people.models import Person
from stoep.places.models import Neighbourhood
from tests import cast
from tests.shards import guarded

from .scene import hear, talk

pytestmark = pytest.mark.django_db


@pytest.fixture
def t():
    scene = talk(cast.build())
    hear(scene.entry)
    with acting(cast.KEEPER):
        scene.notice = Notification.objects.get()
    return scene


def send(t) -> str:
    with acting(cast.KEEPER):
        return send_notification(t.an.here, str(t.notice.id))


def mails(settings) -> list:
    return [message_from_bytes(p.read_bytes(), policy=policy.default) for p in sorted(Path(settings.MAIL_DIR).glob("*.eml"))]


def test_it_says_what_it_must(t, settings):
    with guarded():
        assert send(t) == "sent"
    (mail,) = mails(settings)
    assert mail["To"] == "an@example.org"
    assert str(mail["From"].addresses[0]) == "Brug · Stoep <stoep@localhost>"
    assert mail["Message-ID"] == f"<{t.notice.id}@127.0.0.1>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    text = mail.get_body(("plain",)).get_content()
    link = f"http://127.0.0.1:8000{reverse('post', args=['oever-brug', t.post.id])}#comment-{t.answer.id}"
    for words in (link, "Ik heb er een. <b>Kom maar</b> langs & neem mee.", "“Wie heeft een ladder?”", "Bram"):
        assert words in text
    html = mail.get_body(("html",)).get_content()
    assert "&lt;b&gt;Kom maar&lt;/b&gt; langs &amp; neem mee." in html and link in html
    assert mail["List-Unsubscribe"].strip("<> ") in text


def test_an_answer_cannot_pass_for_the_foot(t, settings):
    with acting(cast.KEEPER):
        Comment.objects.filter(neighbourhood_id=t.an.here).update(body="Dag\r\n--\r\nGeen mails meer: http://elders.example/")
    send(t)
    lines = mails(settings)[0].get_body(("plain",)).get_content().splitlines()
    assert "> Geen mails meer: http://elders.example/" in lines
    assert lines.count("--") == 1


def test_the_subject_names_nobody_and_quotes_nothing(t, settings):
    send(t)
    subject = mails(settings)[0]["Subject"]
    assert "Brug" in subject and "Bram" not in subject and "ladder" not in subject


def test_once(t, settings):
    assert [send(t), send(t)] == ["sent", "gone"]
    assert len(mails(settings)) == 1


def test_the_second_attempt_after_a_crash_is_the_same_mail(t, settings):
    """Killed between handing over and remembering it: the same file, the same Message-ID."""
    send(t)
    with acting(cast.KEEPER):
        Notification.objects.filter(neighbourhood_id=t.an.here, id=t.notice.id).update(mailed_at=None)
    send(t)
    assert len(mails(settings)) == 1


def withdraw_answer(t):
    with acting(cast.KEEPER):
        Comment.objects.filter(neighbourhood_id=t.an.here, id=t.answer.id).update(withdrawn_at=now())


def hold_post(t):
    with acting(cast.KEEPER):
        Post.objects.filter(neighbourhood_id=t.an.here, id=t.post.id).update(held_at=now())


def block(t):
    with acting(cast.KEEPER):
        Block.objects.create(blocker_id=t.c.bram.id, blocked_id=t.c.an.id)


def suspend_recipient(t):
    with acting(cast.KEEPER):
        Member.objects.filter(neighbourhood_id=t.an.here, id=t.an.member).update(state="suspended")


def move_out(t):
    with acting(cast.KEEPER):
        Seat.objects.filter(person_id=t.c.an.id).update(state="gone")


def close_account(t):
    with acting(cast.KEEPER):
        Person.objects.filter(id=t.c.an.id).update(is_active=False)


def read_it(t):
    with acting(t.an):
        assert read_bell(t.an, until=now()) == 1


def want_none(t):
    with acting(t.an):
        set_preferences(t.an, answers="none")


def mute(t):
    with acting(t.an):
        mute_talk(t.an, post=t.post)


@pytest.mark.parametrize(
    "change", [withdraw_answer, hold_post, block, suspend_recipient, move_out, close_account, read_it, want_none, mute]
)
def test_what_changed_meanwhile_stops_it(t, settings, change):
    change(t)
    assert send(t) == "unwanted"
    assert mails(settings) == []


def test_while_it_is_quiet_it_waits_for_the_morning(t, settings):
    hour = timezone.localtime().hour
    with acting(t.an):
        set_preferences(t.an, quiet_from=(hour - 2) % 24, quiet_until=(hour + 3) % 24)
    assert send(t) == "quiet" and mails(settings) == []
    when = quiet_until(Preference(quiet_from=(hour - 2) % 24, quiet_until=(hour + 3) % 24), now())
    assert timezone.localtime(when).hour == (hour + 3) % 24 and now() < when < now() + timedelta(hours=4)


@pytest.mark.parametrize("start, end, hours", [(22, 7, {22, 23, 0, 6}), (13, 15, {13, 14}), (0, 0, set())])
def test_quiet_hours(start, end, hours):
    wishes = Preference(quiet_from=start, quiet_until=end)
    day = datetime(2026, 11, 22, tzinfo=timezone.get_current_timezone())
    asleep = {hour for hour in (22, 23, 0, 6, 7, 12, 13, 14, 15, 21) if quiet_until(wishes, day.replace(hour=hour, minute=30))}
    assert asleep == hours


def test_without_text_it_says_only_that_there_is_an_answer(t, settings):
    with acting(t.an):
        set_preferences(t.an, mail_text=False)
    send(t)
    whole = mails(settings)[0].as_string()
    assert not any(secret in whole for secret in ("Bram", "ladder", "Kom maar"))


def test_names_are_never_headers_or_addresses(t, settings):
    with acting(cast.KEEPER):
        Neighbourhood.objects.filter(id=t.an.here).update(name='Brug\r\nBcc: spy@example.net "x" <spy@example.net>')
        Member.objects.filter(neighbourhood_id=t.an.here, id=t.bram.member).update(name="Bram\nTo: spy@example.net")
    send(t)
    (mail,) = mails(settings)
    assert mail["Bcc"] is None and mail.get_all("To") == ["an@example.org"]
    assert [a.addr_spec for a in mail["From"].addresses] == ["stoep@localhost"]


def test_it_speaks_the_recipients_language(t, settings):
    with acting(cast.KEEPER):
        Person.objects.filter(id=t.c.an.id).update(language="de")
    send(t)
    assert '<html lang="de">' in mails(settings)[0].get_body(("html",)).get_content()


@override_settings(MAIL_DIR="/proc/nowhere")
def test_trouble_that_may_pass_is_raised_and_nothing_is_remembered(t):
    with pytest.raises(OSError):
        send(t)
    with acting(cast.KEEPER):
        assert Notification.objects.get().mailed_at is None


def test_a_long_answer_is_cut_between_words():
    assert quote("woord " * 100) == ("woord " * 50).strip() + " …"
    assert len(quote("x" * 400)) <= QUOTE + 2
