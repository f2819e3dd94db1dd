"""Words that only neighbours may read never appear on any page of the desk, for anybody who may open one (SECURITY T4)."""

import uuid

from django.test import TestCase

from stoep.board.announcements.delivering import deliver
from stoep.board.models import Announcement, Comment, Picture, Post
from stoep.desk.urls import urlpatterns
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from stoep.membership.in_names.models import NamedWords
from stoep.membership.models import LetterBatch, Member
from tests import cast

from .at_desk import announcement, at_desk, order, url


class Canaries(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c, cls.tokens = cast.build(), []

    def token(self) -> str:
        self.tokens.append(f"canary{uuid.uuid4().hex[:12]}")
        return self.tokens[-1]

    def neighbours_talk(self):
        """In the words of a post, under the announcement itself, in names, streets, profiles and pictures."""
        with acting(cast.KEEPER), fan_out("the test's talk"):
            for member in (self.c.an_member, self.c.bram_member, self.c.chloe_member):
                here = {"neighbourhood_id": member.neighbourhood_id}
                Member.objects.filter(**here, id=member.id).update(name=self.token(), street=self.token(), about=self.token())
                said = {**here, "author_id": member.id, "language": "nl"}
                post = Post.objects.create(**said, title=self.token(), body=self.token())
                Picture.objects.create(**here, post_id=post.id, member_id=member.id, alt=self.token(), width=1, height=1)
                for under in Post.objects.filter(**here):
                    Comment.objects.create(**said, post_id=under.id, body=self.token())

    def test_no_page_holds_one(self):
        els = at_desk(self.c)
        els.post(url("send_announcement"), announcement())
        els.post(url("order_letters"), order(self.c))
        with acting(cast.KEEPER):
            sent, batch = Announcement.objects.get(), LetterBatch.objects.get()
            deliver(self.c.oever.id, sent.id)
            words = NamedWords.objects.create(municipality_id=self.c.oever.id, neighbourhood_id=self.c.brug.id, name="An", language="nl")
        self.neighbours_talk()
        seen = 0
        for who, town in (("els", "oever"), ("eline", "oever"), ("joris", "oever"), ("femke", "dorp"), ("dirk", "oever")):
            browser = at_desk(self.c, who)
            for pattern in urlpatterns:
                ids = {"announcement": [sent.id], "batch": [batch.id], "words": [words.id]}
                given = next((ids[name] for name in ids if name in pattern.pattern.converters), [])
                page = url(pattern.name, *given, town=town)
                seen += self.look(browser.get(page), page, who)
                seen += self.look(browser.post(page, {**announcement(body_nl=""), "reason": ""}), page, who)
        assert seen > 30, "hardly any page opened: this proves nothing"

    def look(self, answer, page, who) -> bool:
        whole = answer.getvalue() + str(answer.headers).encode()
        for token in self.tokens:
            assert token.encode() not in whole, f"{who} reads a neighbour's words on {page}"
        return answer.status_code == 200
