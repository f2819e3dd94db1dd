"""What the town says is reported like anything else, and stands on the board until a person has looked."""

from django.test import Client, TestCase

from stoep.board.models import Post
from stoep.board.tests.announcements.writing import send
from stoep.lib.roles import acting
from stoep.moderation.models import RECEIVED, Matter, Statement
from tests import cast

from .scene import flags, neighbours, says, stands


class Notice(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def setUp(self):
        send(self.c)
        with acting(cast.KEEPER):
            self.post = Post.objects.get(neighbourhood_id=self.c.brug.id, kind="announcement")
            Post.objects.filter(id=self.post.id).update(urgent="danger", urgent_until="2999-01-01T00:00Z")

    def told(self, reason):
        for who in neighbours(self.c, 3):
            flags(self.c, who, self.post, reason=reason)
        with acting(cast.KEEPER):
            return Matter.objects.get(about_id=self.post.id)

    def test_three_homes_do_not_take_it_off_the_board(self):
        matter = self.told("unkind")
        assert stands(self.c, self.post) and not matter.held
        assert (matter.homes, matter.state) == (3, "waiting"), "it lies before a person"

    def test_whoever_told_us_hears_that_as_usual(self):
        self.told("unkind")
        with acting(cast.KEEPER):
            assert Statement.objects.filter(matter_id=Matter.objects.get(about_id=self.post.id).id, thing=RECEIVED).count() == 3

    def test_nor_do_they_make_it_less_urgent(self):
        self.told("not_urgent")
        with acting(cast.KEEPER):
            assert not Post.objects.get(id=self.post.id).urgent_lowered

    def test_the_page_says_so_and_of_a_neighbours_text_the_other_thing(self):
        bram = cast.sign_in(Client(HTTP_ACCEPT_LANGUAGE="nl"), self.c.bram)
        page = bram.get(f"/n/oever-brug/safety/flag/post/{self.post.id}/").content.decode()
        assert "Het blijft op het prikbord staan tot" in page and "drie huishoudens" not in page and "/safety/block/" not in page
        other = bram.get(f"/n/oever-brug/safety/flag/post/{says(self.c).id}/").content.decode()
        assert "drie huishoudens" in other and "/safety/block/" in other
