"""Somebody new writes, in a home where a sanction runs: whoever decides about it knows."""

from datetime import timedelta

from django.test import Client, TestCase

from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.lib.standings import Clockwork
from stoep.membership.actions.sanctions import suspend_member
from stoep.membership.models import Member, Residence
from tests import cast

from .scene import flags, matter, says


class EarlierSanction(TestCase):
    def setUp(self):
        self.c = c = cast.build()
        with acting(Clockwork.of("carry_out", here=c.brug.id)) as clock:
            suspend_member(clock, member=c.bram_member.id, until=now() + timedelta(days=30))
        with acting(cast.KEEPER):
            Residence.objects.filter(neighbourhood=c.brug, member_id=c.an_member.id).update(address_id=c.brug_homes[1].id)

    def page(self):
        flags(self.c, "marie", says(self.c))
        client = cast.sign_in(Client(headers={"accept-language": "en"}), self.c.karim, second_step=True)
        url = f"/operator/matters/{matter(self.c).id}/"
        client.post(f"{url}take/")
        return client.get(url).content.decode()

    def test_who_came_after_it(self):
        with acting(cast.KEEPER):
            Member.objects.filter(neighbourhood=self.c.brug, id=self.c.an_member.id).update(joined_at=now() + timedelta(seconds=1))
        assert 'id="earlier"' in self.page()

    def test_not_of_who_was_there_before(self):
        page = self.page()
        assert 'id="said"' in page and 'id="earlier"' not in page
