"""Every address, asked by everybody, once: the doors, the headers, the canaries and "reading writes nothing" all look at these answers."""

import logging
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse

from stoep.cli.gates import Gate, gates
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from tests import cast

from .scene import CAST, INSIDE, Scene

# What a GET may write: signing in, its limits, and pages kept ready. Nothing else.
MAY_CHANGE = {"people.Session", "people.Budget", "board.Card"}
LOOSE = {"Date"}
HEADED = {None, "an", "oever", "oever ready"}  # HEAD is asked of one thing of each kind


@dataclass
class Answer:
    """What one of the cast got at one address."""

    who: str
    url: str
    gate: Gate | None
    room: str | None
    key: str | None
    status: int
    headers: dict
    cookies: dict
    body: bytes
    head: tuple | None

    @property
    def whole(self) -> bytes:
        """All that left the server."""
        return b"\n".join([self.url.encode(), repr(self.headers).encode(), repr(self.cookies).encode(), self.body])

    def as_refusal(self) -> tuple:
        """What must be the same for absent and forbidden."""
        headers = tuple(sorted((name, value) for name, value in self.headers.items() if name not in LOOSE))
        return self.status, headers, tuple(self.cookies), self.body


@dataclass
class Crawl:
    scene: Scene
    answers: list
    refusal: tuple
    log: list
    before: dict
    after: dict


class Keeping(logging.Handler):
    """Every line of every log."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.lines = []

    def emit(self, record):
        self.lines.append(f"{record.name} {record.getMessage()} {record.exc_text or ''} {record.exc_info or ''}")


@cache
def crawled() -> Crawl:
    """Inside a test, with its database; kept for the other tests of this run."""
    scene, keeping = Scene(), Keeping()
    scene.files()
    browsers = {who: scene.browser(who) for who in CAST}
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(keeping)
    root.setLevel(logging.DEBUG)
    before = rows()
    try:
        refusal = _ask(Client(), "nobody", "/there/is/no/such/page/").as_refusal()
        answers = [answer for who in CAST for answer in visits(scene, browsers[who], who)]
    finally:
        root.removeHandler(keeping)
        root.setLevel(level)
    return Crawl(scene, answers, refusal, keeping.lines, before, rows())


def visits(scene, browser, who):
    """What this one gets at every address."""
    for gate in gates():
        for url, room, _thing, key in scene.addresses(gate):
            yield _ask(browser, who, url, gate, room, key)
    for url in more_addresses(scene):
        yield _ask(browser, who, url)


def more_addresses(scene):
    """Pages with a question in the address, as their links ask them."""
    for place in INSIDE:
        board, search = reverse("board", args=[place]), reverse("search", args=[place])
        yield from (f"{board}?kind=question", f"{board}?topic=nature", f"{search}?q=kanarie", f"{search}?topic=nature")
        yield reverse("compose", args=[place]) + "?kind=message&hello=1"
        yield reverse("neighbours", args=[place]) + "?q=straat"
        yield reverse("mention", args=[place]) + "?q=zq"
        yield reverse("board_news", args=[place]) + "?since=2020-01-01T00:00:00%2B00:00~00000000-0000-0000-0000-000000000000"
        for key, (_, talk) in scene.things["conversation"].items():
            address = reverse("conversation", args=[place, talk])
            yield from (f"{address}?before={scene.things['message'][key][1]}", f"{address}news/?after=2020-01-01", f"{address}about/?q=zq")
        yield reverse("new_group", args=[place]) + "?q=zq&" + "&".join(f"who={member}" for _, member in scene.things["member"].values())
        for step in (2, 3, 4):
            yield reverse("first_steps", args=[place, step])
        for key, (_, post) in scene.things["post"].items():
            for _, remark in scene.things["comment"].values():
                if key in ("an", "bram"):
                    yield reverse("comment_post", args=[place, post]) + f"?parent={remark}"


def _ask(browser, who, url, gate=None, room=None, key=None) -> Answer:
    got, head = browser.get(url), None
    if gate and key in HEADED:
        answer = browser.head(url)
        head = answer.status_code, answer.getvalue()
    cookies = {name: morsel.OutputString() for name, morsel in got.cookies.items()}
    return Answer(who, url, gate, room, key, got.status_code, dict(got.headers), cookies, got.getvalue(), head)


def rows() -> dict[str, tuple]:
    """Of every table: how many rows, and a sum over what stands in them and where. An UPDATE that changes nothing shows too."""
    found = {}
    tables = {m._meta.label: m._meta.db_table for m in apps.get_models(include_auto_created=True) if m._meta.managed}
    with acting(cast.KEEPER), fan_out("the test looks at everything"), connection.cursor() as cursor:
        for label, table in tables.items():
            if label not in MAY_CHANGE and not label.startswith("procrastinate"):
                cursor.execute(f'SELECT count(*), sum(hashtext(t::text || t.tableoid::text || t.ctid::text)::bigint) FROM "{table}" t')
                found[label] = cursor.fetchone()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(id), max(id) FROM procrastinate_jobs")
        found["jobs"] = cursor.fetchone()
    return found
