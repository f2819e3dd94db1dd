"""An operator opens, decides, takes back: what becomes of the text and of the person, who is told what, what ends by itself."""

from datetime import timedelta

import time_machine
from django.core import mail
from django.test import TestCase, override_settings

from stoep.board.models import Post
from stoep.board.urgent.actions import call_urgent
from stoep.journal.models import TownEntry
from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.membership.models import Member, Seat
from stoep.moderation.actions import decide, take_matter, undo_decision
from stoep.moderation.models import Flag, Matter, Statement
from stoep.moderation.sweeping import end_sanctions, sweep_matters
from stoep.moderation.weighing import weigh
from tests import cast

from .scene import VERDICT, answers, carried, flags, judges, later, matter, neighbours, says, stands

LOCMEM = override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")


class Decide(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()
        cls.post = says(cls.c)
        flags(cls.c, "bram", cls.post, words="hij noemt mij een ezel")

    def told(self, who):
        with acting(cast.KEEPER):
            return Statement.objects.filter(neighbourhood=self.c.brug, member_id=getattr(self.c, f"{who}_member").id).latest("at")

    def seat(self):
        with acting(cast.KEEPER):
            return Seat.objects.get(person=self.c.an, neighbourhood=self.c.brug)

    @LOCMEM
    def test_both_sides_are_told_why_once_and_neither_who_it_was(self):
        judges(self.c)
        assert not stands(self.c, self.post)
        an, bram = self.told("an"), self.told("bram")
        assert (an.side, an.thing, an.ground, an.words) == ("author", "down", "2", VERDICT["words"])
        assert (bram.side, bram.thing, bram.ground, bram.words) == ("flagger", "down", "2", "")
        assert sorted(m.to[0] for m in mail.outbox) == ["an@example.org", "bram@example.org"]
        for letter in mail.outbox:
            greeting, _line, said = letter.body.partition("\n")
            assert greeting == f"Dag {letter.to[0].partition('@')[0].title()},"
            assert "Bram" not in said.replace("bram@", "") and "Karim" not in said and "An " not in letter.subject
            assert f"/statements/{self.c.brug.id}/" in letter.body

    def test_it_stays_where_it_is(self):
        for standing in neighbours(self.c, 2):
            flags(self.c, standing, self.post)
        assert not stands(self.c, self.post)
        judges(self.c, thing="stands", ground="", words="")
        assert stands(self.c, self.post)
        flags(self.c, "marie", self.post)
        assert stands(self.c, self.post), "a person has looked: the same text is not put aside again"
        assert self.told("marie").thing == "stands"

    def test_another_text_than_the_one_that_was_judged_waits_again(self):
        judges(self.c, thing="stands", ground="", words="")
        with acting(cast.KEEPER):
            type(self.post).objects.filter(neighbourhood=self.c.brug, id=self.post.id).update(body="Nog veel erger.")
        flags(self.c, "marie", self.post)
        assert matter(self.c).state == Matter.State.WAITING
        assert [version["body"] for version in matter(self.c).said] == [self.post.body, "Nog veel erger."]

    def test_may_read_but_not_write_until_it_ends_by_itself(self):
        judges(self.c, measure="pause", until=later(days=3))
        an = cast.sign_in(self.client, self.c.an)
        assert an.get("/n/oever-brug/").status_code == 200
        answer = an.post("/n/oever-brug/posts/publish/", {"kind": "message", "language": "nl", "act": str(self.post.id), "body": "Dag"})
        assert answer.status_code == 422 and "id_body" in answer.content.decode()
        with time_machine.travel(later(days=4)), acting(cast.KEEPER):
            assert end_sanctions() == 1 and end_sanctions() == 0
        assert self.seat().reads_only_until is None

    def test_no_access_until_a_day_and_the_reason_is_there_without_access(self):
        judges(self.c, measure="suspend", until=later(days=3))
        an = cast.sign_in(self.client, self.c.an)
        assert an.get("/n/oever-brug/").status_code == 404
        assert self.seat().state == "suspended"
        self.assertContains(an.get("/home/"), "/statements/")
        self.assertContains(an.get("/statements/"), f"/statements/{self.c.brug.id}/{self.told('an').id}/")
        self.assertContains(an.get(f"/statements/{self.c.brug.id}/{self.told('an').id}/"), VERDICT["words"])
        with time_machine.travel(later(days=4)), acting(cast.KEEPER):
            end_sanctions()
        assert self.seat().state == "active"
        with acting(cast.KEEPER):
            assert Member.objects.get(neighbourhood=self.c.brug, id=self.c.an_member.id).state == "active"

    def test_taken_back_all_is_as_before(self):
        decision = judges(self.c, measure="suspend", until=later(days=3))
        katrien, karim = cast.mandate(self.c, "katrien"), cast.mandate(self.c, "karim")
        with acting(katrien), self.assertRaises(NotAllowed):
            undo_decision(katrien, decision=decision.id)
        with acting(karim):
            undo_decision(karim, decision=decision.id)
        carried(self.c, decision)
        assert stands(self.c, self.post) and self.seat().state == "active"
        assert matter(self.c).state == Matter.State.WAITING and self.told("an").over_at

    def test_one_at_a_time_only_who_opened_it_and_the_journal_knows(self):
        karim, katrien = cast.mandate(self.c, "karim"), cast.mandate(self.c, "katrien")
        found = matter(self.c)
        with acting(karim), self.assertRaises(NotAllowed):
            decide(karim, matter=found.id, **VERDICT)
        with acting(karim):
            take_matter(karim, matter=found.id)
        with acting(katrien), self.assertRaises(NotAllowed):
            take_matter(katrien, matter=found.id)
        with time_machine.travel(now() + timedelta(hours=2)), acting(katrien):
            take_matter(katrien, matter=found.id)
        with acting(cast.KEEPER):
            lines = list(TownEntry.objects.filter(verb="take_matter").values_list("person_id", "about"))
        assert lines == [(self.c.karim.id, found.id), (self.c.katrien.id, found.id)]

    def test_a_remark_goes_and_the_talk_is_counted_without_it(self):
        with acting(cast.KEEPER):
            Matter.objects.all().delete()
        remark = answers(self.c, "an", self.post)
        flags(self.c, "marie", remark, count=False)
        with acting(cast.KEEPER):
            ident = Flag.objects.get(neighbourhood=self.c.brug, comment_id=remark.id).id
            weigh(self.c.brug.id, str(ident))
        judges(self.c)
        assert not stands(self.c, remark)
        with acting(cast.KEEPER):
            assert type(self.post).objects.get(neighbourhood=self.c.brug, id=self.post.id).talk_count == 0

    def test_half_a_year_later_the_copies_are_gone(self):
        judges(self.c)
        with time_machine.travel(later(days=200)), acting(cast.KEEPER):
            sweep_matters()
        assert (matter(self.c).said, matter(self.c).words) == ([], [])

    def test_the_pages(self):
        karim = cast.sign_in(self.client, self.c.karim, second_step=True)
        queue = karim.get("/operator/")
        self.assertContains(queue, "Brug")
        self.assertNotContains(queue, "ezel")
        url = f"/operator/matters/{matter(self.c).id}/"
        self.assertNotContains(karim.get(url), "ezel")
        self.assertContains(karim.post(f"{url}take/", follow=True), "Wie zo parkeert is een ezel.")
        assert karim.post(f"{url}decide/", {"thing": "down", "measure": "none"}).status_code == 422
        sent = {"thing": "down", "measure": "pause", "days": "7", "ground": "2", "words": "Zo niet."}
        assert karim.post(f"{url}decide/", sent).status_code == 302
        self.assertContains(karim.get("/operator/"), "/undo/")

    def test_no_second_step_no_operator_and_not_from_the_town(self):
        assert cast.sign_in(self.client, self.c.karim).get("/operator/").status_code == 302
        for who in ("els", "eline", "an", "dirk", "joris"):
            assert cast.sign_in(self.client, getattr(self.c, who), second_step=True).get("/operator/").status_code == 404

    def test_from_the_queue_it_stands_but_not_as_urgent(self):
        an = cast.member(self.c, "an")
        with acting(an):
            call_urgent(an, post=self.post.id, reason="danger")
        judges(self.c, thing="lower", ground="", words="")
        with acting(cast.KEEPER):
            found = Post.objects.get(neighbourhood=self.c.brug, id=self.post.id)
        assert stands(self.c, self.post) and not found.calls and found.urgent_lowered
        assert self.told("an").thing == "lower"
