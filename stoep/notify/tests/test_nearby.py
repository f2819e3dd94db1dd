"""What comes from next door is nowhere for who does not read it; and what is decided about a guest counts at home."""

from datetime import timedelta

from django.test import TestCase

from stoep.board.actions import comment_post
from stoep.board.nearby.actions import answer_nearby
from stoep.board.tests import nearby
from stoep.journal.models import Entry
from stoep.lib.clock import now
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.lib.standings import Clockwork
from stoep.membership.guests import home_of
from stoep.membership.models import Block
from stoep.notify.digest import board_of, news_for
from stoep.notify.hearing import hear_entry
from stoep.notify.models import Notification
from stoep.notify.next_door import hear_from_next_door
from tests import cast


class TextsFromNextDoor(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = nearby.town()
        cls.post = nearby.say(cls.c)
        nearby.reach(cls.c, cls.post)
        cls.copy = nearby.carry(cls.c, cls.post)

    def news(self):
        with acting(Clockwork.of("digest", here=self.c.kaai.id)):
            due = now() + timedelta(minutes=1)
            return [p.id for n in news_for(self.c.kaai.id, "weekly", due, [self.c.chloe_member], board_of(self.c.kaai.id, "weekly", due))
                    for p in n.neighbours]  # fmt: skip

    def hear(self, place, comment):
        with acting(Clockwork.of("hear", here=place.id)):
            hear_entry(place.id, str(Entry.objects.get(neighbourhood=place, verb="comment_post", about=comment.id).id))

    def told(self, place):
        with acting(cast.KEEPER):
            return list(Notification.objects.filter(neighbourhood=place))

    def test_the_mail_with_news(self):
        assert self.news() == [self.copy.id]
        self.c.chloe_member.reads_nearby = False
        assert self.news() == []
        self.c.chloe_member.reads_nearby = True
        with acting(cast.KEEPER):
            Block.objects.create(blocker_id=self.c.an.id, blocked_id=self.c.chloe.id)
        assert self.news() == []

    def test_the_tick_in_what_i_hear(self):
        chloe = cast.member(self.c, "chloe")
        with acting(chloe):
            remark = comment_post(chloe, post=self.copy.id, body="Ja, bij mij", act=uuid7())
        guest = nearby.there(self.c)
        with acting(guest):
            answer = answer_nearby(guest, post=self.post.id, body="Fijn", act=uuid7(), parent=remark.id)
        self.hear(self.c.kaai, answer)
        assert [one.verb for one in self.told(self.c.kaai)] == ["reply_comment"]
        client = cast.sign_in(self.client, self.c.chloe)
        page = client.get("/n/oever-kaai/settings/notifications/")
        self.assertContains(page, 'name="nearby"')
        form = page.context["form"]
        sent = {name: value for name, value in form.initial.items() if value is not None and value is not False and name != "nearby"}
        assert client.post("/n/oever-kaai/settings/notifications/", sent).status_code == 302
        assert self.told(self.c.kaai) == []
        with acting(guest):
            answer = answer_nearby(guest, post=self.post.id, body="Nog iets", act=uuid7(), parent=remark.id)
        self.hear(self.c.kaai, answer)
        assert self.told(self.c.kaai) == []
        self.assertNotContains(client.get("/n/oever-kaai/"), "ladder van")

    def test_the_author_hears_at_home_once_and_not_of_the_blocked(self):
        with acting(Clockwork.of("hear_nearby", here=self.c.brug.id)):
            assert hear_from_next_door(self.c.brug.id, self.post.id, uuid7())
            assert not hear_from_next_door(self.c.brug.id, self.post.id, uuid7())
        assert [(one.verb, one.actor_id) for one in self.told(self.c.brug)] == [("answer_nearby", None)]

    def test_a_guests_home_is_found_for_what_is_decided(self):
        with acting(cast.KEEPER):
            assert home_of(self.c.kaai.id, self.copy.author_id) == (self.c.brug.id, self.c.an_member.id)
            assert home_of(self.c.kaai.id, self.c.chloe_member.id) == (self.c.kaai.id, self.c.chloe_member.id)
