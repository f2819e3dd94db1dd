"""A day or a group out of an idea: linked both ways, once; and many at the same moment."""

from datetime import timedelta

from django.test import TestCase
from django.utils import timezone

from stoep.board.ideas.actions import back_idea, gather_group, move_idea, plan_day, share_idea, take_need
from stoep.board.models import Attendance, Backing, Bring, Event, Group, GroupMember, Idea, Need, Outcome
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from tests import cast
from tests.together import together

from . import test_calendar, test_calendar_at_once
from .test_ideas import SAID, Scene, facet

GROUP = {"name": "De moestuin", "kind": "hobby", "about": "Zaaien en oogsten."}


class Growing(Scene, TestCase):
    def plan(self, idea, who="an", act=None):
        given = {"act": act or uuid7(), "said": test_calendar.SAID, **test_calendar.facet()}
        return self.does(who, plan_day, idea=idea.id, **given)

    def gather(self, idea, who="an", **other):
        return self.does(who, gather_group, idea=idea.id, **({"act": uuid7()} | GROUP | other))

    def test_a_day_is_linked_both_ways_and_the_idea_is_being_done(self):
        idea, act = self.share(), uuid7()
        self.back("bram", idea)
        day = self.plan(idea, act=act)
        assert self.plan(idea, act=act).id == day.id
        other = self.plan(idea)
        assert {row.event_id for row in self.rows(Outcome)} == {day.id, other.id}
        assert self.rows(Idea)[0].stage == "doing" and self.rows(Attendance) == []
        self.assertContains(self.page("bram", f"posts/{idea.id}/"), f"/posts/{day.id}/")
        self.assertContains(self.page("bram", f"posts/{day.id}/"), f"/posts/{idea.id}/")

    def test_a_group_is_linked_both_ways_and_nobody_is_put_into_it(self):
        idea, act = self.share(), uuid7()
        self.back("bram", idea)
        group = self.gather(idea, act=act)
        assert self.gather(idea, act=act).id == group.id
        assert [row.member_id for row in self.rows(GroupMember)] == [self.c.an_member.id]
        page = self.page("bram", f"posts/{idea.id}/")
        self.assertContains(page, f"/groups/{group.id}/join/")
        self.assertContains(self.page("bram", f"groups/{group.id}/"), f"/posts/{idea.id}/")
        with self.assertRaises(NotAllowed):
            self.gather(idea, name="Nog een moestuin")
        assert len(self.rows(Group)) == 1

    def test_only_its_author_and_only_while_it_goes_on(self):
        idea = self.share()
        for verb in (self.plan, self.gather):
            with self.assertRaises(NotAllowed):
                verb(idea, who="bram")
        self.does("an", move_idea, post=idea.id, stage="dropped", word="")
        for verb in (self.plan, self.gather):
            with self.assertRaises(NotAllowed):
                verb(idea)
        assert self.rows(Outcome) == self.rows(Event) == self.rows(Group) == []

    def test_the_forms_are_filled_in_and_lead_back(self):
        idea, here = self.share(), f"/n/{self.c.brug.slug}"
        seeds = next(need for need in self.rows(Need) if need.what == "zaden")
        self.does("bram", take_need, post=idea.id, need=seeds.id, takes=True)
        form = self.page("an", f"calendar/plan/?of={idea.id}")
        for words in ("Een buurtmoestuin", "achter de kerk", "2 x een spade", f'name="idea" value="{idea.id}"'):
            self.assertContains(form, words)
        self.assertNotContains(form, "zaden")
        day = (timezone.localdate() + timedelta(days=9)).isoformat()
        sent = {"act": uuid7(), "title": "Zaaidag", "language": "nl", "comments_on": "on", "day": day, "start": "10:00", "idea": idea.id}
        self.client.post(f"{here}/calendar/plan/?of={idea.id}", sent)
        self.client.post(f"{here}/groups/begin/?of={idea.id}", {"act": uuid7(), "idea": idea.id, **GROUP})
        assert {bool(row.event_id) for row in self.rows(Outcome)} == {True, False}
        self.assertContains(self.page("an", f"groups/begin/?of={idea.id}"), "Een buurtmoestuin")
        self.assertNotContains(self.page("bram", f"calendar/plan/?of={idea.id}"), "achter de kerk")

    def test_somebody_elses_idea_in_a_form_is_no_idea(self):
        idea, day = self.share(), (timezone.localdate() + timedelta(days=9)).isoformat()
        sent = {"act": uuid7(), "title": "Zaaidag", "language": "nl", "comments_on": "on", "day": day, "start": "10:00", "idea": idea.id}
        cast.sign_in(self.client, self.c.bram).post(f"/n/{self.c.brug.slug}/calendar/plan/", sent)
        assert len(self.rows(Event)) == 1 and self.rows(Outcome) == []


class IdeasAtOnce(test_calendar_at_once.AtOnce):
    def plan(self):
        an = cast.member(self.c, "an")
        with acting(an):
            return share_idea(an, act=self.act, said=SAID, **facet(needs=[("een spade", 1)]))

    def test_fifty_answers_are_counted_once_each(self):
        who = ("bram", "marie", "ilse", "hugo")
        acts = [lambda one=one: self.does(one, back_idea, answer="joins") for one in who for _ in range(13)]
        assert together(acts) == ["joins"] * 52
        with acting(cast.KEEPER):
            assert Backing.objects.filter(neighbourhood=self.c.brug).count() == len(who)

    def test_what_is_needed_once_is_taken_on_by_one(self):
        acts = [lambda one=one: self.does(one, take_need, need=self.need.id, takes=True) for one in ("an", "bram", "marie", "ilse", "hugo")]
        assert sum(answer is True for answer in together(acts)) == 1
        with acting(cast.KEEPER):
            assert Bring.objects.filter(neighbourhood=self.c.brug).count() == 1

    def test_a_double_click_shares_once(self):
        assert {post.id for post in together([self.plan] * 5)} == {self.post.id}
        with acting(cast.KEEPER):
            assert Idea.objects.filter(neighbourhood=self.c.brug).count() == 1
