"""Asking a few, off the board: who is told, who reads what, who learns whose name, and what is left of it afterwards."""

from datetime import timedelta

from django.test import TestCase

from stoep.care.actions import ask_quietly, end_quietly, leave_quietly, offer_quietly, pick_quietly, solve_quietly
from stoep.care.models import QuietRequest, QuietTold, SkillOffer
from stoep.care.quiet.keeping import end_quiet_of, sweep_quiet
from stoep.care.quiet.rules import A_DAY, TOLD
from stoep.journal.models import Entry
from stoep.lib.clock import now
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.membership.models import Block, Member
from tests import cast

from .scene import does, likes, open_page

WORDS = "Wie gaat mee naar de dokter, liefst stil"


class Quiet(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = c = cast.build()
        for who in ("an", "bram"):
            member = getattr(c, f"{who}_member")
            member.name = f"Zeldzame {who}"  # a name that stands nowhere else
            with acting(cast.KEEPER):
                member.save(update_fields=["name"])

    def asks(self, who="an", **more):
        given = {"act": uuid7(), "skill": "doctor", "body": WORDS, "moment": "dinsdag", "language": "nl", "helpers": 1, "named": False}
        return does(self.c, who, ask_quietly, **given | more)

    def told(self, **of):
        with acting(cast.KEEPER):
            return {row.member_id: row for row in QuietTold.objects.filter(neighbourhood=self.c.brug, **of)}

    def page(self, who, quiet):
        return open_page(self.client, self.c, who, f"help/quiet/{quiet.id}/")

    def test_who_ticked_it_is_told_and_nobody_else_finds_it(self):
        for who in ("bram", "marie", "noor"):  # Marie is shielded, Noor is blocked by An
            likes(self.c, who, "doctor")
        quiet = self.asks()
        assert set(self.told()) == {self.c.bram_member.id} and quiet.told == 1
        self.assertContains(self.page("bram", quiet), WORDS)
        self.assertContains(open_page(self.client, self.c, "bram", "help/"), f"quiet/{quiet.id}/")
        for who in ("dirk", "marie", "noor"):
            assert self.page(who, quiet).status_code == 404
            for path in ("", "help/", "search/?q=dokter"):
                self.assertNotContains(open_page(self.client, self.c, who, path), "liefst stil")

    def test_without_a_name_who_asks_is_known_to_the_one_they_pick(self):
        likes(self.c, "bram", "doctor")
        likes(self.c, "marie", "doctor")
        with acting(cast.KEEPER):
            Member.objects.filter(neighbourhood=self.c.brug, id=self.c.marie_member.id).update(shielded=False)
        quiet = self.asks()
        self.assertNotContains(self.page("bram", quiet), self.c.an_member.name)
        does(self.c, "bram", offer_quietly, quiet=quiet.id, words="Ik heb tijd")
        does(self.c, "marie", offer_quietly, quiet=quiet.id, words="")
        answer = self.page("an", quiet)
        self.assertContains(answer, "Ik heb tijd")
        self.assertContains(answer, self.c.bram_member.name)
        does(self.c, "an", pick_quietly, quiet=quiet.id, helper=self.c.bram_member.id, picked=True)
        self.assertContains(self.page("bram", quiet), self.c.an_member.name)
        self.assertNotContains(self.page("marie", quiet), self.c.an_member.name)
        assert self.told()[self.c.marie_member.id].asker_id is None

    def test_with_a_name_they_see_it_at_once(self):
        likes(self.c, "bram", "doctor")
        self.assertContains(self.page("bram", self.asks(named=True)), self.c.an_member.name)

    def test_yes_leads_on_to_a_chat(self):
        likes(self.c, "bram", "doctor")
        quiet = self.asks()
        does(self.c, "bram", offer_quietly, quiet=quiet.id, words="")
        place = f"/n/{self.c.brug.slug}/"
        sent = {"helper": str(self.c.bram_member.id), "picked": "yes"}
        answer = cast.sign_in(self.client, self.c.an).post(f"{place}help/quiet/{quiet.id}/pick/", sent)
        assert answer["Location"].startswith(f"{place}chat/") and str(self.c.bram_member.id) in answer["Location"]

    def test_thanked_and_solved(self):
        likes(self.c, "bram", "doctor")
        quiet = self.asks()
        does(self.c, "bram", offer_quietly, quiet=quiet.id, words="")
        solved = does(self.c, "an", solve_quietly, quiet=quiet.id, helpers=[self.c.bram_member.id, self.c.marie_member.id])
        assert solved.by_neighbour
        with acting(cast.KEEPER):
            line = Entry.objects.get(neighbourhood=self.c.brug, verb="solve_quietly")
            assert line.detail == {"helpers": [str(self.c.bram_member.id)]}
        self.assertContains(self.page("bram", quiet), "heart-pulse")
        with self.assertRaises(NotAllowed):
            does(self.c, "an", end_quietly, quiet=quiet.id)

    def test_taken_back_the_words_are_gone(self):
        likes(self.c, "bram", "doctor")
        quiet = self.asks()
        does(self.c, "an", end_quietly, quiet=quiet.id)
        assert self.page("bram", quiet).status_code == 404
        assert self.told()[self.c.bram_member.id].body == ""
        self.assertNotContains(self.page("an", quiet), "liefst stil")

    def test_not_for_me_leaves_the_list_and_may_be_thought_over(self):
        likes(self.c, "bram", "doctor")
        quiet = self.asks()
        does(self.c, "bram", leave_quietly, quiet=quiet.id)
        self.assertNotContains(open_page(self.client, self.c, "bram", "help/"), f"quiet/{quiet.id}/")
        does(self.c, "bram", offer_quietly, quiet=quiet.id, words="")
        does(self.c, "bram", leave_quietly, quiet=quiet.id)
        self.assertNotContains(self.page("an", quiet), self.c.bram_member.name)

    def test_after_two_weeks_nobody_who_was_told_reads_it(self):
        likes(self.c, "bram", "doctor")
        quiet = self.asks()
        with acting(cast.KEEPER):
            for model in (QuietRequest, QuietTold):
                model.objects.filter(neighbourhood=self.c.brug).update(until=now() - timedelta(minutes=1))
        assert self.page("bram", quiet).status_code == 404
        assert self.page("an", quiet).status_code == 200
        with acting(cast.KEEPER):
            QuietRequest.objects.filter(neighbourhood=self.c.brug).update(until=now() - timedelta(days=40))
            assert sweep_quiet() == 1 and sweep_quiet() == 0
            assert not QuietTold.objects.filter(neighbourhood=self.c.brug).exists()

    def test_what_a_neighbour_solved_stays_as_a_number_without_words(self):
        likes(self.c, "bram", "doctor")
        quiet = self.asks()
        does(self.c, "bram", offer_quietly, quiet=quiet.id, words="")
        does(self.c, "an", solve_quietly, quiet=quiet.id, helpers=[self.c.bram_member.id])
        with acting(cast.KEEPER):
            QuietRequest.objects.filter(neighbourhood=self.c.brug).update(until=now() - timedelta(days=40))
            sweep_quiet()
            left = QuietRequest.objects.get(neighbourhood=self.c.brug)
            assert (left.body, left.moment, left.by_neighbour) == ("", "", True)
            assert sweep_quiet() == 0

    def test_a_later_block_hides_and_the_number_says_nothing(self):
        likes(self.c, "bram", "doctor")
        quiet = self.asks(named=True)
        does(self.c, "bram", offer_quietly, quiet=quiet.id, words="ja")
        with acting(cast.KEEPER):
            Block.objects.create(blocker_id=self.c.bram.id, blocked_id=self.c.an.id)
        assert self.page("bram", quiet).status_code == 404
        answer = self.page("an", quiet)
        self.assertNotContains(answer, self.c.bram_member.name)
        self.assertContains(answer, "1 buur")
        sent = {"helper": str(self.c.bram_member.id), "picked": "yes"}
        address = f"/n/{self.c.brug.slug}/help/quiet/{quiet.id}/pick/"
        assert cast.sign_in(self.client, self.c.an).post(address, sent).status_code == 404

    def test_never_more_than_ten_and_those_who_wish_to_hear_first(self):
        with acting(cast.KEEPER):
            crowd = [Member(neighbourhood_id=self.c.brug.id, name=f"Buur {n}", kind=Member.Kind.RESIDENT) for n in range(TOLD + 2)]
            Member.objects.bulk_create(crowd)
            SkillOffer.objects.bulk_create(SkillOffer(neighbourhood_id=self.c.brug.id, member_id=one.id, skill="doctor") for one in crowd)
        likes(self.c, "bram", "doctor", at_once=True)
        assert self.asks().told == len(self.told()) == TOLD
        with acting(cast.KEEPER):
            line = Entry.objects.get(neighbourhood=self.c.brug, verb="ask_quietly")
            assert line.detail["at_once"] == [str(self.c.bram_member.id)]

    def test_nobody_ticked_it_a_few_a_day_and_twice_is_once(self):
        with self.assertRaisesMessage(NotAllowed, "No other neighbour"):
            self.asks()
        likes(self.c, "bram", "doctor")
        act = uuid7()
        assert self.asks(act=act).id == self.asks(act=act).id
        for _ in range(A_DAY - 1):
            does(self.c, "an", end_quietly, quiet=self.asks().id)
        with self.assertRaises(NotAllowed):
            self.asks()

    def test_nobody_settles_anothers_and_nobody_untold_offers(self):
        likes(self.c, "bram", "doctor")
        quiet = self.asks()
        for act, given in ((solve_quietly, {"helpers": []}), (end_quietly, {})):
            with self.assertRaises(QuietRequest.DoesNotExist):
                does(self.c, "bram", act, quiet=quiet.id, **given)
        with self.assertRaises(QuietTold.DoesNotExist):
            does(self.c, "marie", offer_quietly, quiet=quiet.id, words="")

    def test_who_moved_away_asks_nobody_any_more(self):
        likes(self.c, "bram", "doctor")
        quiet = self.asks()
        with acting(cast.KEEPER):
            assert end_quiet_of(cast.KEEPER.of("moved", here=self.c.brug.id), self.c.an_member.id) == 1
        assert self.page("bram", quiet).status_code == 404

    def test_the_form_asks_the_board_or_a_few_and_keeps_what_was_typed(self):
        likes(self.c, "bram", "doctor")
        client, address = cast.sign_in(self.client, self.c.an), f"/n/{self.c.brug.slug}/help/ask/"
        sent = {"act": uuid7(), "body": WORDS, "title": "Dinsdag", "language": "nl", "helpers": "1", "skill": "", "to": "nameless"}
        self.assertContains(client.post(address, sent), "liefst stil", status_code=422)
        answer = client.post(address, sent | {"skill": "doctor"}, follow=True)
        self.assertContains(answer, "liefst stil")
        with acting(cast.KEEPER):
            quiet = QuietRequest.objects.get(neighbourhood=self.c.brug)
            assert not quiet.named and quiet.body.startswith("Dinsdag\n")
            assert not Entry.objects.filter(neighbourhood=self.c.brug, verb="publish_post").exists()
