"""Every form there is, filled in by somebody who means harm: nothing falls over, nothing takes long, nobody else's page shows any of it."""

import uuid
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test import TestCase
from django.urls import resolve
from django.utils import timezone

from stoep.cli.gates import gates
from stoep.journal.models import Entry
from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from stoep.membership.models import Member
from stoep.notify.digesting import send_round
from stoep.notify.hearing import hear_entry
from stoep.notify.mailing import send_notification
from stoep.notify.models import Notification
from stoep.people.models import Budget
from tests import cast
from tests.quickest import quickest

from .crawl import rows
from .met import forms_met, pages
from .scene import Scene

SCRIPT = "\"><img src=x onerror=alert(7)><b hx-get=/x>'{{7*7}}"  # short enough for the shortest field
RAW = (b"<img src=x", b"<b hx-get", b"'49", b"&#x27;49")
UNSEEN = "Wie \u202ekomt\u2066 er\u200b \x01mee\x1b?\ufeff"
PACKED = ("image/png", "image/webp", "application/pdf", "application/zip")  # three letters turn up in these by chance, and nothing runs
MARKS = tuple(sign.encode() for sign in "\u202e\u2066\u200b\x01\x1b\ufeff")
HEADERS = "Hoi\r\nBcc: kwaad@example.net\r\nSubject: x\r\n\r\nX\u2028Bcc: a@example.net\x85Bcc: b@example.net\x0bBcc: c@example.net"
NONE = "nul\x00 \ufffe"
LONG = "een woord a@b.be http://x.be/ @An " * 3000  # a hundred kilobytes
SOON = 1.0  # seconds of a processor: how busy the machine is besides is not what is tried
WHO = ("an", "bram", "chloe", "dirk", "els", "joris", "karim", "gust", "nobody")
READERS = ("an", "bram", "noor", "dirk", "chloe", "els", "karim", "nobody")
ENDS = ("account_logout", "withdraw_application", "account_change_password", "end_sign_in")  # whoever sends these is out afterwards


class Forms:
    """Every different form that the cast meets: [(who, name of the door, the page it stands on, the form)]."""

    def __init__(self, scene, who=WHO):
        self.scene, self.found, met = scene, [], set()
        with acting(cast.KEEPER), fan_out("the test's town"):
            Member.objects.update(joined_at=now() - timedelta(days=100))  # nobody has a newcomer's small measure
        self.browsers = {one: scene.browser(one) for one in who}
        for one, browser in self.browsers.items():
            for url, forms in forms_met(scene, one, browser, way="no newcomer"):
                for form in forms:
                    name = resolve(form.action.partition("?")[0]).url_name
                    shape = name, form.method, tuple(sorted(form.kinds)), tuple(form.buttons)
                    if shape not in met and name not in ENDS:
                        met.add(shape)
                        self.found.append((one, name, url, form))

    def send(self, who, form, /, **other):
        """As a browser sends it, with `other` in place of what stands in it, and a new form each time."""
        sent = {name: list(values) for name, values in form.sent.items()} | {name: [value] for name, value in other.items()}
        usual = {"date": str(timezone.localdate(now()) + timedelta(days=3)), "time": "10:00", "number": "1"}
        sent |= {name: [usual[kind]] for name, kind in form.kinds.items() if kind in usual and sent.get(name) == [""]}
        if "act" in sent:
            sent["act"] = [str(uuid.uuid4())]
        with acting(cast.KEEPER):
            Budget.objects.all().delete()  # how often one may try is not what is tried here
        browser = self.browsers[who]
        return browser.get(form.action, sent) if form.method == "get" else browser.post(form.action, sent)

    def post_all(self, who, url, fields, words):
        """The same words in every field that there is anywhere."""
        with acting(cast.KEEPER):
            Budget.objects.all().delete()
        return self.browsers[who].post(url, {field: words[: 300_000 // len(fields)] for field in fields})


def raw_in(answer) -> bool:
    """Whether anything of what was typed stands there as it would run."""
    body = answer.getvalue()
    return answer.get("Content-Type", "").partition(";")[0] not in PACKED and any(raw in body for raw in RAW)


def timed(send, /, *given, **other):
    """The worst answer, and the seconds of a processor that it takes each time."""
    answers = []
    took = quickest(lambda: answers.append(send(*given, **other)), SOON)
    return max(answers, key=lambda answer: answer.status_code), took


class Hostile(TestCase):
    @pytest.mark.slow
    def test_whatever_is_typed_nothing_falls_over_and_nobody_waits(self):
        forms, wrong = Forms(Scene()), []
        assert len(forms.found) > 90
        for who, name, _url, form in forms.found:
            every = dict.fromkeys(form.typed(), NONE)
            junk = {field: "\x00'\"[]{}%00" for field in form.kinds if field != "csrfmiddlewaretoken"}
            for other in (every, junk, *({field: LONG} for field in form.typed())):
                answer, took = timed(forms.send, who, form, **other)
                if answer.status_code >= 500 or took > SOON:
                    wrong.append((name, who, sorted(other), answer.status_code, round(took, 1)))
        assert wrong == []

    @pytest.mark.slow
    def test_a_door_whose_form_nobody_meets_takes_the_same(self):
        """Those behind a step, a job or a script: everything that is a field anywhere, sent to each."""
        scene = Scene()
        forms, wrong = Forms(scene), []
        met = {name for _who, name, _url, form in forms.found if form.method == "post"}
        fields = {field for *_, form in forms.found for field in form.kinds} - {"csrfmiddlewaretoken"}
        for gate in gates():
            if "POST" not in gate.methods or gate.name in met or gate.name in ENDS:
                continue
            for url in {url for url, room, *_ in scene.addresses(gate) if room in (None, "oever-brug", "oever")}:
                for who in ("an", "els", "karim"):
                    for words in (SCRIPT, NONE, HEADERS, LONG):
                        answer, took = timed(forms.post_all, who, url, fields, words)
                        if answer.status_code >= 500 or took > SOON or raw_in(answer):
                            wrong.append((gate.name, who, words[:8], answer.status_code, round(took, 1)))
        assert wrong == []

    @pytest.mark.slow
    def test_what_is_kept_runs_nowhere_deceives_nobody_and_is_no_header(self):
        scene = Scene()
        scene.files()
        forms = Forms(scene)
        for who, _name, _url, form in forms.found:
            for words in (SCRIPT, UNSEEN, HEADERS):
                answer = forms.send(who, form, **dict.fromkeys(form.typed(), words))
                assert not raw_in(answer), form.action
                assert not any("evil" in value or "kwaad" in value for header, value in answer.items() if header != "Location")
        assert self.kept() > 30, "hardly anything was kept: this proves nothing"
        wrong = set()
        for who in READERS:
            browser = scene.browser(who)
            for url in pages(scene):
                answer = browser.get(url)
                body = answer.getvalue()
                if answer.status_code >= 500 or raw_in(answer):
                    wrong.add((who, url, "script"))
                if "html" in answer.get("Content-Type", "") and any(mark in body for mark in MARKS):
                    wrong.add((who, url, "unseen"))
        assert wrong == set()
        self.mails(scene)

    def kept(self) -> int:
        """In how many rows what was typed stands now."""
        n = 0
        with acting(cast.KEEPER), fan_out("the test looks at everything"), connection.cursor() as cursor:
            for model in apps.get_models():
                if model.__module__.startswith("stoep.") and model._meta.managed:
                    cursor.execute(f'SELECT count(*) FROM "{model._meta.db_table}" t WHERE t::text LIKE %s OR t::text LIKE %s',
                                   ["%<img src=x%", "%kwaad@example.net%"])  # fmt: skip
                    n += cursor.fetchone()[0]
        return n

    def mails(self, scene):
        """All that can be mailed of it is mailed: each to one of the cast, with no header but ours."""
        with acting(cast.KEEPER), fan_out("the test's jobs"):
            for entry in Entry.objects.order_by("id"):
                hear_entry(entry.neighbourhood_id, str(entry.id))
            for notice in Notification.objects.filter(mailed_at=None):
                send_notification(notice.neighbourhood_id, str(notice.id))
        for place in (scene.c.brug, scene.c.kaai):
            send_round(place.id, "weekly", now())
        mails = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in Path(settings.MAIL_DIR).glob("*.eml")]
        assert len(mails) > 5
        known = {f"{who}@example.org" for who in cast.NAMES}
        for mail in mails:
            assert [box.addr_spec for box in mail["To"].addresses] and {box.addr_spec for box in mail["To"].addresses} <= known
            assert not mail.get_all("Bcc") and not mail.get_all("Cc") and len(mail.get_all("To")) == len(mail.get_all("Subject")) == 1
            html = "".join(part.get_content() for part in mail.walk() if part.get_content_type() == "text/html").encode()
            assert not any(raw in html for raw in RAW)

    @pytest.mark.slow
    def test_no_field_that_is_not_in_the_form_is_written(self):
        """Every column of ours, and a foreign neighbourhood and person, sent along with each form (SECURITY A3)."""
        scene = Scene()
        forms = Forms(scene, ("an", "els", "karim"))
        mark, there = "zzmassazz", scene.c.markt.id
        ours = [model for model in apps.get_models() if model.__module__.startswith("stoep.")]
        columns = {field.name for model in ours for field in model._meta.concrete_fields}
        before = rows_of(there)
        for who, _name, _url, form in forms.found:
            more = dict.fromkeys(columns - form.kinds.keys(), mark)
            ids = {"neighbourhood": there, "neighbourhood_id": there, "person_id": scene.c.femke.pk, "kind": "announcement", "staff": "1"}
            more |= {name: str(value) for name, value in ids.items() if name not in form.kinds}
            forms.send(who, form, **more, **dict.fromkeys(form.typed(), "gewoon"))
        assert rows_of(there) == before
        assert marked(mark) == set()


def marked(mark) -> set[str]:
    """The tables in which this word stands."""
    found = set()
    with acting(cast.KEEPER), fan_out("the test looks at everything"), connection.cursor() as cursor:
        for model in apps.get_models():
            if model.__module__.startswith("stoep.") and model._meta.managed:
                cursor.execute(f'SELECT count(*) FROM "{model._meta.db_table}" t WHERE t::text LIKE %s', [f"%{mark}%"])
                found |= {model._meta.label} if cursor.fetchone()[0] else set()
    return found


def rows_of(place: int) -> dict:
    """How many rows each table has of one neighbourhood."""
    with acting(cast.KEEPER), fan_out("the test looks at everything"):
        models = [m for m in apps.get_models() if any(field.name == "neighbourhood" for field in m._meta.concrete_fields)]
        return {model._meta.label: model.objects.filter(neighbourhood=place).count() for model in models}


class Others(TestCase):
    @pytest.mark.slow
    def test_a_form_of_this_neighbourhood_does_nothing_in_the_hands_of_anybody_else(self):
        """SECURITY A2: what An and Bram could send, sent by those whom the door lets in nowhere here."""
        scene = Scene()
        forms = Forms(scene, ("an", "bram"))
        inside = [form for _who, _name, _url, form in forms.found if form.method == "post" and form.action.startswith("/n/oever-brug/")]
        assert len(inside) > 40
        others = {who: scene.browser(who) for who in ("chloe", "ilse", "hugo", "lotte", "els", "femke", "joris", "karim", "gust", "nobody")}
        before, wrong = rows(), []
        for form in inside:
            sent = form.sent | {field: ["hallo"] for field in form.typed()}
            for who, browser in others.items():
                answer = browser.post(form.action, sent, headers={"HX-Request": "true"})
                if answer.status_code != 404:
                    wrong.append((who, form.action, answer.status_code))
        assert wrong == []
        after = rows()
        assert {table for table in before if before[table] != after[table]} == set()
