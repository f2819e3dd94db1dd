"""The world outside, for `stoep bench --fan-out`: a push service and a mail server that take all, some way off, and count for whom.

One process, which shares our processors only because it must: it takes what is left, and the bench says how much that was.
"""

import asyncio
import json
import os
import re
from collections import Counter

AWAY = 0.02  # seconds until an answer to a message or a mail: a push service and a mail server of a country, not of this machine
HEADER = re.compile(rb"^(content-length|topic|message-id):[ \t]*<?([^\r\n>]*)", re.I | re.M)


class Outside:
    """What has arrived: a message by the device and what it takes the place of, a mail by its reader and its own id."""

    def __init__(self):
        self.messages, self.mails = Counter(), Counter()

    def told(self) -> dict:
        """{what: {arrived: different ones, doubled: how many came more than once}}"""
        kinds = {"pushes": self.messages, "mails": self.mails}
        return {name: {"arrived": len(kind), "doubled": kind.total() - len(kind)} for name, kind in kinds.items()}

    async def push_service(self, reader, writer):
        """HTTP/1.1, connections kept open. A GET asks what has arrived."""
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                said = dict(HEADER.findall(head.lower()))
                await reader.readexactly(int(said.get(b"content-length", 0)))
                if head.startswith(b"GET"):
                    body = json.dumps(self.told()).encode()
                    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
                    continue
                self.messages[head.split(b" ", 2)[1], said.get(b"topic")] += 1
                await asyncio.sleep(AWAY)
                writer.write(b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n")
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def mail_server(self, reader, writer):
        """SMTP, as much as it takes to be given a mail."""
        try:
            writer.write(b"220 outside\r\n")
            recipient = b""
            while line := await reader.readline():
                verb = line[:4].upper()
                recipient = line if verb == b"RCPT" else recipient
                if verb == b"DATA":
                    writer.write(b"354 go on\r\n")
                    mail = await reader.readuntil(b"\r\n.\r\n")
                    self.mails[recipient, dict(HEADER.findall(mail.lower())).get(b"message-id")] += 1
                    await asyncio.sleep(AWAY)
                writer.write(b"221 bye\r\n" if verb == b"QUIT" else b"250 ok\r\n")
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        writer.close()

    async def serve(self, push: int, mail: int):
        await asyncio.start_server(self.push_service, "127.0.0.1", push)
        await (await asyncio.start_server(self.mail_server, "127.0.0.1", mail, limit=1 << 20)).serve_forever()


def serve(push: int, mail: int) -> None:
    """Both, on these ports, until the process is stopped."""
    os.nice(10)
    asyncio.run(Outside().serve(push, mail))
