"""send_announcement: allowed, refused with which reason, what is written: who would hear is in desk/tests."""

import uuid

import pytest
from django.test import TestCase

from stoep.board.announcements.delivering import deliver
from stoep.board.models import Announcement, AnnouncementPost, Post
from stoep.board.search import find
from stoep.journal.models import Entry, TownEntry
from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.lib.shards import fan_out
from stoep.membership.models import Mandate, Member
from stoep.places.models import AddressCount, Neighbourhood
from tests import cast
from tests.shards import guarded

from .writing import TEXTS, carry, everything, send


class SendAnnouncement(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def refused(self, reason, **said):
        with pytest.raises(NotAllowed, match=reason):
            send(self.c, **said)
        assert everything(Announcement) == []

    def test_it_reaches_each_neighbourhood_with_a_post_of_its_own(self):
        with guarded():
            sent = send(self.c)
        assert (sent.households, sent.signed, sent.function) == (16, "Els", "Buurtregie")
        posts = {post.neighbourhood_id: post for post in everything(Post)}
        assert set(posts) == {self.c.brug.id, self.c.kaai.id}
        assert posts[1].id != posts[2].id
        assert (posts[1].kind, posts[1].title, posts[1].language) == ("announcement", TEXTS["nl"]["title"], "nl")
        authors = {m.id: m for m in everything(Member, kind="town")}
        author = authors[posts[1].author_id]
        assert (author.name, author.person_id, author.neighbourhood_id, len(authors)) == ("Oever", None, 1, 2)
        facet = everything(AnnouncementPost, neighbourhood_id=1)[0]
        assert (facet.texts, facet.signed, facet.introduces, facet.post_id) == (TEXTS, "Els", True, posts[1].id)
        assert everything(Announcement)[0].state == "sent"

    def test_what_the_journal_keeps(self):
        sent = send(self.c)
        line = everything(TownEntry)[0]
        assert (line.verb, line.about, line.person_id, line.duty) == ("send_announcement", sent.id, self.c.els.id, "official")
        assert line.detail == {"neighbourhoods": 2, "households": 16}
        lines = everything(Entry, verb="publish_announcement")
        assert {entry.neighbourhood_id for entry in lines} == {1, 2}
        assert all(entry.detail["announcement"] == str(sent.id) for entry in lines)

    def test_a_double_click_sends_once(self):
        act = uuid.uuid4()
        one, two = send(self.c, act=act, delivered=False), send(self.c, act=act, delivered=False)
        assert one.id == two.id
        assert len(everything(TownEntry)) == 1
        assert (carry(one), carry(one)) == (2, 0)
        assert len(everything(Post)) == 2

    def test_the_first_one_introduces_its_writer(self):
        send(self.c, places=[self.c.brug.id])
        send(self.c)
        introduced = [(f.neighbourhood_id, f.introduces) for f in everything(AnnouncementPost)]
        assert sorted(introduced) == [(1, False), (1, True), (2, True)]

    def test_it_is_found_in_each_of_its_languages(self):
        send(self.c)
        an = cast.member(self.c, "an")
        with acting(an), guarded():
            for words in ("straatwerk", "travaux", "fietsen"):
                assert len(find(an, words)) == 1, words

    def test_who_may(self):
        with acting(cast.KEEPER):
            Mandate.objects.filter(id=self.c.eline_mandate.id).update(may_write=False)
        self.c.eline_mandate.may_write = False
        self.refused("does not let you write", who="eline")
        self.refused("does not let you write", who="joris")

    def test_where(self):
        self.refused("at least one neighbourhood", places=[])
        self.refused("not of this town", places=[self.c.brug.id, self.c.markt.id])
        self.refused("not of this town", who="femke", texts={"nl": TEXTS["nl"]}, places=[self.c.brug.id])

    def test_what(self):
        self.refused("at least one language", texts={"nl": {"title": " ", "body": "\n"}})
        self.refused("at least one language", texts={"de": TEXTS["nl"]}, fallback="de")
        self.refused("language you wrote a text in", texts={"nl": TEXTS["nl"]}, fallback="fr")
        self.refused("both a title and a body", texts={"nl": {"title": "Werken", "body": ""}})
        self.refused("too long", texts={"nl": {"title": "Werken", "body": "x" * 5001}})

    def test_the_job_writes_in_the_towns_own_neighbourhoods_only(self):
        """Whatever somebody made the record say."""
        sent = send(self.c, delivered=False)
        with acting(cast.KEEPER):
            Announcement.objects.filter(id=sent.id).update(neighbourhoods=[self.c.brug.id, self.c.markt.id])
            assert deliver(self.c.dorp.id, sent.id) == 0
        assert carry(sent) == 1
        assert [post.neighbourhood_id for post in everything(Post)] == [self.c.brug.id]


class ManyPlaces(TestCase):
    def test_as_many_queries_for_five_as_for_five_hundred(self):
        c = cast.build()
        with acting(cast.KEEPER), fan_out("the test's places"):
            places = [
                Neighbourhood(id=n, slug=f"oever-{n}", name=f"Wijk {n}", municipality=c.oever, code=str(n), boundary={})
                for n in range(1000, 1500)
            ]
            Neighbourhood.objects.bulk_create(places)
            AddressCount.objects.bulk_create(
                AddressCount(municipality=c.oever, neighbourhood=place, addresses=100, counted_at=now()) for place in places
            )
        for number in (5, 500):
            chosen = [place.id for place in places[:number]]
            with self.subTest(number), self.assertNumQueries(10):  # the savepoint is two of them
                sent = send(c, places=chosen, delivered=False)
            assert sent.households == number * 100
            with acting(cast.KEEPER), self.assertNumQueries(9):
                assert deliver(c.oever.id, sent.id) == number
