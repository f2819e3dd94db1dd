"""A town from nothing, by the commands of docs/install.md: the map, who acts for it, its letters, its first neighbour.

Nobody of the cast is here: the database is empty.
"""

import argparse
import csv
import io
import json
import re
import time
import zipfile

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import override_settings
from pypdf import PdfReader

from stoep.cli import imports, mandate, town
from tests.cast import square

from .browser import Story
from .post_office import as_login, mails_to, words_of, work

CODE = re.compile(r"^([0-9A-HJKMNP-TV-Z]{3}) ([0-9A-HJKMNP-TV-Z]{3}) ([0-9A-HJKMNP-TV-Z]{4})$", re.MULTILINE)


@pytest.mark.slow
@override_settings(EMAIL_BACKEND="stoep.notify.outbox.OutboxBackend")
class Founding(Story):
    @pytest.fixture(autouse=True)
    def _around(self, tmp_path, monkeypatch):
        self.tmp = tmp_path
        for module in (imports, mandate, town):
            monkeypatch.setattr(module, "migrate", lambda: None)

    def setUp(self):
        self.complaints = []
        with as_login("stoep_worker"):
            self.found()
        under = as_login("stoep_web")
        under.__enter__()
        self.addCleanup(under.__exit__, None, None, None)

    def stoep(self, module, *words):
        parser = argparse.ArgumentParser()
        module.add(parser)
        assert module.run(parser.parse_args([str(word) for word in words])) == 0

    def found(self):
        """docs/install.md, the town, as it is typed."""
        border, register = self.tmp / "wijk.geojson", self.tmp / "adressen.csv"
        wijk = {"type": "Feature", "properties": {"naam": "Dorp", "code": "A1"}, "geometry": square(3.70, 51.05)}
        border.write_text(json.dumps({"type": "FeatureCollection", "features": [wijk]}))
        with register.open("w", newline="") as file:
            table = csv.writer(file)
            table.writerow(["postcode", "city", "street_nl", "huisnr", "busnr", "lon", "lat"])
            table.writerows(["2250", "Velde", "Kerkstraat", n, "", 3.701 + n / 1000, 51.055] for n in range(1, 5))
        self.stoep(imports, "boundaries", border, "--town", "velde", "--country", "BE", "--commit")
        self.stoep(imports, "addresses", register, "--town", "velde", "--commit")
        self.stoep(town, "change", "velde", "--languages", "nl", "--sender", "Gemeente Velde\\nMarkt 1", "--help-phone", "014 00 00 00")
        for who, *words in (
            ("nele", "official", "--name", "Nele Claes"), ("pieter", "official", "--name", "Pieter Wouters", "--may-approve"),
            ("rita", "print_operator", "--name", "Rita Drukkers"),
            ("dirk", "connector", "--name", "Dirk Maes", "--function", "buurtwerker", "--neighbourhoods", "all"),
        ):  # fmt: skip
            self.stoep(mandate, "give", f"{who}@velde.example", "--town", "velde", "--duty", *words)

    def test_from_the_command_line_to_the_first_neighbour(self):
        work()
        nele, pieter, rita, dirk = (self.first_time(who) for who in ("nele", "pieter", "rita", "dirk"))
        assert "/n/velde-dorp/" in dirk.url
        batch = self.order(nele)
        pieter.goto(batch)
        pieter.click("main button:has-text('goedkeuren')")
        work()
        code = self.fetch(rita)
        gust = self.join(code)
        dirk.goto("/n/velde-dorp/")
        assert "Gust Maes" in dirk.inner_text("main")
        self.announce(nele)
        gust.goto("/n/velde-dorp/")
        assert "De markt is dicht" in gust.inner_text("main")

    def first_time(self, who):
        """The mail's link, six digits, the app, the spare codes, and in: without signing out and in again."""
        page, mailbox = self.page("nl"), f"{who}@velde.example"
        invitation = words_of(mails_to(mailbox)[-1])
        assert "Velde vraagt je" in invitation
        page.goto(re.search(r"https?://[^/\s]+(/account/login/code/)", invitation)[1])
        page.fill("input[type=email]", mailbox)
        page.click("main form .button >> nth=0")
        page.wait_for_url("**/code/confirm/")
        page.fill("input[name=code]", self.digits(mailbox))
        page.click("main form .button >> nth=0")
        page.wait_for_url("**/account/2fa/**")
        page.goto("/account/2fa/totp/activate/")
        secret = "".join(page.locator("details code").text_content().split())  # it stands in groups of four
        page.fill("input[name=code]", format_hotp_value(hotp_value(secret, [*yield_hotp_counters_from_time()][1])))
        page.click("main form .button >> nth=0")
        page.wait_for_url("**/recovery-codes/")
        self.accessible(page)
        page.click("main .buttons a.button >> nth=0")
        page.wait_for_load_state()
        return page

    def digits(self, mailbox):
        work()
        return re.search(r"^\s*(\d{6})\s*$", words_of(mails_to(mailbox)[-1]), re.M)[1]

    def order(self, page) -> str:
        page.goto("/desk/velde/letters/order/")
        page.check("input[name=reach][value=all]")
        page.click("main form button.button >> nth=-1")
        page.wait_for_url(re.compile(r"/letters/[0-9a-f-]{36}/"))
        return page.url

    def fetch(self, page) -> str:
        """The code of Kerkstraat 1, off the paper. Once: the second time there is nothing."""
        page.goto("/desk/velde/print/")
        page.click("main table a, main li a, main a >> nth=0")
        with page.expect_download() as download:
            page.click("main button:has-text('afhalen')")
        archive = zipfile.ZipFile(download.value.path())
        (pdf,) = [archive.read(name) for name in archive.namelist() if name.endswith(".pdf")]
        texts = [sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages]
        assert len(texts) == 4
        page.reload()
        page.click("main button:has-text('Ik heb alle brieven')")
        page.wait_for_load_state()
        work()
        (paper,) = [text for text in texts if "Kerkstraat 1\n" in text]
        return "".join(CODE.findall(paper)[0])

    def join(self, code):
        page = self.page("nl")
        page.goto("/join/?q=Kerkstraat+1")
        page.click("#matches button")
        page.fill("#id_code", code)
        page.click("main form .button")
        page.wait_for_url("**/join/you/")
        page.fill("#id_name", "Gust Maes")
        page.fill("#id_email", "gust@velde.example")
        page.check("#id_agree")
        page.check("#id_old_enough")
        page.click("main form .button")
        page.wait_for_url("**/join/mail/")
        page.fill("#id_digits", self.digits("gust@velde.example"))
        page.click("main form .button >> nth=0")
        page.wait_for_url("**/welcome/1/**")
        page.goto("/n/velde-dorp/")
        assert "Hier is nog niets gezegd" in page.inner_text("main")
        page.goto("/n/velde-dorp/welcome/hello/")
        page.click("main .button >> nth=0")
        page.click("form.compose .buttons .button >> nth=0")
        page.wait_for_url("**/n/velde-dorp/")
        return page

    def announce(self, page):
        page.goto("/desk/velde/announcements/new/")
        page.fill("[name=title_nl]", "De markt is dicht")
        page.fill("[name=body_nl]", "Tot maandag wordt er gewerkt.")
        page.check("input[name=reach][value=all]")
        page.click("main form button.button >> nth=-1")
        page.wait_for_load_state()
        page.click("main form button.button >> nth=0")
        page.wait_for_load_state()
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline and not work()["done"]:
            time.sleep(0.5)
