"""The board's pages: who sees what, how many queries a page may cost, what a page shows when there is nothing."""

from django.test import TestCase
from django.urls import reverse

from stoep.board.actions import comment_post, publish_post
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.membership.models import Member
from tests import cast
from tests.shards import guarded

DOOR, OPEN, PAGE, CLOSE = 1, 1, 1, 1  # in a TestCase the door's transaction is a savepoint; on the real path OPEN is not a query


def say(c, who, body, **changes):
    standing = cast.member(c, who)
    with acting(standing):
        given = {"kind": "message", "title": "", "language": "nl", "topics": [], "comments_on": True, "pictures": {}, "act": uuid7()}
        return publish_post(standing, body=body, **(given | changes))


def answer(c, who, post, body, parent=None):
    standing = cast.member(c, who)
    with acting(standing):
        return comment_post(standing, post=post.id, body=body, act=uuid7(), parent=parent)


class BoardPages(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = c = cast.build()
        cls.ladder = say(c, "an", "Wie heeft een ladder?", kind="question", topics=["things"])
        cls.soup = say(c, "bram", "Er is soep over, 100 % vers: http://example.org/soep")
        cls.chloe_cat = say(c, "chloe", "Mon chat a disparu", language="fr")
        cls.reply = answer(c, "bram", cls.ladder, "Ik, kom maar langs")
        cls.noor_words = say(c, "noor", "Noor zegt iets")

    def setUp(self):
        self.url = reverse("board", args=[self.c.brug.slug])

    def test_the_feed_shows_this_neighbourhood_only_and_nothing_of_whom_i_blocked(self):
        page = cast.sign_in(self.client, self.c.an).get(self.url)
        for words in ("Wie heeft een ladder?", "soep over, 100 % vers", "Ik, kom maar langs"):
            self.assertContains(page, words)
        for words in ("Mon chat", "Noor zegt"):
            self.assertNotContains(page, words)

    def test_the_feed_costs_a_fixed_number_of_queries_once_its_cards_are_stored(self):
        client = cast.sign_in(self.client, self.c.an)
        client.get(self.url)
        with self.assertNumQueries(DOOR + OPEN + PAGE + CLOSE), guarded():
            client.get(self.url)

    def test_search_finds_in_the_talk_and_gives_back_what_was_typed(self):
        page = cast.sign_in(self.client, self.c.an).get(reverse("search", args=[self.c.brug.slug]), {"q": '"langs" <b> %s'})
        self.assertContains(page, f"· {self.c.brug.name}</title>")
        self.assertContains(page, 'value="&quot;langs&quot; &lt;b&gt; %s"')
        page = self.client.get(reverse("search", args=[self.c.brug.slug]), {"q": "langs", "kind": "question"})
        self.assertContains(page, "Wie heeft een ladder?")
        self.assertContains(page, '<option value="question" selected>')

    def test_the_post_page_costs_the_same(self):
        """One more for its author: what was proposed for it."""
        url = reverse("post", args=[self.c.brug.slug, self.ladder.id])
        for person, own in ((self.c.bram, 0), (self.c.an, 1)):
            client = cast.sign_in(self.client, person)
            client.get(url)
            with self.assertNumQueries(DOOR + OPEN + PAGE + own + CLOSE), guarded():
                self.assertContains(client.get(url), "Ik, kom maar langs")

    def test_every_page_is_there_for_a_neighbour_and_absent_for_everybody_else(self):
        slug = self.c.brug.slug
        pages = [
            self.url,
            reverse("compose", args=[slug]),
            reverse("compose", args=[slug]) + "?kind=message",
            reverse("search", args=[slug]) + "?q=ladder",
            reverse("more", args=[slug]),
            reverse("post", args=[slug, self.ladder.id]),
            reverse("talk", args=[slug, self.ladder.id]),
            reverse("reactions", args=[slug, self.ladder.id]),
            reverse("edit_post", args=[slug, self.ladder.id]),
            reverse("withdraw_post", args=[slug, self.ladder.id]),
            reverse("comment_post", args=[slug, self.ladder.id]) + f"?parent={self.reply.id}",
        ]
        refused = None
        for page in pages:
            assert cast.sign_in(self.client, self.c.an).get(page).status_code == 200, page
            for who in ("chloe", "els", "femke", "ilse", "hugo", "lotte", "karim", None):
                self.client.logout()
                answer = (cast.sign_in(self.client, getattr(self.c, who), second_step=True) if who else self.client).get(page)
                refused = refused or answer.content
                assert (answer.status_code, answer.content) == (404, refused), (page, who)

    def test_another_neighbourhoods_post_is_absent_at_home_too(self):
        url = reverse("post", args=[self.c.brug.slug, self.chloe_cat.id])
        assert cast.sign_in(self.client, self.c.an).get(url).status_code == 404

    def test_whoever_moved_away_is_a_name_and_no_face(self):
        with acting(cast.KEEPER):
            bram = Member.objects.filter(neighbourhood=self.c.brug, id=self.c.bram_member.id)
            bram.update(photo="019aba85-a65e-75a8-b780-e68795fe91ed")
        pages = [self.url, reverse("post", args=[self.c.brug.slug, self.ladder.id])]
        shown = f"/photo/{self.c.bram_member.id}/"
        client = cast.sign_in(self.client, self.c.an)
        assert all(shown in client.get(page).content.decode() for page in pages)
        with acting(cast.KEEPER):
            bram.update(state=Member.State.GONE)
        for page in pages:
            said = client.get(page).content.decode()
            assert shown not in said and "Bram" in said, page  # its door would be shut

    def test_search_finds_words_in_each_languages_grammar_and_in_the_talk(self):
        client = cast.sign_in(self.client, self.c.an)
        for words, found in (("ladders", True), ("langskomen", False), ("langs", True), ("soep", True), ("chat", False), ("Noor", False)):
            page = client.get(reverse("search", args=[self.c.brug.slug]), {"q": words})
            assert (
                "post-" + str(self.ladder.id) in page.content.decode() or "post-" + str(self.soup.id) in page.content.decode()
            ) is found, words

    def test_search_knows_one_and_many_of_a_word_in_s(self):
        one, many = say(self.c, "bram", "Ik heb een fiets over"), say(self.c, "bram", "De mensen hier hebben twee fietsen")
        client = cast.sign_in(self.client, self.c.an)
        for words, found in (("fiets", (one, many)), ("fietsen", (one, many)), ("mens", (many,)), ("fietsen mens", (many,))):
            page = client.get(reverse("search", args=[self.c.brug.slug]), {"q": words}).content.decode()
            assert [f"post-{post.id}" in page for post in found] == [True] * len(found), words

    def test_new_since_counts_others_only(self):
        client = cast.sign_in(self.client, self.c.an)
        before = f"{self.ladder.created.isoformat()}~{self.ladder.id}"
        answer = client.get(reverse("board_news", args=[self.c.brug.slug]), {"since": before})
        assert answer.content.decode().startswith("1 ")
        again = client.get(reverse("board_news", args=[self.c.brug.slug]), {"since": before}, headers={"If-None-Match": answer["ETag"]})
        assert again.status_code == 304

    def test_a_connector_comes_in_with_a_second_step_only(self):
        without = cast.sign_in(self.client, self.c.dirk, second_step=False).get(self.url)
        assert (without.status_code, without["Location"]) == (302, reverse("mfa_index") + "?for=desk")
        self.client.logout()
        for place in (self.c.brug, self.c.kaai):
            page = cast.sign_in(self.client, self.c.dirk).get(reverse("board", args=[place.slug]))
            assert page.status_code == 200
