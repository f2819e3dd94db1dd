"""Every URL pattern × everybody of the cast × own and foreign things × GET and HEAD: what was written down, and nothing else.

What was seen is kept in var/doors.json, which `stoep doors` prints.
"""

import json
from pathlib import Path

from django.test import Client, TestCase

from stoep.cli.gates import READS, gates
from tests import cast

from .answers import OPEN, expected
from .crawl import crawled
from .scene import Scene

KEPT = Path(__file__).resolve().parents[2] / "var" / "doors.json"


class Doors(TestCase):
    def test_every_view_has_a_door_and_every_pattern_a_name(self):
        assert [gate.url for gate in gates() if gate.door is None] == []
        assert [gate.url for gate in gates() if not gate.name] == []
        names = [gate.name for gate in gates()]
        assert sorted({name for name in names if names.count(name) > 1}) == []

    def test_every_open_door_is_written_down(self):
        assert {gate.name for gate in gates() if gate.door in ("nobody", "person", "demo")} == set(OPEN)

    def test_whoever_comes_gets_what_is_written_down(self):
        answers = [answer for answer in crawled().answers if answer.gate]
        self.keep(answers)
        wrong = [
            f"{a.gate.name} {a.who} {a.room or ''} {a.key or ''}: {a.status}, not {wanted}"
            for a in answers
            if a.status != (wanted := expected(a.gate, a.who, a.room, a.key))
        ]
        assert not wrong, f"{len(wrong)} doors answered otherwise:\n" + "\n".join(sorted(wrong)[:60])
        assert {(a.gate.name, a.who) for a in answers} >= {(gate.name, who) for gate in gates() for who in cast.NAMES}

    def test_absent_and_forbidden_are_one_answer_byte_for_byte(self):
        found, refusal = crawled(), crawled().refusal
        assert refusal[0] == 404
        other = {(a.url, a.who, differing(a.as_refusal(), refusal)) for a in found.answers if a.status == 404 and a.as_refusal() != refusal}
        assert other == set()

    def test_head_says_what_get_says_without_a_body(self):
        found = [(a.who, a.url, a.status, a.head[0]) for a in crawled().answers if a.head and a.head != (a.status, b"")]
        assert found == []

    def test_no_page_is_empty(self):
        empty = {a.gate.name for a in crawled().answers if a.gate and a.status == 200 and not a.body}
        assert empty <= {"board_news", "chat_news", "conversation_news"}  # nothing new is nothing to say

    @staticmethod
    def keep(answers):
        seen = {gate.name: {} for gate in gates()}
        for a in answers:
            if a.room in (None, "oever-brug", "oever") and a.key in (None, "an", "oever", "oever ready"):
                seen[a.gate.name][a.who] = a.status  # An's own things in her own neighbourhood, Oever's at its desk
        rows = [{"url": g.url, "name": g.name, "methods": list(g.methods), "door": g.door, "cast": seen[g.name]} for g in gates()]
        KEPT.parent.mkdir(exist_ok=True)
        partial = KEPT.with_suffix(".partial")
        partial.write_text(json.dumps({"doors": rows}, indent=1) + "\n")
        partial.replace(KEPT)

    def test_an_official_without_a_second_step_is_sent_to_make_one(self):
        scene = Scene()
        els = cast.sign_in(Client(), scene.c.els)
        for gate in gates():
            if gate.door == "official" and gate.view.door_needs.get("duties", ("official",)) != ("print_operator",):
                for url, room, _thing, _key in scene.addresses(gate):
                    for method in READS:
                        answer = els.generic(method, url)
                        sent = answer.status_code == 302 and answer["Location"] == "/account/2fa/?for=desk"
                        assert sent if room == "oever" else answer.status_code == 404, url


def differing(one, other) -> tuple:
    """What only one of two answers says."""
    return (*sorted(set(one[1]) ^ set(other[1])), *one[2], "" if one[3] == other[3] else f"a body of {len(one[3])}")
