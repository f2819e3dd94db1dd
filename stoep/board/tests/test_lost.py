"""Lost and found: told, changed, home again; by whom, and what neighbours see of it."""

from django.test import TestCase

from stoep.board.lost.actions import bring_home, report_lost
from stoep.board.models import Lost, Post
from stoep.journal.models import Entry
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from tests import cast
from tests.shards import guarded

SAID = {"title": "", "body": "Onze kat Minoe is weg.", "language": "nl", "topics": [], "comments_on": True, "pictures": {}}


class LostAndFound(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def report(self, who="an", act=None, **facet):
        standing = cast.member(self.c, who)
        with acting(standing), guarded():
            return report_lost(standing, act=act or uuid7(), said=SAID, **({"what": "lost", "where": "Kerkplein"} | facet))

    def page(self, who, path=""):
        return cast.sign_in(self.client, getattr(self.c, who)).get(f"/n/{self.c.brug.slug}/{path}")

    def test_it_stands_on_the_board_with_its_facet(self):
        self.report()
        answer = self.page("bram")
        self.assertContains(answer, "Minoe")
        self.assertContains(answer, "Kerkplein")
        self.assertNotContains(answer, "#house")

    def test_twice_sent_is_once_told(self):
        act = uuid7()
        assert self.report(act=act).id == self.report(act=act, what="found").id
        with acting(cast.KEEPER):
            assert list(Lost.objects.filter(neighbourhood=self.c.brug).values_list("what", flat=True)) == ["lost"]

    def test_its_author_says_home_again_and_everybody_sees_it_at_once(self):
        post = self.report()
        self.page("bram")  # the card is stored
        standing = cast.member(self.c, "an")
        with acting(standing), guarded():
            bring_home(standing, post=post.id, home=True)
            bring_home(standing, post=post.id, home=True)
        self.assertContains(self.page("bram"), "#house")
        with acting(cast.KEEPER):
            assert Entry.objects.filter(neighbourhood=self.c.brug, verb="bring_home").count() == 1
            assert Post.objects.get(neighbourhood=self.c.brug, id=post.id).version == 2

    def test_nobody_else_says_so(self):
        post = self.report()
        standing = cast.member(self.c, "bram")
        with acting(standing), self.assertRaisesMessage(NotAllowed, "Only the one who wrote this"):
            bring_home(standing, post=post.id, home=True)
        address = f"/n/{self.c.brug.slug}/lost/{post.id}/home/"
        assert cast.sign_in(self.client, self.c.bram).post(address, {"home": "yes"}).status_code == 404

    def test_the_button_is_on_the_page_of_the_author_only(self):
        post = self.report()
        self.assertContains(self.page("an", f"posts/{post.id}/"), f"/lost/{post.id}/home/")
        self.assertNotContains(self.page("bram", f"posts/{post.id}/"), f"/lost/{post.id}/home/")

    def test_changing_it_goes_to_its_own_form(self):
        post = self.report()
        answer = self.page("an", f"posts/{post.id}/edit/")
        self.assertRedirects(answer, f"/n/{self.c.brug.slug}/lost/{post.id}/edit/")
        sent = {"act": uuid7(), "body": "Minoe is gezien.", "language": "nl", "comments_on": "on", "what": "lost", "where": "Markt"}
        self.client.post(f"/n/{self.c.brug.slug}/lost/{post.id}/edit/", sent)
        self.assertContains(self.page("bram"), "Markt")

    def test_what_was_typed_stays_when_something_is_missing(self):
        client = cast.sign_in(self.client, self.c.an)
        address = f"/n/{self.c.brug.slug}/lost/report/"
        answer = client.post(address, {"act": uuid7(), "body": "", "what": "found", "where": "Kade", "language": "nl"})
        self.assertContains(answer, "Schrijf eerst iets", status_code=422)
        self.assertContains(answer, "Kade", status_code=422)

    def test_who_looks_for_a_child_need_not_think_of_lost_property(self):
        page = self.page("an", "write/")
        for words in ("112", "116\xa0000", "?kind=message&amp;urgent=missing"):
            self.assertContains(page, words)

    def test_a_person_is_not_lost_property(self):
        """112 first; then to a message that calls the neighbours at once. A pet may stay here."""
        page = self.page("an", "lost/report/")
        for words in ("112", "116\xa0000", "?kind=message&amp;urgent=missing"):
            self.assertContains(page, words)
        self.assertContains(page, 'value="pet"')
        self.assertNotContains(page, 'value="missing"')
        self.assertContains(self.page("an", "write/?kind=message&urgent=missing"), 'value="missing" checked')
        self.assertNotContains(self.page("an", "write/?kind=message&urgent=nonsense"), "nonsense")
