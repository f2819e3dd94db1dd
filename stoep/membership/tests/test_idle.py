"""The desk closes after an hour away, and no other page of the same session opens it again."""

from datetime import timedelta

from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

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
