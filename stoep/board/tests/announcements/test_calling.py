"""An urgent announcement: one official asks, another agrees, neighbours are called once; and that it is over."""

from datetime import timedelta

from django.test import TestCase

from stoep.board.announcements.calling import A_WEEK, agree_call, end_call
from stoep.board.models import Announcement, Post
from stoep.journal.models import Entry
from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.membership.models import Mandate
from stoep.notify.calling import tell_batch
from stoep.notify.judging import judged
from stoep.notify.models import Notification
from tests import cast
from tests.shards import guarded

from .writing import carry, everything, send


class Calling(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def does(self, act, sent, who):
        official = cast.mandate(self.c, who)
        with acting(official), guarded():
            return act(official, announcement=sent.id)

    def refused(self, act, sent, who) -> bool:
        with self.assertRaises(NotAllowed):
            self.does(act, sent, who)
        return True

    def lines(self, verb):
        return [entry for entry in everything(Entry) if entry.verb == verb]

    def test_it_stands_as_an_ordinary_one_until_another_agrees(self):
        sent = send(self.c, urgent="cut")
        carry(sent)
        assert {post.urgent for post in everything(Post)} == {""} and self.lines("call_urgent") == []
        assert self.refused(agree_call, sent, "els"), "who wrote it, and may not approve"
        self.does(agree_call, sent, "eline")
        with guarded():
            assert (carry(sent), carry(sent)) == (2, 0)
        assert all(post.urgent == "cut" and post.calls for post in everything(Post))
        assert len(self.lines("call_urgent")) == 2
        assert self.refused(agree_call, sent, "eline"), "once"
        self.does(end_call, sent, "els")
        assert (carry(sent), carry(sent)) == (2, 0)
        assert not any(post.calls for post in everything(Post)) and len(self.lines("end_urgent")) == 2

    def test_its_topic_is_given_and_the_card_shows_none_once_it_calls(self):
        sent = send(self.c, urgent="cut")
        carry(sent)
        assert {(*post.topics, post.topics_proposed) for post in everything(Post)} == {("safety", True)}
        board = f"/n/{self.c.brug.slug}/"
        self.assertContains(cast.sign_in(self.client, self.c.an).get(board), "?topic=safety")  # ordinary still; its card is kept
        self.does(agree_call, sent, "eline")
        carry(sent)
        self.assertNotContains(self.client.get(board), "post-topics")

    def test_not_ones_own_not_an_old_one_and_not_every_day(self):
        with acting(cast.KEEPER):
            Mandate.objects.filter(id=self.c.els_mandate.id).update(may_approve=True)
        self.c.els_mandate.refresh_from_db()
        sent = send(self.c, urgent="cut")
        assert self.refused(agree_call, sent, "els")
        with acting(cast.KEEPER):
            Announcement.objects.filter(id=sent.id).update(created=now() - timedelta(hours=25))
        assert self.refused(agree_call, sent, "eline")
        assert self.refused(agree_call, send(self.c), "eline"), "an ordinary one"
        for _ in range(A_WEEK):
            self.does(agree_call, send(self.c, urgent="danger"), "eline")
        with self.assertRaises(NotAllowed):
            send(self.c, urgent="danger")
        with self.assertRaises(NotAllowed):
            send(self.c, urgent="pet")

    def test_neighbours_hear_it_in_their_own_language(self):
        sent = send(self.c, urgent="cut")
        self.does(agree_call, sent, "eline")
        carry(sent)
        entry = next(one for one in self.lines("call_urgent") if one.neighbourhood_id == self.c.kaai.id)
        with acting(cast.KEEPER), guarded():
            assert tell_batch(self.c.kaai.id, str(entry.id), "") == 2
        with acting(cast.KEEPER):
            notice = Notification.objects.get(neighbourhood=self.c.kaai, member_id=self.c.chloe_member.id)
            assert judged(self.c.kaai.id, notice).said.title == sent.texts["fr"]["title"]

