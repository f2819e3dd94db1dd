"""A card names a neighbourhood and opens nothing; ten a month; taken back it leads nowhere."""

from django.test import Client, TestCase

from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.membership.actions.profile import mark_minor
from stoep.membership.inviting import link_of
from stoep.membership.models import Seat
from stoep.membership.proofs import Invitation
from tests import cast

from .waiting import DAY, Newcomer


class Invite(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def setUp(self):
        self.an, self.bram = (cast.sign_in(Client(), who) for who in (self.c.an, self.c.bram))

    def card(self, client=None):
        (client or self.an).post("/n/oever-brug/invite/make/")
        with acting(cast.KEEPER):
            made = Invitation.objects.filter(neighbourhood_id=self.c.brug.id).latest("made_at")
        return made, link_of(made).partition("localhost")[2] or "/" + link_of(made).split("/", 3)[3]

    def test_a_card_names_the_neighbourhood_and_nobody(self):
        _, link = self.card()
        page = Client().get(link).content.decode()
        assert "Brug" in page
        assert ">An<" not in page
        assert "/n/" not in page

    def test_who_is_under_eighteen_sees_no_button_for_letters_and_reads_what_they_can_do(self):
        page, letters = "/n/oever-brug/invite/", "/n/oever-brug/invite/letters/"
        assert f'href="{letters}"' in self.an.get(page).content.decode()
        an = cast.member(self.c, "an")
        with acting(an):
            mark_minor(an, minor=True)
        told = self.an.get(page).content.decode()
        assert letters not in told and "achttien" in told

    def test_whoever_comes_with_it_waits_like_anybody(self):
        _, link = self.card()
        newcomer = Newcomer(self.c.brug_homes[6])
        newcomer.client.get(link)
        assert newcomer.wait().url == "/pending/"
        assert newcomer.client.get("/n/oever-brug/").status_code == 404
        assert not Seat.objects.filter(person__email="gust@example.org").exists()

    def test_taken_back_run_out_or_made_up_leads_nowhere(self):
        made, link = self.card()
        other = self.bram.post(f"/n/oever-brug/invite/{made.id}/revoke/")
        assert other.status_code == 404
        for _ in range(2):
            self.an.post(f"/n/oever-brug/invite/{made.id}/revoke/")
        made_too, link_too = self.card()
        with acting(cast.KEEPER):
            Invitation.objects.filter(neighbourhood_id=self.c.brug.id, id=made_too.id).update(until=now() - DAY)
        answers = {Client().get(one).content for one in (link, link_too, "/come/nothing/", link[:-3] + "AA/")}
        assert len(answers) == 1
        assert Client().get(link).status_code == 404

    def test_only_ones_own_card_is_printed(self):
        made, _ = self.card()
        for path in ("card/", "code.svg"):
            assert self.an.get(f"/n/oever-brug/invite/{made.id}/{path}").status_code == 200
            assert self.bram.get(f"/n/oever-brug/invite/{made.id}/{path}").status_code == 404
        assert link_of(made) not in self.bram.get("/n/oever-brug/invite/").content.decode()

    def test_ten_a_month_and_taking_back_makes_no_room(self):
        for _ in range(12):
            made, _ = self.card()
            self.an.post(f"/n/oever-brug/invite/{made.id}/revoke/")
        with acting(cast.KEEPER):
            assert Invitation.objects.filter(neighbourhood_id=self.c.brug.id).count() == 10
