"""The live process: an ASGI application that says *something is new*, and nothing else.

It has no ORM and no table: one LISTEN connection as stoep_live, and for each open page a few bytes. The page fetches what
is new through the web process, behind its door. A stream opens with a ticket (lib/tickets.py), lives a quarter of an hour at
most (the page then asks for a new ticket, and so stands before the door again), and ends at once on the person's word of
lib/live.py.
"""

import asyncio
import contextlib
import logging
import os
import random
import signal
from collections import defaultdict
from urllib.parse import urlsplit

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stoep.settings")

import psycopg
from django.conf import settings

from stoep.lib.clock import now
from stoep.lib.connections import dsn, ensure_server
from stoep.lib.live import CHANNEL, person_token, place_token
from stoep.lib.tickets import read_ticket

HEARTBEAT = 25  # seconds: proxies close what is silent for 30 or 60
STREAM_LIFE = 900  # seconds
STREAMS_PER_PERSON = 6  # the oldest one closes: nobody fills the memory from one account
log = logging.getLogger("stoep.live")


class Stream:
    """One open page: woken when something is new, here or for its reader alone, or when it must end."""

    __slots__ = ("alone", "ended", "news", "person", "places", "wake")

    def __init__(self, ticket):
        self.wake, self.ended, self.news = asyncio.Event(), False, set()
        self.places, self.person, self.alone = place_token(ticket.neighbourhood), person_token(ticket.person), ticket.alone

    def tell(self, word: str):
        self.news.add(word)
        self.wake.set()

    def end(self):
        self.ended = True
        self.wake.set()


class Hub:
    """All open streams of this process, and the one connection that listens for them."""

    def __init__(self):
        self.by_place, self.by_person, self.by_member = defaultdict(list), defaultdict(list), defaultdict(list)
        self.used, self.listening = {}, False

    def first_use(self, ticket) -> bool:
        """Whether this ticket was not used before; it is now. Forgotten when it is over anyway."""
        while self.used and next(iter(self.used.values())) < now().timestamp():
            del self.used[next(iter(self.used))]
        if ticket.once in self.used:
            return False
        self.used[ticket.once] = ticket.until
        return True

    @contextlib.contextmanager
    def opened(self, ticket):
        """A stream, known to the hub for as long as the block lasts."""
        stream = Stream(ticket)
        self.by_place[stream.places].append(stream)
        self.by_member[stream.alone].append(stream)
        mine = self.by_person[stream.person]
        mine.append(stream)
        if len(mine) > STREAMS_PER_PERSON:
            mine[0].end()
        try:
            yield stream
        finally:
            kept = ((self.by_place, stream.places), (self.by_person, stream.person), (self.by_member, stream.alone))
            for streams, token in kept:
                streams[token].remove(stream)
                if not streams[token]:
                    del streams[token]

    def heard(self, word: str):
        for stream in self.by_place.get(word, ()):
            stream.tell("new")
        for stream in self.by_member.get(word, ()):
            stream.tell("mine")
        for stream in list(self.by_person.get(word, ())):
            stream.end()

    def end_all(self):
        for streams in list(self.by_person.values()):
            for stream in list(streams):
                stream.end()

    async def listen(self):
        """Listen for ever. After a break every page is told to look: what was said meanwhile was not heard."""
        pause = 1
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(dsn("stoep_live"), autocommit=True) as connection:
                    await connection.execute(f"LISTEN {CHANNEL}")
                    self.listening, pause = True, 1
                    for word in [*self.by_place, *self.by_member]:
                        self.heard(word)
                    async for notice in connection.notifies():
                        self.heard(notice.payload)
            except psycopg.Error as error:
                log.warning("live: the database is away (%s); again in %s s", type(error).__name__, pause)
            self.listening = False
            await asyncio.sleep(pause)
            pause = min(pause * 2, 30)


hub = Hub()


async def app(scope, receive, send):
    """The ASGI entry."""
    if scope["type"] == "lifespan":
        return await lifespan(receive, send)
    if scope["type"] != "http":
        return None
    if scope["path"].rstrip("/").endswith("/healthz"):
        return await say(send, 200 if hub.listening else 503, b"ok\n" if hub.listening else b"no database\n")
    origin = dict(scope["headers"]).get(b"origin", b"").decode("latin-1")
    ticket = read_ticket(scope["path"].rstrip("/").rpartition("/")[2])
    if scope["method"] != "GET" or origin not in ("", base_origin()) or not ticket or not hub.first_use(ticket):
        return await say(send, 404, b"")
    with hub.opened(ticket) as stream:
        return await speak(stream, receive, send)


def base_origin() -> str:
    """Scheme and host of the pages: the only ones that may open a stream from a browser."""
    parts = urlsplit(settings.BASE_URL)
    return f"{parts.scheme}://{parts.netloc}"


def headers(kind: bytes):
    return [
        (b"content-type", kind),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
        (b"x-accel-buffering", b"no"),
        (b"access-control-allow-origin", base_origin().encode()),
        (b"vary", b"Origin"),
    ]


async def say(send, status: int, body: bytes):
    await send({"type": "http.response.start", "status": status, "headers": headers(b"text/plain; charset=utf-8")})
    await send({"type": "http.response.body", "body": body})


async def speak(stream, receive, send):
    """Write to one page until it leaves, is ended, or its time is over."""
    await send({"type": "http.response.start", "status": 200, "headers": headers(b"text/event-stream; charset=utf-8")})
    await send({"type": "http.response.body", "body": b"retry: 5000\n: open\n\n", "more_body": True})
    leaving = asyncio.ensure_future(until_gone(stream, receive))
    try:
        async with asyncio.timeout(STREAM_LIFE * random.uniform(0.8, 1)):  # noqa: S311  no secret: spreads the returning
            while True:
                news = await woken(stream)
                if stream.ended:
                    break
                body = "".join([f"data: {word}\n\n" for word in sorted(news)]) or ":\n\n"
                await send({"type": "http.response.body", "body": body.encode(), "more_body": True})
    except TimeoutError:
        log.debug("live: a stream's time is over")
    finally:
        leaving.cancel()
    await send({"type": "http.response.body", "body": b""})


async def woken(stream) -> set:
    """What is new: "new" here, "mine" for this reader alone; nothing after a silence of HEARTBEAT seconds. Many words in one moment
    are one."""
    try:
        async with asyncio.timeout(HEARTBEAT):
            await stream.wake.wait()
    except TimeoutError:
        return set()
    stream.wake.clear()
    news, stream.news = stream.news, set()
    return news


async def until_gone(stream, receive):
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.end()


def end_with_the_server():
    """Close the streams on the very signal that stops the server: it waits for open answers before it would tell us."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        before = signal.getsignal(number)

        def handle(signum, frame, before=before):
            loop.call_soon_threadsafe(hub.end_all)
            if callable(before):
                before(signum, frame)

        signal.signal(number, handle)


async def lifespan(receive, send):
    await receive()
    end_with_the_server()
    await asyncio.to_thread(ensure_server)
    listening = asyncio.create_task(hub.listen())
    await send({"type": "lifespan.startup.complete"})
    await receive()
    hub.end_all()
    listening.cancel()
    await send({"type": "lifespan.shutdown.complete"})
