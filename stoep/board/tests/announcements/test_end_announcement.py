"""end_announcement: gone from every board; the town keeps its record, the neighbours a trace."""

import pytest
from django.test import TestCase

from stoep.board.announcements.actions import end_announcement
from stoep.board.models import Announcement, Post
from stoep.journal.models import Entry, TownEntry
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from tests import cast
from tests.shards import guarded

from .writing import carry, everything, send


class EndAnnouncement(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def end(self, sent, who="els"):
        official = cast.mandate(self.c, who)
        with acting(official), guarded():
            return end_announcement(official, announcement=sent.id)

    def test_every_copy_is_withdrawn_and_the_record_stays(self):
        sent = send(self.c)
        assert self.end(sent).state == "ended"
        with guarded():
            assert (carry(sent), carry(sent)) == (2, 0)
        assert [(p.withdrawn_at is not None, p.version) for p in everything(Post)] == [(True, 2)] * 2
        assert everything(Announcement)[0].texts == sent.texts
        assert [line.verb for line in everything(TownEntry)] == ["send_announcement", "end_announcement"]
        assert len(everything(Entry, verb="end_announcement")) == 2

    def test_ended_before_delivery_it_never_appears(self):
        sent = send(self.c, delivered=False)
        self.end(sent)
        assert carry(sent) == 0
        assert everything(Post) == []

    def test_twice_is_once(self):
        sent = send(self.c)
        self.end(sent)
        self.end(sent)
        assert len(everything(TownEntry, verb="end_announcement")) == 1

    def test_refused(self):
        sent = send(self.c)
        with pytest.raises(NotAllowed, match="does not let you write"):
            self.end(sent, who="joris")
        with pytest.raises(Announcement.DoesNotExist):
            self.end(sent, who="femke")
        assert everything(Announcement)[0].state == "sent"
