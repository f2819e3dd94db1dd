"""Who may read and not write for a while: nothing of theirs comes before the others of a chat, and the way out stays open."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client, TestCase

from stoep.chat.actions import (
    add_to_group,
    answer_proposal,
    leave_conversation,
    propose_times,
    rename_group,
    start_conversation,
    start_group,
)
from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.lib.standings import Clockwork
from stoep.membership.actions.sanctions import quiet_member
from stoep.membership.tests.waiting import neighbour
from tests import cast


class OnlyReads(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = c = cast.build()
        cls.people = [neighbour(c, c.brug_homes[n], name=f"Buur {n}")[1].id for n in range(2, 5)]

    def setUp(self):
        an, bram = cast.member(self.c, "an"), cast.member(self.c, "bram")
        with acting(an):
            self.group = start_group(an, others=self.people[:2], title="Straatfeest", act=uuid4())
        with acting(bram):
            self.talk = start_conversation(bram, other=an.member)
            days = [now() + timedelta(days=n) for n in (2, 3)]
            self.times = propose_times(bram, conversation=self.talk.id, times=days, body="Koffie?", act=uuid4())
        until, keeper = now() + timedelta(days=30), Clockwork.of("carry_out", here=self.c.brug.id)
        with acting(keeper):
            quiet_member(keeper, member=self.c.an_member.id, until=until)
        self.an = replace(an, reads_only_until=until)

    def refused(self, act, **given):
        with acting(self.an), pytest.raises(NotAllowed, match="read but not write"):
            act(self.an, **given)

    def test_a_new_name_for_a_chat_is_writing(self):
        self.refused(rename_group, conversation=self.group.id, title="Bram is een dief")

    def test_so_is_asking_somebody_in(self):
        self.refused(add_to_group, conversation=self.group.id, other=self.people[2])

    def test_a_time_is_chosen_by_who_may_write_and_none_by_anybody(self):
        self.refused(answer_proposal, message=self.times.id, choice="0")
        with acting(self.an):
            assert answer_proposal(self.an, message=self.times.id, choice="no").answers

    def test_who_wants_to_leave_leaves(self):
        with acting(self.an):
            leave_conversation(self.an, conversation=self.group.id)

    def test_what_is_refused_is_not_offered(self):
        client = cast.sign_in(Client(HTTP_ACCEPT_LANGUAGE="nl"), self.c.an)
        for path, gone in ((f"{self.group.id}/about/", "/rename/"), (f"{self.group.id}/", 'id="write"'), (f"{self.talk.id}/", 'id="write"'),
                           ("new/", "De groep beginnen")):  # fmt: skip
            page = client.get(f"/n/oever-brug/chat/{path}").content.decode()
            assert "Mijn veiligheid" in page and gone not in page, path
        page = client.get(f"/n/oever-brug/chat/with/{self.people[2]}/").content.decode()
        assert 'id="write"' not in page
