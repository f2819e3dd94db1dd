"""Two clicks at the same moment, two workers at the same job: one announcement, one post in each neighbourhood."""

import uuid

from django.test import TransactionTestCase

from stoep.board.models import Announcement, Post
from stoep.journal.models import Entry, TownEntry
from tests import cast
from tests.raw import empty_tables
from tests.together import together

from .writing import carry, everything, send


class TwiceAtOnce(TransactionTestCase):
    def setUp(self):
        self.c = cast.build()

    def _fixture_teardown(self):
        empty_tables()

    def test_two_clicks(self):
        act = uuid.uuid4()
        first, second = together([lambda: send(self.c, act=act, delivered=False)] * 2)
        assert first.id == second.id
        assert (len(everything(Announcement)), len(everything(TownEntry))) == (1, 1)

    def test_two_workers(self):
        sent = send(self.c, delivered=False)
        assert sorted(together([lambda: carry(sent)] * 2)) == [0, 2]
        assert (len(everything(Post)), len(everything(Entry))) == (2, 2)

    def test_two_announcements_meet_where_the_town_has_no_face_yet(self):
        both = [send(self.c, delivered=False), send(self.c, delivered=False)]
        assert together([lambda: carry(both.pop())] * 2) == [2, 2]
        assert len({post.author_id for post in everything(Post)}) == 2
