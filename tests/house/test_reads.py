"""Reading writes nothing; a form without our token writes nothing either."""

import uuid

from django.test import Client, TestCase

from stoep.cli.gates import gates
from stoep.lib.doors import door
from tests import cast

from .crawl import crawled, rows
from .scene import CAST, Scene

TOKENLESS = {"unsubscribe", "interest_stop"}  # mail programs post here on their own (RFC 8058): the signed address is the proof


class Reads(TestCase):
    def test_reading_everything_as_everybody_writes_no_domain_row(self):
        found = crawled()
        assert {table: (before, found.after[table]) for table, before in found.before.items() if before != found.after[table]} == {}

    def test_a_form_without_a_token_is_refused_and_writes_nothing(self):
        scene = Scene()
        posting = [gate for gate in gates() if "POST" in gate.methods and gate.name not in TOKENLESS]
        assert len(posting) > 40
        before, wrong = None, []
        for who in CAST:
            browser = Client(enforce_csrf_checks=True, raise_request_exception=False, REMOTE_ADDR=f"10.1.0.{CAST.index(who) + 1}")
            if who in cast.NAMES:
                cast.sign_in(browser, getattr(scene.c, who), second_step=True)
            before = before or rows()
            for gate in posting:
                url = next(
                    url for url, room, _, key in scene.addresses(gate) if room in (None, "oever-brug", "oever") and key not in ("chloe",)
                )
                answer = browser.post(url, {"body": "x", "kind": "message", "language": "nl", "act": str(uuid.uuid4()), "face": "nice"})
                if answer.status_code != 403 or len(answer.content) > 20_000:
                    wrong.append((gate.name, who, answer.status_code))
        assert wrong == []
        after = rows()
        changed = {table for table in before if before[table] != after[table] and table != "people.Person"}
        assert changed == set()

    def test_a_foreign_origin_is_refused_though_it_has_a_token(self):
        scene = Scene()
        browser = Client(enforce_csrf_checks=True)
        cast.sign_in(browser, scene.c.an)
        browser.get("/n/oever-brug/write/?kind=message")
        token = browser.cookies["stoep-csrf"].value
        sent = {"csrfmiddlewaretoken": token, "body": "x", "kind": "message", "language": "nl", "act": str(uuid.uuid4())}
        for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": "https://evil.example", "HX-Request": "true"}):
            assert browser.post("/n/oever-brug/posts/publish/", sent, headers=headers).status_code == 403
        assert browser.post("/n/oever-brug/posts/publish/", sent).status_code == 302

    def test_a_method_in_disguise_is_not_believed(self):
        """Neither a header nor a field turns a GET or POST into something else."""
        scene = Scene()
        an = cast.sign_in(Client(), scene.c.an)
        url = f"/n/oever-brug/posts/{scene.things['post']['an'][1]}/withdraw/"
        for method in ("PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"):
            assert an.generic(method, url).status_code == 405
        before = rows()
        an.get(url, headers={"X-HTTP-Method-Override": "POST"})
        an.get(url + "?_method=POST")
        assert rows() == before

    def test_there_is_no_door_of_an_unknown_name(self):
        with self.assertRaises(ValueError):
            door("garden")
