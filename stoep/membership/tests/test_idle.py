"""The desk and a connector's neighbourhoods close after an hour away and after a day in all, and no other page of the same session opens
them again. At home one stays signed in for thirty days."""

from datetime import timedelta

import time_machine
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from stoep.lib.roles import acting
from stoep.membership.models import Member, Seat
from stoep.people.models import Session
from tests import cast


class Idle(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def setUp(self):
        self.els = cast.sign_in(self.client, self.c.els, second_step=True)
        self.desk = reverse("desk", args=[self.c.oever.slug])

    def away(self, **time):
        Session.objects.filter(person_id=self.c.els.id).update(seen_at=timezone.now() - timedelta(**time))

    def test_within_the_hour_it_stays_open(self):
        self.away(minutes=50)
        assert self.els.get(self.desk).status_code == 200
        self.away(minutes=50)
        assert self.els.get(self.desk).status_code == 200

    def test_after_an_hour_the_session_is_over(self):
        self.away(minutes=61)
        assert self.els.get(self.desk).status_code == 404
        assert not Session.objects.filter(person_id=self.c.els.id).exists()

    def test_writing_into_the_session_is_no_visit(self):
        self.away(minutes=61)
        session = self.els.session
        session["joining"] = "something"
        session.save()
        assert self.els.get(self.desk).status_code == 404

    def test_a_neighbour_is_not_signed_out_by_trying_the_desk(self):
        an = cast.sign_in(self.client, self.c.an)
        Session.objects.filter(person_id=self.c.an.id).update(seen_at=timezone.now() - timedelta(hours=2))
        assert an.get(self.desk).status_code == 404
        assert an.get(reverse("board", args=[self.c.brug.slug])).status_code == 200


class Connector(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def setUp(self):
        self.dirk = cast.sign_in(self.client, self.c.dirk, second_step=True)
        self.brug, self.kaai = (reverse("profile", args=[place.slug]) for place in (self.c.brug, self.c.kaai))

    def away(self, **time):
        Session.objects.filter(person_id=self.c.dirk.id).update(seen_at=timezone.now() - timedelta(**time))

    def test_within_the_hour_every_neighbourhood_of_the_mandate_stays_open(self):
        for page in (self.brug, self.kaai, self.brug):
            self.away(minutes=50)
            assert self.dirk.get(page).status_code == 200

    def test_after_an_hour_the_session_is_over(self):
        self.away(minutes=61)
        assert self.dirk.get("/home/").status_code == 302
        assert self.dirk.get(self.brug).status_code == 404
        assert not Session.objects.filter(person_id=self.c.dirk.id).exists()
        assert self.dirk.get("/home/").status_code == 404

    def test_what_an_open_page_asks_by_itself_is_no_visit(self):
        news = reverse("board_news", args=[self.c.brug.slug])
        self.away(minutes=50)
        before = Session.objects.get(person_id=self.c.dirk.id).seen_at
        assert self.dirk.get(news).status_code == 200
        assert Session.objects.get(person_id=self.c.dirk.id).seen_at == before
        self.away(minutes=61)
        assert self.dirk.get(news).status_code == 404

    def test_an_open_chat_and_its_ticket_are_no_visit_either(self):
        for name, act in (("chat_news", self.dirk.get), ("live_ticket", self.dirk.post)):
            self.away(minutes=50)
            before = Session.objects.get(person_id=self.c.dirk.id).seen_at
            assert act(reverse(name, args=[self.c.brug.slug])).status_code == 200
            assert Session.objects.get(person_id=self.c.dirk.id).seen_at == before, name

    def test_a_day_after_the_second_step_it_is_asked_for_again(self):
        with time_machine.travel(timezone.now() + timedelta(hours=23)):
            assert self.dirk.get(self.brug).status_code == 200
        with time_machine.travel(timezone.now() + timedelta(hours=25)):
            assert self.dirk.get(self.brug).url == "/account/2fa/?for=desk"
            assert self.dirk.get(self.kaai).url == "/account/2fa/?for=desk"

    def test_a_connector_who_lives_here_too_is_at_home_as_a_resident(self):
        home = self.c.markt
        with acting(cast.KEEPER):
            face = Member.objects.create(neighbourhood=home, person_id=self.c.dirk.id, name="Dirk")
            Seat.objects.create(person=self.c.dirk, neighbourhood=home, member_id=face.id)
        self.away(hours=20)
        assert self.dirk.get(reverse("profile", args=[home.slug])).status_code == 200
        assert self.dirk.get(self.brug).status_code == 404  # that visit did not wake the mandate


class Resident(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def test_thirty_days(self):
        an, page = cast.sign_in(self.client, self.c.an), reverse("profile", args=[self.c.brug.slug])
        rows = Session.objects.filter(person_id=self.c.an.id)
        rows.update(seen_at=timezone.now() - timedelta(days=29), expire_date=timezone.now() + timedelta(days=1))
        assert an.get(page).status_code == 200
        assert rows.get().expire_date > timezone.now() + timedelta(days=29)  # each visit begins the thirty days anew
        with time_machine.travel(timezone.now() + timedelta(days=31)):
            assert an.get("/home/").status_code == 404
        rows.update(expire_date=timezone.now() - timedelta(seconds=1))
        assert an.get(page).status_code == 404
