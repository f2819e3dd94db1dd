"""A post reaches next door: who may, what stands there, and that it follows what becomes of the original."""

from datetime import UTC, datetime

from django.test import TestCase

from stoep.board.actions import comment_post, edit_post, hold_post, release_post, withdraw_post
from stoep.board.lost.actions import bring_home, report_lost
from stoep.board.models import Comment, Event, Post
from stoep.board.nearby.actions import end_nearby
from stoep.board.nearby.carrying import carry as queue
from stoep.journal.models import Entry
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.lib.standings import Applicant, Clockwork
from stoep.membership.actions.nearby import read_nearby
from stoep.membership.actions.settling import settle, settled_before
from stoep.membership.guests import guest_face
from stoep.membership.models import Block, Member
from stoep.places.models import Neighbourhood
from tests import cast
from tests.shards import guarded

from . import nearby


class Nearby(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = nearby.town()

    def setUp(self):
        self.an = cast.member(self.c, "an")

    def reached(self, **changes):
        post = nearby.say(self.c, **changes)
        nearby.reach(self.c, post)
        return post, nearby.carry(self.c, post)

    def page(self, who, path=""):
        place = self.c.kaai if who == "chloe" else self.c.brug
        return cast.sign_in(self.client, getattr(self.c, who)).get(f"/n/{place.slug}/{path}")

    def test_the_next_street_reads_it_by_a_short_name_and_nothing_else(self):
        post, copy = self.reached()
        page = self.page("chloe")
        self.assertContains(page, "ladder van drie meter")
        self.assertContains(page, "An P.")
        for word in ("Peeters", "Brugstraat", str(post.id), str(self.c.an_member.id)):
            self.assertNotContains(page, word)
        self.assertContains(page, "· Brug</span>")
        assert (copy.kind, copy.topics, copy.talk_count) == ("question", ["things"], 0)
        face = self.page("chloe", f"neighbour/{copy.author_id}/")
        self.assertContains(face, "An P.")
        self.assertNotContains(face, "Brugstraat")
        self.assertNotContains(face, "/chat/with/")
        assert self.page("chloe", f"posts/{post.id}/").status_code == 404
        assert self.page("bram", f"posts/{copy.id}/").status_code == 404

    def test_who_may_and_who_may_not(self):
        with acting(cast.KEEPER):
            Member.objects.filter(neighbourhood=self.c.brug, id=self.c.bram_member.id).update(joined_at="2020-01-01T00:00Z")
        hidden = nearby.say(self.c, "marie")
        with self.assertRaisesMessage(NotAllowed, "Your street is hidden"):
            nearby.reach(self.c, hidden, "marie")
        post, _copy = self.reached()
        with self.assertRaisesMessage(NotAllowed, "already"):
            nearby.reach(self.c, post)
        with self.assertRaisesMessage(NotAllowed, "Only the one who wrote"):
            nearby.reach(self.c, nearby.say(self.c, "bram"))
        for _ in range(3):
            nearby.reach(self.c, nearby.say(self.c, "bram"), "bram")
        with self.assertRaisesMessage(NotAllowed, "Three texts"):
            nearby.reach(self.c, nearby.say(self.c, "bram"), "bram")

    def test_only_open_neighbourhoods_of_the_same_town(self):
        with acting(cast.KEEPER):
            assert Neighbourhood.objects.get(id=self.c.brug.id).touches == [self.c.kaai.id]
            assert Neighbourhood.objects.get(id=self.c.markt.id).touches == []
            Neighbourhood.objects.filter(id=self.c.kaai.id).update(opened_on=None)
        with self.assertRaisesMessage(NotAllowed, "has opened yet"):
            nearby.reach(self.c, nearby.say(self.c))

    def test_raw_words_in_reach_do_not_lead_into_another_town(self):
        post = nearby.say(self.c)
        with acting(self.an):
            Post.objects.filter(neighbourhood=self.c.brug, id=post.id).update(reach=[self.c.markt.id], reach_at="2026-01-01T00:00Z")
        assert nearby.carry(self.c, post, self.c.markt) is None
        assert nearby.copies(self.c, self.c.markt) == []

    def test_a_job_that_runs_twice_makes_one_copy_and_one_line(self):
        post, copy = self.reached()
        again = nearby.carry(self.c, post)
        assert again.id == copy.id
        assert len(nearby.copies(self.c)) == 1
        with acting(cast.KEEPER):
            assert Entry.objects.filter(neighbourhood=self.c.kaai, verb="publish_nearby").count() == 1

    def test_it_follows_what_is_changed_and_taken_back(self):
        post, _copy = self.reached()
        self.page("chloe")  # the card is stored
        said = {**nearby.SAID, "title": "Nog altijd", "pictures": {}}
        del said["kind"]
        with acting(self.an), guarded():
            edit_post(self.an, post=post.id, body="Een trapje mag ook, @Bram.", **said)
        nearby.carry(self.c, post)
        page = self.page("chloe")
        self.assertContains(page, "Een trapje mag ook, Bram.")
        self.assertContains(page, "Nog altijd")
        with acting(self.an), guarded():
            withdraw_post(self.an, post=post.id)
        nearby.carry(self.c, post)
        self.assertNotContains(self.page("chloe"), "trapje")

    def test_its_author_can_take_the_copies_back_alone(self):
        post, _copy = self.reached()
        with acting(self.an), guarded():
            end_nearby(self.an, post=post.id)
        nearby.carry(self.c, post)
        self.assertNotContains(self.page("chloe"), "ladder van")
        self.assertContains(self.page("bram"), "ladder van")

    def test_held_here_is_held_there_and_held_there_stays_so(self):
        post, copy = self.reached()
        clock, away = Clockwork.of("test", here=self.c.brug.id), Clockwork.of("test", here=self.c.kaai.id)
        with acting(clock):
            hold_post(clock, post=post.id, why="flags")
        nearby.carry(self.c, post)
        self.assertNotContains(self.page("chloe"), "ladder van")
        with acting(clock):
            release_post(clock, post=post.id)
        nearby.carry(self.c, post)
        self.assertContains(self.page("chloe"), "ladder van")
        with acting(away):
            hold_post(away, post=copy.id, why="flags")
        nearby.carry(self.c, post)
        self.assertNotContains(self.page("chloe"), "ladder van")
        self.assertContains(self.page("bram"), "ladder van")

    def test_held_before_it_is_carried_it_does_not_go(self):
        post = nearby.say(self.c)
        nearby.reach(self.c, post)
        clock = Clockwork.of("test", here=self.c.brug.id)
        with acting(clock):
            hold_post(clock, post=post.id, why="flags")
        assert nearby.carry(self.c, post) is None

    def test_who_reads_nothing_from_nearby_finds_it_nowhere(self):
        _post, copy = self.reached()
        chloe = cast.member(self.c, "chloe")
        with acting(chloe), guarded():
            read_nearby(chloe, reads=False)
        for path in ("", "?kind=question", "search/?q=ladder", "?topic=things"):
            self.assertNotContains(self.page("chloe", path), "ladder van")
        assert self.page("chloe", f"posts/{copy.id}/").status_code == 404
        assert self.page("chloe", "news/?since=2020-01-01T00:00:00%2B00:00~00000000-0000-0000-0000-000000000000").content == b""
        with acting(chloe):
            read_nearby(chloe, reads=True)
        self.assertContains(self.page("chloe", "search/?q=ladder"), "ladder van")

    def test_blocked_ones_see_nothing_of_each_other_next_door_either(self):
        with acting(cast.KEEPER):
            Block.objects.create(blocker_id=self.c.chloe.id, blocked_id=self.c.an.id)
        _post, copy = self.reached()
        self.assertNotContains(self.page("chloe"), "ladder van")
        assert self.page("chloe", f"posts/{copy.id}/").status_code == 404

    def test_what_was_lost_comes_home_there_too(self):
        said = {"title": "", "body": "Onze kat Minoe is weg.", "language": "nl", "topics": [], "comments_on": True, "pictures": {}}
        with acting(self.an):
            post = report_lost(self.an, act=uuid7(), said=said, what="lost", where="Kerkplein")
        nearby.reach(self.c, post)
        copy = nearby.carry(self.c, post)
        assert copy.body.startswith("Verloren\nKerkplein\n\nOnze kat"), copy.body
        self.assertContains(self.page("chloe", f"posts/{copy.id}/"), "Kerkplein")
        with acting(self.an):
            bring_home(self.an, post=post.id, home=True)
        assert "Weer thuis" in nearby.carry(self.c, post).body

    def test_what_is_planned_says_when_and_where(self):
        start = datetime(2030, 5, 4, 12, tzinfo=UTC)
        with acting(cast.KEEPER):
            post = Post(neighbourhood=self.c.brug, author_id=self.c.an_member.id, kind="event", title="Straatfeest", body="", language="nl")
            post.save(force_insert=True)
            Event(neighbourhood=self.c.brug, post_id=post.id, starts_at=start, last_at=start, place="Kerkplein").save(force_insert=True)
        nearby.reach(self.c, post)
        assert nearby.carry(self.c, post).body == "zaterdag 4 mei, 14:00\nKerkplein"
        assert self.page("chloe").status_code == 200
        assert "Straatfeest" not in self.page("chloe", "calendar/").content.decode(), "nobody there says that they come"

    def test_a_guest_who_comes_to_live_there_grows_into_the_same_face(self):
        with acting(cast.KEEPER):
            face = guest_face(self.c.hugo.id, self.c.kaai.id, "Hugo Maes")
        applicant = Applicant(here=self.c.kaai.id, person=self.c.hugo.id)
        with acting(applicant):
            assert settled_before(applicant) is None
            member = settle(applicant, address_id=self.c.kaai_homes[3].id, name="Hugo Maes", proof="letter")
        assert (member.id, member.state, member.name, member.street) == (face, "active", "Hugo Maes", "Kaaistraat")
        self.assertContains(self.page("chloe", f"neighbour/{face}/"), "Hugo Maes")
        assert cast.sign_in(self.client, self.c.hugo).get("/n/oever-kaai/").status_code == 200

    def test_shielded_since_then_the_copies_go(self):
        post, _copy = self.reached()
        with acting(cast.KEEPER):
            Member.objects.filter(neighbourhood=self.c.brug, id=self.c.an_member.id).update(shielded=True)
        nearby.carry(self.c, post)
        self.assertNotContains(self.page("chloe"), "ladder van")

    def test_the_talks_stay_apart(self):
        post, copy = self.reached()
        bram, chloe = cast.member(self.c, "bram"), cast.member(self.c, "chloe")
        with acting(bram), guarded():
            comment_post(bram, post=post.id, body="Ik heb er een in Brug", act=uuid7())
        with acting(chloe), guarded():
            comment_post(chloe, post=copy.id, body="Ik heb er een in Kaai", act=uuid7())
        for who, one, other in (("bram", "in Brug", "in Kaai"), ("chloe", "in Kaai", "in Brug")):
            self.assertContains(self.page(who), one)
            self.assertNotContains(self.page(who), other)
        with acting(cast.KEEPER):
            here = Comment.objects.get(neighbourhood=self.c.brug)
            away = Comment.objects.get(neighbourhood=self.c.kaai)
        assert (here.guest_id, here.signed) == (None, "")
        assert (away.guest_id, away.signed) == (copy.author_id, "Chloé")

    def test_each_neighbourhood_is_one_job(self):
        post = nearby.say(self.c)
        nearby.reach(self.c, post)
        with acting(Clockwork.of("carry_nearby", here=self.c.brug.id)):
            assert queue(self.c.brug.id, post.id) == 1
