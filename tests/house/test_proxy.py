"""Twenty neighbours and officials asking through one proxy that keeps whatever it may: nobody gets what is another's (SECURITY C4)."""

import gzip
import http.client
import os
import random
import re
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.contrib.staticfiles.testing import StaticLiveServerTestCase
from django.test import Client

from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from stoep.membership.models import Member, Residence, Seat
from stoep.people.models import Person
from tests import cast
from tests.raw import empty_tables

from .proxy import proxy
from .scene import Scene, named_to

MOST = int(os.environ.get("STOEP_TEST_INTERLEAVED", "2000"))  # requests; the bar says 10,000, which takes minutes
AT_ONCE = 4
WORD = re.compile(rb"zq[0-9a-f]{14}|[a-z0-9]+@example\.org")
MORE = ("ot", "pia", "quin", "rosa", "sef")  # neighbours beside those of the cast
INSIDE_PAGES = (
    "", "?kind=question", "me/", "chat/", "bell/", "more/", "settings/notifications/", "neighbours/", "calendar/", "safety/", "groups/",
    "help/", "news/", "news/?since=2020-01-01T00:00:00%2B00:00~00000000-0000-0000-0000-000000000000", "search/?q=kanarie",
    "mention/?q=zq", "posts/{post}/", "posts/{party}/", "chat/{talk}/", "chat/{circle}/", "neighbour/{member}/",
    "pictures/{picture}/480.webp", "write/?kind=message", "x.css", "me/x.css", "posts/{post}/x.js", "chat/x.png", "news/;x.css",
)  # fmt: skip
OUTSIDE = (
    "/", "/home/", "/account/email/", "/account/data/", "/account/sign-ins/", "/moving/", "/about/", "/home/x.css", "/desk/oever/",
    "/account/email/x.css", "/desk/oever/announcements/", "/desk/dorp/", "/operator/", "/nothing/here/", "/static/built/icons.svg",
)  # fmt: skip
EVERYBODY = {"bram", "marie", "dirk"}  # who share nothing but what the whole bridge reads
A_FILE = re.compile(r"[/;]x\.(css|js|png)$")


class Asking(StaticLiveServerTestCase):
    def setUp(self):
        self.scene = Scene()
        self.scene.files()
        with acting(cast.KEEPER), fan_out("the test's town"):
            self.more()
        things = {kind: {key: ident for key, (_, ident) in named.items()} for kind, named in self.scene.things.items()}
        named = {kind: things[kind]["an"] for kind in ("post", "picture")} | {"member": things["member"]["bram"]}
        named |= {"party": things["post"]["party"], "talk": things["conversation"]["an"], "circle": things["conversation"]["circle"]}
        self.addresses = [f"/n/{place}/{page.format(**named)}" for place in ("oever-brug", "oever-kaai") for page in INSIDE_PAGES]
        self.addresses += OUTSIDE
        self.users = {who: self.key(getattr(self.scene.c, who)) for who in [*cast.NAMES, *MORE]} | {"nobody": ""}
        self.folder = Path(tempfile.mkdtemp(prefix="stoep-proxy-"))
        self.folder.chmod(0o755)

    def _fixture_teardown(self):
        empty_tables()

    def more(self):
        """Five more on the bridge, each with a word of their own on their own pages."""
        c = self.scene.c
        for number, who in enumerate(MORE):
            person = Person.objects.create(email=f"{who}@example.org", name=self.scene.token(f"person.name {who}", {who}))
            name = f"{who.title()} {self.scene.token(f'member.name {who}', named_to('oever-brug', 'bram') | set(MORE))}"
            member = Member.objects.create(neighbourhood=c.brug, person_id=person.id, name=name, joined_at=cast.settled())
            Residence.objects.create(neighbourhood=c.brug, member_id=member.id, address_id=c.brug_homes[number].id, proof="letter")
            Seat.objects.create(person=person, neighbourhood=c.brug, member_id=member.id)
            self.scene.tokens[f"{who}@example.org"] = (f"person.email {who}", frozenset({who}))
            setattr(c, who, person)

    @staticmethod
    def key(person) -> str:
        return cast.sign_in(Client(), person, second_step=True).session.session_key

    def foreign(self, who, body) -> set:
        """What stands in it that this one may not read."""
        met = {word.decode() for word in WORD.findall(body)} & self.scene.tokens.keys()
        told = {word: self.scene.tokens[word] for word in met}
        return {field for field, may in told.values() if who not in may and not (who in MORE and may >= EVERYBODY)}

    def ask_all(self, where, most) -> list:
        """[(who, address, status, headers, body)] of this many, everybody's among everybody else's, some at once."""
        dice = random.Random(4)
        asked = [(who, url) for url in self.addresses for who in self.users]
        dice.shuffle(asked)
        asked = (asked * (most // len(asked) + 1))[:most]
        shares = [asked[number::AT_ONCE] for number in range(AT_ONCE)]
        with ThreadPoolExecutor(AT_ONCE) as together:
            return [answer for share in together.map(lambda share: self.ask_some(where, share), shares) for answer in share]

    def ask_some(self, where, share) -> list:
        out, line = [], http.client.HTTPConnection(*where, timeout=60)
        for number, (who, url) in enumerate(share):
            headers = {"Host": "localhost", "Cookie": f"stoep={self.users[who]}" if self.users[who] else "a=b"}
            headers |= {"HX-Request": "true"} if number % 3 == 0 else {}
            headers |= {"Accept-Encoding": "gzip"} if number % 2 else {}
            line.request("GET", url, headers=headers)
            answer = line.getresponse()
            body = answer.read()
            body = gzip.decompress(body) if answer.headers.get("Content-Encoding") == "gzip" and body else body
            out.append((who, url, answer.status, answer.headers, body))
        return out

    @pytest.mark.slow
    def test_each_gets_what_is_theirs(self):
        with proxy(self.folder, self.live_server_url) as where:
            answers = self.ask_all(where, MOST)
        assert {(who, url, str(found)) for who, url, _, _, body in answers if (found := self.foreign(who, body))} == set()
        own = {who for who, _, _, _, body in answers if f"{who}@example.org".encode() in body}
        assert own >= set(self.users) - {"nobody"}, "not everybody was seen to get something of their own"
        self.kept_nowhere(answers)

    def kept_nowhere(self, answers):
        signed = [(url, status, headers) for who, url, status, headers, _ in answers if who != "nobody" and not url.startswith("/static/")]
        for url, status, headers in signed:
            said = headers.get("Cache-Control", "")
            assert "private" in said and ("no-store" in said or ("no-cache" in said and url.endswith(".webp"))), (url, status, said)
            assert headers.get("X-Kept") != "HIT", url
        assert {status for who, url, status, *_ in answers if A_FILE.search(url)} <= {404}

    @pytest.mark.slow
    def test_and_a_proxy_that_heeds_no_header_would_be_seen_to_mix_them_up(self):
        """The control: without what the answers say, the same proxy hands An's board to whoever asks next."""
        with proxy(self.folder, self.live_server_url, obeys=False) as where:
            answers = self.ask_all(where, 600)
        assert any(headers.get("X-Kept") == "HIT" for _, _, _, headers, _ in answers)
        assert any(self.foreign(who, body) for who, _, _, _, body in answers)
