"""Something urgent: who may call the neighbours, how often, how it ends, and what the page says about it."""

from dataclasses import replace
from datetime import timedelta

from django.test import TestCase, TransactionTestCase

from stoep.board.actions import publish_post, withdraw_post
from stoep.board.groups.actions import begin_group
from stoep.board.lost.actions import bring_home, report_lost
from stoep.board.models import Post
from stoep.board.urgent.actions import call_urgent, end_urgent, lower_urgent
from stoep.board.urgent.rules import A_DAY_HERE, may_call
from stoep.journal.models import Entry
from stoep.lib.clock import now
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.lib.standings import MemberStanding
from stoep.membership.models import Member, Residence
from stoep.membership.tests.waiting import neighbour
from tests import cast
from tests.raw import empty_tables
from tests.shards import guarded
from tests.together import together

SAID = {"title": "", "body": "Een paal ligt over de straat.", "language": "nl", "topics": [], "comments_on": True, "pictures": {}}


def said(standing, kind="message", **changed) -> Post:
    with acting(standing):
        return publish_post(standing, kind=kind, act=uuid7(), **{**SAID, **changed})


def calls(standing, post=None, reason="danger") -> Post:
    post = post or said(standing)
    with acting(standing), guarded():
        return call_urgent(standing, post=post.id, reason=reason)


def settled():
    """The cast, living here for a month: newcomers say three things on their first day."""
    c = cast.build()
    with acting(cast.KEEPER):
        Member.objects.filter(neighbourhood=c.brug).update(joined_at=now() - timedelta(days=30))
    return c


class Calling(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = settled()

    def setUp(self):
        self.an, self.bram = cast.member(self.c, "an"), cast.member(self.c, "bram")

    def refused(self, standing, post=None, reason="danger") -> str:
        with self.assertRaises(NotAllowed) as refusal:
            calls(standing, post, reason)
        return str(refusal.exception.reason)

    def entries(self, verb):
        with acting(cast.KEEPER):
            return list(Entry.objects.filter(neighbourhood=self.c.brug, verb=verb))

    def test_for_a_day_and_twice_is_once(self):
        post = calls(self.an)
        assert calls(self.an, post).urgent_until == post.urgent_until and post.calls
        assert timedelta(hours=23) < post.urgent_until - now() <= timedelta(hours=24)
        (line,) = self.entries("call_urgent")
        assert (line.about, line.detail) == (post.id, {"reason": "danger"})

    def test_once_a_week_also_when_it_was_taken_back(self):
        post = calls(self.an)
        with acting(self.an):
            withdraw_post(self.an, post=post.id)
        assert "deze week" in self.refused(self.an) or "this week" in self.refused(self.an)
        with acting(cast.KEEPER):
            Post.objects.filter(neighbourhood=self.c.brug).update(created=now() - timedelta(days=8))
        assert calls(self.an).calls

    def test_three_a_day_in_one_neighbourhood_then_it_is_ordinary(self):
        others = [cast.member(self.c, who) for who in ("bram", "marie", "noor")]
        for standing in others:
            calls(standing)
        post = said(self.an)
        self.refused(self.an, post)
        with acting(self.an):
            assert Post.objects.near(self.an).get(id=post.id).urgent == "", "it stands, as an ordinary one"
        assert len(others) == A_DAY_HERE

    def lives(self, home, name) -> MemberStanding:
        person, member = neighbour(self.c, home, name=name)
        return replace(self.bram, person=person.id, member=member.id)

    def test_one_home_calls_once_a_day_and_leaves_the_other_calls_to_the_others(self):
        first, second = (self.lives(self.c.brug_homes[3], f"Loos {n}") for n in range(2))
        calls(first)
        assert self.refused(second) == "Somebody you live with called the neighbours today already. In danger, call 112."
        assert calls(self.lives(self.c.brug_homes[4], "Ver")).calls
        assert calls(self.an).calls
        with acting(cast.KEEPER):
            Post.objects.filter(neighbourhood=self.c.brug).update(created=now() - timedelta(days=2))
        assert calls(second).calls, "the day after it is their turn"

    def test_what_neighbours_found_not_urgent_uses_up_no_call_of_others(self):
        for n in (3, 4, 5):
            post = calls(self.lives(self.c.brug_homes[n], f"Loos {n}"))
            with acting(cast.KEEPER):
                lower_urgent(replace(cast.KEEPER, here=self.c.brug.id), post=post.id, why="flags")
        assert calls(self.an).calls

    def test_whoever_came_on_neighbours_words_waits_a_week(self):
        with acting(cast.KEEPER):
            mine = Residence.objects.filter(neighbourhood=self.c.brug, member_id=self.an.member)
            mine.update(proof="vouched", proven_at=now() - timedelta(days=3))
        self.refused(self.an)
        with acting(cast.KEEPER):
            mine.update(proven_at=now() - timedelta(days=8))
        assert calls(self.an).calls

    def test_a_connector_three_times(self):
        dirk = cast.member(self.c, "dirk", self.c.brug)
        for _ in range(3):
            calls(dirk)
        self.refused(dirk)

    def test_only_a_reason_of_its_kind_ones_own_new_and_for_all(self):
        self.refused(self.an, said(self.an, kind="question"))
        self.refused(self.an, reason="today")
        self.refused(self.bram, said(self.an))
        old = said(self.an)
        with acting(cast.KEEPER):
            Post.objects.filter(neighbourhood=self.c.brug, id=old.id).update(created=now() - timedelta(hours=2))
        self.refused(self.an, old)
        with acting(self.an):
            group = begin_group(self.an, act=uuid7(), kind="street", name="Brugstraat", about="")
        self.refused(self.an, said(self.an, group=group.id))
        self.refused(replace(self.an, reads_only_until=now() + timedelta(days=1)), said(self.an))

    def test_over_is_the_authors_and_home_again_says_it_too(self):
        with acting(self.an):
            cat = report_lost(self.an, act=uuid7(), said=SAID, what="lost", where="")
        calls(self.an, cat, "pet")
        with self.assertRaises(NotAllowed), acting(self.bram):
            end_urgent(self.bram, post=cat.id)
        with acting(self.an):
            bring_home(self.an, post=cat.id, home=True)
        assert [line.about for line in self.entries("end_urgent")] == [cat.id]
        with self.assertRaises(NotAllowed), acting(self.an):
            end_urgent(self.an, post=cat.id)

    def test_found_not_urgent_it_stands_and_for_a_month_nothing_more(self):
        post = calls(self.an)
        for _ in range(2):
            with acting(cast.KEEPER):
                lowered = lower_urgent(replace(cast.KEEPER, here=self.c.brug.id), post=post.id, why="flags")
        assert not lowered.calls and lowered.withdrawn_at is None and len(self.entries("lower_urgent")) == 1
        with acting(cast.KEEPER):
            Post.objects.filter(neighbourhood=self.c.brug).update(created=now() - timedelta(days=20))
        with acting(self.an):
            assert not may_call(self.an)


class Page(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def setUp(self):
        self.an = cast.sign_in(self.client, self.c.an)
        self.sent = {"kind": "message", "language": "nl", "act": str(uuid7()), "body": "Gas op straat", "urgent": "danger"}

    def post(self):
        with acting(cast.KEEPER):
            return Post.objects.filter(neighbourhood=self.c.brug).first()

    def test_the_house_rule_comes_first_then_it_is_told(self):
        url = "/n/oever-brug/posts/publish/"
        page = self.an.post(url, self.sent)
        assert self.post() is None
        for words in ("112", 'name="calm" value="urgent"', "Gas op straat", 'value="danger" checked'):
            self.assertContains(page, words)
        assert self.an.post(url, self.sent | {"calm": "urgent"}).status_code == 302
        assert self.post().calls
        board = self.an.get("/n/oever-brug/")
        self.assertContains(board, "chip-urgent")
        self.assertContains(self.an.get(f"/n/oever-brug/posts/{self.post().id}/"), "urgent/end/")
        assert self.an.post(f"/n/oever-brug/posts/{self.post().id}/urgent/end/").status_code == 302
        self.assertNotContains(self.an.get("/n/oever-brug/"), "chip-urgent")

    def test_who_thinks_again_puts_it_on_the_board_and_no_other_button_calls(self):
        url = "/n/oever-brug/posts/publish/"
        page = self.an.post(url, self.sent)
        self.assertContains(page, 'name="plain" value="yes"', 2)
        self.assertNotContains(page, '<button class="button">Zet het op het prikbord</button>')
        assert self.an.post(url, self.sent | {"calm": "urgent", "plain": "yes"}).status_code == 302
        assert self.post().urgent == ""

    def test_who_saw_a_missing_person_reads_whom_to_call_first(self):
        self.an.post("/n/oever-brug/posts/publish/", self.sent | {"body": "Jules is weg", "urgent": "missing", "calm": "urgent"})
        bram = cast.sign_in(self.client_class(), self.c.bram)
        self.assertContains(bram.get("/n/oever-brug/"), "Heb je iets gezien? Bel eerst 112")
        self.an.post(f"/n/oever-brug/posts/{self.post().id}/urgent/end/")
        after = bram.get("/n/oever-brug/")
        self.assertNotContains(after, "Heb je iets gezien? Bel eerst 112")
        self.assertContains(after, "Het is voorbij</span>")  # whoever reads it tomorrow looks for nobody any more

    def test_a_second_one_this_week_stands_as_an_ordinary_one(self):
        url = "/n/oever-brug/posts/publish/"
        self.an.post(url, self.sent | {"calm": "urgent"})
        again = self.sent | {"act": str(uuid7()), "body": "Nog eens"}
        assert self.an.post(url, again).status_code == 200
        assert self.an.post(url, again | {"calm": "urgent"}).status_code == 302
        with acting(cast.KEEPER):
            found = Post.objects.get(neighbourhood=self.c.brug, body="Nog eens")
        assert found.urgent == ""

    def test_a_question_has_no_such_choice_and_nonsense_is_none(self):
        self.assertNotContains(self.an.get("/n/oever-brug/write/?kind=question"), 'name="urgent"')
        self.assertContains(self.an.get("/n/oever-brug/write/?kind=message"), 'value="cut"')
        answer = self.an.post("/n/oever-brug/posts/publish/", self.sent | {"kind": "question"})
        assert answer.status_code == 302 and self.post().urgent == ""


class AtOnce(TransactionTestCase):
    def setUp(self):
        self.c = settled()

    def _fixture_teardown(self):
        empty_tables()

    def test_fifty_calls_at_once_are_as_many_as_the_measure(self):
        """Of one neighbour from fifty windows one counts, and of a neighbourhood three."""
        standings = [cast.member(self.c, who) for who in ("an", "bram", "marie", "noor")] + [cast.member(self.c, "dirk", self.c.brug)]
        jobs = [(standing, said(standing)) for standing in standings for _ in range(3 if standing.kind == "home" else 10)][:22]
        answers = [one is not None and not isinstance(one, NotAllowed) for one in together([lambda job=job: calls(*job) for job in jobs])]
        with acting(cast.KEEPER):
            called = Post.objects.filter(neighbourhood=self.c.brug).exclude(urgent="")
            by = list(called.values_list("author_id", flat=True))
        assert sum(answers) == len(by) == A_DAY_HERE
        assert all(by.count(standing.member) <= 1 for standing in standings[:4])
