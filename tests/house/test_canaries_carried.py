"""The canaries once more, in what is carried away: the week on paper, which hangs where strangers read, and calendars in a phone."""

from datetime import timedelta

from django.test import Client, TestCase
from django.utils import timezone

from stoep.board.calendar.addresses import renew_address
from stoep.board.models import Event
from stoep.lib.roles import acting
from stoep.notify.paper.forms import SIZES
from stoep.notify.tests.test_paper import read
from tests import cast

from .scene import INSIDE, Scene
from .test_canaries import WORD

HANGS = ("post.title", "post.body", "event.", "need.", "thing.", "helprequest.", "announcement.", "poll.", "idea.")  # of what is said
READERS = {"an": "oever-brug", "bram": "oever-brug", "noor": "oever-brug", "dirk": "oever-brug", "chloe": "oever-kaai"}


class Carried(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.scene = Scene()
        with acting(cast.KEEPER):
            soon = timezone.now() + timedelta(days=3)
            Event.objects.filter(neighbourhood=cls.scene.c.brug).update(starts_at=soon, last_at=soon)

    def tokens_in(self, text: str) -> set[tuple]:
        found = {word.decode() for word in WORD.findall(text.replace(" ", "").encode())}
        return {self.scene.tokens[word] for word in found if word in self.scene.tokens}

    def test_the_week_on_paper_holds_what_was_said_and_nobodys_name(self):
        """Everything that can be chosen is chosen, in each size, by everybody who may print."""
        seen = set()
        for who, place in READERS.items():
            browser = self.scene.browser(who)
            chosen = [str(ident) for home, ident in self.scene.things["post"].values() if home == place]
            for size in SIZES:
                answer = browser.get(f"/n/{place}/paper/print/", {"size": size, "language": "nl", "post": chosen})
                assert answer["Content-Type"] == "application/pdf", (who, size)
                assert not WORD.search(answer.headers["Content-Disposition"].encode())
                found = self.tokens_in(read(answer.content)[0])
                seen |= found
                for field, may_see in found:
                    assert who in may_see and field.startswith(HANGS), (field, who)
        assert any(field.startswith("post.title") for field, _ in seen), "hardly anything was printed: this proves nothing"

    def test_a_calendar_in_a_phone_holds_what_its_owner_may_read_and_no_name(self):
        for who, place in READERS.items():
            if who == "dirk":  # who works here has no such address
                continue
            standing = cast.member(self.scene.c, who)
            with acting(standing):
                renew_address(standing)
            page = self.scene.browser(who).get(f"/n/{place}/calendar/address/").content.decode()
            address = "/calendar/" + page.partition("/calendar/")[2].partition('"')[0] if "ics" in page else ""
            feed = page.split("/calendar/")
            (token,) = {part.partition(".ics")[0] for part in feed if ".ics" in part and "/" not in part.partition(".ics")[0]}
            answer = Client().get(f"/calendar/{token}.ics")
            assert answer.status_code == 200 and address
            unfolded = answer.getvalue().replace(b"\r\n ", b"").decode()
            found = self.tokens_in(unfolded)
            for field, may_see in found:
                assert who in may_see and field.startswith(HANGS), (field, who)
            assert not found or who in INSIDE[place]
            if who == "an":
                assert {field for field, _ in found} >= {"post.title party", "event.place"}
