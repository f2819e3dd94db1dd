"""The same form fifty times in one moment, of each kind of post: it is said once, with one facet and one line in the journal."""

from datetime import timedelta

from django.test import TransactionTestCase
from django.utils import timezone

from stoep.board.actions import comment_post, publish_post
from stoep.board.groups.actions import begin_group
from stoep.board.ideas.actions import back_idea, share_idea
from stoep.board.lost.actions import report_lost
from stoep.board.models import Backing, Comment, Group, Idea, Lost, Post, Thing
from stoep.board.things.actions import offer_thing
from stoep.care.actions import ask_help
from stoep.care.models import HelpRequest
from stoep.journal.models import Entry
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.membership.models import Member
from tests import cast
from tests.raw import empty_tables
from tests.together import together

SAID = {"title": "", "body": "Wie doet mee?", "language": "nl", "topics": [], "comments_on": True, "pictures": {}}
KINDS = [
    (publish_post, {"kind": "message", **SAID}, None),
    (report_lost, {"said": SAID, "what": "lost", "where": ""}, Lost),
    (ask_help, {"said": SAID, "skill": "carry", "moment": "", "helpers": 1}, HelpRequest),
    (offer_thing, {"said": SAID, "what": "give", "portions": 1, "until": None, "moment": "", "thanks": ""}, Thing),
    (share_idea, {"said": SAID, "needs": [], "people": None}, Idea),
]


class SaidAtOnce(TransactionTestCase):
    def setUp(self):
        self.c = cast.build()

    def _fixture_teardown(self):
        empty_tables()

    def does(self, who, verb, **given):
        standing = cast.member(self.c, who)
        with acting(standing):
            return verb(standing, **given)

    def rows(self, model, **of):
        with acting(cast.KEEPER):
            return model.objects.filter(neighbourhood=self.c.brug, **of).count()

    def test_each_kind_of_post(self):
        for verb, given, facet in KINDS:
            with self.subTest(verb.__name__):
                act, before = uuid7(), self.rows(Entry, verb="publish_post")
                answers = together([lambda verb=verb, given=given, act=act: self.does("bram", verb, act=act, **given)] * 50)
                assert len({post.id for post in answers}) == 1
                assert self.rows(Entry, verb="publish_post") == before + 1
                assert facet is None or self.rows(facet) == 1
                with acting(cast.KEEPER):
                    Post.objects.filter(neighbourhood=self.c.brug).update(created=timezone.now() - timedelta(days=2))  # a new day

    def test_of_a_newcomers_posts_one_gets_through_and_the_others_hear_how_long_to_wait(self):
        with acting(cast.KEEPER):
            Member.objects.filter(neighbourhood=self.c.brug, id=self.c.bram_member.id).update(joined_at=timezone.now())
        verbs = [(verb, given) for verb, given, _facet in KINDS]
        acts = [lambda verb=verb, given=given: self.does("bram", verb, act=uuid7(), **given) for verb, given in verbs]
        refused = [str(answer) for answer in together(acts) if isinstance(answer, NotAllowed)]
        assert self.rows(Post) == 1 and len(refused) == len(acts) - 1
        assert all("you can post it in" in words for words in refused), refused

    def test_an_answer_a_group_a_choice_and_a_place_behind_an_idea(self):
        post, act = self.does("an", publish_post, act=uuid7(), kind="message", **SAID), uuid7()
        together([lambda: self.does("bram", comment_post, post=post.id, act=act, body="Ik")] * 50)
        assert self.rows(Comment) == 1
        group = {"act": act, "name": "Koor", "about": "Zingen", "kind": "hobby"}
        together([lambda: self.does("bram", begin_group, **group)] * 50)
        assert self.rows(Group) == 1
        idea = self.does("an", share_idea, act=uuid7(), said=SAID, needs=[], people=None)
        together([lambda: self.does("bram", back_idea, post=idea.id, answer="joins")] * 50)
        assert self.rows(Backing) == self.rows(Entry, verb="back_idea") == 1
