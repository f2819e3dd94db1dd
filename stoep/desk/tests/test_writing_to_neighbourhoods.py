"""The pages around send_announcement, correct_announcement and end_announcement: what is shown, kept on errors, refused."""

from django.test import TestCase

from stoep.board.announcements.delivering import deliver
from stoep.board.models import Announcement, Post
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from stoep.membership.models import Mandate
from stoep.places.models import Neighbourhood
from tests import cast

from ..forms.announcements import Texts
from .at_desk import announcement, at_desk, url


def sent() -> list:
    with acting(cast.KEEPER):
        return list(Announcement.objects.order_by("id"))


class Writing(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def setUp(self):
        self.els = at_desk(self.c)

    def test_the_last_look_shows_the_text_and_how_many_homes(self):
        page = self.els.post(url("announce_preview"), announcement(title_fr="", body_fr=""))
        for words in ("<h2>Straatwerken</h2>", "<p>Fietsen kan.</p>", "De gemeente kan in deze buurt niet meelezen", "no text in French"):
            self.assertContains(page, words)
        self.assertContains(page, '<span class="big">16</span> homes, in 2 neighbourhoods')
        assert [view["own"] for view in page.context["seen"]] == [True, False]
        assert page.context["introduces"] == 2
        assert sent() == []

    def test_from_the_last_look_one_can_go_back_with_all_that_was_typed(self):
        typed = announcement(reach="some", places=[str(self.c.kaai.id)])
        page = self.els.post(url("announce"), typed)
        self.assertContains(page, "Fietsen kan.")
        self.assertContains(page, f'value="{self.c.kaai.id}" checked')
        self.assertContains(page, typed["act"])

    def test_sending_once_however_often_one_clicks(self):
        typed = announcement()
        first, second = self.els.post(url("send_announcement"), typed), self.els.post(url("send_announcement"), typed)
        (one,) = sent()
        self.assertRedirects(first, url("announcement", one.id))
        self.assertRedirects(second, url("announcement", one.id))
        self.assertContains(self.els.get(url("announcements")), "Straatwerken")

    def test_what_was_typed_stays_on_errors(self):
        for changed, words in (
            ({"body_nl": ""}, "Write both a title and a text"),
            ({"title_nl": "", "body_nl": "", "title_fr": "", "body_fr": ""}, "in at least one language"),
            ({"fallback": "de"}, "Select a valid choice"),
            ({"reach": ""}, "Choose where it goes"),
            ({"reach": "some"}, "Tick at least one neighbourhood"),
            ({"reach": "some", "places": ["3"]}, "Select a valid choice"),
            ({"body_nl": "x" * 100_000}, "at most 5000 characters"),
        ):
            for page in ("announce_preview", "send_announcement"):
                answer = self.els.post(url(page), announcement(**changed))
                self.assertContains(answer, words)
                self.assertContains(answer, changed.get("title_nl", "Straatwerken"))
        assert sent() == []

    def test_only_one_language_is_its_own_fallback(self):
        self.els.post(url("send_announcement"), announcement(title_nl="", body_nl=""))
        assert sent()[0].fallback == "fr"
        form = Texts(announcement(fallback="de"), languages=("nl", "fr", "de"))
        assert "You did not write a text in this language" in str(form.errors["fallback"])

    def test_correcting_and_ending(self):
        self.els.post(url("send_announcement"), announcement())
        (one,) = sent()
        self.assertContains(self.els.get(url("correct_announcement", one.id)), "Fietsen kan.")
        page = self.els.post(url("correct_announcement", one.id), announcement(body_nl=""))
        self.assertContains(page, "Write both a title and a text")
        page = self.els.post(url("correct_announcement", one.id), announcement(body_nl="Vanaf dinsdag."))
        self.assertRedirects(page, url("announcement", one.id))
        assert sent()[0].texts["nl"]["body"] == "Vanaf dinsdag."
        self.assertContains(self.els.get(url("end_announcement", one.id)), "This cannot be undone")
        assert sent()[0].state == "sending"
        self.assertRedirects(self.els.post(url("end_announcement", one.id)), url("announcement", one.id))
        self.assertContains(self.els.get(url("announcement", one.id)), "This announcement has ended")
        assert self.els.get(url("correct_announcement", one.id)).status_code == 403

    def test_a_correction_is_looked_at_before_it_is_made(self):
        self.els.post(url("send_announcement"), announcement())
        (one,) = sent()
        look = url("correct_announcement_preview", one.id)
        page = self.els.post(look, announcement(body_nl="Vanaf dinsdag."))
        for words in ("Vanaf dinsdag.", "· aangepast", "· modifié", "The text in Dutch changes.", "2 neighbourhoods"):
            self.assertContains(page, words)
        assert page.context["changes"] == ["The text in Dutch changes."]
        page = self.els.post(look, announcement(title_fr="", body_fr="", fallback="nl"))
        assert page.context["changes"] == ["The text in French goes away."]
        self.assertContains(self.els.post(look, announcement()), "You have changed nothing yet.")
        page = self.els.post(look, announcement(body_nl="Vanaf dinsdag.", change="1"))
        self.assertContains(page, "Vanaf dinsdag.</textarea>")
        assert sent()[0].edited_at is None

    def test_who_may_not_write_hears_why(self):
        with acting(cast.KEEPER):
            Mandate.objects.filter(id=self.c.els_mandate.id).update(may_write=False)
        for page in (self.els.get(url("announce")), self.els.post(url("announce_preview"), announcement())):
            self.assertContains(page, "does not let you write", status_code=403)
        self.assertContains(self.els.post(url("send_announcement"), announcement()), "does not let you write")
        self.assertNotContains(self.els.get(url("announcements")), url("announce"))
        assert sent() == []

    def test_the_next_town_finds_nothing(self):
        self.els.post(url("send_announcement"), announcement())
        (one,) = sent()
        femke = at_desk(self.c, "femke")
        for page in ("announcement", "correct_announcement", "correct_announcement_preview", "end_announcement"):
            assert femke.get(url(page, one.id, town="dorp")).status_code in (404, 405)
            assert femke.post(url(page, one.id, town="dorp")).status_code in (404, 405)
        assert sent()[0].state == "sending"

    def test_the_list_comes_in_pages(self):
        for _ in range(23):
            self.els.post(url("send_announcement"), announcement())
        first = self.els.get(url("announcements"))
        older = first.context["page"]["older"]
        second = self.els.get(url("announcements") + older)
        ids = [row.id for page in (first, second) for row in page.context["page"]["shown"]]
        assert ids == [row.id for row in reversed(sent())]
        assert second.context["page"]["older"] == ""
        assert self.els.get(url("announcements") + "?before=nonsense").status_code == 200

    def test_each_page_asks_the_same_few_questions(self):
        self.els.post(url("send_announcement"), announcement())
        (one,) = sent()
        with acting(cast.KEEPER), fan_out("delivery"):
            deliver(self.c.oever.id, one.id)
            assert Post.objects.count() == 2
        for page, queries in ((url("announcements"), 4), (url("announce"), 5), (url("announcement", one.id), 6)):
            self.els.get(page)  # the flash of the last act is shown once
            with self.assertNumQueries(queries):  # of each, one is the door and two the savepoint
                self.els.get(page)


class LargeTown(TestCase):
    def test_hundreds_of_ticks_in_one_form(self):
        c = cast.build()
        with acting(cast.KEEPER):
            places = [
                Neighbourhood(id=n, slug=f"oever-{n}", name=f"Wijk {n}", municipality=c.oever, code=str(n), boundary={})
                for n in range(1000, 1500)
            ]
            Neighbourhood.objects.bulk_create(places)
        typed = announcement(reach="some", places=[place.id for place in places])
        browser = at_desk(c)
        self.assertContains(browser.post(url("announce_preview"), typed), "homes, in 500 neighbourhoods")
        browser.post(url("send_announcement"), typed)
        assert len(sent()[0].neighbourhoods) == 500
