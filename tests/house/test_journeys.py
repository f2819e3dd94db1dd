"""The main journeys under the guard: no statement touches two neighbourhoods or joins one to an account, unless it says why."""

import uuid

from django.test import Client, TestCase

from stoep.board.announcements.delivering import deliver
from stoep.board.models import Announcement, Comment, Post
from stoep.journal.models import Entry
from stoep.lib.roles import acting
from stoep.membership.models import Joining, Member
from stoep.notify.hearing import hear_entry
from stoep.places.reference import encode
from tests import cast
from tests.shards import CrossesABorder, guarded

BRUG = "/n/oever-brug"


def said(**more) -> dict:
    return {"kind": "message", "body": "Wie heeft een ladder?", "language": "nl", "comments_on": "on", "act": str(uuid.uuid4()), **more}


class Journeys(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def setUp(self):
        self.an, self.bram = cast.sign_in(Client(), self.c.an), cast.sign_in(Client(), self.c.bram)

    def newest(self, model):
        with acting(cast.KEEPER):
            return model.objects.filter(neighbourhood=self.c.brug).order_by("-id").first()

    def test_saying_answering_and_hearing(self):
        with guarded():
            assert self.an.post(f"{BRUG}/posts/publish/", said()).status_code == 302
            post = self.newest(Post)
            for page in ("/", f"/posts/{post.id}/", f"/posts/{post.id}/talk/", "/search/?q=ladder", "/more/", "/bell/", "/news/", "/me/"):
                assert self.an.get(BRUG + page).status_code == 200, page
            assert self.bram.post(f"{BRUG}/posts/{post.id}/comment/", {"body": "Ik", "act": str(uuid.uuid4())}).status_code == 302
            assert self.bram.post(f"{BRUG}/posts/{post.id}/react/", {"face": "nice"}).status_code == 302
            entries = self.entries("comment_post")
            with acting(cast.KEEPER):
                assert hear_entry(self.c.brug.id, str(entries[0])) == 1
            assert "Bram" in self.an.get(f"{BRUG}/bell/").content.decode()
            remark = self.newest(Comment)
            assert self.bram.post(f"{BRUG}/comments/{remark.id}/edit/", {"body": "Ik ook"}).status_code == 302
            assert self.bram.post(f"{BRUG}/comments/{remark.id}/withdraw/").status_code == 302
            assert self.an.post(f"{BRUG}/posts/{post.id}/edit/", said(body="Een emmer?")).status_code == 302
            assert self.an.post(f"{BRUG}/posts/{post.id}/withdraw/").status_code == 302

    def entries(self, verb):
        with acting(cast.KEEPER):
            return list(Entry.objects.filter(neighbourhood=self.c.brug, verb=verb).values_list("id", flat=True))

    def test_coming_in(self):
        gust = Client()
        with guarded():
            assert gust.get("/join/?q=brugstraat 8").status_code == 200
            picked = gust.post("/join/", {"address": encode(self.c.brug.id, self.c.gust_home.id), "code": self.c.gust_code})
            assert picked["Location"] == "/join/you/"
            gone_on = gust.post("/join/you/", {"name": "Gust Maes", "email": "gust@example.org", "agree": "on", "old_enough": "on"})
            assert gone_on["Location"] == "/join/mail/", gone_on
            assert Joining.objects.get().email == "gust@example.org"

    def test_an_announcement_says_why_it_goes_everywhere(self):
        els = cast.sign_in(Client(), self.c.els, second_step=True)
        typed = {"act": str(uuid.uuid4()), "title_nl": "Straatwerken", "body_nl": "Vanaf maandag.", "fallback": "nl", "reach": "all"}
        with guarded():
            for page in ("", "announcements/", "announcements/new/", "letters/", "letters/order/"):
                assert els.get(f"/desk/oever/{page}").status_code == 200
            assert els.post("/desk/oever/announcements/send/", typed).status_code == 302
            with acting(cast.KEEPER):
                assert deliver(self.c.oever.id, Announcement.objects.get().id) == 2
            assert "Straatwerken" in self.an.get(f"{BRUG}/").content.decode()

    def test_the_guard_bites(self):
        """Else the green above would prove nothing."""
        for crossing in (
            lambda: list(Post.objects.filter(body="x")),
            lambda: list(Member.objects.filter(neighbourhood__in=[self.c.brug.id, self.c.kaai.id])),
            lambda: Post.objects.filter(id=uuid.uuid4()).update(body="x"),
        ):
            with self.assertRaises(CrossesABorder), acting(cast.KEEPER), guarded():
                crossing()
