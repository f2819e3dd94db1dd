"""correct_announcement: every copy says the new words, and that it was edited."""

import uuid

import pytest
from django.test import TestCase

from stoep.board.announcements.actions import correct_announcement, end_announcement
from stoep.board.models import Announcement, AnnouncementPost, Comment, Post
from stoep.board.search import find
from stoep.journal.models import Entry, TownEntry
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.lib.shards import fan_out
from tests import cast
from tests.shards import guarded

from .writing import TEXTS, carry, everything, send

NEW = {**TEXTS, "nl": {"title": "Straatwerken uitgesteld", "body": "De werken beginnen een week later."}}


class CorrectAnnouncement(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def correct(self, sent, who="els", texts=NEW, fallback="nl"):
        official = cast.mandate(self.c, who)
        with acting(official):
            return correct_announcement(official, announcement=sent.id, texts=texts, fallback=fallback)

    def test_every_copy_is_corrected_once_and_the_talk_stays(self):
        sent = send(self.c)
        post = next(p for p in everything(Post) if p.neighbourhood_id == self.c.brug.id)
        with acting(cast.KEEPER):
            said = {"author_id": self.c.an_member.id, "body": "Eindelijk", "language": "nl"}
            Comment.objects.create(neighbourhood_id=1, post_id=post.id, **said)
        with guarded():
            self.correct(sent, who="eline")  # a colleague
            assert (carry(sent), carry(sent)) == (2, 0)
        for copy in everything(Post):
            assert (copy.title, copy.version) == ("Straatwerken uitgesteld", 2)
            assert copy.edited_at is not None
        assert all(facet.texts == NEW for facet in everything(AnnouncementPost))
        assert len(everything(Comment)) == 1
        assert len(everything(Entry, verb="correct_announcement")) == 2
        an = cast.member(self.c, "an")
        with acting(an):
            assert len(find(an, "uitgesteld")) == 1
            assert find(an, "fietsen") == []

    def test_before_delivery_nobody_has_read_it_so_it_is_not_edited(self):
        sent = send(self.c, delivered=False)
        self.correct(sent)
        assert (carry(sent), carry(sent)) == (2, 0)
        assert [(p.title, p.edited_at) for p in everything(Post)] == [("Straatwerken uitgesteld", None)] * 2

    def test_the_same_words_change_nothing(self):
        sent = send(self.c)
        self.correct(sent, texts=TEXTS)
        assert [line.verb for line in everything(TownEntry)] == ["send_announcement"]

    def test_refused(self):
        sent = send(self.c)
        with pytest.raises(NotAllowed, match="does not let you write"):
            self.correct(sent, who="joris")
        with pytest.raises(NotAllowed, match="both a title and a body"):
            self.correct(sent, texts={"nl": {"title": "Alleen een titel", "body": ""}})
        with pytest.raises(Announcement.DoesNotExist):
            self.correct(sent, who="femke", texts={"nl": NEW["nl"]})
        els = cast.mandate(self.c, "els")
        with acting(els):
            end_announcement(els, announcement=sent.id)
        with pytest.raises(NotAllowed, match="has ended"):
            self.correct(sent)
        assert everything(Announcement)[0].texts == TEXTS


class Unknown(TestCase):
    def test_an_announcement_that_is_not_there(self):
        c = cast.build()
        els = cast.mandate(c, "els")
        with pytest.raises(Announcement.DoesNotExist), acting(els), fan_out("none"):
            correct_announcement(els, announcement=uuid.uuid4(), texts=NEW, fallback="nl")
