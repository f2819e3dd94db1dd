"""No letter: Gust makes an account, waits, gives his number to two neighbours, and is in. Later he moves, and waits again."""

import re
from datetime import timedelta

from django.core import mail

from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.membership.models import Residence
from tests import cast

from .browser import Story


class WithoutALetter(Story):
    def setUp(self):
        super().setUp()
        with acting(cast.KEEPER):
            Residence.objects.filter(neighbourhood_id=self.c.brug.id).update(proven_at=now() - timedelta(days=60))

    def digits(self):
        return re.search(r"^\s+(\d{6})\s*$", mail.outbox[-1].body, re.M)[1]

    def waits(self, **context):
        """Gust, up to the page where he waits, and his number."""
        page = self.page(**context)
        page.goto("/join/?q=brugstraat+7")
        page.click("#matches button")
        page.click("text=I cannot find my letter")
        page.click("text=I have no letter")
        page.fill("#id_name", "Gust Maes")
        page.fill("#id_email", "gust@example.org")
        page.check("#id_agree")
        page.check("#id_old_enough")
        page.click("main button.button")
        page.wait_for_url("**/join/mail/")
        page.fill("#id_digits", self.digits())
        page.click("main button.button >> nth=0")
        page.wait_for_url("**/pending/")
        return page, page.inner_text(".demo-code")

    def gives_word(self, who, number):
        page = self.signed_in(who)
        page.goto("/n/oever-brug/more/")
        page.click("text=Let somebody in")
        page.fill("#id_number", number.lower())
        page.keyboard.press("Enter")
        page.wait_for_selector("#id_knows")
        assert "Gust Maes" in page.inner_text("main")
        assert "Brugstraat 7" not in page.content()
        self.accessible(page)
        page.check("#id_knows")
        page.click("text=I give my word")
        return page

    def test_two_neighbours_who_know_him(self):
        gust, number = self.waits()
        self.accessible(gust)
        page = self.gives_word("an", number)
        page.wait_for_selector("text=One more neighbour")
        gust.reload()
        assert "One neighbour has given their word" in gust.inner_text("main")
        page = self.gives_word("bram", number)
        page.wait_for_selector("text=They are in")
        gust.goto("/pending/")
        gust.wait_for_url("**/n/oever-brug/welcome/1/")

    def test_without_a_script_then_a_new_letter_and_away_again(self):
        gust, _ = self.waits(java_script_enabled=False)
        gust.click("text=Ask for a new letter")
        assert "You asked for a new letter on" in gust.inner_text("main")
        gust.click("text=Stop now")
        gust.click("main >> button:has-text('Stop waiting')")
        gust.wait_for_url("**/join/")

    def test_moving(self):
        page = self.signed_in("an")
        page.goto("/n/oever-brug/me/")
        page.click("text=I am moving")
        self.accessible(page)
        page.fill("#address", "kaaistraat 5")
        page.click("main button:has-text('Search')")
        page.wait_for_selector("#matches button")
        page.click("#matches button")
        page.wait_for_selector("text=I have moved")
        self.accessible(page)
        page.click("text=I have moved")
        page.wait_for_url("**/pending/")
        assert "Nearly in Kaai" in page.inner_text("main")

    def test_a_card(self):
        page = self.signed_in("an")
        page.goto("/n/oever-brug/invite/")
        page.click("text=Make a card")
        page.wait_for_selector("text=The card, to print")
        self.accessible(page)
        link = page.input_value("input[readonly]")
        page.click("text=The card, to print")
        page.wait_for_selector("img.qr")
        self.accessible(page)
        guest = self.page()
        guest.goto("/" + link.split("/", 3)[3])
        assert "A neighbour invites you to Brug" in guest.inner_text("main")
        self.accessible(guest)
