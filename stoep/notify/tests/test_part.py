"""Who blocks a neighbour has no promise of theirs left that nobody sees: portions, days and offers are free again."""

from datetime import timedelta

from django.test import TestCase
from django.utils import timezone

from stoep.board.models import Claim
from stoep.board.things.actions import agree_claim, claim_thing, hand_over, offer_thing
from stoep.board.things.finding import thing_of
from stoep.board.things.rules import left
from stoep.care.actions import offer_help
from stoep.care.models import HelpOffer
from stoep.care.tests.scene import ask, does
from stoep.journal.record import record
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from tests import cast
from tests.shards import guarded

from .scene import hear

SAID = {"title": "", "body": "Appels.", "language": "nl", "topics": [], "comments_on": True, "pictures": {}}


class Part(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def promised(self, step=agree_claim, days=None, **facet):
        """Bram has a wish of a thing of An, agreed; `step`: and then."""
        an, facet = cast.member(self.c, "an"), {"what": "give", "portions": 3, "until": None, "moment": "", "thanks": ""} | facet
        with acting(an), guarded():
            post = offer_thing(an, act=uuid7(), said=SAID, **facet)
        given = {"starts": days[0], "ends": days[1]} if days else {"portions": 2}
        bram = cast.member(self.c, "bram")
        with acting(bram), guarded():
            wish = claim_thing(bram, post=post.id, act=uuid7(), **given)
        for one in dict.fromkeys((agree_claim, step)):
            does(self.c, "an", one, post=post.id, claim=wish.id)
        return post, wish

    def block(self, who, whom):
        standing = cast.member(self.c, who)
        with acting(standing):
            line = record(standing, "block_member", about=cast.member(self.c, whom).member)
        hear(line)
        hear(line)

    def state(self, wish) -> str:
        with acting(cast.KEEPER):
            return Claim.objects.get(neighbourhood=self.c.brug, id=wish.id).state

    def left(self, post) -> int:
        an = cast.member(self.c, "an")
        with acting(an):
            return left(thing_of(an, post.id))

    def test_portions_are_free_again_whoever_blocks(self):
        for who, whom in (("an", "bram"), ("bram", "an")):
            post, wish = self.promised()
            assert self.left(post) == 1
            self.block(who, whom)
            assert (self.state(wish), self.left(post)) == ("declined", 3)

    def test_what_was_given_stays_given(self):
        post, wish = self.promised(step=hand_over)
        self.block("an", "bram")
        assert (self.state(wish), self.left(post)) == ("handed", 1)

    def test_a_loan_keeps_no_day(self):
        first = timezone.localdate()
        _post, wish = self.promised(step=hand_over, days=(first, first + timedelta(days=3)), what="lend", portions=1)
        self.block("an", "bram")
        assert self.state(wish) == "back"

    def test_a_third_neighbours_promise_stands(self):
        post, wish = self.promised()
        self.block("an", "marie")
        assert (self.state(wish), self.left(post)) == ("agreed", 1)

    def test_an_offer_of_help_counts_no_more(self):
        post = ask(self.c)
        does(self.c, "bram", offer_help, post=post.id, words="")
        does(self.c, "marie", offer_help, post=post.id, words="")
        self.block("an", "bram")
        with acting(cast.KEEPER):
            offers = dict(HelpOffer.objects.filter(neighbourhood=self.c.brug, post_id=post.id).values_list("member_id", "state"))
        assert offers == {self.c.bram_member.id: "withdrawn", self.c.marie_member.id: "offered"}
