"""A group's own calendar: on its page, as a page, and at a private address."""

from datetime import timedelta

from django.utils import timezone

from stoep.board.calendar.actions import plan_event
from stoep.board.calendar.addresses import address_of, renew_address
from stoep.board.models import Group
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from tests import cast

from .test_groups import SAID, GroupCase


class Calendar(GroupCase):
    def setUp(self):
        self.group = self.begin()
        self.plan("Oogstdag", self.group.id)
        self.plan("Straatfeest", None)

    def plan(self, title, group):
        start = timezone.localtime() + timedelta(days=3)
        said = SAID | {"title": title, "group": group}
        facet = {"starts_at": start, "ends_at": None, "place": "", "price": "", "rule": "", "needs": []}
        self.act("an", plan_event, act=uuid7(), said=said, **facet)

    def token(self):
        standing = cast.member(self.c, "bram")
        with acting(standing):
            renew_address(standing)
            return address_of(standing, self.group.id).partition("//")[2].partition("/")[2]

    def test_its_page_and_its_calendar_hold_its_own_and_nothing_else(self):
        for path in (f"groups/{self.group.id}/", f"calendar/?group={self.group.id}"):
            page = self.page("bram", path)
            self.assertContains(page, "Oogstdag")
            self.assertNotContains(page, "Straatfeest")
        self.assertContains(self.page("bram", "calendar/"), "Straatfeest")
        assert self.page("chloe", f"calendar/?group={self.group.id}").status_code == 404

    def test_its_private_address_holds_the_same_without_signing_in(self):
        address = self.token()
        self.client.logout()
        calendar = self.client.get(f"/{address}").content.decode()
        assert "Oogstdag" in calendar and "Straatfeest" not in calendar and "X-WR-CALNAME:Stoep Moestuin" in calendar

    def test_a_new_address_ends_it_and_so_does_putting_the_group_aside(self):
        address = self.token()
        with acting(cast.KEEPER):
            Group.objects.filter(neighbourhood=self.c.brug, id=self.group.id).update(held_at=timezone.now())
        assert self.client.get(f"/{address}").status_code == 404
        with acting(cast.KEEPER):
            Group.objects.filter(neighbourhood=self.c.brug, id=self.group.id).update(held_at=None)
        assert self.client.get(f"/{address}").status_code == 200
        self.token()
        assert self.client.get(f"/{address}").status_code == 404

    def test_the_page_of_the_address_stays_with_the_group(self):
        client = cast.sign_in(self.client, self.c.bram)
        answer = client.post("/n/oever-brug/calendar/address/renew/", {"group": str(self.group.id)})
        self.assertRedirects(answer, f"/n/oever-brug/calendar/address/?group={self.group.id}")
        self.assertContains(client.get(answer.url), "Moestuin")
