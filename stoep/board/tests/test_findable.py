"""Found by what is written beside the text: the words of every facet, and the name of the group it was said for."""

from datetime import timedelta

from django.test import TestCase

from stoep.board import search
from stoep.board.actions import comment_post, withdraw_post
from stoep.board.calendar.actions import edit_event, plan_event
from stoep.board.groups.actions import begin_group, edit_group
from stoep.board.ideas.actions import edit_idea, move_idea, share_idea
from stoep.board.leaving import erase
from stoep.board.lost.actions import edit_lost, report_lost
from stoep.board.models import Post
from stoep.board.polls.actions import ask_poll, edit_poll
from stoep.board.things.actions import edit_thing, offer_thing
from stoep.care.actions import ask_help, edit_help
from stoep.lib.clock import now
from stoep.lib.ids import uuid7
from stoep.lib.own import Face
from stoep.lib.roles import acting
from tests import cast
from tests.shards import guarded

SAID = {"title": "", "body": "Wie kwam langs met een trottinette?", "language": "nl", "topics": [], "comments_on": True, "pictures": {}}


def event(place, *needs):
    at = now() + timedelta(days=3)
    facet = {"starts_at": at, "ends_at": None, "place": place, "price": "vrije bijdrage", "rule": ""}
    return facet | {"needs": [(what, 1) for what in needs]}


def thing(moment, thanks=""):
    return {"what": "give", "portions": 1, "until": None, "moment": moment, "thanks": thanks}


def poll(*options):
    return {"what": "choice", "options": list(options), "several": False, "ends_at": now() + timedelta(days=3)}


class Findable(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()
        cls.an, cls.bram = cast.member(cls.c, "an"), cast.member(cls.c, "bram")

    def does(self, verb, **given):
        with acting(self.an), guarded():
            return verb(self.an, **given)

    def found(self, words) -> list:
        with acting(self.bram), guarded():
            return search.find(self.bram, words)

    def told(self, begin, change, before, after, *, old, new, stays="trottinette"):
        """What is begun is found by its old words, and once changed by its new ones alone; the post's own words stay."""
        post = self.does(begin, act=uuid7(), said=SAID, **before)
        for word in old:
            assert self.found(word) == [post.id], word
        self.does(change, post=post.id, said=SAID, **after)
        for word in new:
            assert self.found(word) == [post.id], word
        assert self.found(old[0]) == [] and self.found(stays) == [post.id]
        return post.id

    def test_the_place_and_the_needs_of_an_event(self):
        old, new = event("Kapelletje", "spaghetti"), event("Speelplein", "drankjes", "vuurkorf")
        self.told(plan_event, edit_event, old, old | new, old=["Kapelletje", "spaghetti", "bijdrage"], new=["Speelplein", "vuurkorf"])

    def test_where_something_was_lost(self):
        old, new = {"what": "lost", "where": "Kerkplein"}, {"what": "lost", "where": "Sluizeken"}
        post = self.told(report_lost, edit_lost, old, new, old=["Kerkplein"], new=["Sluizeken"])
        self.does(withdraw_post, post=post)
        assert self.found("Sluizeken") == []

    def test_the_moment_of_a_thing_and_what_one_asks_in_return(self):
        old, new = thing("zaterdagochtend", "pannenkoeken"), thing("vrijdagavond")
        self.told(offer_thing, edit_thing, old, new, old=["zaterdagochtend", "pannenkoeken"], new=["vrijdagavond"])

    def test_the_moment_of_a_request_for_help(self):
        old, new = ({"skill": "carry", "moment": moment, "helpers": 1} for moment in ("dinsdagmiddag", "zondagochtend"))
        self.told(ask_help, edit_help, old, new, old=["dinsdagmiddag"], new=["zondagochtend"])

    def test_the_answers_of_a_poll(self):
        self.told(ask_poll, edit_poll, poll("Picknick", "Fietsen"), poll("Fietsen", "Vlooienmarkt"), old=["picknick"], new=["vlooienmarkt"])

    def test_what_an_idea_needs_and_where_it_stands(self):
        old, new = ({"needs": [(what, 1)], "people": None} for what in ("kruiwagen", "plantgoed"))
        post = self.told(share_idea, edit_idea, old, new, old=["kruiwagen"], new=["plantgoed"])
        self.does(move_idea, post=post, stage="doing", word="De tegels zijn uitgebroken")
        assert self.found("tegels") == self.found("plantgoed") == [post]

    def test_the_group_it_was_said_for_by_its_name_of_now(self):
        group = self.does(begin_group, name="Leesclub de Bladwijzer", kind="hobby", about="", act=uuid7())
        post = self.does(report_lost, act=uuid7(), said=SAID | {"group": group.id}, what="lost", where="")
        assert self.found("bladwijzer") == self.found("leesclub") == [post.id]
        self.does(edit_group, group=group.id, name="Boekenvrienden", kind="hobby", about="")
        assert (self.found("bladwijzer"), self.found("boekenvrienden")) == ([], [post.id])

    def test_nothing_of_it_is_found_once_its_author_has_left(self):
        lost = self.does(report_lost, act=uuid7(), said=SAID, what="lost", where="Kerkplein")
        planned = self.does(plan_event, act=uuid7(), said=SAID, **event("Kapelletje", "spaghetti"))
        for post in (lost, planned):
            with acting(self.bram):
                comment_post(self.bram, post=post.id, parent=None, body="Ja, ik.", act=uuid7())
        with acting(cast.KEEPER):
            erase(cast.KEEPER, Face(self.c.brug.id, self.an.member, "Brug"), {})
            assert Post.objects.filter(neighbourhood=self.c.brug).count() == 2
            assert not Post.objects.filter(neighbourhood=self.c.brug, vector__isnull=False).exists()
        assert self.found("Kerkplein") == self.found("spaghetti") == []
