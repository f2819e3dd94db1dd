"""Things: given in portions, lent day by day, promised to one neighbour at a time; who may, who sees what."""

from datetime import timedelta

from django.test import TestCase
from django.utils import timezone

from stoep.board.models import Claim, Thing
from stoep.board.things.actions import (
    agree_claim,
    claim_thing,
    close_thing,
    decline_claim,
    edit_thing,
    hand_over,
    offer_thing,
    take_back,
    thank_for_thing,
    withdraw_claim,
)
from stoep.journal.models import Entry
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from tests import cast
from tests.shards import guarded

SAID = {"title": "", "body": "Een lange ladder.", "language": "nl", "topics": [], "comments_on": True, "pictures": {}}
FACET = {"what": "lend", "portions": 1, "until": None, "moment": "", "thanks": ""}


def day(n: int):
    return timezone.localdate() + timedelta(days=n)


class Things(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def does(self, who, verb, **given):
        standing = cast.member(self.c, who)
        with acting(standing), guarded():
            return verb(standing, **given)

    def offer(self, act=None, **facet):
        return self.does("an", offer_thing, act=act or uuid7(), said=SAID, **(FACET | facet))

    def claim(self, who, post, **given):
        return self.does(who, claim_thing, post=post.id, act=uuid7(), **given)

    def settle(self, step, post, claim, who="an"):
        return self.does(who, step, post=post.id, claim=claim.id)

    def page(self, who, path=""):
        return cast.sign_in(self.client, getattr(self.c, who)).get(f"/n/{self.c.brug.slug}/{path}")

    def test_a_loan_from_asking_to_back(self):
        post = self.offer()
        wish = self.claim("bram", post, starts=day(1), ends=day(3), words="voor de dakgoot")
        self.assertContains(self.page("an", f"posts/{post.id}/"), "voor de dakgoot")
        self.assertNotContains(self.page("marie", f"posts/{post.id}/"), "voor de dakgoot")
        self.settle(agree_claim, post, wish)
        self.settle(hand_over, post, wish)
        self.assertContains(self.page("marie"), "#clock")  # with a neighbour until then; not with whom
        self.assertNotContains(self.page("marie"), self.c.bram_member.name)
        assert self.settle(take_back, post, wish).state == "back"
        with acting(cast.KEEPER):
            verbs = Entry.objects.filter(neighbourhood=self.c.brug).order_by("at").values_list("verb", flat=True)
            assert list(verbs) == ["publish_post", "claim_thing", "agree_claim", "hand_over", "take_back"]

    def test_a_wish_without_days_is_no_loan(self):
        post = self.offer(what="give")
        wish = self.claim("bram", post)
        self.does("an", edit_thing, post=post.id, said=SAID, **FACET)  # to lend, after all
        with self.assertRaisesMessage(NotAllowed, "no longer open"):
            self.settle(agree_claim, post, wish)
        assert self.settle(decline_claim, post, wish).state == "declined"

    def test_two_agreed_loans_never_share_a_day(self):
        post = self.offer()
        first, second = self.claim("bram", post, starts=day(1), ends=day(3)), self.claim("marie", post, starts=day(3), ends=day(5))
        self.settle(agree_claim, post, first)
        with self.assertRaisesMessage(NotAllowed, "somebody else"):
            self.settle(agree_claim, post, second)
        self.settle(decline_claim, post, first)
        assert self.settle(agree_claim, post, second).state == "agreed"

    def test_who_asked_for_days_that_are_promised_stands_in_line_and_both_read_so(self):
        post = self.offer()
        first, second = self.claim("bram", post, starts=day(1), ends=day(3)), self.claim("marie", post, starts=day(3), ends=day(5))
        here, agree = f"posts/{post.id}/", 'value="agree"'
        self.assertContains(self.page("an", here), agree, count=2)
        self.assertContains(self.page("marie", here), "Je buur antwoordt")
        self.settle(agree_claim, post, first)
        self.assertNotContains(owner := self.page("an", here), agree)
        self.assertContains(owner, "Staat in de rij")
        self.assertContains(waiting := self.page("marie", here), "aan iemand anders beloofd")
        self.assertNotContains(waiting, "Je buur antwoordt")
        self.settle(decline_claim, post, first)
        self.assertContains(self.page("an", here), agree, count=1)
        assert self.settle(agree_claim, post, second).state == "agreed"

    def test_a_card_never_calls_free_what_is_reserved_nor_counts_to_nought(self):
        jam, ladder = self.offer(what="give", portions=2), self.offer()
        day = timezone.localdate()
        for post, given in ((jam, {"portions": 2}), (ladder, {"starts": day, "ends": day + timedelta(days=2)})):
            self.settle(agree_claim, post, self.claim("bram", post, **given))
        board = self.page("marie").content.decode()
        assert "nog 0" not in board and "Andere dagen vrij" in board and "Vrij</span>" not in board

    def test_who_asked_for_more_than_is_left_stands_in_line(self):
        post = self.offer(what="give", portions=2)
        one, two = self.claim("bram", post), self.claim("marie", post, portions=2)
        self.settle(agree_claim, post, one)
        self.assertNotContains(self.page("an", f"posts/{post.id}/"), 'value="agree"')
        self.assertContains(self.page("marie", f"posts/{post.id}/"), "Alles is beloofd")
        self.settle(decline_claim, post, one)
        assert self.settle(agree_claim, post, two).state == "agreed"

    def test_days_that_make_no_sense(self):
        post = self.offer()
        for starts, ends in ((None, None), (day(-1), day(1)), (day(3), day(2)), (day(1), day(90)), (day(400), day(401))):
            with self.subTest(starts=starts, ends=ends), self.assertRaises(NotAllowed):
                self.claim("bram", post, starts=starts, ends=ends)

    def test_portions_go_to_as_many_as_there_are(self):
        post = self.offer(what="give", portions=2)
        wishes = [self.claim(who, post) for who in ("bram", "marie")]
        for wish in wishes:
            self.settle(agree_claim, post, wish)
        with acting(cast.KEEPER):
            late = Claim.objects.create(neighbourhood_id=self.c.brug.id, post_id=post.id, member_id=self.c.ilse_member.id)
        with self.assertRaisesMessage(NotAllowed, "not that much left"):
            self.settle(agree_claim, post, late)
        self.does("bram", withdraw_claim, post=post.id, claim=wishes[0].id)
        self.settle(agree_claim, post, late)
        for wish in (wishes[1], late):
            self.settle(hand_over, post, wish)
        with acting(cast.KEEPER):
            assert Thing.objects.get(neighbourhood=self.c.brug).closed_at  # the last portion closed it

    def test_nothing_is_handed_over_before_a_yes(self):
        post = self.offer()
        wish = self.claim("bram", post, starts=day(0), ends=day(1))
        with self.assertRaisesMessage(NotAllowed, "Say yes"):
            self.settle(hand_over, post, wish)

    def test_only_the_owner_settles_and_only_the_asker_withdraws(self):
        post = self.offer()
        wish = self.claim("bram", post, starts=day(0), ends=day(1))
        for step in (agree_claim, decline_claim, hand_over, take_back):
            with self.assertRaisesMessage(NotAllowed, "Only the one who offers"):
                self.settle(step, post, wish, who="bram")
        with self.assertRaises(Claim.DoesNotExist):
            self.does("marie", withdraw_claim, post=post.id, claim=wish.id)
        with self.assertRaisesMessage(NotAllowed, "your own"):
            self.claim("an", post, starts=day(0), ends=day(1))

    def test_whoever_received_says_thank_you_once(self):
        post = self.offer(what="service", moment="zaterdag", thanks="een taart")
        wish = self.claim("bram", post)
        with self.assertRaisesMessage(NotAllowed, "when it is done"):
            self.settle(thank_for_thing, post, wish, who="bram")
        self.settle(agree_claim, post, wish)
        self.settle(hand_over, post, wish)
        with self.assertRaises(NotAllowed):
            self.settle(thank_for_thing, post, wish)
        bram = cast.sign_in(self.client, self.c.bram)
        address = f"/n/{self.c.brug.slug}/things/{post.id}/claim/"
        self.assertContains(bram.get(f"/n/{self.c.brug.slug}/posts/{post.id}/"), "heart-pulse")
        for _ in range(2):
            assert bram.post(address, {"thank": str(wish.id)}).status_code == 302
        with acting(cast.KEEPER):
            (entry,) = Entry.objects.filter(neighbourhood=self.c.brug, verb="thank_for_thing")
            assert entry.detail["to"] == str(self.c.an_member.id)

    def test_somebody_looked_for_is_found_agreed_done_and_thanked(self):
        post = self.offer(what="need", moment="woensdagavond", thanks="een koffie")
        self.assertContains(self.page("bram"), "Ik kan dat doen")
        wish = self.claim("bram", post, words="Ik pas graag op.")
        self.assertContains(self.page("an", f"posts/{post.id}/"), "Wie het kan doen")
        self.settle(agree_claim, post, wish)
        self.assertContains(self.page("bram", f"posts/{post.id}/"), "Je buur zegt ja.")
        self.settle(hand_over, post, wish)
        an = cast.sign_in(self.client, self.c.an)
        an.post(f"/n/{self.c.brug.slug}/things/{post.id}/settle/", {"claim": str(wish.id), "step": "thank"})
        self.assertContains(self.page("bram", f"posts/{post.id}/"), "Je buur bedankt je.")
        with self.assertRaises(NotAllowed):
            self.settle(thank_for_thing, post, wish, who="bram")

    def test_what_is_gone_is_asked_for_by_nobody(self):
        post = self.offer(what="give")
        self.does("an", close_thing, post=post.id, closed=True)
        with self.assertRaisesMessage(NotAllowed, "no longer there"):
            self.claim("bram", post)
        self.does("an", close_thing, post=post.id, closed=False)
        self.claim("bram", post)
        with self.assertRaisesMessage(NotAllowed, "already"):
            self.claim("bram", post)

    def test_the_blocked_find_nothing(self):
        post = self.offer(what="give")
        client = cast.sign_in(self.client, self.c.noor)
        assert client.post(f"/n/{self.c.brug.slug}/things/{post.id}/claim/", {"act": uuid7()}).status_code == 404

    def test_what_was_typed_stays_when_the_days_are_taken(self):
        post = self.offer()
        self.settle(agree_claim, post, self.claim("marie", post, starts=day(1), ends=day(3)))
        client = cast.sign_in(self.client, self.c.bram)
        sent = {"act": uuid7(), "starts": day(2), "ends": day(4), "words": "voor de dakgoot"}
        answer = client.post(f"/n/{self.c.brug.slug}/things/{post.id}/claim/", sent)
        for said in ("voor de dakgoot", str(day(2)), "iemand anders beloofd"):
            self.assertContains(answer, said, status_code=422)

    def test_over_http(self):
        place, act = f"/n/{self.c.brug.slug}/things/", str(uuid7())
        sent = {"act": uuid7(), "body": "Appels", "language": "nl", "what": "give", "portions": "3", "comments_on": "on"}
        client = cast.sign_in(self.client, self.c.an)
        self.assertContains(client.post(f"{place}offer/", sent | {"until": "2020-01-01"}), "Appels", status_code=422)
        client.post(f"{place}offer/", sent)
        with acting(cast.KEEPER):
            post = Thing.objects.get(neighbourhood=self.c.brug).post_id
        client = cast.sign_in(self.client, self.c.bram)
        for _ in range(2):
            client.post(f"{place}{post}/claim/", {"act": act, "portions": "2", "words": "graag"})
        with acting(cast.KEEPER):
            wish = Claim.objects.get(neighbourhood=self.c.brug)
            assert (wish.portions, wish.words) == (2, "graag")
        client = cast.sign_in(self.client, self.c.an)
        for step in ("agree", "hand", "nonsense"):
            assert client.post(f"{place}{post}/settle/", {"claim": str(wish.id), "step": step}).status_code == 302
        with acting(cast.KEEPER):
            assert Claim.objects.get(neighbourhood=self.c.brug).state == "handed"
