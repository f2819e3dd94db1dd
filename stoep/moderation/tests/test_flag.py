"""Reporting a text: who may, what is written, what puts it aside, who learns what."""

from django.core import mail
from django.test import Client, TestCase

from stoep.board.actions import withdraw_post
from stoep.board.models import Post
from stoep.board.urgent.actions import call_urgent
from stoep.journal.models import Entry
from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.membership.models import Residence
from stoep.moderation.models import Flag, Matter, Statement
from stoep.notify.audiences import audience
from stoep.people.models import Person
from tests import cast

from .scene import answers, carried, flags, judges, matter, neighbours, says, stands, weigh_all


class FlagIt(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()
        cls.post = says(cls.c)

    def lines(self, verb):
        with acting(cast.KEEPER):
            return list(Entry.objects.filter(neighbourhood=self.c.brug, verb=verb))

    def test_once_per_neighbour_and_text(self):
        assert flags(self.c, "bram", self.post, words="niet fraai")
        assert not flags(self.c, "bram", self.post)
        assert (matter(self.c).flags, matter(self.c).homes, matter(self.c).words) == (1, 1, ["niet fraai"])
        assert len(self.lines("flag_post")) == 1

    def test_nobody_reports_themselves_and_a_block_hides_the_text(self):
        with self.assertRaises(NotAllowed):
            flags(self.c, "an", self.post)
        with self.assertRaises(Post.DoesNotExist):
            flags(self.c, "noor", self.post)

    def test_the_third_home_puts_it_aside_once_and_tells_the_author(self):
        for who in ("bram", "marie"):
            flags(self.c, who, self.post)
        assert stands(self.c, self.post)
        flags(self.c, neighbours(self.c, 1)[0], self.post)
        assert not stands(self.c, self.post)
        weigh_all(self.c)
        (line,) = self.lines("hold_post")
        assert line.detail == {"author": str(self.c.an_member.id), "why": "flags"}
        with acting(cast.KEEPER):
            told = Statement.objects.get(neighbourhood=self.c.brug, side="author")
        assert (told.member_id, told.side, told.decision_id) == (self.c.an_member.id, "author", None)
        assert [a.member_id for a in audience(self.lines("tell_statement")[0])] == [self.c.an_member.id]

    def test_a_household_counts_once(self):
        with acting(cast.KEEPER):
            home = Residence.objects.get(neighbourhood=self.c.brug, member_id=self.c.bram_member.id).address
        for standing in [cast.member(self.c, "bram"), *neighbours(self.c, 4, home=home)]:
            flags(self.c, standing, self.post, count=False)
        weigh_all(self.c)
        assert (matter(self.c).flags, matter(self.c).homes) == (5, 1)
        assert stands(self.c, self.post)

    def test_fifty_flags_are_one_matter_and_one_hold(self):
        for standing in neighbours(self.c, 50):
            flags(self.c, standing, self.post, count=False)
        weigh_all(self.c)
        assert (matter(self.c).flags, matter(self.c).homes, matter(self.c).held) == (50, 50, True)
        assert len(self.lines("hold_post")) == 1
        with acting(cast.KEEPER):
            assert Statement.objects.filter(neighbourhood=self.c.brug, side="author").count() == 1

    def test_a_remark_comes_with_its_post_and_the_two_before_it_and_no_name(self):
        for body in ("een", "twee", "drie"):
            answers(self.c, "bram", self.post, body)
        remark = answers(self.c, "an", self.post, "vier")
        flags(self.c, "marie", remark)
        found = matter(self.c)
        assert found.said[0]["body"] == "vier"
        assert found.context["post"] == {"who": "author", "title": "", "body": self.post.body}
        assert found.context["before"] == [{"who": "neighbour", "body": "twee"}, {"who": "neighbour", "body": "drie"}]
        assert self.c.bram_member.name not in str(vars(found))

    def test_twenty_a_day(self):
        bram = cast.member(self.c, "bram")
        posts = []
        with acting(cast.KEEPER):
            for i in range(21):
                row = Post(neighbourhood=self.c.brug, author_id=self.c.an_member.id, body=f"bericht {i}", language="nl")
                row.save(force_insert=True)
                posts.append(row)
        for post in posts[:20]:
            flags(self.c, bram, post, count=False)
        with self.assertRaises(NotAllowed):
            flags(self.c, bram, posts[20], count=False)
        with acting(cast.KEEPER):
            assert Flag.objects.filter(neighbourhood=self.c.brug).count() == 20

    def test_who_told_us_has_a_word_back_and_the_author_has_none(self):
        flags(self.c, "bram", self.post)
        (line,) = self.lines("flag_post")
        assert [(a.member_id, a.verb) for a in audience(line)] == [(self.c.bram_member.id, "flag")]
        with acting(cast.KEEPER):
            assert not Statement.objects.filter(neighbourhood=self.c.brug, member_id=self.c.an_member.id).exists()

    def test_taken_back_before_anybody_looked_leaves_a_receipt_that_says_so(self):
        Person.objects.filter(id=self.c.bram.id).update(language="en")
        flags(self.c, "bram", self.post, count=False)
        an = cast.member(self.c, "an")
        with acting(an):
            withdraw_post(an, post=self.post.id)
        weigh_all(self.c)
        weigh_all(self.c)
        with acting(cast.KEEPER):
            assert not Matter.objects.exists()
            receipt = Statement.objects.get(neighbourhood=self.c.brug)
        assert (receipt.member_id, receipt.side, receipt.quote) == (self.c.bram_member.id, "flagger", "")
        page = cast.sign_in(self.client, self.c.bram).get("/n/oever-brug/safety/")
        self.assertContains(page, "was taken back before a person could look", count=1)
        page = self.client.get(f"/statements/{self.c.brug.id}/{receipt.id}/")
        self.assertContains(page, "nobody has a copy of it")
        self.assertNotContains(page, "Do you see it differently")

    def test_a_receipt_stands_under_my_safety_until_it_is_decided(self):
        Person.objects.filter(id__in=[self.c.bram.id, self.c.an.id]).update(language="en")
        flags(self.c, "bram", self.post)
        weigh_all(self.c)
        safety = "/n/oever-brug/safety/"
        page = cast.sign_in(self.client, self.c.bram).get(safety)
        self.assertContains(page, "We have what you reported", count=1)
        with acting(cast.KEEPER):
            receipt = Statement.objects.get(neighbourhood=self.c.brug)
        assert (receipt.member_id, receipt.thing, receipt.quote) == (self.c.bram_member.id, "received", "Wie zo parkeert is een ezel.")
        assert not mail.outbox and not self.lines("tell_statement")
        page = self.client.get(f"/statements/{self.c.brug.id}/{receipt.id}/")
        self.assertContains(page, "You hear what is decided")
        self.assertNotContains(page, "Several neighbours told us")
        decision = judges(self.c, thing="stands", ground="")
        page = self.client.get(safety)
        self.assertNotContains(page, "We have what you reported")
        self.assertContains(page, "it stays")
        with acting(cast.KEEPER):
            decision.undone_at = now()
            decision.save(update_fields=["undone_at"])
        carried(self.c, decision)
        self.assertContains(self.client.get(safety), "We have what you reported")
        assert b"We have what you" not in cast.sign_in(Client(), self.c.an).get(safety).content

    def test_what_was_taken_back_meanwhile_comes_before_nobody(self):
        flags(self.c, "bram", self.post, count=False)
        with acting(cast.KEEPER):
            Post.objects.filter(neighbourhood=self.c.brug, id=self.post.id).update(withdrawn_at=self.post.created)
        weigh_all(self.c)
        with acting(cast.KEEPER):
            assert not Matter.objects.exists()

    def test_the_form(self):
        bram = cast.sign_in(self.client, self.c.bram)
        url = f"/n/oever-brug/safety/flag/post/{self.post.id}/"
        assert bram.get(url).status_code == 200
        assert bram.post(url, {"words": "x"}).status_code == 422
        answer = bram.post(url, {"reason": "unkind"}, follow=True)
        assert answer.redirect_chain[-1][0] == "/n/oever-brug/safety/"
        assert bram.get("/n/oever-brug/").content.count(b"/safety/flag/post/") >= 1

    def test_three_homes_that_find_it_not_urgent_take_that_away_and_nothing_else(self):
        an = cast.member(self.c, "an")
        with acting(an):
            call_urgent(an, post=self.post.id, reason="danger")
        for standing in neighbours(self.c, 3):
            flags(self.c, standing, self.post, reason="not_urgent")
        weigh_all(self.c)
        (line,) = self.lines("lower_urgent")
        assert stands(self.c, self.post) and (matter(self.c).homes, matter(self.c).held) == (3, False)
        assert [(a.member_id, a.mail) for a in audience(line)] == [(self.c.an_member.id, False)]
        with acting(cast.KEEPER):
            assert not Post.objects.get(neighbourhood=self.c.brug, id=self.post.id).calls
