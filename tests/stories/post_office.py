"""The worker and the postman of a story: jobs run when the story says so, mails are read from the folder they were written to."""

import threading
from contextlib import contextmanager
from email import message_from_bytes, policy
from pathlib import Path

from django.conf import settings
from django.db import connections

from stoep.cli import jobs


@contextmanager
def as_login(login: str):
    """Connections opened from here on, in whatever thread, are this login's; those that are open stay what they are."""
    given = connections["default"].settings_dict
    before, given["USER"] = given["USER"], login
    try:
        yield
    finally:
        given["USER"] = before


def work() -> dict:
    """All that is due, done by the worker's login; in a thread of its own, since the browser keeps a loop in this one."""
    outcome = {}

    def drain():
        outcome.update(jobs.drain())

    with as_login("stoep_worker"):
        thread = threading.Thread(target=drain)
        thread.start()
        thread.join(60)
    assert outcome and not outcome["failed"], outcome
    return outcome


def mails_to(address: str) -> list:
    """What lies in the mailbox, oldest first: parsed mails."""
    folder = Path(settings.MAIL_DIR)
    files = sorted(folder.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns) if folder.exists() else []
    read = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
    return [mail for mail in read if address in mail["To"]]


def words_of(mail) -> str:
    return mail.get_body(("plain",)).get_content()
