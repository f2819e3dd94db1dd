"""/letters/stop/: whoever holds the letter of an address stops the letters to it, or lets them come again."""

import re
from datetime import timedelta

from django.test import Client, TestCase

from stoep.journal.models import Entry
from stoep.lib.clock import now
from stoep.lib.codes import hash_code, new_code
from stoep.lib.roles import acting
from stoep.membership.models import LetterCode, NoLetter, Residence
from stoep.places.reference import encode
from tests import cast

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')
REFERENCE = re.compile(rb'name="address" value="[^"]+"')
STREETS = re.compile(rb'<p class="soft">[^<]+<a')


class StopLetters(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()
        cls.old, cls.old_code = cls.c.brug_homes[5], new_code()
        with acting(cast.KEEPER):
            LetterCode.objects.create(
                neighbourhood_id=cls.old.neighbourhood_id, address_id=cls.old.id, hash=hash_code(cls.old.id, cls.old_code),
                expires_at=now() - timedelta(seconds=1),
            )  # fmt: skip

    def setUp(self):
        self.client = Client(REMOTE_ADDR="198.51.100.7", HTTP_ACCEPT_LANGUAGE="en")

    def choose(self, home, code, choice="stop", network="198.51.100.7"):
        reference = encode(home.neighbourhood_id, home.id)
        sent = {"address": reference, "code": code, "choice": choice}
        return self.client.post("/letters/stop/", sent, REMOTE_ADDR=network)

    def stopped(self) -> list:
        with acting(cast.KEEPER):
            return list(NoLetter.objects.filter(neighbourhood=self.c.brug.id).values_list("address_id", flat=True))

    def said(self) -> list:
        with acting(cast.KEEPER):
            lines = Entry.objects.filter(neighbourhood=self.c.brug.id, about=self.c.gust_home.id)
            return list(lines.order_by("at").values_list("verb", flat=True))

    def test_address_then_code_then_done_and_back_again_with_the_same_code(self):
        page = self.client.get("/letters/stop/?q=" + self.c.gust_home.street_name)
        self.assertContains(page, "No more letters")
        page = self.client.post("/letters/stop/", {"address": encode(self.c.brug.id, self.c.gust_home.id)})
        self.assertContains(page, "What is the code in your letter?")
        self.assertNotContains(page, "does not fit")
        for _twice in range(2):
            self.assertContains(self.choose(self.c.gust_home, self.c.gust_code), "No more letters come")
            assert self.stopped() == [self.c.gust_home.id]
        for _twice in range(2):
            self.assertContains(self.choose(self.c.gust_home, self.c.gust_code.lower(), "again"), "Letters may come again")
            assert self.stopped() == []
        assert self.said() == ["stop_letters", "resume_letters"]

    def test_the_letter_still_opens_the_door_afterwards(self):
        self.choose(self.c.gust_home, self.c.gust_code)
        with acting(cast.KEEPER):
            assert LetterCode.objects.filter(neighbourhood=self.c.brug.id, address_id=self.c.gust_home.id).exists()

    def test_wrong_expired_foreign_and_no_letter_are_one_answer_and_stop_nothing(self):
        def bare(page):
            return STREETS.sub(b"", REFERENCE.sub(b"", TOKEN.sub(b"", page.content)))

        wrong = "ABCDEFGHJK"
        with acting(cast.KEEPER):
            proven = Residence.objects.filter(neighbourhood=self.c.brug.id).values_list("address_id", flat=True)
            empty = next(home for home in self.c.brug_homes if home.id not in proven and home.id not in (self.old.id, self.c.gust_home.id))
        answers = [
            bare(self.choose(home, code, choice))
            for home, code, choice in (
                (self.c.gust_home, wrong, "stop"), (self.c.gust_home, wrong, "again"), (empty, wrong, "stop"),
            )
        ]  # fmt: skip
        assert len(set(answers)) == 1
        for home, code in ((self.old, self.old_code), (empty, self.c.gust_code)):
            self.assertContains(self.choose(home, code, network="203.0.113.9"), "does not fit this address")
        assert self.stopped() == []

    def test_the_limits_are_those_of_joining(self):
        for _wrong in range(10):
            self.choose(self.c.gust_home, "ABCDEFGHJK")
        self.assertContains(self.choose(self.c.gust_home, self.c.gust_code), "Too many tries")
        assert self.stopped() == []
        self.assertContains(self.choose(self.c.gust_home, self.c.gust_code, network="203.0.113.9"), "No more letters come")

    def test_an_address_that_is_none(self):
        for reference in ("", "x", "0-" + "0" * 32, "9" * 5000):
            page = self.client.post("/letters/stop/", {"address": reference, "code": "x"})
            self.assertContains(page, "We do not know this address")

    def test_whoever_lost_the_letter_reads_whom_to_phone(self):
        page = self.client.post("/letters/stop/", {"address": encode(self.c.brug.id, self.c.gust_home.id)})
        self.assertContains(page, "we stop the letters for you")
