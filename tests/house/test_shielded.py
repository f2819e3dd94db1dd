"""Somebody who shields themselves and says nothing is nowhere: every page of every room is opened by neighbours, connectors, officials and
operators, and asked for them by name, street and skill, and their name, words, street and number turn up on none."""

from datetime import timedelta

from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from stoep.care.models import SkillOffer
from stoep.care.skills import SKILLS
from stoep.cli.gates import gates
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from stoep.membership.models import Member, Residence, Seat
from stoep.membership.seeking import keep_all_words
from stoep.people.models import Person
from tests import cast

from .scene import Scene

LOOKERS = ("an", "bram", "dirk", "els", "karim")
NAME, STREET, GIVES, ABOUT = "Quirina Zwijgers", "Quarantainepad", "quichesqq", "quakersqq"
SKILL = "knives"  # ticked by nobody else


class Silent(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.scene = Scene()
        c = cls.scene.c
        with acting(cast.KEEPER), fan_out("somebody more"):
            person = Person.objects.create(email="quirina@example.org", name=NAME, language="nl")
            here = {"neighbourhood_id": c.brug.id}
            cls.member = Member.objects.create(
                **here, person_id=person.id, name=NAME, street=STREET, gives=GIVES, about=ABOUT, photo="face", shielded=True,
                joined_at=timezone.now() - timedelta(minutes=5),
            )  # fmt: skip
            Residence.objects.create(**here, member_id=cls.member.id, address_id=c.brug_homes[7].id, proof="letter", street=STREET)
            Seat.objects.create(person=person, neighbourhood=c.brug, member_id=cls.member.id)
            SkillOffer.objects.create(**here, member_id=cls.member.id, skill=SKILL)
            keep_all_words([c.brug.id])

    def asked_for(self):
        """Every list, search and suggestion, asked for them in particular."""
        at = [self.scene.c.brug.slug]
        for words in ("Quirina", "zwij", STREET, GIVES, ABOUT, str(SKILLS[SKILL][1])):
            yield reverse("neighbours", args=at), {"q": words}
            yield reverse("search", args=at), {"q": words}
            yield reverse("mention", args=at), {"q": words}
            yield reverse("new_group", args=at), {"q": words}
            yield reverse("about_conversation", args=[*at, self.scene.things["conversation"]["circle"][1]]), {"q": words}
        yield reverse("neighbours", args=at), {"street": STREET}
        yield reverse("neighbours", args=at), {"after": self.scene.c.bram_member.id}
        yield reverse("helpers", args=[*at, SKILL]), {}
        yield reverse("help_list", args=at), {}
        yield reverse("bell", args=at), {}

    def everywhere(self):
        for gate in gates():
            for url, room, _thing, _key in self.scene.addresses(gate):
                if "GET" in gate.methods and room in (None, "oever-brug", "oever"):
                    yield url, {}
        yield from self.asked_for()

    def test_they_are_on_no_page_of_anybody(self):
        self.scene.files()
        told = [NAME, "Quirina", STREET, GIVES, ABOUT, str(self.member.id)]
        found = []
        for who in LOOKERS:
            browser = self.scene.browser(who)
            for url, asked in self.everywhere():
                body = browser.get(url, asked).getvalue().decode(errors="replace")
                for typed in asked.values():  # what was typed comes back in its field, and that is all
                    body = body.replace(f'<option value="{typed}" selected>{typed}</option>', "").replace(f'value="{typed}"', "")
                found += [(who, url, word) for word in told if word in body]
        assert found == []

    def test_they_count_in_nothing(self):
        browser = self.scene.browser("an")
        body = browser.get(reverse("help_list", args=["oever-brug"])).content.decode()
        assert f"/help/who/{SKILL}/" not in body
        assert str(SKILLS[SKILL][1]) not in body
