"""Ideas: told, joined, liked, carried; who may, who sees whom, who hears."""

from django.test import TestCase

from stoep.board.ideas.actions import back_idea, carry_idea, propose_idea
from stoep.board.models import Backing, Idea
from stoep.journal.models import Entry
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.notify.doings import to_author_of_idea, to_who_joins
from tests import cast
from tests.shards import guarded

SAID = {"title": "Een speelgoedbib", "body": "Wie doet mee?", "language": "nl", "topics": [], "comments_on": True, "pictures": {}}


class Ideas(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def does(self, who, verb, **given):
        standing = cast.member(self.c, who)
        with acting(standing), guarded():
            return verb(standing, **given)

    def propose(self, act=None):
        return self.does("an", propose_idea, act=act or uuid7(), said=SAID, needs="een kast")

    def page(self, who, path=""):
        return cast.sign_in(self.client, getattr(self.c, who)).get(f"/n/{self.c.brug.slug}/{path}")

    def entries(self, verb):
        with acting(cast.KEEPER):
            return list(Entry.objects.filter(neighbourhood=self.c.brug, verb=verb).order_by("at"))

    def test_it_stands_on_the_board_with_what_it_needs_and_how_many(self):
        post = self.propose()
        self.assertContains(self.page("bram"), "een kast")
        self.does("bram", back_idea, post=post.id, answer="join")
        self.does("marie", back_idea, post=post.id, answer="like")
        answer = self.page("bram")
        self.assertContains(answer, "1 buur doet mee")
        self.assertContains(answer, "1 vindt het een goed idee")

    def test_twice_sent_is_told_once(self):
        act = uuid7()
        assert self.propose(act).id == self.propose(act).id
        with acting(cast.KEEPER):
            assert Idea.objects.filter(neighbourhood=self.c.brug).count() == 1

    def test_one_changes_ones_mind_and_is_counted_once(self):
        post = self.propose()
        for answer in ("join", "join", "like", ""):
            self.does("bram", back_idea, post=post.id, answer=answer)
        with acting(cast.KEEPER):
            assert not Backing.objects.filter(neighbourhood=self.c.brug).exists()
        assert [entry.detail["answer"] for entry in self.entries("back_idea")] == ["join", "like", ""]

    def test_who_joins_is_named_the_shielded_are_counted_the_blocked_are_not_there(self):
        post = self.propose()
        for who in ("bram", "marie"):
            self.does(who, back_idea, post=post.id, answer="join")
        seen = self.page("an", f"posts/{post.id}/")
        self.assertContains(seen, f"<bdi>{self.c.bram_member.name}</bdi>")
        self.assertNotContains(seen, self.c.marie_member.name)
        assert cast.sign_in(self.client, self.c.noor).post(f"/n/oever-brug/ideas/{post.id}/back/", {"answer": "join"}).status_code == 404
        assert cast.sign_in(self.client, self.c.chloe).post(f"/n/oever-brug/ideas/{post.id}/back/", {"answer": "join"}).status_code == 404

    def test_its_author_says_that_it_happens_and_who_joins_hears_it(self):
        post = self.propose()
        self.does("bram", back_idea, post=post.id, answer="join")
        self.does("marie", back_idea, post=post.id, answer="like")
        with self.assertRaises(NotAllowed):
            self.does("bram", carry_idea, post=post.id, happens=True)
        an = cast.sign_in(self.client, self.c.an)
        for _ in range(2):
            an.post(f"/n/oever-brug/ideas/{post.id}/carry/", {"happens": "yes"})
        (entry,) = self.entries("carry_idea")
        joins, likes = self.entries("back_idea")
        with acting(cast.KEEPER):
            assert [aimed.member_id for aimed in to_who_joins(entry)] == [self.c.bram_member.id]
            assert [aimed.member_id for aimed in to_author_of_idea(joins)] == [self.c.an_member.id] and not to_author_of_idea(likes)
        self.assertContains(self.page("bram"), "Het gaat door")

    def test_a_day_or_a_group_begins_from_ones_own_idea(self):
        post = self.propose()
        for path in ("calendar/plan/", "groups/begin/"):
            self.assertContains(self.page("an", f"{path}?of={post.id}"), "Een speelgoedbib")
            self.assertNotContains(self.page("bram", f"{path}?of={post.id}"), "Een speelgoedbib")
            assert self.page("bram", f"{path}?of=nonsense").status_code == 200

    def test_over_http_and_what_was_typed_stays(self):
        client, place = cast.sign_in(self.client, self.c.an), "/n/oever-brug/ideas/"
        sent = {"act": uuid7(), "body": "Een bank", "language": "nl", "comments_on": "on", "needs": "hout"}
        self.assertContains(client.post(f"{place}propose/", sent | {"body": ""}), "hout", status_code=422)
        assert client.post(f"{place}propose/", sent).status_code == 302
        with acting(cast.KEEPER):
            post = Idea.objects.get(neighbourhood=self.c.brug).post_id
        self.assertRedirects(client.get(f"/n/oever-brug/posts/{post}/edit/"), f"{place}{post}/edit/")
        client.post(f"{place}{post}/edit/", sent | {"needs": "hout en verf"})
        self.assertContains(client.get("/n/oever-brug/"), "hout en verf")
        assert client.post(f"{place}{post}/back/", {"answer": "nonsense"}).status_code == 302
