"""Nothing that is sent becomes a statement, a column or an ordering: in no address, no question in one, and no form (SECURITY A4, E12)."""

import ast
import re
import time
from urllib.parse import quote, quote_plus, urlencode

import pytest
from django.db import DatabaseError, IntegrityError, connection
from django.test import TestCase
from django.utils.html import escape

from stoep.cli.gates import gates
from stoep.lib.roles import opening
from tests.quickest import quickest

from .scene import Scene
from .test_hostile_forms import Forms
from .test_imports import HOUSE, trees

MARK = "zqsql"  # in every payload: found in the text of a statement, it was built into it
PAYLOADS = (
    f"'{MARK}", f"{MARK}');SELECT pg_sleep(3)--", f"{MARK}'||(SELECT 1/0)||'", f"1 AND 1=CAST('{MARK}' AS int)",
    f"{MARK}\\'; DROP TABLE x/*", f"{MARK}%s%(here)s%%", f"$${MARK}$$", f"{MARK}' UNION SELECT email FROM people_person--",
    f'{MARK}" FROM people_person', f"{{{MARK}}}[0]->>'a'",
)  # fmt: skip
PAIR = f"{MARK}' OR '1'='1", f"{MARK}' OR '1'='2"  # a database that reads them answers differently
LOOKUPS = {
    "author__email__startswith": "a", "person__email__icontains": "@", "author__name__regex": "^a", "order_by": "author__email",
    "ordering": "-person_id", "o": "-email", "sort": "id", "_connector": "OR 1=1 --", "_negated": "1", "kind__in": "message,event",
    "neighbourhood": "3", "neighbourhood_id": "3", "neighbourhood__in": "1,2,3", "author_id": "1", "id__gt": "0", "pk": "1",
    "fields": "email", "values": "email", "select": "email", "columns": "email", "include": "person", "expand": "author.person",
    "limit": "100000", "page_size": "100000", "withdrawn_at__isnull": "False", "held_at__isnull": "0", "author__in": "1", "filter": "email",
}  # fmt: skip
ERRORS = re.compile(rb"syntax error|psycopg|ProgrammingError|DataError|SQLSTATE|unterminated|operator does not exist|LINE \d+:|stoep_owner")
TURNS = re.compile(rb'(name="(?:csrfmiddlewaretoken|act)" value=")[^"]*|("X-CSRFToken": ?")[^"]*|/live/[^"]*')
IDS = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")  # an act's own number is new each time
WHO = ("an", "els", "karim", "nobody")
SLEPT = 2.5  # seconds; the payload asks for three
READS = re.compile(r"\bGET(?:\.get|\.getlist)?[(\[]\"([a-z_]{1,20})\"")
BUILT = {
    "board/announcements/delivering.py", "board/feed.py", "board/rules.py", "board/search.py", "care/neighbours/finding.py",
    "chat/reading.py", "lib/postgres/base.py", "lib/roles.py", "lib/shell.py", "lib/wall.py", "membership/presence.py",
    "membership/standings.py", "notify/bell.py",
    "places/register.py", "places/write_addresses.py",
}  # where a statement is put together from pieces of our own  # fmt: skip


class Watching:
    """Every statement of the views, as it goes to the database: what was typed stands in none, and none fails."""

    def __init__(self):
        self.wrong = set()

    def __call__(self, execute, sql, params, many, context):
        whole = f"{sql} {'; '.join(opening(connection.standing)) if connection.standing else ''}"
        if MARK in whole or any(lookup in whole for lookup in ("OR 1=1", "pg_sleep")):
            self.wrong.add(("in a statement", whole[:200]))
        try:
            return execute(sql, params, many, context)
        except IntegrityError:
            raise  # said twice: the database is asked to refuse it
        except DatabaseError as error:
            self.wrong.add((type(error).__name__, str(error)[:120], str(sql)[:120]))
            raise


def bare(answer, *typed) -> tuple:
    """An answer without what is new each time and without what was typed."""
    body = answer.getvalue()
    for words in typed:
        for written in {words, escape(words), quote(words), quote_plus(words), quote(words, safe=""), words.replace('"', '\\"')}:
            body = body.replace(str(written).encode(), b"")
    return answer.status_code, answer.get("Location", "").partition("?")[0], IDS.sub(b"", TURNS.sub(rb"\1\2", body))


def asked() -> list[str]:
    """The names that any of our views reads from an address."""
    found = {name for path, _tree in trees() for name in READS.findall((HOUSE / path).read_text())}
    return sorted(found)


class Injection(TestCase):
    def setUp(self):
        self.scene, self.watching, self.wrong = Scene(), Watching(), []
        self.scene.files()
        self.browsers = {who: self.scene.browser(who) for who in WHO}

    def tearDown(self):
        assert self.watching.wrong == set()
        assert not self.wrong, self.wrong[:20]

    def ask(self, who, url, sent=None):
        answers = []
        with connection.execute_wrapper(self.watching):
            took = quickest(lambda: answers.append(self.browsers[who].get(url, sent or {})), SLEPT, time.monotonic)
        answer = max(answers, key=lambda one: one.status_code)
        if answer.status_code >= 500 or ERRORS.search(answer.getvalue()) or (took > SLEPT and "pg_sleep" in str(sent)):
            self.wrong.append((who, url, answer.status_code, str(sent)[:80], round(took, 1)))
        return answer

    def pages(self):
        """(who, address) of one page of each kind, as each of those who are let in."""
        met = set()
        for who in WHO:
            for gate in gates():
                here = [url for url, room, *_ in self.scene.addresses(gate) if room in (None, "oever-brug", "oever")]
                for url in here[:3] if "GET" in gate.methods else ():
                    if (who, gate.name) in met:
                        break
                    answer = self.browsers[who].get(url)
                    if answer.status_code == 200 and not answer.streaming:
                        met.add((who, gate.name))
                        yield who, url, answer

    @pytest.mark.slow
    def test_no_question_in_an_address_reaches_the_database(self):
        names, n = asked(), 0
        assert len(names) > 15
        for who, url, before in self.pages():
            n += 1
            plain = bare(before)
            if bare(self.ask(who, url, LOOKUPS), f"?{urlencode(LOOKUPS)}") != plain and bare(self.ask(who, url)) == plain:
                self.wrong.append((who, url, "a lookup changed it"))
            for words in PAYLOADS[n % 3 :: 3]:
                self.ask(who, url, dict.fromkeys(names, words))
            one, other, again = (bare(self.ask(who, url, dict.fromkeys(names, words)), *PAIR) for words in (*PAIR, PAIR[0]))
            if one != other and one == again:  # a letter's PDF is another each time
                self.wrong.append((who, url, "true and false differ"))
        assert n > 150

    @pytest.mark.slow
    def test_no_address_and_no_form_does_either(self):
        for gate in gates():
            for slot in re.findall(r"<[^>]*>", gate.url):
                for words in PAYLOADS[:2]:
                    filled = gate.url.replace(slot, quote(words, safe=""))
                    self.ask("an", re.sub(r"<[^>]*>", "1", filled).replace("<slug:place>", "oever-brug"))
        forms = Forms(self.scene, WHO)
        assert len(forms.found) > 60
        for number, (who, name, _url, form) in enumerate(forms.found):
            for words in PAYLOADS[number % 5 :: 5]:
                told = dict.fromkeys(form.kinds.keys() - {"csrfmiddlewaretoken"}, words)
                for sent in (dict.fromkeys(form.typed(), words), told):
                    with connection.execute_wrapper(self.watching):
                        answer = forms.send(who, form, **sent)
                    if answer.status_code >= 500 or ERRORS.search(answer.getvalue()):
                        self.wrong.append((who, name, answer.status_code, words))


def fixed(node) -> bool:
    """Whether this piece of a statement is of our own making: written here, or a constant of a module."""
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.Name):
        return node.id.isupper()
    if isinstance(node, ast.Attribute):
        return node.attr.isupper()
    if isinstance(node, ast.BinOp):
        return fixed(node.left) and fixed(node.right)
    if isinstance(node, ast.IfExp):
        return fixed(node.body) and fixed(node.orelse)
    if isinstance(node, ast.JoinedStr):
        return all(fixed(part.value) for part in node.values if isinstance(part, ast.FormattedValue))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("format", "replace"):
        return fixed(node.func.value) and all(fixed(part) for part in [*node.args, *(word.value for word in node.keywords)])
    return False


def test_statements_are_put_together_only_where_that_is_written_down():
    """The linter's S608 looks at strings; this at every place that sends one."""
    found = set()
    for path, tree in trees():
        if path.startswith("cli/"):  # commands of whoever has the machine
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args:
                called = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if called in ("execute", "executemany", "RawSQL", "extra") and not fixed(node.args[0]):
                    found.add(path)
    assert found - BUILT == set()
    assert BUILT - found == set(), "written down, and not needed any more"


def test_nothing_is_asked_of_the_database_by_a_name_that_was_sent():
    """`filter(**request.GET)` and the like: no dictionary of a request is opened into a call, no ordering is read from one."""
    wrong = []
    for path, tree in trees():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or getattr(node.func, "attr", "") not in (
                "filter", "exclude", "get", "order_by", "values", "values_list", "annotate", "alias", "only", "aggregate", "update",
            ):  # fmt: skip
                continue
            opened = [word.value for word in node.keywords if word.arg is None] + [a.value for a in node.args if isinstance(a, ast.Starred)]
            wrong += [(path, node.lineno) for part in opened if {"GET", "POST", "data", "cleaned_data", "request"} & names_in(part)]
    assert wrong == []


def names_in(node) -> set[str]:
    return {getattr(part, "id", getattr(part, "attr", "")) for part in ast.walk(node)}
