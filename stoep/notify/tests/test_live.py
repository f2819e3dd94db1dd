"""The live process: what it hears, to whom it says so, and who gets no stream. The real application on a real LISTEN."""

import asyncio
from contextlib import asynccontextmanager

import psycopg
import pytest

from stoep import live
from stoep.lib.connections import dsn
from stoep.lib.live import CHANNEL, person_token, place_token
from stoep.lib.tickets import issue_ticket
from tests.raw import database

pytestmark = pytest.mark.django_db(transaction=True)


class Page:
    """A browser's side of one stream."""

    def __init__(self, path, origin="http://127.0.0.1:8000", method="GET"):
        self.scope = {
            "type": "http",
            "method": method,
            "path": path,
            "headers": [(b"origin", origin.encode())] if origin else [],
        }
        self.said, self.gone = asyncio.Queue(), asyncio.Event()

    async def receive(self):
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message):
        await self.said.put(message)

    async def next(self, seconds=3.0):
        return await asyncio.wait_for(self.said.get(), seconds)

    async def opened(self) -> int:
        """Open it; the status."""
        self.running = asyncio.create_task(live.app(self.scope, self.receive, self.send))
        start = await self.next()
        await self.next()
        return start["status"]


@asynccontextmanager
async def listening(monkeypatch):
    """A hub of its own that listens to the tests' database."""
    monkeypatch.setattr(live, "hub", live.Hub())
    monkeypatch.setattr(live, "dsn", lambda login: dsn(login, database()))
    task = asyncio.create_task(live.hub.listen())
    while not live.hub.listening:
        await asyncio.sleep(0.01)
    try:
        yield live.hub
    finally:
        live.hub.end_all()
        await asyncio.sleep(0)
        task.cancel()


def notify(word):
    with psycopg.connect(dsn("stoep_test", database())) as c:
        c.execute("SELECT pg_notify(%s, %s)", [CHANNEL, word])


def test_only_pages_of_that_neighbourhood_hear_of_it(monkeypatch):
    async def story():
        async with listening(monkeypatch):
            brug, kaai = Page("/" + issue_ticket(1, 17)), Page("/live/" + issue_ticket(2, 18))
            assert [await brug.opened(), await kaai.opened()] == [200, 200]
            await asyncio.to_thread(notify, place_token(17))
            assert (await brug.next())["body"] == b"data: new\n\n"
            assert kaai.said.empty()

    asyncio.run(story())


def test_the_word_of_a_person_ends_all_their_streams(monkeypatch):
    async def story():
        async with listening(monkeypatch) as hub:
            pages = [Page("/" + issue_ticket(1, place)) for place in (17, 18)]
            for page in pages:
                await page.opened()
            await asyncio.to_thread(notify, person_token(1))
            for page in pages:
                assert await page.next() == {"type": "http.response.body", "body": b""}
                await page.running
            assert not hub.by_place and not hub.by_person

    asyncio.run(story())


def test_a_page_that_leaves_is_forgotten(monkeypatch):
    async def story():
        async with listening(monkeypatch) as hub:
            page = Page("/" + issue_ticket(1, 17))
            await page.opened()
            page.gone.set()
            await asyncio.wait_for(page.running, 3)
            assert not hub.by_place and not hub.by_person

    asyncio.run(story())


def test_silence_is_filled_and_a_stream_ends_in_time(monkeypatch):
    monkeypatch.setattr(live, "HEARTBEAT", 0.05)
    monkeypatch.setattr(live, "STREAM_LIFE", 0.2)

    async def story():
        async with listening(monkeypatch):
            page = Page("/" + issue_ticket(1, 17))
            await page.opened()
            assert (await page.next())["body"] == b":\n\n"
            await asyncio.wait_for(page.running, 3)

    asyncio.run(story())


def test_one_person_holds_six_streams_at_most(monkeypatch):
    async def story():
        async with listening(monkeypatch) as hub:
            pages = [Page("/" + issue_ticket(1, 17)) for _ in range(live.STREAMS_PER_PERSON + 1)]
            for page in pages:
                await page.opened()
            await asyncio.wait_for(pages[0].running, 3)
            assert len(hub.by_person[person_token(1)]) == live.STREAMS_PER_PERSON

    asyncio.run(story())


def test_no_ticket_no_stream(monkeypatch):
    async def story():
        async with listening(monkeypatch):
            used = issue_ticket(1, 17)
            assert await Page("/" + used).opened() == 200
            for page in (
                Page("/" + used),
                Page("/"),
                Page("/1-17-9999999999-aa-bb"),
                Page("/" + issue_ticket(1, 17), origin="https://elsewhere.example"),
                Page("/" + issue_ticket(1, 17), method="POST"),
            ):
                assert await page.opened() == 404
            assert await Page("/healthz", origin=None).opened() == 200

    asyncio.run(story())


def test_after_a_break_every_page_is_told_to_look(monkeypatch):
    async def story():
        async with listening(monkeypatch) as hub:
            page = Page("/" + issue_ticket(1, 17))
            await page.opened()
            await asyncio.to_thread(break_the_line)
            assert (await page.next(5))["body"] == b"data: mine\n\ndata: new\n\n"  # whatever was missed
            assert hub.listening

    asyncio.run(story())


def break_the_line():
    with psycopg.connect(dsn("stoep_live", database())) as c:
        c.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = current_user "
            "AND pid <> pg_backend_pid() AND datname = current_database()"
        )
