"""A decision falls at the very moment its target comes in with another account."""

import time
from threading import Event

from django.db import connection
from django.test import TransactionTestCase

from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from stoep.lib.standings import Applicant, Clockwork
from stoep.membership.actions.sanctions import restore_member, suspend_member
from stoep.membership.actions.settling import settle
from stoep.membership.models import Member, Residence, Seat
from stoep.people.models import Person
from stoep.places.moves import Moves, move_addresses
from stoep.privacy.tests.test_erase_account import asked
from tests import cast
from tests.raw import empty_tables
from tests.together import together

from .sanctioned import DAY

BOUND = 20  # seconds; only a decision that does not wait takes them


class AtOnce(TransactionTestCase):
    def setUp(self):
        self.c = cast.build()

    def _fixture_teardown(self):
        empty_tables()

    def test_one_waits_for_the_other(self):
        asked(self)
        inside, home = Event(), self.c.brug_homes[0]
        with acting(cast.KEEPER):
            person = Person.objects.create(email="snel@example.org", name="An", password=cast.password_hash())

        def comes_in():
            clock = Clockwork.of("the test", here=self.c.brug.id, person=person.id)
            with acting(clock):
                settle(clock, address_id=home.id, name="An", proof="counter")
                inside.set()
                _until_somebody_waits()

        def decides():
            assert inside.wait(BOUND)
            with acting(Clockwork.of("carry_out", here=self.c.brug.id)) as clock:
                suspend_member(clock, member=self.c.an_member.id, until=now() + 60 * DAY)

        together([comes_in, decides])
        with acting(cast.KEEPER):
            assert Seat.objects.get(person=person).state == "suspended"

    def test_one_waits_for_the_other_also_where_they_move_to(self):
        inside, home = Event(), self.c.kaai_homes[4]
        with acting(cast.KEEPER):
            Seat.objects.filter(person=self.c.an, kind="home").update(state="gone")
            Member.objects.filter(id=self.c.an_member.id).update(state="gone")

        def moves():
            with acting(Applicant(here=self.c.kaai.id, person=self.c.an.id)) as applicant:
                settle(applicant, address_id=home.id, name="An", proof="letter")
                inside.set()
                _until_somebody_waits()

        def decides():
            assert inside.wait(BOUND)
            with acting(Clockwork.of("carry_out", here=self.c.brug.id)) as clock:
                suspend_member(clock, member=self.c.an_member.id, until=now() + 60 * DAY)

        together([moves, decides])
        with acting(cast.KEEPER):
            assert Seat.objects.get(person=self.c.an, neighbourhood=self.c.kaai).state == "suspended"

    def test_one_waits_for_the_other_also_while_a_border_is_drawn_anew(self):
        inside, home = Event(), self.c.brug_homes[0]

        def imports():
            with acting(cast.KEEPER), fan_out("the test"):
                moves = Moves()
                moves.add(self.c.brug.id, self.c.kaai.id, home.id)
                move_addresses(cast.KEEPER, moves)
                inside.set()
                _until_somebody_waits("transactionid")

        def decides():
            assert inside.wait(BOUND)
            with acting(Clockwork.of("carry_out", here=self.c.brug.id)) as clock:
                suspend_member(clock, member=self.c.an_member.id, until=now() + 60 * DAY)

        together([imports, decides])
        with acting(cast.KEEPER):
            assert Seat.objects.get(person=self.c.an, neighbourhood=self.c.kaai).state == "suspended"

    def test_decisions_about_two_accounts_of_one_person_wait_for_each_other(self):
        """Each reaches the other's face: were they locked as they are found, one of the two would be broken off."""
        home, many = self.c.brug_homes[3], 12
        with acting(cast.KEEPER):
            twin = Person.objects.create(email="an@example.org", beside=1, name="An", password=cast.password_hash())
            face = Member.objects.create(neighbourhood_id=self.c.brug.id, person_id=twin.id, name="An", street=home.street_name)
            Residence.objects.create(neighbourhood_id=self.c.brug.id, member_id=face.id, address_id=home.id, proof="letter")
            Seat.objects.create(person=twin, member_id=face.id, neighbourhood_id=self.c.brug.id)

        def decides(member):
            for days in range(many):
                with acting(Clockwork.of("carry_out", here=self.c.brug.id)) as clock:
                    suspend_member(clock, member=member, until=now() + (days + 2) * DAY)
                with acting(Clockwork.of("end_sanction", here=self.c.brug.id)) as clock:
                    restore_member(clock, member=member)

        together([lambda: decides(self.c.an_member.id), lambda: decides(face.id)])
        with acting(cast.KEEPER):
            assert set(Seat.objects.filter(person__email="an@example.org").values_list("state", flat=True)) == {"active"}


def _until_somebody_waits(kind="advisory"):
    """For a lock of the other one: one that is asked for by name, or a row's."""
    for _ in range(BOUND * 20):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = %s AND NOT granted", [kind])
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)
