"""What is An's is An's among neighbours too: the forms of her things do nothing in the hands of who lives beside her (SECURITY A2).

`Others` in test_hostile_forms tries whoever has no business in the neighbourhood at all; here all are inside.
"""

import re

import pytest
from django.test import TestCase
from django.urls import resolve

from stoep.cli.gates import gates
from stoep.lib.roles import acting
from stoep.people.models import Budget
from tests import cast

from .crawl import rows
from .met import forms_met
from .scene import Scene
from .test_hostile_forms import ENDS

BESIDE = ("an", "bram", "marie", "noor", "dirk")
PAIRS = [("an", who) for who in BESIDE[1:]] + [("bram", "an")]  # whose it is, and in whose hands
A_THING = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
TRICKS = (
    {}, {"HX-Request": "true", "HX-Boosted": "true"}, {"X-HTTP-Method-Override": "DELETE"},
    {"X-Method-Override": "PUT", "X-HTTP-Method": "PATCH"},
)  # fmt: skip
METHODS = ("put", "patch", "delete")
ANYBODYS = {"mark_read", "mute_talk", "unmute_talk", "offer_quietly"}  # what each keeps for themselves about a thing of another's


def action_of(form) -> str:
    return form.action.partition("?")[0]


class Beside(TestCase):
    def setUp(self):
        self.scene = Scene()
        self.scene.files()
        self.browsers = {who: self.scene.browser(who) for who in BESIDE}

    def met(self, who) -> dict:
        """{where it goes: the forms} about one thing that this neighbour finds on any page."""
        found = {}
        for _url, forms in forms_met(self.scene, who, self.browsers[who], under="/n/oever-brug/"):
            for form in forms:
                if form.method == "post" and (A_THING.search(form.action) or self.hidden(form)):
                    found.setdefault((action_of(form), self.hidden(form)), []).append(form)
        return found

    @staticmethod
    def hidden(form) -> tuple:
        """The things that a form names in fields nobody types, but for its own number."""
        names = {name for name, kind in form.kinds.items() if kind == "hidden" and name not in ("act", "csrfmiddlewaretoken")}
        return tuple(sorted(value for name in names for value in form.sent.get(name, []) if A_THING.fullmatch(value)))

    def send(self, who, form):
        """As its owner would, with every button, and in all the ways in which a request can say that it means something else."""
        browser = self.browsers[who]
        sent = form.sent | {field: ["hallo"] for field in form.typed()}
        for button in form.buttons or [()]:
            for trick in TRICKS:
                with acting(cast.KEEPER):
                    Budget.objects.all().delete()
                yield browser.post(form.action, sent | ({button[0]: [button[1]]} if button else {}), headers=trick)
        yield browser.post(form.action, sent | {"_method": ["DELETE"]})
        for method in METHODS:
            yield getattr(browser, method)(form.action)

    @pytest.mark.slow
    def test_the_forms_of_her_things_do_nothing_in_the_hands_of_a_neighbour(self):
        self.forms = {who: self.met(who) for who in BESIDE}
        tried, wrong, before = 0, [], rows()
        for owner, who in PAIRS:
            theirs = [form for key, forms in self.forms[owner].items() if key not in self.forms[who] for form in forms[:1]]
            theirs = [form for form in theirs if resolve(action_of(form)).url_name not in {*ENDS, *ANYBODYS}]
            assert len(theirs) > 10, (owner, who, len(theirs))
            for form in theirs:
                statuses = [answer.status_code for answer in self.send(who, form)]
                tried += len(statuses)
                if max(statuses) >= 500:
                    wrong.append((owner, who, form.action, statuses))
            after = rows()
            changed = differ(before, after)
            if changed:
                wrong.append((owner, who, changed, self.which(who, theirs)))
                before = rows()
        assert wrong == []
        assert tried > 300, tried

    def which(self, who, forms) -> list:
        """Those that changed something, found by sending each once more."""
        out, before = [], rows()
        for form in forms:
            for _ in self.send(who, form):
                pass
            after = rows()
            if changed := differ(before, after):
                out.append((form.action, form.buttons, changed))
            before = after
        return out

    @pytest.mark.slow
    def test_a_door_to_a_thing_of_hers_whose_form_nobody_meets_does_the_same(self):
        """Every door that takes a POST and names a thing: with An's thing, and every field there is, by each neighbour."""
        self.forms = {who: self.met(who) for who in ("an", "bram", "marie")}
        fields = {name for forms in self.forms["an"].values() for form in forms[0:1] for name in form.kinds} - {"csrfmiddlewaretoken"}
        urls = [
            (gate.name, url)
            for gate in gates()
            if "POST" in gate.methods and gate.door == "member" and gate.name not in {*ENDS, *ANYBODYS}
            for url, room, _kind, key in self.scene.addresses(gate)
            if room == "oever-brug" and key == "an" and A_THING.search(url)
        ]
        assert len(urls) > 20
        wrong = []
        for who in ("bram", "marie"):
            mine = {action for action, _ in self.forms[who]}
            before = rows()
            for name, url in (one for one in urls if one[1] not in mine):
                with acting(cast.KEEPER):
                    Budget.objects.all().delete()
                for trick in TRICKS[:2]:
                    status = self.browsers[who].post(url, dict.fromkeys(fields, "1"), headers=trick).status_code
                if status not in (403, 404, 405) and (changed := differ(before, rows())):
                    wrong.append((name, who, status, changed))
                    before = rows()
            if changed := differ(before, rows()):
                wrong.append(("a refusal", who, changed))
        assert wrong == []


def differ(before, after) -> set[str]:
    """The tables in which something stands otherwise."""
    return {table for table in before if before[table] != after[table]}
