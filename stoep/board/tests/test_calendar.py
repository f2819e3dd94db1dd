"""What is planned: told, changed, called off, repeated; who comes, who brings what, and what neighbours see of it."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import time_machine
from django.test import TestCase
from django.utils import timezone

from stoep.board.calendar import agenda
from stoep.board.calendar.actions import attend_event, bring_to_event, cancel_event, edit_event, plan_event, skip_event
from stoep.board.calendar.finding import needs_of
from stoep.board.calendar.planned import planned
from stoep.board.models import Attendance, Bring, Event, Need
from stoep.journal.models import Entry
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from tests import cast
from tests.shards import guarded

SAID = {"title": "Straatontbijt", "body": "Breng je bord mee.", "language": "nl", "topics": [], "comments_on": True, "pictures": {}}
BRUSSELS = ZoneInfo("Europe/Brussels")


def facet(**other):
    start = (timezone.now() + timedelta(days=10)).astimezone(BRUSSELS).replace(hour=9, minute=30, second=0, microsecond=0)
    usual = {"starts_at": start, "ends_at": start + timedelta(hours=2), "place": "Kerkplein", "price": "", "rule": "", "needs": []}
    return usual | other


class Calendar(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def does(self, who, verb, **given):
        standing = cast.member(self.c, who)
        with acting(standing), guarded():
            return verb(standing, **given)

    def plan(self, who="an", act=None, **other):
        return self.does(who, plan_event, act=act or uuid7(), said=SAID, **facet(**other))

    def page(self, who, path=""):
        return cast.sign_in(self.client, getattr(self.c, who)).get(f"/n/{self.c.brug.slug}/{path}")

    def rows(self, model, **where):
        with acting(cast.KEEPER):
            return list(model.objects.filter(neighbourhood=self.c.brug, **where))

    def test_it_stands_on_the_board_and_in_the_calendar(self):
        self.plan()
        for path in ("", "calendar/"):
            answer = self.page("bram", path)
            self.assertContains(answer, "Straatontbijt")
            self.assertContains(answer, "Kerkplein")
            self.assertContains(answer, "09:30")

    def test_twice_sent_is_once_planned(self):
        act = uuid7()
        needs = [("salade", 2)]
        assert self.plan(act=act, needs=needs).id == self.plan(act=act, needs=needs).id
        assert len(self.rows(Event)) == 1
        assert [(n.what, n.wanted) for n in self.rows(Need)] == [("salade", 2)]

    def test_the_end_comes_after_the_beginning_and_nothing_is_planned_for_ever(self):
        start = facet()["starts_at"]
        late = start + timedelta(days=800)
        past = timezone.now() - timedelta(days=1)
        wrong = [{"ends_at": start}, {"ends_at": start + timedelta(days=8)}, *({"starts_at": at, "ends_at": None} for at in (late, past))]
        for times in wrong:
            with self.assertRaises(NotAllowed):
                self.plan(**times)
        assert self.rows(Event) == []

    def test_neighbours_say_whether_they_come_and_change_their_minds(self):
        post = self.plan()
        for answer in ("going", "going", "interested"):
            self.does("bram", attend_event, post=post.id, answer=answer)
        assert [one.answer for one in self.rows(Attendance)] == ["interested"]
        assert len(self.rows(Entry, verb="attend_event")) == 2
        self.does("bram", attend_event, post=post.id, answer="")
        assert self.rows(Attendance) == []

    def test_who_comes_is_named_the_shielded_are_counted_the_blocked_are_not_there(self):
        post = self.plan("bram")
        for who in ("marie", "noor"):
            self.does(who, attend_event, post=post.id, answer="going")
        page = self.page("an", f"posts/{post.id}/")
        self.assertNotContains(page, "Marie")
        self.assertNotContains(page, "Noor")
        self.assertContains(page, "En 1 buur")
        page = self.page("bram", f"posts/{post.id}/")
        self.assertContains(page, "Noor")
        self.assertNotContains(page, "Marie")
        self.assertContains(self.page("marie", f"posts/{post.id}/"), "Marie")

    def test_the_board_counts_them_at_once(self):
        post = self.plan()
        self.assertNotContains(self.page("bram"), "buur komt")
        self.does("bram", attend_event, post=post.id, answer="going")
        self.assertContains(self.page("bram"), "1 buur komt")

    def test_what_is_over_or_called_off_nobody_comes_to(self):
        over, off = self.plan(), self.plan()
        self.does("an", cancel_event, post=off.id, cancelled=True)
        with self.assertRaisesMessage(NotAllowed, "called off"):
            self.does("bram", attend_event, post=off.id, answer="going")
        with time_machine.travel(timezone.now() + timedelta(days=12)), self.assertRaisesMessage(NotAllowed, "over"):
            self.does("bram", attend_event, post=over.id, answer="going")

    def test_calling_off_is_said_everywhere_and_can_be_taken_back(self):
        post = self.plan()
        self.page("bram")  # the card is stored
        self.does("an", cancel_event, post=post.id, cancelled=True)
        for path in ("", "calendar/", f"posts/{post.id}/"):
            self.assertContains(self.page("bram", path), "Afgelast")
        self.does("an", cancel_event, post=post.id, cancelled=False)
        self.assertNotContains(self.page("bram"), "Afgelast")
        assert [one.sequence for one in self.rows(Event)] == [2]

    def test_only_the_one_who_planned_it_calls_it_off(self):
        post = self.plan()
        for verb, given in ((cancel_event, {"cancelled": True}), (skip_event, {"day": date(2026, 1, 1), "skipped": True})):
            with self.assertRaisesMessage(NotAllowed, "Only the one who planned this"):
                self.does("bram", verb, post=post.id, **given)
        client = cast.sign_in(self.client, self.c.bram)
        assert client.post(f"/n/{self.c.brug.slug}/calendar/{post.id}/cancel/", {"cancelled": "yes"}).status_code == 404
        assert "cancel/" not in self.page("bram", f"posts/{post.id}/").content.decode()

    def test_who_brings_what(self):
        post = self.plan(needs=[("salade", 2), ("brood", 1)])
        salad = self.rows(Need, what="salade")[0]
        for who in ("bram", "bram", "marie"):
            self.does(who, bring_to_event, post=post.id, need=salad.id, brings=True)
        with self.assertRaisesMessage(NotAllowed, "already"):
            self.does("an", bring_to_event, post=post.id, need=salad.id, brings=True)
        an = cast.member(self.c, "an")
        with acting(an), guarded():
            first, second = needs_of(an, post.id)
        assert (first.names, first.unnamed, first.missing, second.missing) == (["Bram"], 1, 0, 1)
        self.does("bram", bring_to_event, post=post.id, need=salad.id, brings=False)
        assert len(self.rows(Bring)) == 1

    def test_a_line_that_stays_keeps_who_brings_it(self):
        post = self.plan(needs=[("salade", 2), ("brood", 1)])
        salad = self.rows(Need, what="salade")[0]
        self.does("bram", bring_to_event, post=post.id, need=salad.id, brings=True)
        self.does("an", edit_event, post=post.id, said=SAID, **facet(needs=[("taart", 1), ("salade", 3)]))
        assert sorted((n.what, n.wanted, n.position) for n in self.rows(Need)) == [("salade", 3, 1), ("taart", 1, 0)]
        assert len(self.rows(Bring)) == 1

    def test_another_time_or_place_is_told_another_word_is_not(self):
        post, start = self.plan(), facet()["starts_at"]
        self.does("an", edit_event, post=post.id, said=SAID | {"body": "Breng ook een stoel."}, **facet(starts_at=start))
        assert self.rows(Entry, verb="move_event") == []
        self.does("an", edit_event, post=post.id, said=SAID, **facet(starts_at=start, place="Markt"))
        assert len(self.rows(Entry, verb="move_event")) == 1

    def test_what_repeats_keeps_its_hour_when_the_clocks_change_and_one_time_can_fall_out(self):
        with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=BRUSSELS)):
            start = datetime(2026, 3, 17, 20, tzinfo=BRUSSELS)
            post = self.plan(starts_at=start, ends_at=None, rule="FREQ=WEEKLY;COUNT=4")
            self.does("an", skip_event, post=post.id, day=date(2026, 3, 24), skipped=True)
            bram = cast.member(self.c, "bram")
            with acting(bram), guarded():
                found = agenda.times(planned(bram, past=False)[0])
            assert [(t.start.day, t.start.hour, t.off) for t in found] == [(17, 20, False), (24, 20, True), (31, 20, False), (7, 20, False)]
            assert found[1].start.utcoffset() != found[2].start.utcoffset()
            assert self.rows(Event)[0].last_at.astimezone(BRUSSELS) == datetime(2026, 4, 7, 22, tzinfo=BRUSSELS)
