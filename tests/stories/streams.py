"""The live process for a story: the real application, over a real socket, listening to the tests' database."""

import asyncio
import contextlib
import threading

from stoep import live
from stoep.lib.connections import dsn
from tests.raw import database

WORDS = {200: "OK", 404: "Not Found", 503: "Service Unavailable"}


class Streams:
    """`with Streams(monkeypatch) as address:` answers at that address until the block ends."""

    def __init__(self, patch):
        self.patch, self.ready = patch, threading.Event()

    def __enter__(self) -> str:
        self.patch.setattr(live, "hub", live.Hub())
        self.patch.setattr(live, "dsn", lambda login: dsn(login, database()))
        self.thread = threading.Thread(target=lambda: asyncio.run(self.serve()), daemon=True)
        self.thread.start()
        assert self.ready.wait(60)
        return f"http://localhost:{self.port}"

    def __exit__(self, *fault):
        self.loop.call_soon_threadsafe(self.stop.set)
        self.thread.join(10)

    async def serve(self):
        self.loop, self.stop = asyncio.get_running_loop(), asyncio.Event()
        listening = asyncio.create_task(live.hub.listen())
        server = await asyncio.start_server(self.answer, "localhost", 0)
        self.port = server.sockets[0].getsockname()[1]
        while not live.hub.listening:
            await asyncio.sleep(0.01)
        self.ready.set()
        await self.stop.wait()
        live.hub.end_all()
        listening.cancel()
        server.close()

    async def answer(self, reader, writer):
        """One request of HTTP/1.1; the connection ends with its answer."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, path, _ = head[0].split(" ")
        pairs = [line.split(": ", 1) for line in head[1:] if ": " in line]
        headers = [(name.lower().encode(), value.encode()) for name, value in pairs]

        async def receive():
            await reader.read(1)
            return {"type": "http.disconnect"}

        async def send(message):
            if message["type"] == "http.response.start":
                lines = [f"HTTP/1.1 {message['status']} {WORDS[message['status']]}", "connection: close"]
                lines += [f"{name.decode()}: {value.decode()}" for name, value in message["headers"]]
                writer.write("\r\n".join([*lines, "", ""]).encode())
            else:
                writer.write(message["body"])
            await writer.drain()

        with contextlib.suppress(ConnectionError):
            await live.app({"type": "http", "method": method, "path": path, "headers": headers}, receive, send)
        writer.close()
