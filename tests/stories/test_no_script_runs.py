"""Whatever stands in any field of any table: on no page and in no mail does it run, fetch or change anything (SECURITY E5, C3)."""

import html
import json
import re
from email import message_from_bytes, policy
from pathlib import Path

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, JSONField, TextField
from django.urls import resolve

from stoep.journal.models import Entry
from stoep.lib.clock import now
from stoep.lib.headers import ALWAYS
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from stoep.notify.digesting import send_round
from stoep.notify.hearing import hear_entry
from stoep.notify.mailing import send_notification
from stoep.notify.models import Notification
from tests import cast
from tests.house.met import pages
from tests.house.scene import Scene
from tests.house.test_hostile_forms import Forms
from tests.raw import above_walls

from .browser import Story
from .payloads import COUNTING, FOUND, PAYLOADS, RUN_ALONE, SEEN_ALONE

CANARY = re.compile("zq[0-9a-f]{14}")
READERS = ("an", "bram", "dirk", "els", "karim", "nobody")
OF_A_KIND = 2  # pages of one door that each reader opens
TOGETHER = 5  # payloads in a field without a measure


class Corpus:
    """The payloads in turn: one that fits a short field, some of them in a long one."""

    def __init__(self):
        self.turn = 0

    def fitting(self, room: int) -> str:
        self.turn += 1
        fits = [one for one in PAYLOADS if len(one) <= room]
        some = [fits[(self.turn + n) % len(fits)] for n in range(TOGETHER)] if fits else []
        whole = "\n".join(some)
        return whole if whole and len(whole) <= room else some[0] if some else ""


@pytest.mark.slow
class NoScriptRuns(Story):
    def setUp(self):
        self.scene, self.complaints, self.corpus = Scene(), [], Corpus()
        self.c = self.scene.c
        self.scene.files()

    def tearDown(self):
        """What a page complains of is what is looked at."""

    def watched(self, who):
        """A page of this reader that counts what runs and what is refused, and which other hosts are asked."""
        page = self.page() if who == "nobody" else self.signed_in(who, second_step=True)
        page.add_init_script(COUNTING)
        page.on("dialog", lambda box: (self.complaints.append(f"asked another host: no, a dialog: {box.message}"), box.dismiss()))
        return page

    def test_on_no_page_and_in_no_mail(self):
        self.typed()
        fields = self.put_everywhere()
        assert len(fields) > 50, sorted(fields)
        wrong, opened = [], 0
        for who in READERS:
            page = self.watched(who)
            for url in self.telling(who):
                page.goto(url, wait_until="load")
                opened += 1
                if bad := page.evaluate(FOUND):
                    wrong.append((who, url, bad[:4]))
            page.context.close()
        wrong += self.in_mails()
        assert [complaint for complaint in self.complaints if "another host" in complaint] == []
        assert wrong == []
        assert opened > 100, f"only {opened} pages held any of it"

    def typed(self):
        """Through the forms of a neighbour and of an official: what is cleaned there, linked or made a mention of."""
        forms = Forms(self.scene, ("an", "els"))
        for who, _name, _url, form in forms.found:
            if form.method == "post" and form.typed():
                forms.send(who, form, **{field: self.corpus.fitting(300) for field in form.typed()})
                forms.send(who, form, **{field: self.corpus.fitting(60) for field in form.typed()})

    def put_everywhere(self) -> set[str]:
        """Past every form and every rule: in each field that has a canary in the scene, as who may do anything in the database."""
        done = set()
        with psycopg.connect(above_walls(), autocommit=True) as c:
            c.execute("SET session_replication_role = replica")
            for model in apps.get_models():
                for field in model._meta.concrete_fields if model.__module__.startswith("stoep.") and model._meta.managed else ():
                    if isinstance(field, CharField | TextField | JSONField | ArrayField):
                        done |= {f"{model._meta.label}.{field.name}"} if self.put(c, model._meta.db_table, field) else set()
            c.execute("DELETE FROM board_card")
        return done

    def put(self, c, table, field) -> bool:
        """Whether this column held a canary, and now holds words that would run."""
        column, any_done = field.column, False
        where = f"""FROM "{table}" WHERE "{column}"::text ~ 'zq[0-9a-f]{{14}}'"""
        for relation, at, text in c.execute(f'SELECT tableoid::regclass::text, ctid::text, "{column}"::text {where}').fetchall():
            room = (field.max_length or 2_000) - len(text) + 16
            new = text
            for word in CANARY.findall(text):
                payload = self.corpus.fitting(60 if isinstance(field, ArrayField) else room)
                if isinstance(field, JSONField):
                    payload = json.dumps(payload)[1:-1]
                if isinstance(field, ArrayField):
                    payload = payload.replace("\\", "").replace('"', "").replace(",", "").replace("{", "").replace("}", "")
                    payload = f'"{payload}"'
                new = new.replace(word, payload) if payload else new
            try:
                c.execute(f'UPDATE {relation} SET "{column}" = %s WHERE ctid = %s', [new, at])
                any_done |= new != text
            except psycopg.IntegrityError:
                continue  # the database itself says what may stand there
        return any_done

    def telling(self, who) -> list[str]:
        """The pages and fragments of this reader that hold any of it, some of each kind."""
        browser, met, found = self.scene.browser(who), {}, []
        for url in pages(self.scene):
            name = resolve(url.partition("?")[0]).url_name
            if met.get(name, 0) >= OF_A_KIND:
                continue
            answer = browser.get(url)
            if answer.status_code == 200 and "html" in answer.get("Content-Type", "") and b"pwn" in answer.getvalue():
                met[name] = met.get(name, 0) + 1
                found.append(url)
        return found

    def in_mails(self) -> list:
        """Each mail's HTML, in a page that forbids nothing."""
        with acting(cast.KEEPER), fan_out("the test's jobs"):
            for entry in Entry.objects.order_by("id"):
                hear_entry(entry.neighbourhood_id, str(entry.id))
            for notice in Notification.objects.filter(mailed_at=None):
                send_notification(notice.neighbourhood_id, str(notice.id))
        for place in (self.c.brug, self.c.kaai):
            send_round(place.id, "weekly", now())
        mails = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in Path(settings.MAIL_DIR).glob("*.eml")]
        bodies = [part.get_content() for mail in mails for part in mail.walk() if part.get_content_type() == "text/html"]
        bodies = sorted({body for body in bodies if "pwn" in body}, key=len)[-12:]
        assert len(bodies) > 2, (len(mails), len(bodies))
        page = self.watched("nobody")
        found = [("mail", body[:80], self.shown(page, body)) for body in bodies]
        return [(where, body, bad) for where, body, bad in found if [one for one in bad if not one.startswith("style=")]]

    def shown(self, page, body, **headers) -> list:
        """What is found on a page of these words with these headers. A mail may have styles: it has no other way to look like something."""
        from playwright.sync_api import Error

        address = f"{self.live_server_url}/shown/"
        page.unroute_all()
        told = {"Content-Type": "text/html; charset=utf-8"} | {name.replace("_", "-"): value for name, value in headers.items()}
        page.route(address, lambda route: route.fulfill(body=body, headers=told))
        page.route("**//evil.example/**", lambda route: route.abort("aborted"))  # it was asked, which is seen; and nothing comes
        page.goto(address, wait_until="load")
        page.wait_for_timeout(50)
        try:
            return page.evaluate(FOUND)
        except Error as gone:
            return [f"went elsewhere: {gone}"]

    def test_the_count_counts(self):
        """The control: not escaped they run; with our policy they do not, and that they tried is seen; escaped nothing is found."""
        page, begin = self.watched("nobody"), "<!doctype html><title>x</title><body>"
        alone = [self.shown(page, f"{begin}<p title='x'>{payload}</p>") for payload in PAYLOADS]
        assert sum(any(one.startswith("ran ") for one in found) for found in alone) >= RUN_ALONE
        assert sum(bool(found) for found in alone) >= SEEN_ALONE
        assert any("another host" in complaint for complaint in self.complaints)
        found = self.shown(page, begin + "".join(PAYLOADS[:6]), Content_Security_Policy=ALWAYS["Content-Security-Policy"])
        assert not any(one.startswith("ran ") for one in found) and any(one.startswith("script-src") for one in found), found
        assert self.shown(page, begin + html.escape("\n".join(PAYLOADS))) == []
