"""In with an electronic identity, asked from a real provider that runs beside the test; and all that gets nobody in."""

import json
import re
import socket
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests
from django.conf import settings
from django.test import Client, TestCase, override_settings

from stoep.lib import oidc
from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.lib.standings import Clockwork
from stoep.membership.actions.sanctions import suspend_member
from stoep.membership.identity import same_person
from stoep.membership.models import Member, Residence
from stoep.membership.proofs import Application, IdentityUsed
from stoep.people.models import Person
from tests import cast, provider

from .waiting import applicant, is_in

BACK = "/pending/identity/kaart/back/"


def free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return line.getsockname()[1]


@pytest.mark.slow
class WithAnIdentity(TestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        port, folder = free_port(), Path(cls.folder.name)
        words = [sys.executable, "-m", "tests.provider", str(port), str(folder / "provider.sqlite"), f"{settings.BASE_URL}{BACK}"]
        cls.process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        cls.addClassCleanup(cls.end)
        assert cls.process.stdout.readline() == "ready\n"
        file = folder / "identity.toml"
        file.write_text(f"""[kaart]\nname = "De kaart"\nissuer = "http://127.0.0.1:{port}/o"\nclient_id = {json.dumps(provider.CLIENT)}
client_secret = {json.dumps(provider.SECRET)}\n""")
        cls.enterClassContext(override_settings(IDENTITY_FILE=str(file)))

    @classmethod
    def end(cls):
        cls.process.kill()
        cls.process.wait()
        cls.process.stdout.close()

    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def who_waits(self, name="Wout Peeters", home=7):
        person, _waits = applicant(self.c, self.c.brug_homes[home], name=name)  # the eighth home is Brugstraat 8
        Person.objects.filter(id=person.id).update(language="en")
        return person, cast.sign_in(Client(HTTP_ACCEPT_LANGUAGE="en"), person)

    def ask(self, client) -> str:
        """Where our page sends the person."""
        answer = client.get("/pending/identity/kaart/")
        assert answer.status_code == 302
        return answer["Location"]

    def sign_in_there(self, address: str, user: str) -> str:
        """What a person does at the provider; where it sends them back to, path and query."""
        browser = requests.Session()
        page = browser.get(address)
        name = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
        typed = {"username": user, "password": provider.PASSWORD, **({"csrfmiddlewaretoken": name[1]} if name else {})}
        answer = browser.post(page.url, typed, allow_redirects=False)
        while not answer.headers["Location"].startswith(settings.BASE_URL):
            answer = browser.get(requests.compat.urljoin(answer.url, answer.headers["Location"]), allow_redirects=False)
        return answer.headers["Location"].removeprefix(settings.BASE_URL)

    def whole(self, user, **who):
        person, client = self.who_waits(**who)
        back = self.sign_in_there(self.ask(client), user)
        return person, client, client.get(back, follow=True), back

    def test_whose_identity_lives_there_is_in(self):
        person, client, page, back = self.whole("wout")
        assert is_in(person) and page.request["PATH_INFO"] == "/n/oever-brug/welcome/1/"
        with acting(cast.KEEPER):
            assert Residence.objects.filter(neighbourhood=self.c.brug, address_id=self.c.brug_homes[7].id).get().proof == "identity"
            assert not Application.objects.filter(person_id=person.id).exists()
            kept = IdentityUsed.objects.get(person_id=person.id)
        assert re.fullmatch("[0-9a-f]{64}", kept.key)
        assert client.get(back).status_code == 302  # once more: nothing happens

    def test_another_home_another_name_or_no_address_stays_outside(self):
        for user, words in (("other", "another address"), ("nobody", "another name"), ("bare", "told us no address")):
            person, _client, page, _back = self.whole(user)
            assert not is_in(person)
            self.assertContains(page, words)

    def test_one_identity_opens_one_account(self):
        first, *_ = self.whole("wout")
        second, _client, page, _back = self.whole("wout", name="Wout de Tweede")
        assert is_in(first) and not is_in(second)
        self.assertContains(page, "belongs to another account")

    def test_an_answer_to_nobodys_question_opens_nothing(self):
        mine, client = self.who_waits()
        theirs, other = self.who_waits(name="Wout Twee")
        address = self.ask(client)
        back = self.sign_in_there(address, "wout")
        assert "elsewhere" in other.get(back, follow=True).content.decode()  # somebody else's browser
        self.ask(other)
        assert "nothing from that service" in other.get(back, follow=True).content.decode()  # with a question of its own open
        code = parse_qs(urlsplit(back).query)["code"][0]
        state = parse_qs(urlsplit(self.ask(other)).query)["state"][0]
        swapped = f"{BACK}?{urlencode({'code': code, 'state': state})}"  # a stolen code under one's own state: the verifier is another
        assert "nothing from that service" in other.get(swapped, follow=True).content.decode()
        assert not is_in(mine) and not is_in(theirs)

    def test_refused_there_forged_or_much_too_long_is_said_and_changes_nothing(self):
        person, client = self.who_waits()
        state = parse_qs(urlsplit(self.ask(client)).query)["state"][0]
        for query in ({"state": state, "error": "access_denied"}, {"state": state, "code": "x" * 100_000}, {"code": "x"}, {}):
            if "state" in query:
                state = query["state"] = parse_qs(urlsplit(self.ask(client)).query)["state"][0]
            page = client.get(f"{BACK}?{urlencode(query)}", follow=True)
            assert page.request["PATH_INFO"] == "/pending/" and page.status_code == 200
            assert ("You stopped at that service" in page.content.decode()) == ("error" in query)
        assert not is_in(person)

    def test_an_answer_for_an_account_that_was_closed_meanwhile_opens_nothing(self):
        person, client = self.who_waits()
        back = self.sign_in_there(self.ask(client), "wout")
        with acting(cast.KEEPER):
            Person.objects.filter(id=person.id).update(is_active=False)  # erased from another device while away
        assert client.get(back).status_code == 404 and not is_in(person)
        with acting(cast.KEEPER):
            assert not IdentityUsed.objects.filter(person_id=person.id).exists()

    def test_who_is_under_a_sanction_is_known_again_by_the_name_of_their_identity(self):
        with acting(Clockwork.of("carry_out", here=self.c.brug.id)) as clock:
            Member.objects.filter(neighbourhood=self.c.brug, id=self.c.bram_member.id).update(name="Wout Peeters")
            Residence.objects.filter(neighbourhood=self.c.brug, member_id=self.c.bram_member.id).update(address_id=self.c.brug_homes[7].id)
            suspend_member(clock, member=self.c.bram_member.id, until=now() + timedelta(days=30))
        person, _client, page, _back = self.whole("wout", name="Wouter Peeters")  # shares a word with the identity: that fits
        assert not is_in(person)
        self.assertContains(page, "you cannot come in until")

    def test_what_is_asked_of_the_provider(self):
        _person, client = self.who_waits()
        asked = parse_qs(urlsplit(self.ask(client)).query)
        assert asked["code_challenge_method"] == ["S256"] and asked["response_type"] == ["code"] and asked["prompt"] == ["login"]
        assert len(asked["state"][0]) >= 32 and len(asked["nonce"][0]) >= 32
        assert client.get("/pending/identity/itsme/").status_code == 404

    def test_new_keys_of_the_provider_are_asked_for(self):
        self.whole("other")
        place = next(where for where in oidc._known if where[1].endswith("jwks.json"))
        at, known = oidc._known[place]
        oidc._known[place] = at, {"keys": [{**key, "kid": "of last year"} for key in known["keys"]]}
        person, *_ = self.whole("wout")
        assert is_in(person)

    def test_a_particle_is_nobodys_name(self):
        assert same_person("An De Smet", "Smet, An") and not same_person("Jan De Wilde", "Piet De Smet")

    def test_so_many_times_a_day(self):
        _person, client = self.who_waits()
        answers = [client.get("/pending/identity/kaart/")["Location"] for _ in range(11)]
        assert all(answer.startswith("http://127.0.0.1") for answer in answers[:10]) and answers[10] == "/pending/"
