"""A form that is kept and sent in the same moment: it is said once, and no draft of it is left."""


from django.test import TransactionTestCase

from stoep.board.actions import publish_post
from stoep.board.drafts.actions import keep_draft
from stoep.board.models import Draft, Post
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from tests import cast
from tests.raw import empty_tables
from tests.together import together

SAID = {"kind": "message", "title": "", "language": "nl", "topics": [], "comments_on": True, "pictures": {}}


class KeptAndSaidAtOnce(TransactionTestCase):
    def _fixture_teardown(self):
        empty_tables()

    def test_eight_copies_and_two_clicks(self):
        c = cast.build()
        an = cast.member(c, "an")
        for _ in range(3):
            self.one_form(an, uuid7())
        with acting(cast.KEEPER):
            assert Post.objects.filter(neighbourhood=c.brug).count() == 3
            assert not Draft.objects.filter(neighbourhood=c.brug, said=False).exists()
            assert Draft.objects.filter(neighbourhood=c.brug).count() == 3

    def one_form(self, an, act):
        def one(n):
            with acting(an):
                if n % 5 == 0:
                    publish_post(an, act=act, body="Wie heeft een ladder?", **SAID)
                else:
                    keep_draft(an, act=act, kind="message", typed={"body": [f"Wie heeft {n}"]}, pictures=[])

        together([lambda n=n: one(n) for n in range(10)])
