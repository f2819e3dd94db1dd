"""Two hundred open pages on one live process hear a message; what that takes is printed (`pytest -s`), never judged by the clock."""

import asyncio
import time
import tracemalloc

import pytest

from stoep.lib.live import member_token
from stoep.lib.tickets import issue_ticket
from stoep.notify.tests.test_live import Page, listening, notify

pytestmark = pytest.mark.django_db(transaction=True)
STREAMS, MEMBERS = 200, 100  # two pages each: a phone and a desk


def test_two_hundred_streams_hear_one_word(monkeypatch):
    async def story():
        async with listening(monkeypatch) as hub:
            tracemalloc.start()
            tokens = [member_token(17, n % MEMBERS) for n in range(STREAMS)]
            pages = [Page("/" + issue_ticket(n % MEMBERS, 17, token)) for n, token in enumerate(tokens)]
            assert {await page.opened() for page in pages} == {200}
            memory, _ = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            assert sum(map(len, hub.by_member.values())) == STREAMS
            begun, waited = time.process_time(), time.perf_counter()
            for token in set(tokens):
                await asyncio.to_thread(notify, token)
            heard = [(await page.next(10))["body"] for page in pages]
            cpu, wall = time.process_time() - begun, time.perf_counter() - waited
            assert set(heard) == {b"data: mine\n\n"}
            print(f"\n{STREAMS} streams: {memory / STREAMS / 1024:.1f} kB each; {MEMBERS} words to all of them:"
                  f" {1000 * cpu / MEMBERS:.2f} ms CPU a word (connecting to say it included), {wall:.2f} s in all")  # fmt: skip
        assert not hub.by_member

    asyncio.run(story())
