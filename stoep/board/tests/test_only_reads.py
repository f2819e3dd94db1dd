"""Who may read and not write for a while: no face, no yes, nothing on the printed sheet; what they said before they may take back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client, TestCase

from stoep.board.actions import publish_post, put_on_paper, react_post
from stoep.board.calendar.actions import attend_event, bring_to_event, plan_event
from stoep.board.models import Need
from stoep.lib.clock import now
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.membership.models import Seat
from tests import cast

from .test_calendar import SAID, facet


class OnlyReads(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def setUp(self):
        self.free, bram = cast.member(self.c, "an"), cast.member(self.c, "bram")
        with acting(bram):
            self.day = plan_event(bram, act=uuid7(), said=SAID, **facet(needs=[("Taart", 2)]))
        with acting(self.free):
            self.own = publish_post(self.free, kind="message", act=uuid7(), **SAID)
        until = now() + timedelta(days=2)
        with acting(cast.KEEPER):
            Seat.objects.filter(person=self.c.an).update(reads_only_until=until)
            self.need = Need.objects.get(post_id=self.day.id).id
        self.an = replace(self.free, reads_only_until=until)

    def does(self, who, act, **given):
        with acting(who):
            return act(who, **given)

    def refused(self, act, **given):
        with pytest.raises(NotAllowed, match="read but not write"):
            self.does(self.an, act, **given)

    def test_a_face_is_not_put_and_one_from_before_is_taken_back(self):
        self.refused(react_post, post=self.day.id, face="nice")
        self.does(self.free, react_post, post=self.day.id, face="nice")
        assert self.does(self.an, react_post, post=self.day.id, face="nice") == ""

    def test_a_yes_is_not_said_and_one_from_before_is_taken_back(self):
        self.refused(attend_event, post=self.day.id, answer="going")
        self.refused(bring_to_event, post=self.day.id, need=self.need, brings=True)
        self.does(self.free, attend_event, post=self.day.id, answer="going")
        self.does(self.free, bring_to_event, post=self.day.id, need=self.need, brings=True)
        assert self.does(self.an, attend_event, post=self.day.id, answer="") == ""
        assert self.does(self.an, bring_to_event, post=self.day.id, need=self.need, brings=False) is False

    def test_nothing_new_of_theirs_is_printed(self):
        self.refused(put_on_paper, post=self.own.id, on_paper=True)
        self.does(self.an, put_on_paper, post=self.own.id, on_paper=False)

    def test_what_is_refused_is_not_offered(self):
        client, there = cast.sign_in(Client(), self.c.an), f"/n/oever-brug/posts/{self.day.id}/"
        page = client.get(there).content.decode()
        assert 'value="going"' not in page and 'name="brings"' not in page
        faces = client.get(f"{there}react/").content.decode()
        assert "Mijn veiligheid" in faces and 'name="face"' not in faces
        self.does(self.free, react_post, post=self.day.id, face="nice")
        assert 'name="face"' in client.get(f"{there}react/").content.decode(), "to take it back"
