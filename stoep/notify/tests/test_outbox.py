"""The accounts' own mails: sealed, queued in the same transaction, sent once, wiped."""

from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
import time_machine
from django.core.mail import BadHeaderError, EmailMessage, send_mail
from django.db import transaction

from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.notify.models import OutgoingMail
from stoep.notify.outbox import send_queued, sweep_outbox
from tests import cast
from tests.raw import raw

pytestmark = pytest.mark.django_db
CODE = "482913"


@pytest.fixture(autouse=True)
def backend(settings):
    settings.EMAIL_BACKEND = "stoep.notify.outbox.OutboxBackend"  # Django's test set-up puts its own in its place


def ask_for_code(to="gust@example.org"):
    send_mail("Uw code", f"Uw code is {CODE}.", None, [to])


def waiting() -> list[OutgoingMail]:
    with acting(cast.KEEPER):
        return list(OutgoingMail.objects.order_by("id"))


def send(mail) -> str:
    with acting(cast.KEEPER):
        return send_queued(str(mail.id))


def test_it_is_sealed_sent_once_and_wiped(settings):
    ask_for_code()
    (mail,) = waiting()
    assert CODE.encode() not in bytes(mail.sealed) and b"gust" not in bytes(mail.sealed)
    assert [send(mail), send(mail)] == ["sent", "gone"]
    (mail,) = waiting()
    assert bytes(mail.sealed) == b"" and mail.sent_at
    letter = message_from_bytes((Path(settings.MAIL_DIR) / f"{mail.id}.eml").read_bytes(), policy=policy.default)
    assert letter["To"] == "gust@example.org" and CODE in letter.get_content()


def test_in_a_folder_it_lies_two_weeks_and_nothing_of_others_is_touched(settings):
    ask_for_code()
    (mail,) = waiting()
    send(mail)
    folder = Path(settings.MAIL_DIR)
    letter, half = folder / f"{mail.id}.eml", folder / f".{mail.id}.4711"
    for file in (half, folder / "mine.txt", folder / "not ours.eml"):
        file.write_text("x")
    for days, left in ((13, True), (15, False)):
        with time_machine.travel(now() + timedelta(days=days)), acting(cast.KEEPER):
            sweep_outbox()
        assert [letter.exists(), half.exists()] == [left, left]
    assert (folder / "mine.txt").exists() and (folder / "not ours.eml").exists()


def test_the_act_and_its_mail_are_one():
    try:
        with transaction.atomic():
            ask_for_code()
            raise ZeroDivisionError
    except ZeroDivisionError:
        assert waiting() == []


def test_a_line_end_in_a_header_is_refused():
    with pytest.raises(BadHeaderError):
        EmailMessage("Uw code\r\nBcc: spy@example.net", "x", None, ["an@example.org"]).send()
    assert waiting() == []


def test_a_name_is_never_read_as_an_address():
    from stoep.notify.outbox import _unseal

    EmailMessage("x", "y", None, ['"spy@example.net," <an@example.org>']).send()
    assert _unseal(waiting()[0].sealed)[0]["recipients"] == ["an@example.org"]


def test_an_older_secret_still_opens(settings):
    ask_for_code()
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "a new one"
    assert send(waiting()[0]) == "sent"


def test_nothing_lies_about():
    ask_for_code()
    ask_for_code()
    sent, stuck = waiting()
    with acting(cast.KEEPER):
        OutgoingMail.objects.filter(id=sent.id).update(sent_at=now() - timedelta(hours=25))
        assert sweep_outbox() == 1
        OutgoingMail.objects.filter(id=stuck.id).update(queued_at=now() - timedelta(days=3, hours=1))
        assert sweep_outbox() == 1


@pytest.mark.parametrize("login, role", [("stoep_web", None), ("stoep_desk_web", None), ("stoep_web", "stoep_joiner")])
def test_who_writes_may_not_read(login, role):
    with raw(login, role) as query:
        assert query("INSERT INTO notify_outgoingmail (id, sealed, queued_at) VALUES (gen_random_uuid(), 'x', now())") == 1
        with pytest.raises(Exception, match="permission denied"):
            query("SELECT sealed FROM notify_outgoingmail")
