"""Who would hear of an announcement, and of an answer under it: open pages are woken, no bell rings, the town has no ears."""

import uuid

from django.test import TestCase

from stoep.board.announcements.actions import send_announcement
from stoep.board.announcements.delivering import deliver
from stoep.board.models import Comment, Post
from stoep.journal.models import Entry
from stoep.journal.record import record
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from stoep.notify.hearing import hear_entry
from stoep.notify.models import Notification
from tests import cast

TEXTS = {"nl": {"title": "Werken", "body": "Maandag."}}


class WhoHears(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = c = cast.build()
        els, both = cast.mandate(c, "els"), [c.brug.id, c.kaai.id]
        with acting(els):
            sent = send_announcement(els, texts=TEXTS, fallback="nl", neighbourhoods=both, act=uuid.uuid4())
        with acting(cast.KEEPER):
            deliver(c.oever.id, sent.id)

    def hear(self) -> int:
        with acting(cast.KEEPER), fan_out("the test's watchers"):
            rung = sum(hear_entry(entry.neighbourhood_id, str(entry.id)) for entry in Entry.objects.all())
            assert Notification.objects.count() == rung
            return rung

    def test_an_announcement_rings_no_bell(self):
        assert self.hear() == 0

    def test_an_answer_under_it_is_told_to_nobody_at_the_town(self):
        an = cast.member(self.c, "an")
        with acting(an):
            post = Post.objects.get(neighbourhood_id=an.here)
            said = {"post_id": post.id, "author_id": an.member, "body": "Eindelijk", "language": "nl"}
            comment = Comment.objects.create(neighbourhood_id=an.here, **said)
            record(an, "comment_post", about=comment.id, post=post.id)
        assert self.hear() == 0
