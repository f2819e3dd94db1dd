"""Asking, offering, choosing, thanking: who may, what is written, who sees what."""

from dataclasses import replace
from datetime import timedelta

from django.test import TestCase

from stoep.board.models import Post
from stoep.care.actions import offer_help, pick_helper, reopen_help, solve_help, withdraw_help
from stoep.care.models import HelpOffer, HelpRequest
from stoep.care.rules import OFFERS_A_DAY
from stoep.journal.models import Entry
from stoep.lib.clock import now
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from tests import cast

from .scene import ask, does, likes, open_page


class Help(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def verbs(self):
        with acting(cast.KEEPER):
            return list(Entry.objects.filter(neighbourhood=self.c.brug).order_by("at").values_list("verb", flat=True))

    def test_a_request_stands_on_the_board_with_what_and_when(self):
        ask(self.c)
        answer = open_page(self.client, self.c, "bram", "")
        for words in ("kast naar boven", "zaterdag", "life-buoy"):
            self.assertContains(answer, words)

    def test_the_same_form_twice_asks_once(self):
        act = uuid7()
        assert ask(self.c, act=act).id == ask(self.c, act=act).id
        with acting(cast.KEEPER):
            assert HelpRequest.objects.filter(neighbourhood=self.c.brug).count() == 1

    def test_who_offers_is_counted_for_all_and_named_to_the_asker_alone(self):
        post = ask(self.c)
        does(self.c, "bram", offer_help, post=post.id, words="Ik kom om tien uur")
        answer = open_page(self.client, self.c, "an", f"posts/{post.id}/")
        self.assertContains(answer, "Ik kom om tien uur")
        for path in ("", f"posts/{post.id}/"):
            answer = open_page(self.client, self.c, "dirk", path)
            self.assertNotContains(answer, "Ik kom om tien uur")
            self.assertNotContains(answer, self.c.bram_member.name)

    def test_offering_twice_is_one_offer(self):
        post = ask(self.c)
        does(self.c, "bram", offer_help, post=post.id, words="ja")
        does(self.c, "bram", offer_help, post=post.id, words="ja, graag")
        with acting(cast.KEEPER):
            assert list(HelpOffer.objects.filter(neighbourhood=self.c.brug).values_list("words", flat=True)) == ["ja, graag"]
        assert self.verbs().count("offer_help") == 1

    def test_nobody_offers_help_to_themselves(self):
        post = ask(self.c)
        with self.assertRaisesMessage(NotAllowed, "own request"):
            does(self.c, "an", offer_help, post=post.id, words="")

    def test_nor_with_a_form_that_is_not_on_their_page(self):
        """The page that says no is the asker's, and the form another's."""
        post = ask(self.c)
        cast.sign_in(self.client, self.c.an)
        answer = self.client.post(f"/n/oever-brug/help/{post.id}/offer/", {"words": "ik kom"}, headers={"HX-Request": "true"})
        assert answer.status_code == 422

    def test_only_the_asker_picks(self):
        post = ask(self.c)
        does(self.c, "bram", offer_help, post=post.id, words="")
        with self.assertRaisesMessage(NotAllowed, "Only the one who asked"):
            does(self.c, "bram", pick_helper, post=post.id, helper=self.c.bram_member.id, picked=True)
        does(self.c, "an", pick_helper, post=post.id, helper=self.c.bram_member.id, picked=True)
        answer = open_page(self.client, self.c, "bram", f"posts/{post.id}/")
        self.assertContains(answer, "circle-check")

    def test_solved_is_shown_and_helpers_are_thanked(self):
        post = ask(self.c)
        does(self.c, "bram", offer_help, post=post.id, words="")
        open_page(self.client, self.c, "dirk", "")  # a card of before is stored
        does(self.c, "an", solve_help, post=post.id, helpers=[self.c.bram_member.id, self.c.marie_member.id])
        self.assertContains(open_page(self.client, self.c, "dirk", ""), "chip-green")
        with acting(cast.KEEPER):
            asked = HelpRequest.objects.get(neighbourhood=self.c.brug)
            assert asked.solved_at and asked.by_neighbour
            line = Entry.objects.get(neighbourhood=self.c.brug, verb="solve_help")
            assert line.detail == {"helpers": [str(self.c.bram_member.id)]}  # Marie offered nothing
        with self.assertRaisesMessage(NotAllowed, "al opgelost"):
            does(self.c, "marie", offer_help, post=post.id, words="")

    def test_solved_too_soon_can_be_taken_back(self):
        post = ask(self.c)
        does(self.c, "an", solve_help, post=post.id, helpers=[])
        does(self.c, "an", reopen_help, post=post.id)
        does(self.c, "marie", offer_help, post=post.id, words="")
        assert self.verbs()[-2:] == ["reopen_help", "offer_help"]

    def test_who_may_only_read_for_a_while_offers_nothing(self):
        post = ask(self.c)
        standing = replace(cast.member(self.c, "bram"), reads_only_until=now() + timedelta(days=1))
        with acting(standing), self.assertRaises(NotAllowed):
            offer_help(standing, post=post.id, words="")

    def test_an_offer_is_taken_back(self):
        post = ask(self.c)
        does(self.c, "bram", offer_help, post=post.id, words="")
        does(self.c, "bram", withdraw_help, post=post.id)
        does(self.c, "bram", withdraw_help, post=post.id)
        assert self.verbs().count("withdraw_help") == 1
        self.assertNotContains(open_page(self.client, self.c, "an", f"posts/{post.id}/"), self.c.bram_member.name)

    def test_whom_the_asker_blocked_finds_nothing(self):
        post = ask(self.c)
        answer = cast.sign_in(self.client, self.c.noor).post(f"/n/{self.c.brug.slug}/help/{post.id}/offer/", {"words": "hier ben ik"})
        assert answer.status_code == 404
        with acting(cast.KEEPER):
            assert not HelpOffer.objects.filter(neighbourhood=self.c.brug).exists()

    def test_after_a_day_without_an_offer_the_connector_is_named(self):
        post = ask(self.c)
        self.assertNotContains(open_page(self.client, self.c, "an", f"posts/{post.id}/"), "Dirk")
        with acting(cast.KEEPER):
            Post.objects.filter(neighbourhood=self.c.brug, id=post.id).update(created=now() - timedelta(hours=25))
        self.assertContains(open_page(self.client, self.c, "an", f"posts/{post.id}/"), "Dirk")

    def test_what_was_typed_to_the_asker_stays_when_it_is_refused(self):
        post, client = ask(self.c), cast.sign_in(self.client, self.c.bram)
        address = f"/n/{self.c.brug.slug}/help/{post.id}/offer/"
        self.assertContains(client.post(address, {"words": "x" * 400}), "x" * 400, status_code=422)
        with acting(cast.KEEPER):
            for n in range(OFFERS_A_DAY):
                more = Post.objects.create(neighbourhood=self.c.brug, author_id=self.c.an_member.id, body=str(n), language="nl")
                HelpOffer.objects.create(neighbourhood=self.c.brug, post_id=more.id, member_id=self.c.bram_member.id)
        answer = client.post(address, {"words": "ik kom om tien uur"})
        self.assertContains(answer, "ik kom om tien uur", status_code=422)
        self.assertContains(answer, "morgen", status_code=422)

    def test_asking_nobody_says_so_on_the_page(self):
        likes(self.c, "bram", "carry")
        post, client = ask(self.c), cast.sign_in(self.client, self.c.an)
        answer = client.post(f"/n/{self.c.brug.slug}/help/{post.id}/neighbours/", {})
        self.assertContains(answer, "Kies een of meer buren", status_code=422)

    def test_over_http_from_asking_to_solved(self):
        client, place = cast.sign_in(self.client, self.c.an), f"/n/{self.c.brug.slug}/help/"
        sent = {"act": uuid7(), "body": "Wie helpt?", "language": "nl", "helpers": "1", "skill": "", "comments_on": "on"}
        self.assertContains(client.post(f"{place}ask/", sent | {"helpers": "99"}), "Wie helpt?", status_code=422)
        address = client.post(f"{place}ask/", sent)["Location"]
        post = address.rstrip("/").rpartition("/")[2]
        cast.sign_in(self.client, self.c.bram).post(f"{place}{post}/offer/", {"words": "Ik"})
        client = cast.sign_in(self.client, self.c.an)
        answer = client.post(f"{place}{post}/solve/", {"member": str(self.c.bram_member.id)}, follow=True)
        self.assertContains(answer, "chip-green")
        assert client.post(f"{place}{post}/solve/", {"member": "x' OR 1=1"}).status_code == 302

    def test_what_neighbours_solved_is_counted(self):
        answer = open_page(self.client, self.c, "an", "help/")
        self.assertNotContains(answer, "notice-green")
        solved = ask(self.c).id
        ask(self.c)
        ask(self.c, "marie")  # shielded: counts in nothing
        does(self.c, "bram", offer_help, post=solved, words="")
        does(self.c, "an", solve_help, post=solved, helpers=[self.c.bram_member.id])
        self.assertContains(open_page(self.client, self.c, "an", "help/"), "1 van de 2")
        self.assertContains(open_page(self.client, self.c, "bram", "help/"), "1 van de 2")

    def test_whoever_asks_is_asked_what_they_like_to_give(self):
        post, invitation = ask(self.c).id, "/help/mine/"
        asked = open_page(self.client, self.c, "an", f"posts/{post}/").content.decode()
        assert invitation in asked.partition("post-ask")[2]
        assert invitation not in open_page(self.client, self.c, "bram", f"posts/{post}/").content.decode().partition("post-ask")[2]
        likes(self.c, "an", "bike")
        assert invitation not in open_page(self.client, self.c, "an", f"posts/{post}/").content.decode().partition("post-ask")[2]
