"""Somebody who left a trace in every corner erases their account: nothing of theirs is found any more, and everything of others is."""

from datetime import timedelta
from functools import reduce
from operator import or_
from pathlib import Path

import time_machine
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.db import connection
from django.db.models import Q
from django.test import Client, TestCase, override_settings

from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from stoep.membership.models import Member
from stoep.people.models import Person
from stoep.privacy.erasing import erase_due
from stoep.privacy.hiding import hide_account
from stoep.privacy.models import Erasure
from tests import cast

from .crawl import visits
from .scene import Scene
from .test_forgetting import COLUMNS, FACES, told
from .traces import Traces, canary

# Hers by name or by place in the scene, and what they are: words of others to or about her, or what is the group's (privacy/erase.html).
STAYS = {"group.name an", "group.about an", "address.number an", "address.box an"}


# Tables in which who lives here has no row: somebody on the way in, at a desk, moving, with a file on its way, signed in by a passkey.
WITHOUT = {"membership.Joining", "membership.Mandate", "membership.Application", "membership.IdentityUsed", "membership.Move",
           "membership.Homecoming", "mfa.Authenticator", "people.Session", "privacy.Export", "privacy.Erasure"}  # fmt: skip


def everything() -> dict[str, str]:
    """{table: all its rows as text}: what a dump would hold, words of a search column too."""
    out = {}
    with acting(cast.KEEPER), fan_out("looking everywhere"), connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if model._meta.managed and model._meta.app_label != "procrastinate":
                cursor.execute(f'SELECT string_agg(t::text, E\'\\n\') FROM "{model._meta.db_table}" t')
                out[model._meta.label] = cursor.fetchone()[0] or ""
    return out


def where(token: str, tables: dict[str, str]) -> list[str]:
    return [label for label, text in tables.items() if token in text]


@override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
class Erased(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.scene = Scene()
        cls.c = cls.scene.c
        cls.traces = Traces(cls.c)
        cls.hers = {token: what for token, (what, _may) in cls.scene.tokens.items() if cls._of_an(what)}
        cls.hers |= dict.fromkeys(cls.traces.hers, "a trace")

    @classmethod
    def _of_an(cls, what: str) -> bool:
        from stoep.privacy.tests.test_export import HERS

        operators = {"matter.said", "matter.asked", "opened_page.lines", "quiettold.body", "quiettold.moment", "need.what", "flag.copy"}
        return (what.endswith(" an") and what not in STAYS) or what in HERS - {"statement.words"} or what in operators

    def ask(self, who="an"):
        client = Client(headers={"accept-language": "en"})
        client.post("/account/login/", {"login": f"{who}@example.org", "password": cast.PASSWORD})
        answer = client.post("/account/data/erase/", {"sure": "on", "anyway": "on"})
        assert answer.status_code == 302 and answer.url == "/account/erased/", answer
        with acting(cast.KEEPER):
            erasure = Erasure.objects.get(person_id=getattr(self.c, who).pk)
        hide_account(str(erasure.id))
        return client

    def erase(self):
        self.ask()
        with time_machine.travel(now() + timedelta(days=15)):
            assert erase_due() == 1

    def test_nothing_of_hers_is_in_any_table(self):
        before = everything()
        assert [what for token, what in self.hers.items() if not where(token, before) and what != "a trace"] == []
        self.erase()
        tables = everything()
        found = {what if what != "a trace" else token: where(token, tables) for token, what in self.hers.items()}
        assert {what: places for what, places in found.items() if places} == {}
        assert where("an@example.org", tables) == []

    def test_nothing_of_hers_is_in_any_file(self):
        """Pictures of hers in all widths and rooms, files to take along, the list of the erased. Each is found before."""
        self.scene.files()
        self.traces.files(word := canary().encode())
        folder = Path(settings.MEDIA_DIR).parent

        def found():
            files = [file for file in folder.rglob("*") if file.is_file()]
            return [file for file in files if any(one in file.read_bytes() for one in (word, b"@example.org"))]

        before = set(folder.rglob("*.webp"))
        things = [row for kind in ("picture", "sent") for row in self.scene.things[kind].items()]
        sent = {str(ident) for key, (_place, ident) in things if key in ("an", "gone")}
        assert len(found()) == 2 * len(self.traces.pictures)
        self.erase()
        assert found() == []
        gone = {file for file in before if not file.exists()}
        assert sent <= {file.name[:36] for file in gone}
        assert before - gone, "the pictures of others"

    def test_everything_of_others_is_still_there(self):
        self.erase()
        tables = everything()
        of = [token for token, (what, _may) in self.scene.tokens.items() if what.rpartition(" ")[2] in ("bram", "noor", "chloe")]
        theirs = [*self.traces.theirs, *of]
        assert [self.scene.tokens.get(token, token) for token in theirs if not where(token, tables)] == []

    def of_hers(self) -> dict[str, int]:
        """{table: rows with her number or her face's}, of the tables whose `forget` says that they go."""
        out = {}
        with acting(cast.KEEPER), fan_out("looking everywhere"):
            faces = [self.c.an_member.id, *Member.objects.filter(person_id=self.c.an.pk).values_list("id", flat=True)]
            for model in apps.get_models(include_auto_created=True):
                columns = {field.column for field in model._meta.concrete_fields}
                whose = [Q(**{f"{name}__in": [self.c.an.pk]}) for name in columns & set(COLUMNS)]
                whose += [Q(**{f"{name}__in": faces}) for name in columns & (set(FACES) - {"members", "mandate_id"})]
                if told(model) == "delete" and whose:
                    out[model._meta.label] = model.objects.filter(reduce(or_, whose)).count()
        return out

    def test_no_row_bears_her_number_and_her_face_says_nothing(self):
        """A new table with a face's number gets a row of hers in traces.py, or nobody knows whether it goes."""
        before = self.of_hers()
        assert {label for label, rows in before.items() if not rows} == WITHOUT
        self.erase()
        assert {label for label, rows in self.of_hers().items() if rows} == set()
        with acting(cast.KEEPER):
            assert not Person.objects.filter(id=self.c.an.pk).exists()
            face = Member.objects.get(neighbourhood=self.c.brug, id=self.c.an_member.id)
        assert (face.person_id, face.name, face.street, face.about, face.photo, face.state) == (None, "", "", "", "", "gone")
        assert [letter.subject for letter in mail.outbox][-1:] != []

    def test_hidden_means_on_no_page_of_anybody_and_every_page_of_others_still_opens(self):
        """From the hiding on; and again when all is gone. What operators have before them as a report stays while she may come back."""
        readers = ("bram", "chloe", "karim")
        before = self.statuses("bram")
        self.ask()
        browsers = {who: self.scene.browser(who) for who in readers}
        for moment in ("hidden", "erased"):
            for who, browser in browsers.items():
                for answer in visits(self.scene, browser, who):
                    assert answer.status < 500, answer.url
                    seen = [what for token, what in self.hers.items() if token.encode() in answer.whole]
                    reported = {"matter.said", "matter.asked", "opened_page.lines"} if (moment, who) == ("hidden", "karim") else set()
                    assert set(seen) <= reported, (moment, who, answer.url, seen)
            if moment == "hidden":
                with time_machine.travel(now() + timedelta(days=15), tick=False):
                    assert erase_due() == 1
        assert before == self.statuses("bram")

    def statuses(self, who):
        """What stands on the pages of Bram's own things."""
        browser = self.scene.browser(who)
        slug = "/n/oever-brug"
        return {(url, browser.get(f"{slug}/{url}").status_code) for url in self.pages()}

    def pages(self):
        theirs = (self.traces.post.id, self.traces.lent, self.traces.party, self.traces.help)
        post, lent, party, asked = (f"posts/{ident}/" for ident in theirs)
        talk = self.scene.things["conversation"]["an"][1]
        return ["", post, lent, party, asked, f"chat/{talk}/", "chat/", "bell/", "groups/", "neighbours/", "more/", "me/"]
