"""The code at the door: forgiving to hands, hopeless to guess, silent about everything else."""

import re
from datetime import timedelta

import pytest
from django.test import Client, TestCase

from stoep.lib.clock import now
from stoep.lib.codes import hash_code, new_code
from stoep.lib.limits import budget_key
from stoep.lib.roles import acting
from stoep.lib.standings import Visitor
from stoep.membership import rules, tries
from stoep.membership.actions import joining as actions
from stoep.membership.models import Joining, LetterCode, Member, Residence
from stoep.people.models import Budget
from tests import cast

from .joiners import Joiner

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')


class TryCode(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = c = cast.build()
        with acting(cast.KEEPER):
            cls.codes = {}
            for home, until in (
                (c.brug_homes[6], timedelta(days=90)),
                (c.brug_homes[5], timedelta(seconds=-1)),
                (c.kaai_homes[7], timedelta(days=90)),
            ):
                cls.codes[home.id] = new_code()
                LetterCode.objects.create(
                    neighbourhood_id=home.neighbourhood_id,
                    address_id=home.id,
                    hash=hash_code(home.id, cls.codes[home.id]),
                    expires_at=now() + until,
                )

    def at(self, home, network="198.51.100.7"):
        joiner = Joiner(home, network=network)
        joiner.pick()
        return joiner

    def test_hands_may_be_clumsy(self):
        code = self.c.gust_code
        for typed in (
            code.lower(),
            f"{code[:3]} {code[3:6]}-{code[6:]}",
            code.replace("0", "O").replace("1", "l").replace("V", "u"),
            f"  {code}. ",
        ):
            assert self.at(self.c.gust_home).code(typed).url == "/join/you/", typed

    def test_unknown_used_expired_foreign_and_no_letter_are_one_answer_byte_for_byte(self):
        gust, used, expired = self.c.gust_home, self.c.brug_homes[6], self.c.brug_homes[5]
        self.fill(used)
        foreign = self.codes[self.c.kaai_homes[7].id]
        cases = {
            "unknown": (gust, new_code()),
            "foreign": (gust, foreign),
            "used up": (used, self.codes[used.id]),
            "expired": (expired, self.codes[expired.id]),
            "no letter": (self.c.brug_homes[4], new_code()),
        }
        answers = {}
        for i, (why, (home, code)) in enumerate(cases.items()):
            response = self.at(home, network=f"198.51.100.{i}").code(code)
            body = TOKEN.sub(b"", response.content).replace(home.number.encode() + b", ", b"N, ").replace(code.encode(), b"CODE")
            headers = {k: v for k, v in response.headers.items() if k not in ("Content-Length", "Set-Cookie")}
            answers[why] = (response.status_code, headers, body, len(response.content))
        assert len({repr(a) for a in answers.values()}) == 1, answers

    def test_each_wrong_answer_takes_the_same_steps(self):
        """Time is made of queries and of one slow hash: both are there whatever is wrong."""
        used, expired = self.c.brug_homes[6], self.c.brug_homes[5]
        self.fill(used)
        for i, home in enumerate((self.c.gust_home, used, expired, self.c.brug_homes[4])):
            joiner = self.at(home, network=f"203.0.113.{i}")
            with self.assertNumQueries(15):  # four savepoints among them
                joiner.code("AAAAAAAAAA")

    def fill(self, home):
        with acting(cast.KEEPER):
            for n in range(rules.HOUSEHOLD_CAP):
                member = Member.objects.create(neighbourhood_id=home.neighbourhood_id, person_id=8_300_000 + n, name="Huisgenoot")
                Residence.objects.create(neighbourhood_id=home.neighbourhood_id, member_id=member.id, address_id=home.id, proof="letter")

    def test_one_network_gets_ten_an_hour(self):
        joiner = self.at(self.c.brug_homes[4])
        for _ in range(10):
            assert "does not fit" in joiner.code("AAAAAAAAAA").content.decode()
        refused = self.at(self.c.gust_home).code(self.c.gust_code)  # the same network, another address, the right code
        assert "Too many tries" in refused.content.decode()
        assert "09\xa0000\xa000\xa000" in refused.content.decode()  # every error names who helps
        assert self.at(self.c.gust_home, network="192.0.2.1").code(self.c.gust_code).url == "/join/you/"

    def test_a_noisy_network_cannot_use_up_an_address(self):
        noisy = self.at(self.c.gust_home)
        for _ in range(60):
            noisy.code("AAAAAAAAAA")
        with acting(cast.KEEPER):
            assert tries.spend(tries.WRONG_PER_ADDRESS, self.c.gust_home.id, cost=0)

    def test_an_ipv6_house_is_one_network(self):
        for n in range(10):
            self.at(self.c.brug_homes[4], network=f"2001:db8:1:2::{n + 1}").code("AAAAAAAAAA")
        assert "Too many" in self.at(self.c.brug_homes[4], network="2001:db8:1:2:ffff::9").code("AAAAAAAAAA").content.decode()

    def test_an_attacker_with_many_networks_is_slowed_and_the_household_is_not(self):
        for n in range(30):
            self.at(self.c.gust_home, network=f"203.0.113.{n}").code("AAAAAAAAAA")
        tired = self.at(self.c.gust_home, network="203.0.113.200")
        assert "does not fit" in tired.code("AAAAAAAAAA").content.decode()  # the slow lane: one try a minute …
        assert "Wait a minute" in tired.code(self.c.gust_code).content.decode()
        assert self.at(self.c.gust_home, network="192.0.2.50").code(self.c.gust_code).url == "/join/you/"  # … and one's own line is free

    def test_a_right_code_is_no_try(self):
        joiner = self.at(self.c.gust_home)
        for _ in range(25):
            assert joiner.code(self.c.gust_code).url == "/join/you/"

    def test_what_has_not_ten_signs_is_told_so_and_costs_no_try(self):
        joiner = self.at(self.c.gust_home)
        code = self.c.gust_code
        for typed, count in (("ABC DEF G", 7), ("1", 1), ("---", 0), (code[:9], 9), (code + "X", 11), ("é" * 10, 0)):
            for _ in range(4):
                page = joiner.code(typed).content.decode()
                assert f"A code has ten letters and numbers, yours has {count}." in page, typed
                assert "does not fit" not in page
        assert not Budget.objects.filter(key=budget_key(tries.WRONG_PER_NETWORK, "198.51.100.7")).exists()
        assert joiner.code(self.c.gust_code).url == "/join/you/"

    def test_the_length_is_said_at_every_address_alike(self):
        pages = set()
        for home in (self.c.gust_home, self.c.brug_homes[5], self.c.brug_homes[4]):
            pages.add(TOKEN.sub(b"", self.at(home).code("ABC").content).replace(home.number.encode() + b", ", b"N, "))
        assert len(pages) == 1

    def test_after_a_wrong_qr_code_it_can_be_typed(self):
        joiner = Joiner(self.c.gust_home)
        page = joiner.pick(code="AAAAAAAAAA").content.decode()
        assert 'action="/join/code/"' in page  # this page was answered at /join/, which would ask for an address
        assert joiner.code(self.c.gust_code).url == "/join/you/"

    def test_five_a_day_per_account(self):
        joiner = Joiner(self.c.gust_home, client=cast.sign_in(Client(), self.c.els))
        joiner.pick()
        for _ in range(5):
            joiner.code("AAAAAAAAAA")
        assert "Too many tries" in joiner.code(self.c.gust_code).content.decode()

    def test_a_thousand_tries(self):
        """From 200 networks at one address: each is answered, none comes in, nothing breaks, and the code still works at
        home."""
        joining = Joining.objects.create(neighbourhood_id=self.c.brug.id, address_id=self.c.gust_home.id)
        answers = [
            actions.try_code(Visitor(network=f"100.64.{n}.1"), joining=joining, code=f"{n:05d}{k:05d}")
            for n in range(200)
            for k in range(5)
        ]
        assert not any(answers)
        assert self.at(self.c.gust_home, network="192.0.2.77").code(self.c.gust_code).url == "/join/you/"

    def test_the_qr_code_brings_both(self):
        joiner = Joiner(self.c.gust_home)
        assert joiner.pick(code=self.c.gust_code).url == "/join/you/"
        wrong = Joiner(self.c.gust_home).pick(code="AAAAAAAAAA")
        assert "does not fit" in wrong.content.decode()
        assert "AAAAAAAAAA" in wrong.content.decode()  # what was typed stays

    def test_a_code_in_a_query_is_not_read(self):
        from stoep.places.reference import encode

        reference = encode(self.c.gust_home.neighbourhood_id, self.c.gust_home.id)
        assert Client().get("/join/", {"address": reference, "code": self.c.gust_code}).status_code == 200
        assert not Joining.objects.exists()

    def test_a_hundred_kilobytes(self):
        joiner = self.at(self.c.gust_home)
        for field in (b"A" * 100_000, "é".encode() * 50_000):
            response = joiner.client.post("/join/code/", {"code": field.decode()})
            assert response.status_code == 200
            assert "at most 200" in response.content.decode()

    def test_an_address_that_is_none(self):
        for address in ("", "nonsense", "Z" * 39, "0" * 30, "A" * 100_000):
            response = Client().post("/join/", {"address": address, "code": "x"})
            assert "We do not know this address" in response.content.decode(), address[:20]


@pytest.mark.parametrize(("seconds", "words"), [(20, "minute"), (3000, "hour"), (80_000, "tomorrow")])
def test_how_long_to_wait(seconds, words):
    from stoep.membership.actions.joining import too_often

    assert words in str(too_often(seconds))
