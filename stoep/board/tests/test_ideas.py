"""An idea: shared, joined, liked, moved on; by whom, and what neighbours see of it."""

from django.db import DatabaseError, transaction
from django.test import TestCase
from django.utils import timezone, translation

from stoep.board.ideas.actions import back_idea, edit_idea, end_backings, move_idea, share_idea, take_need
from stoep.board.ideas.facet import IDEA
from stoep.board.models import Backing, Bring, Idea, Need, Post
from stoep.journal.models import Entry
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.lib.standings import Clockwork
from tests import cast
from tests.shards import guarded

SAID = {"title": "Een buurtmoestuin", "body": "Het stukje gras achter de kerk ligt er toch maar.", "language": "nl", "topics": [],
        "comments_on": True, "pictures": {}}  # fmt: skip


def facet(**other):
    return {"needs": [("een spade", 2), ("zaden", 1)], "people": 5} | other


class Scene:
    """What the tests of ideas do."""

    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def does(self, who, verb, **given):
        standing = cast.member(self.c, who)
        with acting(standing), guarded():
            return verb(standing, **given)

    def share(self, who="an", act=None, **other):
        return self.does(who, share_idea, act=act or uuid7(), said=SAID, **facet(**other))

    def back(self, who, post, answer="joins"):
        return self.does(who, back_idea, post=post.id, answer=answer)

    def page(self, who, path=""):
        return cast.sign_in(self.client, getattr(self.c, who)).get(f"/n/{self.c.brug.slug}/{path}")

    def rows(self, model, **where):
        with acting(cast.KEEPER):
            return list(model.objects.filter(neighbourhood=self.c.brug, **where))

    def refused(self, why, who, verb, **given):
        with translation.override("en"), self.assertRaisesMessage(NotAllowed, why):
            self.does(who, verb, **given)


class Ideas(Scene, TestCase):
    def test_it_stands_on_the_board_with_what_it_needs(self):
        self.share()
        answer = self.page("bram", "?kind=idea")
        for words in ("Een buurtmoestuin", "#lightbulb", "een spade, zaden", "Er zijn 5 buren nodig", "Ik wil meedoen"):
            self.assertContains(answer, words)

    def test_twice_sent_is_once_shared(self):
        act = uuid7()
        assert self.share(act=act).id == self.share(act=act, people=9, needs=[("niets", 1)]).id
        assert [idea.people for idea in self.rows(Idea)] == [5] and len(self.rows(Need)) == 2

    def test_neighbours_join_or_like_it_and_change_their_minds(self):
        post = self.share()
        self.page("marie")  # the card is stored
        for answer in ("likes", "joins", "joins"):
            self.back("bram", post, answer)
        assert [(one.member_id, one.answer) for one in self.rows(Backing)] == [(self.c.bram_member.id, "joins")]
        assert len(self.rows(Entry, verb="back_idea")) == 2
        self.assertContains(self.page("marie"), "1 buur doet mee")
        self.back("bram", post, "")
        assert self.rows(Backing) == []
        self.assertNotContains(self.page("marie"), "doet mee")

    def test_who_joins_is_named_who_likes_it_is_counted_and_the_shielded_are_never_listed(self):
        post = self.share()
        self.back("bram", post)
        self.back("marie", post)
        page = self.page("an", f"posts/{post.id}/")
        self.assertContains(page, "Bram")
        self.assertContains(page, "En 1 buur")
        self.assertNotContains(page, self.c.marie_member.name)
        self.back("bram", post, "likes")
        page = self.page("an", f"posts/{post.id}/")
        self.assertNotContains(page, f"neighbour/{self.c.bram_member.id}/")
        self.assertContains(page, "1 buur zou komen")

    def test_its_author_is_in_already(self):
        post = self.share()
        self.refused("you are in already", "an", back_idea, post=post.id, answer="joins")
        self.assertNotContains(self.page("an", f"posts/{post.id}/"), f"/ideas/{post.id}/back/")

    def test_what_it_needs_is_taken_on_by_so_many_and_no_more(self):
        post = self.share()
        seeds = next(need for need in self.rows(Need) if need.what == "zaden")
        for _ in range(2):
            assert self.does("bram", take_need, post=post.id, need=seeds.id, takes=True) is True
        assert len(self.rows(Bring)) == len(self.rows(Entry, verb="take_need")) == 1
        self.refused("Somebody else takes this on", "marie", take_need, post=post.id, need=seeds.id, takes=True)
        self.assertContains(self.page("marie"), "Nog nodig: een spade")
        self.does("bram", take_need, post=post.id, need=seeds.id, takes=False)
        assert self.rows(Bring) == []

    def test_its_author_says_where_it_stands_and_it_is_seen_at_once(self):
        post = self.share()
        self.back("bram", post)
        self.page("bram")
        for _ in range(2):
            self.does("an", move_idea, post=post.id, stage="done", word="Er groeit al sla.")
        page = self.page("bram")
        self.assertContains(page, "Er groeit al sla.")
        self.assertContains(page, "Het is klaar")
        self.assertNotContains(page, "Ik wil meedoen")
        assert self.rows(Post, id=post.id)[0].solved_at and len(self.rows(Entry, verb="move_idea")) == 1
        self.refused("This is done", "marie", back_idea, post=post.id, answer="joins")
        self.back("bram", post, "")  # going is always allowed
        self.does("an", move_idea, post=post.id, stage="gathering", word="")
        assert self.rows(Post, id=post.id)[0].solved_at is None
        self.does("an", move_idea, post=post.id, stage="dropped", word="Te nat.")
        self.refused("This is not going on", "marie", back_idea, post=post.id, answer="joins")

    def test_nobody_else_says_where_it_stands(self):
        post = self.share()
        self.refused("Only the one who shared", "bram", move_idea, post=post.id, stage="done", word="")
        browser = cast.sign_in(self.client, self.c.bram)
        assert browser.post(f"/n/{self.c.brug.slug}/ideas/{post.id}/move/", {"stage": "done"}).status_code == 404
        self.assertNotContains(self.page("bram", f"posts/{post.id}/"), f"/ideas/{post.id}/move/")

    def test_a_word_that_is_too_long_stays_in_the_form(self):
        post = self.share()
        browser = cast.sign_in(self.client, self.c.an)
        answer = browser.post(f"/n/{self.c.brug.slug}/ideas/{post.id}/move/", {"stage": "doing", "word": "o" * 201})
        self.assertContains(answer, "o" * 201, status_code=422)

    def test_changing_it_keeps_who_takes_what_on(self):
        post = self.share()
        spade = next(need for need in self.rows(Need) if need.what == "een spade")
        self.does("bram", take_need, post=post.id, need=spade.id, takes=True)
        self.does("an", edit_idea, post=post.id, said=SAID | {"title": "Een pluktuin"}, needs=[("een spade", 3)], people=None)
        assert [(need.what, need.wanted) for need in self.rows(Need)] == [("een spade", 3)] and len(self.rows(Bring)) == 1
        self.assertContains(self.page("bram"), "Een pluktuin")

    def test_the_form_asks_and_the_page_answers(self):
        browser, here = cast.sign_in(self.client, self.c.an), f"/n/{self.c.brug.slug}"
        sent = {"act": uuid7(), "title": "Repareerochtend", "body": "Wie kan solderen?", "language": "nl", "comments_on": "on"}
        browser.post(f"{here}/ideas/share/", sent | {"needs": "2 x soldeerbout\nkoffie", "people": "4"})
        idea, = self.rows(Idea)
        assert idea.people == 4 and [(n.what, n.wanted) for n in self.rows(Need)] == [("soldeerbout", 2), ("koffie", 1)]
        self.assertRedirects(browser.get(f"{here}/posts/{idea.post_id}/edit/"), f"{here}/ideas/{idea.post_id}/edit/")
        self.assertContains(browser.get(f"{here}/ideas/{idea.post_id}/edit/"), "2 x soldeerbout")
        self.assertContains(browser.post(f"{here}/ideas/share/", sent | {"body": "", "needs": "lijm"}), "lijm", status_code=422)
        browser = cast.sign_in(self.client, self.c.bram)
        browser.post(f"{here}/ideas/{idea.post_id}/back/", {"answer": "joins"})
        browser.post(f"{here}/ideas/{idea.post_id}/take/", {"need": self.rows(Need)[0].id, "brings": "yes"})
        assert len(self.rows(Backing)) == len(self.rows(Bring)) == 1
        assert browser.post(f"{here}/ideas/{idea.post_id}/back/", {"answer": "perhaps"}).status_code == 404

    def test_nobody_is_counted_by_another_not_even_in_the_database(self):
        post = self.share()
        theirs = Backing(neighbourhood=self.c.brug, post_id=post.id, member_id=self.c.marie_member.id, answer="joins")
        with acting(cast.member(self.c, "bram")), self.assertRaisesMessage(DatabaseError, "row-level security"), transaction.atomic():
            theirs.save(force_insert=True)

    def test_who_moves_away_is_counted_no_more(self):
        post = self.share()
        self.back("bram", post)
        self.page("marie")
        for many in (1, 0):
            with acting(cast.KEEPER), guarded():
                assert end_backings(Clockwork.of("test", here=self.c.brug.id), self.c.bram_member.id) == many
        self.assertNotContains(self.page("marie"), "doet mee")

    def test_what_was_taken_back_is_joined_by_nobody(self):
        post = self.share()
        with acting(cast.KEEPER):
            Post.objects.filter(neighbourhood=self.c.brug, id=post.id).update(withdrawn_at=timezone.now())
        for path, sent in (("back", {"answer": "joins"}), ("take", {"need": uuid7(), "brings": "yes"})):
            browser = cast.sign_in(self.client, self.c.bram)
            assert browser.post(f"/n/{self.c.brug.slug}/ideas/{post.id}/{path}/", sent).status_code == 404

    def test_next_door_reads_what_it_is_in_words(self):
        post = self.share()
        self.back("bram", post)
        self.does("an", move_idea, post=post.id, stage="doing", word="Zaterdag.")
        with acting(cast.KEEPER), translation.override("en"):
            facts = [str(fact) for fact in IDEA.facts(self.c.brug.id, post)]
        assert facts == ["We are doing it", "Zaterdag.", "1 neighbour joins", "Still needed: een spade, zaden"]

    def test_who_is_blocked_or_lives_elsewhere_finds_nothing_to_join(self):
        post = self.share()
        for who in ("noor", "chloe"):
            browser = cast.sign_in(self.client, getattr(self.c, who))
            assert browser.post(f"/n/{self.c.brug.slug}/ideas/{post.id}/back/", {"answer": "joins"}).status_code == 404
        assert self.rows(Backing) == []

    def test_it_is_kept_as_a_draft_and_found_by_its_words(self):
        browser, here = cast.sign_in(self.client, self.c.an), f"/n/{self.c.brug.slug}"
        sent = {"act": uuid7(), "title": "Repareerochtend", "body": "", "language": "nl", "needs": "2 x lijm", "keep": "yes"}
        browser.post(f"{here}/ideas/share/", sent)
        self.assertContains(browser.get(f"{here}/write/"), "/ideas/share/?draft=")
        self.share()
        self.assertContains(self.page("bram", "search/?q=buurtmoestuin&kind=idea"), "achter de kerk")
