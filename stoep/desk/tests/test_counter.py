"""Papers at the town's counter: compared by a job, with no look at who lives where."""

from django.test import Client, TestCase

from stoep.lib.roles import acting
from stoep.membership.actions.papers import compare_papers
from stoep.membership.models import Residence, Seat
from stoep.membership.proofs import Application, PaperCheck
from stoep.membership.tests.waiting import applicant, is_in, neighbour, number
from tests import cast


class Papers(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def look(self, waits, who="els", **more):
        paper = {"number": number(waits), "name": "MAES, Gust Jozef", "street": "brugstraat", "house_number": "7", "seen": "identity_card"}
        client = cast.sign_in(Client(), getattr(self.c, who), second_step=True)
        answer = client.post("/desk/oever/counter/", paper | more, follow=True)
        with acting(cast.KEEPER):
            for check in PaperCheck.objects.filter(state="asked"):
                compare_papers(check.municipality_id, check.id)
        return client, answer

    def test_what_fits_lets_somebody_in(self):
        gust, waits = applicant(self.c)
        client, _ = self.look(waits)
        assert is_in(gust)
        with acting(cast.KEEPER):
            assert Residence.objects.get(neighbourhood_id=self.c.brug.id, address_id=waits.address_id).proof == "counter"
            check = PaperCheck.objects.get()
        assert (check.state, check.number, check.name, check.street, check.house_number) == ("fits", "", "", "", "")
        page = client.get("/desk/oever/counter/").content.decode()
        assert "Gust" not in page
        assert "Brugstraat" not in page

    def test_whatever_differs_lets_nobody_in(self):
        for more in ({"name": "Jan Peeters"}, {"street": "Kaaistraat"}, {"house_number": "6"}, {"number": "AAA AAA"}):
            gust, waits = applicant(self.c)
            self.look(waits, **more)
            assert not is_in(gust), more
        with acting(cast.KEEPER):
            assert set(PaperCheck.objects.values_list("state", flat=True)) == {"differs"}

    def test_compared_twice_is_compared_once(self):
        gust, waits = applicant(self.c)
        self.look(waits)
        with acting(cast.KEEPER):
            check = PaperCheck.objects.get()
            assert compare_papers(check.municipality_id, check.id)
        assert Seat.objects.filter(person=gust).count() == 1

    def test_the_next_town_lets_nobody_in_here(self):
        gust, waits = applicant(self.c)
        client = cast.sign_in(Client(), self.c.femke, second_step=True)
        assert client.post("/desk/oever/counter/", {}).status_code == 404
        paper = {"number": number(waits), "name": "Gust Maes", "street": "Brugstraat", "house_number": "7", "seen": "bill"}
        client.post("/desk/dorp/counter/", paper)
        with acting(cast.KEEPER):
            check = PaperCheck.objects.get()
            assert not compare_papers(check.municipality_id, check.id)
        assert not is_in(gust)

    def test_nobody_looks_at_their_own_papers(self):
        _, waits = applicant(self.c)
        with acting(cast.KEEPER):
            Application.objects.filter(id=waits.id).update(person_id=self.c.els.id)
        self.look(waits)
        assert not is_in(self.c.els)

    def test_a_home_that_is_full_is_no_broken_job_and_leaves_no_words(self):
        gust, waits = applicant(self.c)
        for n in range(6):
            neighbour(self.c, self.c.brug_homes[6], name=f"Buur {n}")
        self.look(waits)
        assert not is_in(gust)
        with acting(cast.KEEPER):
            check = PaperCheck.objects.get()
            assert Application.objects.filter(id=waits.id).exists()  # they may still change it
        assert (check.state, check.number, check.name, check.street) == ("differs", "", "", "")

    def test_a_day_has_an_end(self):
        with self.assertLogs("stoep.counter", "WARNING") as told:
            for n in range(6):
                gust, waits = applicant(self.c, home=self.c.brug_homes[n % 8])
                _, answer = self.look(waits, house_number=str(n % 8 + 1))
        assert len(told.output) == 1, "said once, not at every one"
        assert not is_in(gust)
        with acting(cast.KEEPER):
            assert PaperCheck.objects.count() == 5
        assert answer.status_code == 200
