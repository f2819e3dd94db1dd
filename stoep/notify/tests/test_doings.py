"""Helping and sharing: who hears of what, in the bell and by mail, and who does not."""

from datetime import timedelta

from django.test import TestCase
from django.utils import timezone

from stoep.board.things.actions import agree_claim, claim_thing, decline_claim, hand_over, offer_thing, thank_for_thing, withdraw_claim
from stoep.care.actions import ask_help, choose_skills, offer_help, pick_helper, solve_help, withdraw_help
from stoep.journal.models import Entry
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.notify.hearing import hear_entry
from stoep.notify.mailing import answer_letter
from stoep.notify.models import Notification
from stoep.notify.rules import preference_of
from tests import cast

SAID = {"title": "De kast", "body": "Wie draagt mee?", "language": "nl", "topics": [], "comments_on": True, "pictures": {}}


class Doings(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def does(self, who, verb, **given):
        """An act, and the watchers' job behind it."""
        standing = cast.member(self.c, who)
        with acting(standing):
            done = verb(standing, **given)
        with acting(cast.KEEPER):
            for entry in Entry.objects.filter(neighbourhood=self.c.brug):
                hear_entry(self.c.brug.id, str(entry.id))
        return done

    def heard(self, who):
        with acting(cast.KEEPER):
            rows = Notification.objects.filter(neighbourhood=self.c.brug, member_id=getattr(self.c, f"{who}_member").id)
            return list(rows.order_by("created").values_list("verb", flat=True))

    def bell(self, who):
        return cast.sign_in(self.client, getattr(self.c, who)).get(f"/n/{self.c.brug.slug}/bell/").content.decode()

    def ask(self):
        return self.does("an", ask_help, act=uuid7(), said=SAID, skill="carry", moment="", helpers=1)

    def test_help_from_offer_to_thanks(self):
        post = self.ask()
        self.does("bram", offer_help, post=post.id, words="")
        assert self.heard("an") == ["offer_help"]
        assert "kan je helpen met “De kast”" in self.bell("an")
        self.does("an", pick_helper, post=post.id, helper=self.c.bram_member.id, picked=True)
        self.does("an", solve_help, post=post.id, helpers=[self.c.bram_member.id])
        assert self.heard("bram") == ["pick_helper", "solve_help"]
        assert "<bdi>" in self.bell("bram")

    def test_who_wishes_to_hear_at_once_hears(self):
        self.does("bram", choose_skills, skills=["carry"], at_once=True)
        self.ask()
        assert self.heard("bram") == ["ask_neighbours"]
        assert self.heard("marie") == []

    def test_an_offer_taken_back_is_told_when_it_was_counted_on(self):
        post = self.ask()
        for who in ("bram", "marie"):
            self.does(who, offer_help, post=post.id, words="")
        self.does("an", pick_helper, post=post.id, helper=self.c.bram_member.id, picked=True)
        for who in ("marie", "bram"):
            self.does(who, withdraw_help, post=post.id)
        assert self.heard("an") == ["offer_help", "offer_help", "withdraw_help"]

    def test_things(self):
        facet = {"what": "lend", "portions": 1, "until": None, "moment": "", "thanks": ""}
        post, today = self.does("an", offer_thing, act=uuid7(), said=SAID, **facet), timezone.localdate()
        wish = self.does("bram", claim_thing, post=post.id, act=uuid7(), starts=today, ends=today)
        other = self.does("marie", claim_thing, post=post.id, act=uuid7(), starts=today + timedelta(days=2), ends=today + timedelta(days=2))
        self.does("an", agree_claim, post=post.id, claim=wish.id)
        self.does("an", decline_claim, post=post.id, claim=other.id)
        self.does("bram", withdraw_claim, post=post.id, claim=wish.id)
        assert (self.heard("bram"), self.heard("marie")) == (["agree_claim"], ["decline_claim"])
        assert self.heard("an") == ["claim_thing", "claim_thing", "withdraw_claim"]

    def test_thanks_go_to_who_gave(self):
        facet = {"portions": 1, "until": None, "moment": "", "thanks": ""}
        for what, owner_hears in (("service", True), ("need", False)):
            post = self.does("an", offer_thing, act=uuid7(), said=SAID, what=what, **facet)
            wish = self.does("bram", claim_thing, post=post.id, act=uuid7())
            self.does("an", agree_claim, post=post.id, claim=wish.id)
            self.does("an", hand_over, post=post.id, claim=wish.id)
            self.does("bram" if owner_hears else "an", thank_for_thing, post=post.id, claim=wish.id)
            assert ("thank_for_thing" in self.heard("an"), "thank_for_thing" in self.heard("bram")) == (True, not owner_hears)

    def test_the_mail_says_it_and_takes_no_answer_for_the_board(self):
        post = self.ask()
        self.does("bram", offer_help, post=post.id, words="ik alleen voor An")
        with acting(cast.KEEPER):
            notice = Notification.objects.get(neighbourhood=self.c.brug, verb="offer_help")
            mail = answer_letter(self.c.brug.id, notice, preference_of(self.c.brug.id, notice.member_id))
        assert "De kast" not in mail.subject
        assert "kan je helpen met" in mail.body
        assert "ik alleen voor An" not in mail.body
        assert "Reply-To" not in mail.extra_headers
