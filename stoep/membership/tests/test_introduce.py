"""Name, mailbox, password: what is kept, what is mailed, and that nobody learns who has an account."""

import re

from django.core import mail
from django.test import TestCase

from stoep.lib.limits import spend
from stoep.lib.roles import acting
from stoep.lib.standings import Visitor
from stoep.membership.models import Joining
from stoep.people.limits import MAIL_PER_NETWORK
from stoep.people.models import Person
from tests import cast

from .joiners import Joiner, digits

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')


class Introduce(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def setUp(self):
        self.gust = Joiner(self.c.gust_home)
        self.gust.pick()
        self.gust.code(self.c.gust_code)

    def wrong(self, words, **fields):
        response = self.gust.you(**fields)
        assert response.status_code == 200, fields
        page = response.content.decode()
        assert words in page, re.findall(r"field-error.*?</ul>", page, re.S)
        assert "09\xa0000\xa000\xa000" in page
        return page

    def test_nothing_before_the_code(self):
        other = Joiner(self.c.gust_home)
        assert other.client.get("/join/you/").url == "/join/"
        other.pick()
        assert other.client.get("/join/you/").url == "/join/code/"
        assert other.client.get("/join/mail/").url == "/join/you/"

    def test_the_mail_has_the_digits_and_its_subject_has_not(self):
        assert self.gust.you().url == "/join/mail/"
        message = mail.outbox[-1]
        assert message.to == ["gust@example.org"]
        assert digits() not in message.subject
        assert self.c.gust_code not in message.body
        assert "Gust" not in message.subject + message.body

    def test_digits_of_one_mailbox_prove_no_other(self):
        self.gust.you(email="mine@example.org")
        mine = digits()
        with acting(Visitor()):
            spend(MAIL_PER_NETWORK, "198.51.100.7", cost=MAIL_PER_NETWORK.most - 1)
        assert "Too many mails" in self.gust.you(email="theirs@example.org").content.decode()
        assert self.gust.mail(mine).status_code == 200
        with acting(cast.KEEPER):
            assert not Person.objects.filter(email="theirs@example.org").exists()

    def test_a_mailbox_with_an_account_and_one_without_answer_alike(self):
        pages = []
        for email in ("an@example.org", "zz@example.org"):
            response = self.gust.you(email=email)
            assert response.url == "/join/mail/"
            page = self.gust.client.get("/join/mail/")
            pages.append((page.status_code, dict(page.headers), TOKEN.sub(b"", page.content).replace(email.encode(), b"")))
            wrong = self.gust.mail("123456")
            pages[-1] += (TOKEN.sub(b"", wrong.content).replace(email.encode(), b""),)
        assert pages[0] == pages[1]
        to_an, to_nobody = mail.outbox
        assert "already have an account" in to_an.body
        assert not re.search(r"\d{6}", to_an.body)
        assert re.search(r"\d{6}", to_nobody.body)

    def test_the_same_queries_with_and_without_an_account(self):
        for email in ("an@example.org", "zz@example.org"):
            with self.assertNumQueries(16):
                self.gust.you(email=email)

    def test_two_spellings_of_a_mailbox_are_one(self):
        for email in ("AN@Example.org", " an@EXAMPLE.ORG "):
            self.gust.you(email=email)
            assert "already have an account" in mail.outbox[-1].body
            assert mail.outbox[-1].to == ["an@example.org"]

    def test_what_was_typed_stays(self):
        page = self.wrong("Enter a valid email address", email="gust@", name="Gust de Verwachting")
        assert "Gust de Verwachting" in page
        assert "gust@" in page
        assert "krijt op" not in page  # but for the password

    def test_house_rules_and_age(self):
        for missing in ("agree", "old_enough"):
            assert self.gust.you(**{missing: ""}).status_code == 200
        assert "I am 13 or older" in self.gust.client.get("/join/you/").content.decode()
        assert self.gust.client.get("/house-rules/").status_code == 200

    def test_weak_passwords(self):
        self.wrong("too short", password="kort")
        self.wrong("easy to guess", password="qwertyuiop123")
        self.wrong("too similar", password="gustmaes@example", email="gustmaes@example.org")
        self.wrong("easy to guess", password="ü" * 64)
        assert self.gust.you(password="krijt op de blauwe stöep " * 5).status_code == 302

    def test_no_password_is_fine(self):
        assert self.gust.you(password="").status_code == 302
        self.gust.mail()
        with acting(cast.KEEPER):
            assert not Person.objects.get(email="gust@example.org").has_usable_password()

    def test_names_of_the_town_are_not_names_of_neighbours(self):
        for name in ("Gemeente Oever", "Oever", "Brug", "Jаn", "12345", "Jan ✓"):
            assert self.gust.you(name=name).status_code == 200, name

    def test_a_hundred_kilobytes_in_any_field(self):
        for field in ("name", "email", "password"):
            page = self.gust.you(**{field: "x" * 100_000})
            assert page.status_code == 200
            assert "field-error" in page.content.decode()
            assert len(page.content) < 330_000
        assert self.gust.client.post("/join/mail/", {"digits": "1" * 100_000}).status_code in (200, 302)

    def test_line_ends_in_a_mailbox(self):
        for email in ("gust@example.org\r\nBcc: all@example.org", "gust@example.org\x00"):
            assert self.gust.you(email=email).status_code == 200
        assert not mail.outbox

    def test_eight_mails_an_hour_and_then_silence(self):
        for _ in range(12):
            assert self.gust.you().url == "/join/mail/"
        assert len(mail.outbox) == 8
        assert "not the six digits" in self.gust.mail().content.decode()  # a code that nobody was sent opens nothing

    def test_nothing_readable_is_kept(self):
        self.gust.you()
        with acting(cast.KEEPER):
            row = Joining.objects.get()
        assert digits() not in str(vars(row))
        assert "krijt op" not in str(vars(row))
