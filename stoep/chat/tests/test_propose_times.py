"""Two times are proposed, one tap answers; another tap changes the answer; nobody answers their own."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client, TestCase

from stoep.chat.actions import answer_proposal, propose_times, start_conversation, withdraw_message
from stoep.chat.models import Message, Waiting
from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from tests import cast
from tests.shards import guarded


class Times(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def setUp(self):
        self.an, self.bram = cast.member(self.c, "an"), cast.member(self.c, "bram")
        later = [now() + timedelta(days=n) for n in (3, 2)]
        with acting(self.an), guarded():
            self.talk = start_conversation(self.an, other=self.bram.member)
            self.asked = propose_times(self.an, conversation=self.talk.id, times=later, body="Koffie?", act=uuid.uuid4())

    def choose(self, who, choice) -> Message:
        with acting(who), guarded():
            return answer_proposal(who, message=self.asked.id, choice=choice)

    def test_the_earlier_one_comes_first(self):
        assert self.asked.times == sorted(self.asked.times)

    def test_one_tap_answers_and_tells_who_asked(self):
        assert self.choose(self.bram, "1").answers == {str(self.bram.member): "1"}
        with acting(self.an):
            assert Waiting.objects.filter(neighbourhood=self.an.here).count() == 1

    def test_another_tap_takes_its_place(self):
        self.choose(self.bram, "1")
        assert self.choose(self.bram, "no").answers == {str(self.bram.member): "no"}

    def test_nobody_answers_their_own_or_what_was_taken_back(self):
        with pytest.raises(NotAllowed):
            self.choose(self.an, "0")
        with acting(self.an):
            withdraw_message(self.an, message=self.asked.id)
        with pytest.raises(NotAllowed):
            self.choose(self.bram, "0")

    def test_who_takes_no_part_finds_no_proposal(self):
        with pytest.raises(Message.DoesNotExist):
            self.choose(cast.member(self.c, "marie"), "0")

    def test_two_different_times_and_no_others(self):
        with acting(self.an), pytest.raises(ValueError, match="two different"):
            propose_times(self.an, conversation=self.talk.id, times=[now(), self.asked.times[0]][:1] * 2, body="", act=uuid.uuid4())

    def test_on_the_page(self):
        an, bram = (cast.sign_in(Client(), getattr(self.c, who)) for who in ("an", "bram"))
        page = f"/n/oever-brug/chat/{self.talk.id}/"
        self.assertContains(bram.get(page), 'class="time"', count=2)
        answer = f"/n/oever-brug/chat/messages/{self.asked.id}/answer/"
        assert bram.post(answer, {"choice": "0"})["Location"] == f"{page}#message-{self.asked.id}"
        self.assertContains(bram.get(page), 'aria-pressed="true"', count=1)
        self.assertContains(an.get(page), 'class="times-yes"', count=1)
        assert b"aria-pressed" in bram.post(answer, {"choice": "1"}, headers={"HX-Request": "true"}).content
        assert bram.post(answer, {"choice": "7"}).status_code == 400
        form = an.get(f"{page}times/")
        self.assertContains(form, 'type="datetime-local"', count=2)
        for first, second in (("", ""), ("2020-01-01T10:00", "2020-01-02T10:00"), ("nonsense", "9999-99-99T10:00"),
                              ("9999-12-31T23:59", "0001-01-01T00:00")):
            given = {"act": uuid.uuid4(), "first": first, "second": second}
            assert an.post(f"{page}times/", given).status_code == 422
        day = (now() + timedelta(days=9)).strftime("%Y-%m-%d")
        given = {"act": uuid.uuid4(), "first": f"{day}T10:00", "second": f"{day}T14:00", "body": "Of dan?"}
        assert an.post(f"{page}times/", given).status_code == 302
        assert an.post(f"{page}times/", {**given, "second": given["first"]}).status_code == 422
        self.assertContains(bram.get(page), "Of dan?", count=1)
