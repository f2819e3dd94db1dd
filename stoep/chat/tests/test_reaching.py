"""One resident is no message to everybody: how many strangers a day, how many new names, how many faces."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import TestCase

from stoep.board.actions import publish_post, react_post
from stoep.chat.actions import add_to_group, rename_group, send_message, start_conversation, start_group
from stoep.chat.reaching import RENAMED, STRANGERS, STRANGERS_FIRST
from stoep.journal.models import Entry
from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.membership.models import Member
from stoep.membership.tests.waiting import neighbour
from tests import cast

SAID = {"title": "", "body": "Dag", "language": "nl", "topics": [], "comments_on": True, "pictures": {}}


class Reaching(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = c = cast.build()
        cls.people = [neighbour(c, c.brug_homes[n % 5], name=f"Buur {n}")[1].id for n in range(STRANGERS.most + 16)]

    def setUp(self):
        self.an, self.bram = cast.member(self.c, "an"), cast.member(self.c, "bram")
        self.came(timedelta(days=30))

    def came(self, ago):
        with acting(cast.KEEPER):
            Member.objects.filter(neighbourhood=self.c.brug, id=self.c.an_member.id).update(joined_at=now() - ago)

    def group(self, first, many, title="Koop bij mij"):
        with acting(self.an):
            return start_group(self.an, others=self.people[first : first + many], title=title, act=uuid4())

    def refused(self, words, act, *given, **named):
        with acting(self.an), pytest.raises(NotAllowed, match=words):
            act(*given, **named)

    def test_three_groups_are_not_the_whole_neighbourhood(self):
        self.group(0, 28)
        self.refused("room again on", self.group, 28, 28)

    def test_what_was_refused_cost_nothing_and_what_fits_still_goes(self):
        self.group(0, 28)
        self.refused("room again on", self.group, 28, 28)
        self.group(28, STRANGERS.most - 28)
        self.refused("room again on", start_conversation, self.an, other=self.people[-1])

    def test_who_wrote_before_is_no_stranger(self):
        with acting(self.bram):
            talk = start_conversation(self.bram, other=self.an.member)
            send_message(self.bram, conversation=talk.id, body="Dag An", act=uuid4())
        self.group(0, 28)
        last = self.group(28, STRANGERS.most - 28)
        with acting(self.an):
            add_to_group(self.an, conversation=last.id, other=self.bram.member)
        self.refused("room again on", add_to_group, self.an, conversation=last.id, other=self.people[-1])

    def test_a_newcomer_reaches_fewer(self):
        self.came(timedelta(hours=2))
        self.refused("room again on", self.group, 0, STRANGERS_FIRST.most + 1)
        self.group(0, STRANGERS_FIRST.most)

    def test_a_group_is_named_a_few_times_a_day(self):
        group = self.group(0, 2, title="Feest")
        with acting(self.an):
            for n in range(RENAMED.most):
                rename_group(self.an, conversation=group.id, title=f"Feest {n}")
        self.refused("another one on", rename_group, self.an, conversation=group.id, title="Nog eens")

    def test_a_face_is_put_so_many_times_a_day_and_taken_back_always(self):
        with acting(self.an):
            post = publish_post(self.an, kind="message", act=uuid4(), **SAID)
            with pytest.raises(NotAllowed, match="more on"):
                for _ in range(300):
                    react_post(self.an, post=post.id, face="nice")
        with acting(cast.KEEPER):
            assert Entry.objects.filter(verb="react_post").count() < 200
