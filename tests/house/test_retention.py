"""SECURITY G5: three years on, when the clock has done its rounds, nothing is overdue. What has an end stands in one table."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import time_machine
from django.conf import settings
from django.db.models import Q
from django.test import TestCase, override_settings
from django.utils.module_loading import import_string

from stoep.board.models import Draft, Picture, Vote
from stoep.care.models import QuietRequest
from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from stoep.membership.models import Interest, Joining, KeptBlock, LetterCode
from stoep.membership.proofs import Application, PaperCheck
from stoep.moderation.models import Matter, Statement
from stoep.notify.models import Notification, OutgoingMail
from stoep.people.models import Person, Session
from stoep.privacy.models import Erasure, Export
from stoep.privacy.unused import UNUSED
from stoep.schedule import APART, RECURRING
from tests import cast

from .scene import Scene
from .traces import Traces


def before(what: str):
    return now() - timedelta(days=settings.RETENTION[what])


@dataclass
class MailsInFolder:
    before: datetime

    def count(self) -> int:
        return sum(file.stat().st_mtime < self.before.timestamp() for file in Path(settings.MAIL_DIR).glob("*.eml"))


# What the table of settings promises, as a question to the database: whose time is over?
OVERDUE = {
    "unused account": lambda: Person.objects.filter(seen_in__lt=now() - UNUSED),
    "erasure": lambda: Erasure.objects.filter(asked_at__lt=before("erasure")),
    "sign-in": lambda: Session.objects.filter(seen_at__lt=before("sign-in")),
    "joining": lambda: Joining.objects.filter(begun_at__lt=before("joining")),
    "application": lambda: Application.objects.filter(since__lt=before("application")),
    "interest": lambda: Interest.objects.filter(asked_at__lt=before("interest")),
    "paper check": lambda: PaperCheck.objects.filter(at__lt=before("paper check")),
    "letter code": lambda: LetterCode.objects.filter(expires_at__lt=now()),
    "draft": lambda: Draft.objects.filter(changed__lt=before("draft")),
    "loose picture": lambda: Picture.objects.filter(post_id=None, created__lt=before("loose picture")),
    "picture taken back": lambda: Picture.objects.filter(post__withdrawn_at__lt=before("picture taken back")),
    "kept block": lambda: KeptBlock.objects.filter(until__lt=now()),
    "vote": lambda: Vote.objects.filter(post__created__lt=before("vote") - timedelta(days=60)),
    "quiet help": lambda: QuietRequest.objects.filter(~Q(body=""), until__lt=before("quiet help")),
    "bell": lambda: Notification.objects.filter(created__lt=before("bell")),
    "mail": lambda: OutgoingMail.objects.filter(sent_at__lt=before("mail")),
    "unsent mail": lambda: OutgoingMail.objects.filter(sent_at=None, queued_at__lt=before("unsent mail")),
    "mail in a folder": lambda: MailsInFolder(before("mail in a folder")),
    "reported copy": lambda: Matter.objects.filter(~Q(said=[]), state="decided", decided_at__lt=before("reported copy")),
    "decision told": lambda: Statement.objects.filter(at__lt=before("decision told")),
    "export": lambda: Export.objects.filter(state="ready", ready_at__lt=before("export")),
    "export asked": lambda: Export.objects.filter(~Q(state="making"), asked_at__lt=before("export asked")),
}


def overdue() -> dict[str, int]:
    with acting(cast.KEEPER), fan_out("looking everywhere"):
        found = {what: asks().count() for what, asks in OVERDUE.items()}
    return {what: n for what, n in found.items() if n}


def go_round(*skip):
    """Each recurring job, as the worker runs it."""
    for _cron, name, function, _why in RECURRING:
        if name in APART and name not in skip:
            import_string(function)()
        elif name not in skip:
            with acting(cast.KEEPER):
                import_string(function)()


def test_the_table_is_asked_whole():
    assert OVERDUE.keys() == settings.RETENTION.keys()
    assert all(days >= 1 for days in settings.RETENTION.values())


@override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
class Retention(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.scene = Scene()
        cls.traces = Traces(cls.scene.c)

    def test_three_years_on_nothing_is_overdue(self):
        self.scene.files()
        for who in ("an", "bram", "els"):
            self.scene.browser(who)
        with acting(cast.KEEPER):
            Interest.objects.create(neighbourhood_id=self.scene.c.brug.id, email="x@example.org", confirmed_at=now())
        for days in (3 * 365 - 15, 3 * 365):  # what one round tells or counts, another forgets a fortnight later
            with time_machine.travel(now() + timedelta(days=days)):
                assert len(overdue()) > (6 if days % 365 else 0), "the scene holds what has an end"
                go_round("tend_unused")
                left = overdue()
        assert left.pop("unused account") and left == {}

    def test_three_years_on_nobody_is_left_who_never_came(self):
        """Month by month, as the clock would: all mandates are over by then."""
        for months in range(21, 37):
            with time_machine.travel(now() + timedelta(days=months * 30.5)):
                for name in ("tend_unused", "erase_due", "tend_unused"):
                    go_round(*(one for _cron, one, _function, _why in RECURRING if one != name))
        with time_machine.travel(now() + timedelta(days=3 * 365)):
            assert overdue().get("unused account", 0) == 0
            with acting(cast.KEEPER):
                assert not Person.objects.exists()
            words = [path for path in Path(settings.MEDIA_DIR).rglob("*.webp") if path.stem.partition(".")[0] in self.pictures()]
            assert words == []

    def pictures(self):
        return {str(ident) for _place, ident in self.scene.things["picture"].values()}
