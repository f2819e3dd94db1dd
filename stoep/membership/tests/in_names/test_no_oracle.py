"""Whether a home is empty, has joined, has a live code or wants no letters: who asks for a letter reads it on no page."""

import re

from django.db import connection, transaction
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext

from stoep.lib.roles import acting
from stoep.membership.in_names.models import NamedHome, NamedLetter
from stoep.membership.models import NoLetter
from tests import cast

from .scene import handed, printed

PLACE = "/n/oever-brug/invite/letters/"
CHANGING = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\b[0-9A-Za-z]{64}\b|Brugstraat \d|nonce=\"[^\"]*\"")
HOMES = {"joined": 1, "code": 7, "stopped": 5, "rested": 4, "empty": 6}


class NoOracle(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()
        with acting(cast.KEEPER):
            NoLetter.objects.create(neighbourhood=cls.c.brug, address_id=cls.c.brug_homes[HOMES["stopped"]].id)
            NamedHome.objects.create(
                neighbourhood=cls.c.brug, address_id=cls.c.brug_homes[HOMES["rested"]].id, batch_id=cls.c.brug_homes[0].id
            )

    def seen(self, client, method, path, data=None) -> tuple:
        """(status, page without what is its own, statements)."""
        with CaptureQueriesContext(connection) as asked:
            answer = getattr(client, method)(path, data or {})
        return answer, (answer.status_code, CHANGING.sub("·", answer.content.decode()), len(asked))

    def story(self, number: int) -> list:
        """Every answer on the way to a letter for this home, the printing among it."""
        an, home = cast.sign_in(Client(), self.c.an), self.c.brug_homes[number]
        found = [self.seen(an, "get", f"{PLACE}homes/", {"q": f"Brugstraat {home.number}"})[1]]
        found.append(self.seen(an, "post", PLACE, {"add": str(home.id), "line": "", "language": "nl"})[1])
        asked = {"home": [str(home.id)], "line": "", "language": "nl", "look": "1"}
        answer, told = self.seen(an, "post", PLACE, asked)
        found.append(told)
        where = answer.url
        found.append(self.seen(an, "get", where)[1])
        with acting(cast.KEEPER):
            letter = NamedLetter.objects.get(neighbourhood=self.c.brug, sent_at=None)
        found.append(self.seen(an, "post", where + "send/", {"seal": letter.seal})[1])
        handed(self.c, letter)
        found += [self.seen(an, "get", one)[1] for one in (where, PLACE)]
        printed(self.c)
        found += [self.seen(an, "get", one)[1] for one in (where, PLACE)]
        found.append(self.seen(an, "post", where + "take-back/")[1])
        return found

    def test_every_answer_is_the_same_whatever_is_at_the_address(self):
        stories = {}
        for what, number in [("the first one draws the map", HOMES["empty"]), *HOMES.items()]:
            with transaction.atomic():
                stories[what] = self.story(number)
                transaction.set_rollback(True)
        stories.pop("the first one draws the map")
        first = stories.pop("empty")
        for what, story in stories.items():
            for step, (ours, theirs) in enumerate(zip(first, story, strict=True)):
                assert ours == theirs, (what, step)
