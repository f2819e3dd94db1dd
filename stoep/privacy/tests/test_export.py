"""All that is kept of oneself, as one file: whole, of nobody else, made once and handed out once."""

import json
import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import time_machine
from django.core import mail
from django.test import Client, TestCase, override_settings

from stoep.board.actions.pictures import folder_of
from stoep.board.models import Comment, Picture, Post
from stoep.journal.models import Entry
from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.notify.hearing import hear_entry
from stoep.people.models import Person
from stoep.privacy.making import make_export
from stoep.privacy.models import Export
from stoep.privacy.sweeping import sweep_exports
from tests import cast
from tests.house.scene import WEBP, Scene

PAGE, ASK = "/account/data/", "/account/data/ask/"
# Canaries of An that do not carry her name; Bram's words to her about her own posts (claim, offer) are his.
HERS = {"post.body gone", "post.title gone", "picture.alt gone", "post.title party", "event.place", "event.price", "post.body help",
        "helprequest.moment", "post.body thing", "thing.moment", "thing.thanks", "statement.words", "appeal.words",
        "quietrequest.body", "quietrequest.moment", "post.body poll", "poll.options", "post.title idea", "post.body idea", "idea.needs",
        "idea.word"}  # fmt: skip
LOCMEM = override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")


@LOCMEM
class ExportOwnData(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.scene = Scene()
        cls.c = cls.scene.c

    def setUp(self):
        place = TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.place = Path(place.name) / "exports"
        self.enterContext(override_settings(EXPORTS_DIR=self.place))
        self.an = self.signed_in("an")

    def signed_in(self, who):
        client = Client(headers={"accept-language": "en"})
        client.post("/account/login/", {"login": f"{who}@example.org", "password": cast.PASSWORD})
        return client

    def made(self, who="an"):
        client = self.an if who == "an" else self.signed_in(who)
        assert client.post(ASK).url == PAGE
        with acting(cast.KEEPER):
            export = Export.objects.get(person_id=getattr(self.c, who).pk, state="making")
        make_export(str(export.id))
        return client, export

    def fetched(self, who="an"):
        client, export = self.made(who)
        answer = client.post(f"{PAGE}{export.id}/fetch/")
        assert answer.headers["Content-Disposition"].startswith("attachment")
        return zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content)))

    def test_it_is_asked_made_told_and_fetched_once(self):
        self.an.post(ASK)
        with acting(cast.KEEPER):
            export = Export.objects.get()
        make_export(str(export.id))
        assert oct(self.place.stat().st_mode & 0o777) == "0o700"
        (path,) = self.place.iterdir()
        assert oct(path.stat().st_mode & 0o777) == "0o600"
        (letter,) = mail.outbox
        assert letter.to == ["an@example.org"] and "/account/data/" in letter.body and str(export.id) not in letter.body
        url = f"{PAGE}{export.id}/fetch/"
        assert url in self.an.get(PAGE).content.decode()
        assert b"".join(self.an.post(url).streaming_content)[:2] == b"PK"
        assert list(self.place.iterdir()) == []
        assert self.an.post(url).url == PAGE
        assert url not in self.an.get(PAGE).content.decode()

    def test_run_twice_it_is_made_and_told_once(self):
        _client, export = self.made()
        make_export(str(export.id))
        assert len(mail.outbox) == 1 and len(list(self.place.iterdir())) == 1

    def test_the_bell_says_so(self):
        self.made()
        with acting(cast.KEEPER):
            entry = Entry.objects.get(neighbourhood_id=self.c.brug.id, verb="make_export")
            hear_entry(self.c.brug.id, str(entry.id))
        assert PAGE in self.an.get("/n/oever-brug/bell/").content.decode()

    def test_nothing_of_anybody_else(self):
        """Every canary of the house: hers are in it, no other."""
        archive = self.fetched()
        text = "".join(archive.read(name).decode() for name in archive.namelist() if not name.startswith("pictures/"))
        found = {what for token, (what, _may) in self.scene.tokens.items() if token in text}
        others = {what for what in found if not what.endswith(" an")}
        assert others <= HERS, sorted(others - HERS)
        assert {"person.email an", "member.name an", "member.about an", "address.number an"} <= found

    def test_all_one_wrote_is_in_it_also_what_was_taken_back(self):
        data = json.loads(self.fetched().read("data.json"))["parts"]
        here = {"neighbourhood_id": self.c.brug.id, "author_id": self.c.an_member.id}
        with acting(cast.KEEPER):
            posts, comments = Post.objects.filter(**here), Comment.objects.filter(**here)
            assert sorted(row["text"] for row in data["board.post"]) == sorted(posts.values_list("body", flat=True))
            assert sorted(row["text"] for row in data["board.comment"]) == sorted(comments.values_list("body", flat=True))
        assert any(row["taken_back"] for row in data["board.post"])
        assert data["people.person"][0]["email"] == "an@example.org"

    def test_pictures_are_files_and_the_page_shows_them(self):
        self.a_picture()
        archive = self.fetched()
        pictures = [name for name in archive.namelist() if name.startswith("pictures/")]
        page = archive.read("index.html").decode()
        assert pictures and all(f'src="{name}"' in page for name in pictures)
        assert "<script" not in page and "http" not in page.replace("http-equiv", "")

    def a_picture(self):
        """The files of the house's scene lie elsewhere: one of An's under the folder of this test."""
        with acting(cast.KEEPER):
            picture = Picture.objects.filter(neighbourhood_id=self.c.brug.id, member_id=self.c.an_member.id).first()
        self.enterContext(override_settings(MEDIA_DIR=self.place.parent))
        folder = folder_of(self.c.brug.id)
        folder.mkdir(parents=True)
        for width in (480, 960):
            (folder / f"{picture.id}-{width}.webp").write_bytes(WEBP + bytes([width % 256]))

    def test_nobody_else_fetches_it(self):
        _client, export = self.made()
        for who in ("bram", "dirk", "els", "karim"):
            assert self.signed_in(who).post(f"{PAGE}{export.id}/fetch/").status_code in (302, 404)
        assert Client().post(f"{PAGE}{export.id}/fetch/").status_code == 404
        assert len(list(self.place.iterdir())) == 1

    def test_asked_and_fetched_only_after_showing_that_it_is_you(self):
        _client, export = self.made()
        with time_machine.travel(now() + timedelta(minutes=6)):
            for url in (ASK, f"{PAGE}{export.id}/fetch/"):
                assert self.an.post(url).url == f"/account/reauthenticate/?next={PAGE}"
            self.an.post("/account/reauthenticate/", {"password": cast.PASSWORD})
            assert self.an.post(f"{PAGE}{export.id}/fetch/").status_code == 200

    def test_after_two_days_it_is_gone(self):
        _client, export = self.made()
        with time_machine.travel(now() + timedelta(hours=49)):
            client = self.signed_in("an")
            assert client.post(f"{PAGE}{export.id}/fetch/").url == PAGE
            with acting(cast.KEEPER):
                assert sweep_exports() == 1
            assert list(self.place.iterdir()) == []
        with time_machine.travel(now() + timedelta(days=40)), acting(cast.KEEPER):
            sweep_exports()
            assert not Export.objects.exists()

    def test_one_that_never_came_can_be_asked_again(self):
        Person.objects.filter(id=self.c.an.id).update(language="en")
        client = self.an
        client.post(ASK)
        for minutes, words in ((1, "Your file is being made"), (10, "longer than usual"), (21, "Try again")):
            with time_machine.travel(now() + timedelta(minutes=minutes), tick=False):
                self.assertContains(client.get(PAGE), words)
        Export.objects.filter(person_id=self.c.an.id).update(asked_at=now() - timedelta(minutes=21))
        client.post(ASK)
        assert [one.state for one in Export.objects.filter(person_id=self.c.an.id).order_by("id")] == ["over", "making"]

    def test_two_clicks_are_one_and_three_a_day_are_enough(self):
        for _ in range(2):
            self.an.post(ASK)
        with acting(cast.KEEPER):
            assert Export.objects.count() == 1
        for _ in range(5):
            with acting(cast.KEEPER):
                Export.objects.filter(state="making").update(state="ready", ready_at=now())
            self.an.post(ASK)
        with acting(cast.KEEPER):
            assert Export.objects.count() == 3

    def test_who_moved_out_or_is_suspended_has_theirs_too(self):
        for who in ("hugo", "ilse"):
            data = json.loads(self.fetched(who).read("data.json"))["parts"]
            assert data["people.person"][0]["email"] == f"{who}@example.org"
            assert data["membership.member"]
