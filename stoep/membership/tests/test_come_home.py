"""come_home: a small neighbourhood lived with its neighbour, is back, and its people come over with one tap."""

from datetime import timedelta

import time_machine
from django.core import mail
from django.test import Client, TestCase
from django.utils import timezone

from stoep.journal.models import Entry
from stoep.lib.clock import now
from stoep.lib.codes import hash_code, new_code
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from stoep.lib.standings import Clockwork
from stoep.membership.actions.moving import may_move
from stoep.membership.actions.sanctions import restore_member, suspend_member
from stoep.membership.lending import members_of_guest
from stoep.membership.models import Joining, LetterCode, Member, Residence, Seat
from stoep.membership.proofs import Application, Homecoming, Move
from stoep.membership.sweeping import bring_home, tell_opened
from stoep.people.models import Person
from stoep.places.lending import lend_neighbourhood, return_neighbourhood
from stoep.places.models import Address
from stoep.places.tests.lent import dries
from tests import cast

from .joiners import Joiner

SMALL = 9


class ComeHome(TestCase):
    def setUp(self):
        self.c = cast.build()
        with acting(cast.KEEPER), fan_out("the test"):
            dries(self.c)
            self.home = Address.objects.filter(neighbourhood=SMALL).order_by("number").first()
            self.lend()
            self.home.neighbourhood_id = self.c.kaai.id
            self.code = new_code()
            LetterCode.objects.create(
                neighbourhood=self.c.kaai, address_id=self.home.id, hash=hash_code(self.home.id, self.code),
                expires_at=now() + timedelta(days=90),
            )  # fmt: skip
        self.wim = Joiner(self.home)

    def lend(self):
        with acting(cast.KEEPER):
            assert lend_neighbourhood(cast.KEEPER, small="oever-dries", host="oever-kaai", commit=True).done

    def back(self):
        with acting(cast.KEEPER):
            found = return_neighbourhood(cast.KEEPER, small="oever-dries", commit=True)
        assert found.done, found.refused
        return found

    def joined(self) -> Person:
        assert self.wim.all_the_way(self.code, email="wim@example.org", name="Wim").status_code == 302
        person = Person.objects.get(email="wim@example.org")
        Person.objects.filter(id=person.id).update(language="en")
        return person

    def face(self, here, person) -> Member | None:
        with acting(cast.KEEPER), fan_out("looking"):
            return Member.objects.filter(neighbourhood=here, person_id=person.id).first()

    def test_meanwhile_they_are_neighbours_of_the_host_and_read_why(self):
        assert self.wim.pick().status_code == 302
        assert "Dries lives with Kaai for now" in self.wim.client.get("/join/code/").content.decode()
        self.joined()
        me = self.wim.client
        for page in ("me/", "welcome/1/"):
            assert "It lives with Kaai for now" in me.get(f"/n/oever-kaai/{page}").content.decode(), page
        assert "Dries lives with Kaai for now" in me.get("/n/oever-kaai/near/").content.decode()
        chloe = cast.sign_in(Client(), self.c.chloe)
        assert "notice-blue" not in chloe.get("/n/oever-kaai/me/").content.decode()
        assert me.get("/n/oever-dries/").status_code == me.get("/n/oever-brug/").status_code == 404
        with acting(cast.KEEPER), fan_out("counting"):
            assert members_of_guest(self.c.kaai.id, SMALL) == "fewer than 10 members"

    def test_when_it_is_back_each_is_told_and_comes_over_with_one_tap(self):
        person = self.joined()
        self.wim.client.post("/n/oever-kaai/me/", {"name": "Wim", "gives": "eieren", "about": "Ik heb kippen", "shows_said": "on"})
        with acting(cast.KEEPER):
            Member.objects.filter(neighbourhood=self.c.kaai, person_id=person.id).update(reads_nearby=False)
        mail.outbox.clear()
        assert self.back().members == 1
        assert mail.outbox[0].to == ["wim@example.org"] and "/coming-home/" in mail.outbox[0].body
        assert self.wim.client.get("/n/oever-kaai/").status_code == 200
        assert self.wim.client.get("/n/oever-dries/").status_code == 404
        assert "/coming-home/" in self.wim.client.get("/n/oever-kaai/me/").content.decode()
        page = self.wim.client.get("/coming-home/").content.decode()
        assert "Come over to Dries" in page and "on that day" in page.lower()
        assert self.wim.client.post("/coming-home/").url == "/n/oever-dries/welcome/hello/"
        assert self.wim.client.get("/n/oever-dries/").status_code == 200
        assert self.wim.client.get("/n/oever-kaai/").status_code == 404
        with acting(cast.KEEPER), fan_out("looking"):
            after = Member.objects.get(neighbourhood=SMALL, person_id=person.id)
            assert (after.name, after.about, after.state, after.street) == ("Wim", "Ik heb kippen", "active", "Driesweg")
            assert not after.reads_nearby, "what they chose goes along"
            assert Residence.objects.get(neighbourhood=SMALL, member_id=after.id).proof == "letter"
            assert Member.objects.get(neighbourhood=self.c.kaai, person_id=person.id).state == "gone"
            assert Seat.objects.get(person=person, state="active").neighbourhood_id == SMALL
            assert not Homecoming.objects.exists()
            assert Entry.objects.filter(neighbourhood=SMALL, verb="settle").count() == 1
        assert may_move(person.id)
        assert self.wim.client.post("/coming-home/").status_code == 200
        assert "nothing to come over to" in self.wim.client.get("/coming-home/").content.decode()

    def test_the_bell_says_so_too(self):
        self.joined()
        self.back()
        from stoep.notify.hearing import hear_entry

        with acting(cast.KEEPER), fan_out("hearing"):
            entry = Entry.objects.get(neighbourhood=self.c.kaai, verb="may_come_home")
            assert hear_entry(self.c.kaai.id, str(entry.id)) == 1
        assert "/coming-home/" in self.wim.client.get("/n/oever-kaai/bell/").content.decode()

    def test_who_does_nothing_is_brought_after_sixty_days(self):
        person = self.joined()
        self.back()
        with acting(cast.KEEPER):
            assert bring_home() == 0
        with time_machine.travel(timezone.now() + timedelta(days=60, minutes=1)), acting(cast.KEEPER):
            assert bring_home() == 1
            assert bring_home() == 0
        assert self.face(SMALL, person).state == "active" and self.face(self.c.kaai, person).state == "gone"
        assert Move.objects.get(person_id=person.id).rests is False

    def test_suspended_stays_suspended_and_shielded_stays_shielded(self):
        person = self.joined()
        with acting(cast.KEEPER), fan_out("a sanction"):
            Member.objects.filter(neighbourhood=self.c.kaai, person_id=person.id).update(state="suspended", shielded=True, street="")
            Seat.objects.filter(person=person).update(state="suspended")
        self.back()
        assert "cannot come over now" in self.wim.client.post("/coming-home/").content.decode()
        with time_machine.travel(timezone.now() + timedelta(days=61)), acting(cast.KEEPER):
            assert bring_home() == 1
        after = self.face(SMALL, person)
        assert (after.state, after.shielded, after.street) == ("suspended", True, "")
        with acting(cast.KEEPER):
            assert Seat.objects.get(person=person, neighbourhood_id=SMALL).state == "suspended"

    def test_a_suspension_that_ends_after_they_were_brought_ends_where_they_live_now(self):
        person = self.joined()
        before = self.face(self.c.kaai, person)
        with acting(cast.KEEPER), fan_out("a sanction"):
            clock = Clockwork.of("the test", here=self.c.kaai.id)
            suspend_member(clock, member=before.id, until=now() + timedelta(days=90))
        self.back()
        with time_machine.travel(timezone.now() + timedelta(days=61)), acting(cast.KEEPER):
            assert bring_home() == 1
            assert self.face(SMALL, person).state == "suspended"
            restore_member(clock, member=before.id)
        assert (self.face(SMALL, person).state, self.face(self.c.kaai, person).state) == ("active", "gone")
        with acting(cast.KEEPER):
            assert Seat.objects.get(person=person, state="active").neighbourhood_id == SMALL

    def test_who_may_only_read_sits_it_out_where_it_was_given(self):
        person = self.joined()
        self.back()
        with acting(cast.KEEPER):
            Seat.objects.filter(person=person).update(reads_only_until=now() + timedelta(days=3))
        assert "After that you can come over" in self.wim.client.post("/coming-home/").content.decode()

    def test_who_moves_away_first_loses_what_waited(self):
        person = self.joined()
        self.back()
        from .test_move_home import to

        assert self.wim.client.post("/moving/", to(self.c.brug_homes[7])).url == "/pending/"
        assert not Homecoming.objects.filter(person_id=person.id).exists()
        assert self.wim.client.post("/coming-home/").status_code == 200
        assert self.face(SMALL, person) is None

    def test_who_waits_and_who_is_half_way_go_along(self):
        assert self.wim.pick().status_code == 302
        an = Person.objects.get(id=self.c.gust.id) if hasattr(self.c, "gust") else self.c.karim
        Application.objects.create(
            person_id=an.id, neighbourhood_id=self.c.kaai.id, address_id=self.home.id, name="Gust", number_key="x", vouched_once_at=now()
        )
        self.back()
        assert Joining.objects.get(address_id=self.home.id).neighbourhood_id == SMALL
        waits = Application.objects.get(person_id=an.id)
        assert (waits.neighbourhood_id, waits.vouched_once_at) == (SMALL, None) and waits.number_key != "x"
        for response in (self.wim.code(self.code), self.wim.you(email="wim@example.org", name="Wim")):
            assert response.status_code == 302
        assert self.wim.mail().status_code == 302
        assert self.wim.client.get("/n/oever-dries/").status_code == 200

    def test_those_who_may_come_over_keep_their_place_in_the_household(self):
        from stoep.membership.letters.planning import joined
        from stoep.membership.rules import household_size

        self.joined()
        self.back()
        with acting(cast.KEEPER), fan_out("counting"):
            assert household_size(SMALL, self.home.id) == 1
            assert joined(SMALL) == {self.home.id}

    def test_it_is_not_lent_again_while_somebody_may_come_over(self):
        self.joined()
        self.back()
        with acting(cast.KEEPER):
            again = lend_neighbourhood(cast.KEEPER, small="oever-dries", host="oever-kaai", commit=True)
        assert "have not come over" in again.refused[0]

    def test_who_asked_to_be_told_hears_with_whom_it_lives(self):
        nobody = Client(headers={"accept-language": "en"})
        nobody.post("/find/oever-dries/tell-me/", {"email": "zoe@example.org"})
        import re

        nobody.post(re.search(r"http://[^/]+(/find/tell-me/yes/\S+)", mail.outbox[-1].body)[1])
        with acting(cast.KEEPER):
            assert tell_opened() == 1
        assert "Dries lives with Kaai for now" in mail.outbox[-1].body and "Kaai has opened" in mail.outbox[-1].body
