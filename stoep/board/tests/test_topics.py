"""Topics: proposed from the words, said why, changed in one tap; and what `stoep topics measure` measured still holds."""


from django.test import TestCase

from stoep.board.actions import choose_topics, edit_post, publish_post
from stoep.board.models import Post
from stoep.board.topics import proposing
from stoep.board.topics.measuring import held_out, measured
from stoep.board.topics.proposing import propose
from stoep.board.urgent.reasons import REASONS
from stoep.board.words import TOPICS
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from tests import cast
from tests.quickest import quickest

DANGER = "Het kruispunt aan de bakker is gevaarlijk voor wie met de fiets komt."
SAID = {"title": "", "body": DANGER, "language": "nl", "comments_on": True, "pictures": {}}


class Proposing(TestCase):
    def test_a_topic_is_proposed_for_words_that_stand_in_the_text(self):
        found = propose(DANGER, "message")
        assert found.topic == "traffic" and set(found.because) == {"fiets", "kruispunt"}, found
        assert propose("Wer verleiht eine Leiter und einen Akkuschrauber?").topic == "things"
        assert propose("On m'a volé mon sac à la gare, plainte à la police.").topic == "safety"

    def test_without_confidence_it_is_something_else(self):
        for text in ("", "?!", "zomaar iets", "xyzzy plugh"):
            assert propose(text).topic == "other" and not propose(text).because, text

    def test_the_kind_says_what_the_words_do_not(self):
        assert propose(DANGER, "thing").topic == "things" and propose("xyzzy", "help").topic == "care"
        assert propose("xyzzy", "event").topic == "activities"

    def test_what_says_itself_what_it_is_is_never_guessed(self):
        child = "Lina, zes jaar, rode jas, kwam niet thuis van de zwemles."
        assert propose(child, "message").topic not in ("safety", "other")  # the words alone would put it somewhere
        for reason, topic in {"missing": "safety", "danger": "safety", "cut": "safety", "pet": "lost", "today": "care"}.items():
            assert propose(child, "message", reason) == proposing.Proposal(topic), reason
        assert propose("Onze kat is weg, bij de speeltuin.", "lost") == proposing.Proposal("lost")
        assert set(proposing.BY_CALL) == set(REASONS)

    def test_only_the_closed_list(self):
        """Of the list one topic is never proposed for words: the kind gives it."""
        assert {*proposing.learned()["topics"], "lost"} == set(TOPICS)

    def test_it_is_as_good_as_was_measured(self):
        for language, rows in held_out().items():
            found = measured(rows)
            assert found["first"] > 0.65 and found["first_two"] > 0.8, (language, found)

    def test_a_post_costs_less_than_a_millisecond(self):
        texts = [text for rows in held_out().values() for _topics, text in rows]
        propose(texts[0])
        enough = 0.001 * len(texts)
        assert quickest(lambda: [propose(text) for text in texts], enough) < enough


class Topics(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()
        cls.an, cls.bram = cast.member(cls.c, "an"), cast.member(cls.c, "bram")

    def publish(self, topics=(), **changes):
        with acting(self.an):
            return publish_post(self.an, kind="message", act=uuid7(), topics=list(topics), **SAID | changes)

    def test_who_chose_none_gets_the_proposal_and_who_chose_keeps_the_choice(self):
        proposed, chosen = self.publish(), self.publish(["safety"])
        assert (proposed.topics, proposed.topics_proposed) == (["traffic"], True)
        assert (chosen.topics, chosen.topics_proposed) == (["safety"], False)

    def test_other_words_propose_another_topic_until_one_is_chosen(self):
        post = self.publish()
        with acting(self.an):
            other = edit_post(self.an, post=post.id, topics=[], **SAID | {"body": "Wie wil deze kast gratis afhalen?"})
            assert (other.topics, other.topics_proposed) == (["things"], True)
            choose_topics(self.an, post=post.id, topics=["waste"])
            found = Post.objects.get(neighbourhood=self.an.here, id=post.id)
            assert (found.topics, found.topics_proposed, found.version) == (["waste"], False, 3)

    def test_it_is_the_authors_to_say(self):
        post = self.publish()
        with acting(self.bram), self.assertRaises(NotAllowed):
            choose_topics(self.bram, post=post.id, topics=["waste"])

    def test_the_author_is_told_and_changes_it_in_one_tap(self):
        client, place = cast.sign_in(self.client, self.c.an), f"/n/{self.c.brug.slug}/"
        sent = {"body": DANGER, "language": "nl", "comments_on": "on", "kind": "message", "act": str(uuid7())}
        page = client.post(f"{place}posts/publish/", sent, follow=True)
        self.assertContains(page, "fiets, kruispunt")
        with acting(self.an):
            post = Post.objects.get(neighbourhood=self.an.here)
        self.assertContains(client.get(f"{place}posts/{post.id}/"), f'id="topic-{post.id}"')
        rare = client.get(f"{place}posts/{post.id}/").content.decode().partition('<details class="fold post-more">')[2]
        rare = rare.partition('class="post-foot')[0]
        assert "/topics/" in rare and "/paper/" in rare and "/nearby/" in rare  # what one seldom does is behind one line
        page = client.post(f"{place}posts/{post.id}/topics/", {"topics": ["safety"]}, follow=True)
        self.assertNotContains(page, f'id="topic-{post.id}"')
        self.assertContains(page, "?topic=safety")
        assert client.post(f"{place}posts/{post.id}/topics/", {"topics": ["beliefs"]}).status_code == 302
        with acting(self.an):
            assert Post.objects.get(neighbourhood=self.an.here).topics == ["safety"]

    def test_while_one_writes(self):
        client, url = cast.sign_in(self.client, self.c.an), f"/n/{self.c.brug.slug}/topics/propose/"
        self.assertContains(client.post(url, {"body": DANGER}), "fiets, kruispunt")
        self.assertNotContains(client.post(url, {"body": DANGER, "topics": ["waste"]}), "kruispunt")
        self.assertNotContains(client.post(url, {"body": " "}), "chip")
        self.assertNotContains(client.post(url, {"body": "<script>fiets</script> kruispunt"}), "<script>")


class OneTopic(TestCase):
    """The board about one topic: from the chip on a card, page after page, until it is ended."""

    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()
        said = {"neighbourhood_id": cls.c.brug.id, "author_id": cls.c.bram_member.id, "language": "nl"}
        with acting(cast.KEEPER):
            Post.objects.bulk_create(Post(**said, body=f"Lawaai {n}", topics=["traffic"]) for n in range(12))
            Post.objects.bulk_create([Post(**said, body="Wie heeft een ladder?", topics=["things"], kind="question")])

    def page(self, query=""):
        self.place = f"/n/{self.c.brug.slug}/"
        return cast.sign_in(self.client, self.c.an).get(f"{self.place}{query}")

    def test_the_chip_on_a_card_leads_to_it_and_the_pill_ends_it(self):
        everything = self.page()
        self.assertContains(everything, f'href="{self.place}?topic=traffic"')
        self.assertNotContains(everything, "Alle onderwerpen")
        page = self.page("?topic=traffic")
        self.assertContains(page, "Onderwerp: Verkeer")
        self.assertContains(page, f'<a href="{self.place}" aria-current="true">')
        self.assertNotContains(page, "ladder")

    def test_another_kind_and_an_older_page_keep_it(self):
        page = self.page("?topic=traffic")
        self.assertContains(page, f'href="{self.place}?kind=question&amp;topic=traffic"')
        self.assertContains(page, "?topic=traffic&amp;before=")
        narrow = self.page("?kind=question&topic=things")
        self.assertContains(narrow, "ladder")
        self.assertContains(narrow, f'<a href="{self.place}?kind=question" aria-current="true">')
        self.assertContains(narrow, f'<a href="{self.place}?topic=things">')

    def test_where_nothing_was_said_about_it(self):
        self.assertContains(self.page("?topic=waste"), "Hierover is nog niets gezegd")
        self.assertContains(self.page("?topic=beliefs"), "Lawaai")
