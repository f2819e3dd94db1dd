"""What is typed is kept for its author, goes on where it was, and is gone when it is said, thrown away or old."""

from datetime import timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from PIL import Image

from stoep.board.drafts.actions import keep_draft
from stoep.board.drafts.rules import MOST
from stoep.board.drafts.sweeping import sweep_drafts
from stoep.board.models import Draft, Picture, Post
from stoep.board.sweeping import sweep_pictures
from stoep.lib.clock import now
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.lib.shards import fan_out
from tests import cast, raw
from tests.shards import guarded


def photo():
    file = BytesIO()
    Image.new("RGB", (40, 30), "#3f7a4a").save(file, "PNG")
    return SimpleUploadedFile("ladder.png", file.getvalue(), "image/png")


class Drafts(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def setUp(self):
        self.an, self.place = cast.sign_in(self.client, self.c.an), f"/n/{self.c.brug.slug}/"
        self.act = uuid7()

    def keep(self, path="posts/publish/", how="quiet", **typed):
        given = {"act": self.act, "kind": "message", "language": "nl", "title": "", "body": "Wie heeft een ladder", "keep": how}
        with guarded():
            return self.client.post(self.place + path, given | typed)

    def mine(self):
        with acting(cast.KEEPER):
            return list(Draft.objects.filter(neighbourhood=self.c.brug, said=False))

    def choose(self):
        return self.client.get(self.place + "write/")

    def test_it_is_kept_while_one_types_and_the_form_comes_back_as_it_was(self):
        answer = self.keep(topics=["nature", "street"])
        self.assertContains(answer, "Voor je bewaard")
        self.keep(body="Wie heeft een lange ladder?", topics=["street"])
        assert [d.typed["body"] for d in self.mine()] == [["Wie heeft een lange ladder?"]], "one form, one draft"
        page = self.client.get(answer["Draft"])
        self.assertContains(page, "Wie heeft een lange ladder?")
        self.assertContains(page, f'value="{self.act}"')
        assert page.content.count(b"checked") == 2, "the topic, that it can wait, and nobody may answer: as it was sent"
        self.assertContains(self.choose(), "Wie heeft een lange ladder?")

    def test_each_kind_of_post_has_its_drafts(self):
        for path, field in (("lost/report/", "where"), ("things/offer/", "moment"), ("calendar/plan/", "place"), ("help/ask/", "moment")):
            self.act = uuid7()
            answer = self.keep(path, **{field: f"Op {path}"})
            assert answer.status_code == 200, path
            page = self.client.get(answer["Draft"])
            self.assertContains(page, f"Op {path}")
            self.assertNotContains(page, "field-error")
        assert len(self.mine()) == 4

    def test_the_button_keeps_it_without_a_script_and_its_pictures_too(self):
        answer = self.keep(how="1", files=photo())
        self.assertRedirects(answer, self.place + "write/")
        (draft,) = self.mine()
        picture = draft.pictures[0]
        with acting(cast.KEEPER), fan_out("a picture of long ago"):
            Picture.objects.filter(neighbourhood=self.c.brug, id=picture).update(created=now() - timedelta(days=9))
            sweep_pictures()
        self.assertContains(self.client.get(f"{self.place}write/?kind=message&draft={draft.id}"), str(picture))
        self.client.post(f"{self.place}write/{draft.id}/drop/")
        with acting(cast.KEEPER), fan_out("and swept"):
            assert sweep_pictures() == 1

    def test_said_it_is_gone_and_a_late_copy_does_not_bring_it_back(self):
        self.keep()
        sent = {"act": self.act, "kind": "message", "language": "nl", "body": "Wie heeft een ladder?"}
        page = self.client.post(self.place + "posts/publish/", sent, follow=True)
        self.assertContains(page, f'data-over="{self.act}"')
        assert self.mine() == []
        assert self.keep().status_code == 410
        assert self.mine() == []
        with acting(cast.KEEPER):
            assert [d.typed for d in Draft.objects.filter(neighbourhood=self.c.brug)] == [{}]
            assert Post.objects.filter(neighbourhood=self.c.brug).count() == 1

    def test_thrown_away_after_one_question(self):
        draft = self.keep() and self.mine()[0]
        self.assertContains(self.client.get(f"{self.place}write/{draft.id}/drop/"), "Wie heeft een ladder")
        self.client.post(f"{self.place}write/{draft.id}/drop/")
        self.assertNotContains(self.choose(), "Wie heeft een ladder")
        assert self.client.get(f"{self.place}write/{draft.id}/drop/").status_code == 404

    def test_an_emptied_form_is_no_draft(self):
        self.keep()
        assert self.keep(body=" ").status_code == 204
        assert self.mine() == []
        self.assertContains(self.keep(body="", how="1"), "Schrijf eerst iets", status_code=422)

    def test_not_more_than_ten_and_none_too_long(self):
        standing = cast.member(self.c, "an")
        with acting(standing):
            for n in range(MOST):
                keep_draft(standing, act=uuid7(), kind="message", typed={"body": [f"Tekst {n}"]}, pictures=[])
            with self.assertRaisesMessage(NotAllowed, "ten texts"):
                keep_draft(standing, act=uuid7(), kind="message", typed={"body": ["Nog een"]}, pictures=[])
        assert self.keep().status_code == 422
        self.assertContains(self.keep(how="1"), "Wie heeft een ladder", status_code=422)
        assert self.keep(body="x" * 20_001).status_code == 422

    def test_only_its_author_finds_it(self):
        draft = self.keep() and self.mine()[0]
        self.client.logout()
        cast.sign_in(self.client, self.c.bram)
        assert self.client.get(f"{self.place}write/?kind=message&draft={draft.id}").status_code == 404
        assert self.client.get(f"{self.place}write/{draft.id}/drop/").status_code == 404
        assert self.client.post(f"{self.place}write/{draft.id}/drop/").status_code == 404
        self.assertNotContains(self.choose(), "Wie heeft een ladder")

    def test_a_wrong_address_is_no_draft(self):
        draft = self.keep() and self.mine()[0]
        for path in (f"write/?kind=question&draft={draft.id}", f"lost/report/?draft={draft.id}", "write/?kind=message&draft=x"):
            assert self.client.get(self.place + path).status_code == 404, path
        assert self.keep(act="x").status_code == 400
        assert self.keep(kind="announcement").status_code == 404

    def test_a_month_later_it_is_forgotten(self):
        self.keep()
        with acting(cast.KEEPER), fan_out("time passes"):
            Draft.objects.filter(neighbourhood=self.c.brug).update(changed=now() - timedelta(days=29))
            assert sweep_drafts() == 0
            Draft.objects.filter(neighbourhood=self.c.brug).update(changed=now() - timedelta(days=31))
            assert sweep_drafts() == 1

    def test_what_was_urgent_when_it_was_begun_is_chosen_anew(self):
        """Neither silently kept nor silently lost: the reason stands there, and nothing is ticked but that it can wait."""
        page = self.client.get(self.keep(urgent="danger")["Draft"])
        self.assertContains(page, '<p class="small" role="status">')
        self.assertContains(page, 'value="" checked')
        self.assertNotContains(page, 'value="danger" checked')
        self.assertNotContains(self.client.get(self.keep(act=uuid7())["Draft"]), '<p class="small" role="status">')


class Wall(TestCase):
    def test_raw_sql_shows_a_neighbour_nothing_and_the_town_less(self):
        c = cast.build()
        with raw.raw("stoep_test", "stoep_resident", here=c.brug.id, member=c.bram_member.id, person=c.bram.id) as query:
            assert query("SELECT typed FROM board_draft") == []
        with self.assertRaisesMessage(Exception, "permission denied"), raw.raw("stoep_test", "stoep_desk", town=c.oever.id) as query:
            query("SELECT typed FROM board_draft")
