"""Who hears of an idea: its author, once for each who joins; whoever joined, of another stage, a group, a day."""

from django.test import TestCase

from stoep.board.ideas.actions import back_idea, gather_group, move_idea, plan_day, share_idea, take_need
from stoep.board.models import Need
from stoep.board.tests import test_calendar
from stoep.board.tests.test_ideas import SAID, facet
from stoep.journal.models import Entry
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.notify.hearing import hear_entry
from stoep.notify.models import Notification
from tests import cast
from tests.shards import guarded


class IdeasTold(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def setUp(self):
        self.idea = self.does("an", share_idea, act=uuid7(), said=SAID, **facet())

    def does(self, who, verb, **given):
        standing = cast.member(self.c, who)
        with acting(standing), guarded():
            return verb(standing, **given)

    def back(self, who, *answers):
        for answer in answers:
            self.does(who, back_idea, post=self.idea.id, answer=answer)

    def move(self, stage, word=""):
        self.does("an", move_idea, post=self.idea.id, stage=stage, word=word)

    def heard(self, who, field="verb"):
        with acting(cast.KEEPER):
            for _ in range(2):  # a job may run twice
                for entry in Entry.objects.filter(neighbourhood=self.c.brug).order_by("at", "id"):
                    hear_entry(self.c.brug.id, str(entry.id))
            rows = Notification.objects.filter(neighbourhood=self.c.brug, member_id=getattr(self.c, f"{who}_member").id)
            return list(rows.order_by("created").values_list(field, flat=True))

    def test_its_author_hears_once_of_each_who_joins_not_of_who_likes_it(self):
        self.back("marie", "likes")
        self.back("bram", "likes", "joins", "", "joins")
        assert self.heard("an") == ["back_idea"] and self.heard("bram") == []
        page = cast.sign_in(self.client, self.c.an).get(f"/n/{self.c.brug.slug}/bell/")
        self.assertContains(page, "doet mee met je idee")

    def test_the_shielded_are_named_to_nobody(self):
        self.back("marie", "joins")
        assert self.heard("an") == []

    def test_its_author_hears_of_what_is_taken_on(self):
        with acting(cast.KEEPER):
            need = Need.objects.filter(neighbourhood=self.c.brug).first()
        for takes in (True, False, True):
            self.does("bram", take_need, post=self.idea.id, need=need.id, takes=takes)
        assert self.heard("an") == ["take_need"]

    def test_who_joined_hears_of_another_stage_once_a_day_and_of_no_other_words(self):
        self.back("bram", "joins")
        self.back("marie", "likes")
        for stage, word in (("gathering", "Zaterdag?"), ("doing", ""), ("doing", "Nu"), ("gathering", ""), ("doing", ""), ("done", "")):
            self.move(stage, word)
        assert self.heard("bram") == ["idea_doing", "idea_gathering", "idea_done"] and self.heard("marie") == []
        assert self.heard("an") == ["back_idea"]
        page = cast.sign_in(self.client, self.c.bram).get(f"/n/{self.c.brug.slug}/bell/")
        self.assertContains(page, "Het is klaar, en jij deed mee")

    def test_a_day_is_told_to_who_joined_and_to_who_would_come_and_leads_there(self):
        self.back("bram", "joins")
        self.back("marie", "likes")
        day = self.does("an", plan_day, idea=self.idea.id, act=uuid7(), said=test_calendar.SAID, **test_calendar.facet())
        assert self.heard("bram") == self.heard("marie") == ["plan_day"]
        assert self.heard("bram", "post_id") == [day.id]

    def test_a_group_is_told_to_who_joined(self):
        self.back("bram", "joins")
        self.back("marie", "likes")
        self.does("an", gather_group, idea=self.idea.id, act=uuid7(), name="De moestuin", kind="hobby", about="")
        assert self.heard("bram") == ["gather_group"] and self.heard("marie") == []
