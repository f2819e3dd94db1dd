"""Many at the same moment, and a worker that is killed in the middle: each neighbourhood has the copy once, as the post stands last."""


from django.test import TransactionTestCase

from stoep.board.actions import comment_post, edit_post
from stoep.board.actions.pictures import folder_of
from stoep.board.models import Picture, Post
from stoep.cli.jobs import drain
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.notify.models import Notification
from stoep.places.models import Neighbourhood
from tests import cast
from tests.raw import empty_tables
from tests.together import together

from . import nearby


class NearbyAtOnce(TransactionTestCase):
    def setUp(self):
        self.c = nearby.town()
        self.post = nearby.say(self.c)

    def _fixture_teardown(self):
        empty_tables()

    def test_two_clicks_and_six_jobs_are_one_copy(self):
        clicked = together([lambda: nearby.reach(self.c, self.post)] * 4)
        assert sum(isinstance(one, Post) for one in clicked) == 1, clicked
        made = together([lambda: nearby.carry(self.c, self.post)] * 6)
        assert len({copy.id for copy in made}) == 1
        assert [copy.body for copy in nearby.copies(self.c)] == [self.post.body]

    def test_killed_in_the_middle_it_goes_on(self):
        markt = {"municipality": self.c.oever, "opened_on": "2026-01-01"}
        with acting(cast.KEEPER):
            Neighbourhood.objects.filter(id=self.c.markt.id).update(**markt)
            Neighbourhood.objects.filter(id=self.c.brug.id).update(touches=[self.c.kaai.id, self.c.markt.id])
        nearby.reach(self.c, self.post)
        nearby.carry(self.c, self.post, self.c.markt)
        folder = folder_of(self.c.kaai.id)
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.write_text("no folder")  # the last step, its pictures, breaks off
        with self.assertRaises(FileExistsError):
            nearby.carry(self.c, self.post)
        folder.unlink()
        assert nearby.copies(self.c) == [], "nothing of a copy that was not finished"
        assert drain()["failed"] == 0
        assert [len(nearby.copies(self.c, place)) for place in (self.c.kaai, self.c.markt)] == [1, 1]

    def test_from_the_button_to_the_bell_by_the_queue(self):
        an, chloe = cast.member(self.c, "an"), cast.member(self.c, "chloe")
        nearby.reach(self.c, self.post)
        assert drain()["failed"] == 0
        (copy,) = nearby.copies(self.c)
        with acting(an):
            said = {key: value for key, value in nearby.SAID.items() if key != "kind"}
            edit_post(an, post=self.post.id, body="Een trapje mag ook", **said)
        with acting(chloe):
            for n in range(2):
                comment_post(chloe, post=copy.id, body=f"Ja, bij mij {n}", act=uuid7())
        assert drain()["failed"] == 0
        assert nearby.copies(self.c)[0].body == "Een trapje mag ook"
        with acting(cast.KEEPER):
            told = list(Notification.objects.filter(neighbourhood=self.c.brug, verb="answer_nearby"))
            assert [(one.member_id, one.post_id, one.actor_id) for one in told] == [(an.member, self.post.id, None)], "once, by no name"
        page = cast.sign_in(self.client, self.c.an).get("/n/oever-brug/bell/")
        self.assertContains(page, "Een trapje mag ook")

    def test_pictures_go_along(self):
        an = cast.member(self.c, "an")
        with acting(an):
            picture = Picture(neighbourhood_id=an.here, post_id=self.post.id, member_id=an.member, width=8, height=8, alt="Een ladder")
            picture.save(force_insert=True)
        folder_of(an.here).mkdir(parents=True, exist_ok=True)
        (folder_of(an.here) / f"{picture.id}-480.webp").write_bytes(b"picture")
        nearby.reach(self.c, self.post)
        copy = nearby.carry(self.c, self.post)
        nearby.carry(self.c, self.post)
        with acting(cast.KEEPER):
            (there,) = Picture.objects.filter(neighbourhood=self.c.kaai, post_id=copy.id)
        assert there.alt == "Een ladder"
        assert (folder_of(self.c.kaai.id) / f"{there.id}-480.webp").read_bytes() == b"picture"
