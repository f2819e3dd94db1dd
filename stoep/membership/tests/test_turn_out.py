"""An admission that was wrong is taken back: at once, with who gave their word, and for good."""

from django.test import Client, TestCase

from stoep.journal.models import Entry
from stoep.lib.roles import acting
from stoep.membership.actions.turning_out import turn_out
from stoep.membership.models import Member
from tests import cast

from .test_move_home import letter_to
from .waiting import Newcomer, applicant, let_in, live_long, number


class TurnOut(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = c = cast.build()
        live_long(c, c.an_member, c.bram_member)

    def test_out_at_once_and_who_vouched_is_told(self):
        gust, waits = applicant(self.c)
        for who in (self.c.an, self.c.bram):
            let_in(who, number(waits))
        browser = cast.sign_in(Client(), gust)
        assert browser.get("/n/oever-brug/").status_code == 200
        with acting(cast.KEEPER):
            member = Member.objects.get(neighbourhood_id=self.c.brug.id, person_id=gust.id)
            words = [turn_out(cast.KEEPER, neighbourhood=self.c.brug.id, member=member.id) for _ in range(2)]
            assert Entry.objects.filter(neighbourhood_id=self.c.brug.id, verb="turn_out").count() == 1
        assert words == [[self.c.an_member.id, self.c.bram_member.id]] * 2
        assert browser.get("/n/oever-brug/").status_code == 404

    def test_and_not_back_in_by_another_way(self):
        gust, waits = applicant(self.c)
        for who in (self.c.an, self.c.bram):
            let_in(who, number(waits))
        with acting(cast.KEEPER):
            member = Member.objects.get(neighbourhood_id=self.c.brug.id, person_id=gust.id)
            turn_out(cast.KEEPER, neighbourhood=self.c.brug.id, member=member.id)
        home = self.c.brug_homes[5]
        again = Newcomer(home, client=cast.sign_in(Client(), gust))
        again.pick()
        again.code(letter_to(home))
        said = again.client.post("/join/you/", {"name": "Gust Maes", "agree": "on", "old_enough": "on"}).content.decode()
        assert "lived here before" in said
        assert again.client.get("/n/oever-brug/").status_code == 404
