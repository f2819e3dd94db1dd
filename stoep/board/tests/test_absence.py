"""A text that tells of an empty home: how well it is seen, and where it does not go."""

import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import TestCase

from stoep.board.absence import telling
from stoep.board.absence.telling import stands_until, tells_absence
from stoep.board.actions import edit_post, publish_post, put_on_paper
from stoep.board.models import Post
from stoep.board.nearby.actions import reach_nearby
from stoep.board.urgent.actions import call_urgent
from stoep.lib.clock import now
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from tests import cast
from tests.raw import empty_tables, raw
from tests.shards import guarded

SAID = {"title": "", "language": "nl", "topics": [], "comments_on": True, "pictures": {}}
AWAY = "Wij zijn twee weken op vakantie, wie geeft onze kiekens zqabsent eten?"
WRITTEN = tomllib.loads((Path(telling.__file__).parent / "written.toml").read_text())
BRUSSELS = ZoneInfo("Europe/Brussels")


@pytest.mark.parametrize("language", WRITTEN)
def test_how_well_it_is_seen(language):
    """Of what is written in four languages nearly all is seen, and nearly nothing that is something else."""
    away, home = WRITTEN[language]["away"], WRITTEN[language]["home"]
    missed, false = [text for text in away if not tells_absence(text)], [text for text in home if tells_absence(text)]
    assert len(missed) <= len(away) * 0.1, missed
    assert len(false) <= len(home) * 0.04, false


DAYS = {
    "We zijn weg tot 12 december.": (2026, 12, 13), "Absents du 20 au 27 décembre": (2026, 12, 28), "Im Urlaub bis 3.12.": (2026, 12, 4),
    "On holiday until January 3": (2027, 1, 4), "We zijn weg tot zondag": (2026, 11, 30), "Wij zijn op vakantie": (2026, 12, 9),
    "Wij zijn op vakantie tot 40 december": (2026, 12, 9), "Nous partons le 31 février pour deux semaines": (2026, 12, 9),
}  # fmt: skip


@pytest.mark.parametrize(("text", "day"), DAYS.items())
def test_until_when_it_stands(text, day):
    with time_machine.travel(datetime(2026, 11, 24, 12, tzinfo=BRUSSELS), tick=False):
        assert stands_until(text) == datetime(*day, tzinfo=BRUSSELS)


class Board(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def setUp(self):
        self.an, self.bram = cast.member(self.c, "an"), cast.member(self.c, "bram")

    def say(self, body=AWAY, kind="message") -> Post:
        with acting(self.an), guarded():
            return publish_post(self.an, kind=kind, act=uuid7(), body=body, **SAID)

    def expire(self, post):
        with acting(cast.KEEPER):
            Post.objects.filter(neighbourhood=self.c.brug, id=post.id).update(expires_at=now() - timedelta(hours=1))

    def pages(self, who, post):
        browser = cast.sign_in(self.client, getattr(self.c, who))
        one = browser.get(f"/n/oever-brug/posts/{post.id}/")
        found = [browser.get(url).content.decode() for url in ("/n/oever-brug/", "/n/oever-brug/search/?q=zqabsent")]
        return one.status_code, [text.count(f'id="post-{post.id}"') for text in found]

    def test_expired_it_is_there_for_its_author_alone(self):
        post = self.say()
        assert self.pages("bram", post) == (200, [1, 1])
        self.expire(post)
        assert self.pages("bram", post) == (404, [0, 0])
        assert self.pages("an", post) == (200, [0, 0]), "on its own page, not on the board"
        with acting(self.bram):
            assert not Post.objects.filter(neighbourhood=self.c.brug, id=post.id).exists()

    def test_it_goes_nowhere_else(self):
        post = self.say()
        assert post.away and not post.hangs
        for act, given in ((put_on_paper, {"on_paper": True}), (reach_nearby, {}), (call_urgent, {"reason": "danger"})):
            with self.assertRaises(NotAllowed), acting(self.an):
                act(self.an, post=post.id, **given)

    def test_changed_it_stands_like_any_other_and_the_other_way_round(self):
        post = self.say()
        with acting(self.an):
            changed = edit_post(self.an, post=post.id, body="Wie geeft onze kiekens eten?", **SAID)
            assert (changed.away, changed.expires_at) == (False, None)
            assert edit_post(self.an, post=post.id, body=AWAY, **SAID).expires_at > now() + timedelta(days=13)

    def test_what_is_planned_does_not_expire(self):
        event = self.say(kind="event")
        assert event.away and event.expires_at is None

    def test_the_form_says_it_once_and_offers_to_ask_a_few(self):
        an = cast.sign_in(self.client, self.c.an)
        sent = {"kind": "message", "language": "nl", "act": str(uuid7()), "body": AWAY}
        page = an.post("/n/oever-brug/posts/publish/", sent)
        self.assertContains(page, 'formaction="/n/oever-brug/help/ask/"')
        few = an.post("/n/oever-brug/help/ask/", sent | {"few": "yes", "calm": "away"})
        self.assertContains(few, "zqabsent")
        self.assertNotContains(few, "field-error")
        assert an.post("/n/oever-brug/posts/publish/", sent | {"calm": "away"}).status_code == 302
        self.assertContains(an.get("/n/oever-brug/"), "zqabsent")


@pytest.mark.django_db(transaction=True)
def test_raw_sql_as_a_neighbour_finds_nothing_either():
    c = cast.build()
    try:
        an = cast.member(c, "an")
        with acting(an):
            post = publish_post(an, kind="message", act=uuid7(), body=AWAY, **SAID)
        with acting(cast.KEEPER):
            Post.objects.filter(neighbourhood=c.brug, id=post.id).update(expires_at=now() - timedelta(hours=1))
        for who, there in (("bram", []), ("an", [AWAY])):
            member = cast.member(c, who)
            of = {"person": member.person, "here": member.here, "town": member.town, "member": member.member}
            with raw("stoep_web", "stoep_resident", **of) as query:
                assert query("SELECT body FROM board_post") == there
                assert query("UPDATE board_post SET expires_at = NULL WHERE true") == len(there)
    finally:
        empty_tables()
