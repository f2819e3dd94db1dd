"""An ended mandate shuts every door on the next request; two who give at once give one."""


import pytest
from django.test import Client, TransactionTestCase

from stoep.journal.models import TownEntry
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.lib.shards import fan_out
from stoep.lib.standings import Applicant, Clockwork
from stoep.membership.actions.mandates import end_mandate, give_mandate
from stoep.membership.actions.settling import settled_before
from stoep.membership.models import Mandate, Member, Seat
from stoep.membership.proofs import Move
from stoep.membership.sweeping import lay_down_seats
from stoep.people.models import Person
from tests import cast
from tests.raw import empty_tables
from tests.together import together


def lay_down_seats_once(keeper) -> int:
    with acting(keeper):
        return lay_down_seats()


class EndMandate(TransactionTestCase):
    def setUp(self):
        self.c = cast.build()
        self.keeper = Clockwork.of("test", town=self.c.oever.id)

    def _fixture_teardown(self):
        empty_tables()

    def end(self, email, duty=""):
        with acting(self.keeper):
            return end_mandate(self.keeper, town=self.c.oever, email=email, duty=duty)

    def status(self, person, *paths):
        client = cast.sign_in(Client(), person, second_step=True)
        before = [client.get(path).status_code for path in paths]
        yield before
        yield [client.get(path).status_code for path in paths]

    def test_an_officials_doors_shut(self):
        seen = self.status(self.c.els, "/desk/oever/", "/desk/oever/letters/")
        assert next(seen) == [200, 200]
        (ended,) = self.end("ELS@example.org")
        assert next(seen) == [404, 404]
        with acting(self.keeper):
            assert TownEntry.objects.get(verb="end_mandate").about == ended.id

    def test_a_connectors_doors_shut_and_the_seat_goes(self):
        seen = self.status(self.c.dirk, "/n/oever-brug/", "/n/oever-kaai/")
        assert next(seen) == [200, 200]
        assert len(self.end("dirk@example.org", "connector")) == 1
        assert next(seen) == [404, 404]
        with acting(self.keeper), fan_out("test"):
            assert set(Seat.objects.filter(person=self.c.dirk).values_list("state", flat=True)) == {"gone"}
            assert set(Member.objects.filter(person_id=self.c.dirk.id).values_list("state", flat=True)) == {"gone"}

    def test_who_moved_out_and_worked_here_since_reads_why_they_are_not_simply_a_neighbour_again(self):
        who = {"neighbourhood_id": self.c.brug.id, "person_id": self.c.bram.id}
        with acting(self.keeper), fan_out("test"):
            Member.objects.filter(**who).update(state="gone")
            Seat.objects.filter(**who).update(state="gone")
            Move.objects.create(**who)
            terms = {"duty": "connector", "name": "Bram", "organisation": "Buurtwerk", "function": "buurtwerker"}
            give_mandate(self.keeper, town=self.c.oever, email="bram@example.org", neighbourhoods=[self.c.brug.id], **terms)
        assert len(self.end("bram@example.org", "connector")) == 1
        back = Applicant(here=self.c.brug.id, person=self.c.bram.id)
        with acting(back), pytest.raises(NotAllowed, match="moved out"):
            settled_before(back)

    def test_one_that_ran_out_by_itself_leaves_no_face_either(self):
        assert self.faces("lotte") == {"active"} and lay_down_seats_once(self.keeper) == 2
        assert self.faces("lotte") == {"gone"} and self.faces("dirk") == {"active"}
        assert lay_down_seats_once(self.keeper) == 0

    def faces(self, who) -> set:
        with acting(self.keeper), fan_out("test"):
            return set(Member.objects.filter(person_id=getattr(self.c, who).id).values_list("state", flat=True))

    def test_ended_twice_is_ended_once(self):
        assert len(self.end("els@example.org")) == 1
        assert self.end("els@example.org") == []
        assert self.end("nobody@example.org") == []
        assert self.end("eline@example.org", "connector") == []

    def test_a_resident_who_was_connector_stays_a_neighbour(self):
        with acting(self.keeper):
            give_mandate(
                self.keeper, town=self.c.oever, email="an@example.org", duty="connector", name="An Peeters", function="buurtwerker",
                neighbourhoods=[self.c.brug.id, self.c.kaai.id],
            )  # fmt: skip
        seen = self.status(self.c.an, "/n/oever-brug/", "/n/oever-kaai/")
        assert next(seen) == [200, 200]
        self.end("an@example.org")
        assert next(seen) == [200, 404]

    @pytest.mark.slow
    def test_two_who_give_at_once_give_one(self):
        def give():
            with acting(self.keeper):
                give_mandate(self.keeper, town=self.c.oever, email="nele@example.org", duty="official", name="Nele Claes")

        together([give] * 4)
        with acting(self.keeper):
            assert Mandate.objects.filter(person__email="nele@example.org").count() == 1
            assert Person.objects.filter(email="nele@example.org").count() == 1
