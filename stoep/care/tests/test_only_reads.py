"""Who may read and not write for a while: no other words in an offer, nobody told of a request; an offer is taken back all the same."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import TestCase

from stoep.care.actions import ask_neighbours, ask_quietly, offer_help, offer_quietly, withdraw_help
from stoep.lib.clock import now
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from tests import cast

from .scene import ask, does, likes


class OnlyReads(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def paused(self, who):
        return replace(cast.member(self.c, who), reads_only_until=now() + timedelta(days=2))

    def refused(self, who, act, **given):
        standing = self.paused(who)
        with acting(standing), pytest.raises(NotAllowed, match="read but not write"):
            act(standing, **given)

    def test_the_words_of_an_offer_stay_as_they_were(self):
        post = ask(self.c)
        does(self.c, "bram", offer_help, post=post.id, words="Ik kom")
        self.refused("bram", offer_help, post=post.id, words="An liegt")
        bram = self.paused("bram")
        with acting(bram):
            withdraw_help(bram, post=post.id)

    def test_so_do_those_of_a_quiet_one(self):
        likes(self.c, "bram", "doctor")
        given = {"act": uuid7(), "skill": "doctor", "body": "Naar de dokter", "moment": "dinsdag", "language": "nl", "helpers": 1}
        quiet = does(self.c, "an", ask_quietly, named=False, **given)
        does(self.c, "bram", offer_quietly, quiet=quiet.id, words="Ik kom")
        self.refused("bram", offer_quietly, quiet=quiet.id, words="Wie dit vraagt liegt")

    def test_nobody_is_told_of_their_request(self):
        post = ask(self.c)
        likes(self.c, "bram", "carry")
        self.refused("an", ask_neighbours, post=post.id, members=[self.c.bram_member.id])
