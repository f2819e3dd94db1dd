"""What is on its way while an account is hidden: it is hidden too, or it is not stored."""

from threading import Event, Thread

from django.db import connection
from django.test import Client, TransactionTestCase

from stoep.board.actions import publish_post
from stoep.board.models import Post
from stoep.lib.clock import now
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from stoep.membership.models import Member, Residence
from stoep.membership.presence import lock_person, still_here
from stoep.moderation.tests.scene import SAID
from stoep.places.moves import Moves, move_addresses
from stoep.privacy.hiding import hide_account
from stoep.privacy.models import Erasure
from tests import cast
from tests.raw import empty_tables

from .test_erase_account import PAGE, SURE, signed_in

WAIT = 30  # seconds at most


class HideAtOnce(TransactionTestCase):
    def setUp(self):
        self.c = cast.build()

    def _fixture_teardown(self):
        empty_tables()

    def erasing(self) -> str:
        signed_in("an").post(PAGE, SURE)
        with acting(cast.KEEPER):
            return str(Erasure.objects.get(person_id=self.c.an.pk).id)

    def beside(self, act) -> Thread:
        def run():
            try:
                act()
            finally:
                connection.close()

        thread = Thread(target=run)
        thread.start()
        return thread

    def standing_posts(self) -> list:
        with acting(cast.KEEPER):
            return list(Post.objects.filter(neighbourhood=self.c.brug, author_id=self.c.an_member.id, withdrawn_at=None))

    def test_what_was_begun_before_is_waited_for_and_hidden(self):
        stored, go_on = Event(), Event()
        an = cast.member(self.c, "an")

        def says():
            with acting(an):
                assert still_here(an)
                publish_post(an, **SAID, body="Nog net.", act=uuid7())
                stored.set()
                go_on.wait(WAIT)

        saying = self.beside(says)
        assert stored.wait(WAIT)
        ident = self.erasing()
        hiding = self.beside(lambda: hide_account(ident))
        hiding.join(1)
        assert hiding.is_alive(), "it waits"
        go_on.set()
        saying.join(WAIT)
        hiding.join(WAIT)
        assert self.standing_posts() == []

    def test_a_border_that_is_drawn_anew_at_that_moment_shows_nobody(self):
        drawn, go_on, moves = Event(), Event(), Moves()
        with acting(cast.KEEPER):
            home = Residence.objects.get(neighbourhood=self.c.brug, member_id=self.c.an_member.id).address_id
        moves.add(self.c.brug.id, self.c.kaai.id, home)

        def draws():
            with acting(cast.KEEPER), fan_out("a border"):
                move_addresses(cast.KEEPER, moves)
                drawn.set()
                go_on.wait(WAIT)

        drawing = self.beside(draws)
        assert drawn.wait(WAIT)
        ident = self.erasing()
        hiding = self.beside(lambda: hide_account(ident))
        hiding.join(1)
        assert hiding.is_alive(), "it waits"
        go_on.set()
        drawing.join(WAIT)
        hiding.join(WAIT)
        with acting(cast.KEEPER), fan_out("looking"):
            faces = Member.objects.filter(person_id=self.c.an.pk).values_list("neighbourhood_id", "name", "state")
            assert {*faces} == {(self.c.brug.id, "", "gone"), (self.c.kaai.id, "", "gone")}

    def test_what_comes_after_is_not_stored(self):
        """The door has let it in, a moment before the account was hidden."""
        client, answers = cast.sign_in(Client(), self.c.an), []
        said = {"body": "Toch nog.", "kind": "message", "language": "nl", "act": str(uuid7())}
        with acting(cast.KEEPER):
            ident = str(Erasure.objects.create(person_id=self.c.an.pk, due=now()).id)
        with acting(cast.KEEPER):
            lock_person(self.c.an.pk)  # as the job does first
            late = self.beside(lambda: answers.append(client.post("/n/oever-brug/posts/publish/", said).status_code))
            late.join(2)
            assert late.is_alive(), "past the door, and waiting"
            hide_account(ident)
        late.join(WAIT)
        assert answers == [404] and self.standing_posts() == []
