"""Handing over a mail: to a folder, to a server, and what each refusal means."""

from pathlib import Path

import pytest

from stoep.lib.mailbox import Postponed, Undeliverable, deliver

from .smtp import mail_server

MAIL = b"Subject: hello\r\n\r\n.a dot\r\nb\r\n"


def send(name="mail-1"):
    deliver("stoep@example.org", ["an@example.org"], MAIL, name)


def test_a_folder_gets_one_file_and_a_second_attempt_replaces_it(settings, tmp_path):
    settings.MAIL_DIR = str(tmp_path / "new" / "mail")
    send()
    send()
    assert [p.name for p in Path(settings.MAIL_DIR).iterdir()] == ["mail-1.eml"]
    assert (Path(settings.MAIL_DIR) / "mail-1.eml").read_bytes() == MAIL


@pytest.mark.parametrize("name", ["", "../x", "a/b", "x" * 81, "a.eml"])
def test_a_name_is_only_a_name(name):
    with pytest.raises(ValueError):
        send(name)


def test_a_server_gets_it_whole(settings):
    with mail_server() as server:
        settings.MAIL_DIR, settings.SMTP_URL = "", server.url
        send()
        assert server.kept == [MAIL]


@pytest.mark.parametrize(
    "answers, outcome",
    [
        ({"RCPT": "550 no such mailbox"}, Undeliverable),
        ({"RCPT": "450 try later"}, Postponed),
        ({"MESSAGE": "554 spam"}, Undeliverable),
        ({"MESSAGE": "451 later"}, Postponed),
        ({"MAIL": "550 who are you"}, Postponed),  # our own set-up is wrong: somebody will mend it
        ({"EHLO": "421 busy", "HELO": "421 busy"}, Postponed),
    ],
)
def test_what_a_refusal_means(settings, answers, outcome):
    with mail_server(**answers) as server:
        settings.MAIL_DIR, settings.SMTP_URL = "", server.url
        with pytest.raises(outcome) as refusal:
            send()
        assert "example.org" not in str(refusal.value), "an address would reach the log"


def test_no_server_is_trouble_that_may_pass(settings):
    settings.MAIL_DIR, settings.SMTP_URL = "", "smtp://127.0.0.1:9"
    with pytest.raises(OSError):
        send()


def test_an_address_outside_ascii_needs_a_server_that_takes_it(settings):
    with mail_server() as server:
        settings.MAIL_DIR, settings.SMTP_URL = "", server.url
        with pytest.raises(Undeliverable):
            deliver("stoep@example.org", ["zoë@example.org"], MAIL, "mail-1")
