"""Urgent: who is called, how, when it waits, and that it is over. Once each, whatever breaks on the way."""

import json
from datetime import timedelta
from email import message_from_bytes, policy

import psycopg
import pytest
from django.test import Client
from django.urls import reverse

from stoep.board.actions import publish_post, withdraw_post
from stoep.board.models import Post
from stoep.board.urgent.actions import call_urgent, end_urgent
from stoep.cli.jobs import drain
from stoep.journal.models import Entry
from stoep.lib.clock import now
from stoep.lib.connections import dsn
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.lib.tests.browser import Browser, push_service
from stoep.lib.tests.smtp import mail_server
from stoep.membership.models import Member
from stoep.notify.actions import set_preferences
from stoep.notify.calling import tell_batch
from stoep.notify.devices.keeping import keep_device
from stoep.notify.digesting import send_round
from stoep.notify.models import Notification
from stoep.notify.unsubscribing import unsubscribe_url
from tests import cast
from tests.raw import database, empty_tables
from tests.shards import guarded

pytestmark = pytest.mark.django_db(transaction=True)
BODY = "Er ligt een losse kabel op de Brugstraat."


@pytest.fixture
def c(settings):
    settings.EMAIL_BACKEND = "stoep.notify.outbox.OutboxBackend"
    settings.MAIL_DIR = ""
    c = cast.build()
    with acting(cast.KEEPER):
        for place in (c.brug, c.kaai):
            Member.objects.filter(neighbourhood=place).update(joined_at=now() - timedelta(days=30))
    with mail_server() as c.server:
        settings.SMTP_URL = c.server.url
        yield c
    empty_tables()


def called(c, who="an") -> Post:
    standing = cast.member(c, who)
    said = {"kind": "message", "title": "", "body": BODY, "language": "nl", "topics": [], "comments_on": True, "pictures": {}}
    with acting(standing):
        post = publish_post(standing, act=uuid7(), **said)
        return call_urgent(standing, post=post.id, reason="danger")


def over(c, post, who="an"):
    standing = cast.member(c, who)
    with acting(standing):
        end_urgent(standing, post=post.id)


def wants(c, who, **wishes):
    standing = cast.member(c, who)
    with acting(standing):
        set_preferences(standing, **wishes)


def mails(c) -> list:
    return [message_from_bytes(raw, policy=policy.default) for raw in c.server.kept]


def to(c, word="Dringend") -> list:
    return sorted(mail["To"].partition("@")[0] for mail in mails(c) if word in mail["Subject"])


def rows(verb="call_urgent") -> list:
    with acting(cast.KEEPER):
        return list(Notification.objects.filter(neighbourhood_id=1, verb=verb))


def hours_later():
    with psycopg.connect(dsn("owner", database())) as connection:
        connection.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'")


def asleep() -> dict:
    """Quiet hours around this very hour."""
    hour = (now() + timedelta(hours=1)).astimezone().hour  # where we are
    return {"quiet_from": (hour - 2) % 24, "quiet_until": (hour + 4) % 24}


def test_everybody_who_wants_it_and_nobody_else(c):
    wants(c, "bram", urgent="digest")
    post = called(c)
    drain()
    assert to(c) == ["dirk", "marie"], "not its author, whom she blocked, who moved out, is suspended, or wants it with the news"
    assert {row.member_id for row in rows()} == {c.bram_member.id, c.marie_member.id, c.dirk_member_brug.id}
    with acting(cast.KEEPER):
        assert Post.objects.get(neighbourhood=c.brug, id=post.id).urgent_told == 2
    mail = next(mail for mail in mails(c) if mail["To"].startswith("marie"))
    assert "gevaar" in mail["Subject"] and "An" not in mail["Subject"] and "kabel" not in mail["Subject"]
    text = mail.get_body(("plain",)).get_content()
    assert BODY in text and reverse("post", args=["oever-brug", post.id]) in text
    assert mail["List-Unsubscribe-Post"]


def test_twice_run_it_tells_once_and_batches_follow_each_other(c, monkeypatch):
    monkeypatch.setattr("stoep.notify.calling.AT_ONCE", 1)
    called(c)
    drain()
    assert len(to(c)) == 3
    with acting(cast.KEEPER):
        entry = Entry.objects.get(neighbourhood=c.brug, verb="call_urgent")
    with acting(cast.KEEPER), guarded():
        assert tell_batch(c.brug.id, str(entry.id), "") == 0
    drain()
    assert len(to(c)) == 3 and len(rows()) == 3


def test_the_mail_server_is_away_and_nothing_is_lost(c, settings):
    alive, settings.SMTP_URL = settings.SMTP_URL, "smtp://127.0.0.1:9"
    called(c)
    for _ in range(3):
        drain()
        hours_later()
    assert mails(c) == []
    settings.SMTP_URL = alive
    drain()
    hours_later()
    drain()
    assert to(c) == ["bram", "dirk", "marie"]


def test_it_waits_for_the_morning_but_for_who_wants_to_be_woken(c):
    wants(c, "bram", **asleep())
    wants(c, "marie", **asleep(), wake=True)
    post = called(c)
    drain()
    assert to(c) == ["dirk", "marie"]
    over(c, post)
    drain()
    hours_later()
    drain()
    assert to(c) == ["dirk", "marie"], "over before the morning: Bram is not woken for it"
    assert to(c, "Niet meer dringend") == ["dirk"], "nobody is woken to hear that it is over"
    for who in ("bram", "marie"):
        wants(c, who, quiet_from=5, quiet_until=5)
    hours_later()
    drain()
    assert to(c, "Niet meer dringend") == ["dirk", "marie"], "who was told hears it in the morning"
    assert {row.member_id for row in rows("end_urgent")} == {row.member_id for row in rows()}


def test_taken_back_or_over_before_the_mail(c):
    post = called(c)
    with acting(cast.member(c, "an")):
        withdraw_post(cast.member(c, "an"), post=post.id)
    drain()
    assert mails(c) == [] and rows() == []


def test_a_message_on_the_phone_says_why_and_names_nobody(c, settings):
    with push_service() as service:
        settings.PUSH_HOSTS = [service.url]
        phone = Browser(f"{service.url}/phone")
        keep_device(cast.KEEPER, person=c.bram, endpoint=phone.endpoint, p256dh=phone.point, auth=phone.secret)
        post = called(c)
        drain()
        (_, headers, body), = service.kept
        said = json.loads(phone.open(body))
        assert headers["Urgency"] == "high" and "gevaar" in said["body"] and str(post.id) in said["url"]
        assert not any(secret in json.dumps(said) for secret in ("An ", "kabel"))
        over(c, post)
        drain()
        later = json.loads(phone.open(service.kept[1][2]))
        assert later["tag"] == said["tag"] and later["body"] != said["body"]


def test_what_is_over_waits_unread_in_no_bell(c):
    post = called(c)
    drain()
    assert any(row.read_at is None for row in rows())
    over(c, post)
    drain()
    assert not [row for row in rows() if row.read_at is None] and any(row.read_at is None for row in rows("end_urgent"))


def test_the_digest_does_not_tell_it_again(c):
    wants(c, "bram", urgent="digest")
    called(c)
    drain()
    c.server.kept.clear()
    send_round(c.brug.id, "weekly", now())
    told = {mail["To"].partition("@")[0]: mail.get_body(("plain",)).get_content() for mail in mails(c)}
    assert BODY in told["bram"] and "marie" not in told


def test_one_click_and_why(c):
    wants(c, "bram", rhythm="daily")
    address = unsubscribe_url(c.brug.id, c.bram_member.id, "urgent").partition("8000")[2]
    assert "marked something in Brug as urgent" in Client().get(address.replace("unsubscribe", "why")).content.decode()
    assert Client(enforce_csrf_checks=True).post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    drain()
    called(c)
    drain()
    assert to(c) == ["dirk", "marie"]


def test_next_door_hears_nothing(c):
    called(c)
    drain()
    with acting(cast.KEEPER), guarded():
        assert Notification.objects.filter(neighbourhood_id=c.kaai.id).count() == 0
    assert "chloe" not in to(c)
