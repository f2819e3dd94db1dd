"""Many messages in a row to the hosts of a list (lib/outward.py), over lines that stay open, several at a time.

A push service is tens of milliseconds away and a handshake with it costs more than a message. So a handful of messages is written, each on
a line of its own, before the first answer is read: together they take as long as one.
"""

import http.client
from collections import defaultdict
from dataclasses import dataclass

from .outward import MOST, Forbidden, allowed, line_to, read, write

AT_ONCE = 8  # messages on their way at a time
IMPATIENT = 2  # seconds for an answer from a host that has let us wait for another one in vain


@dataclass
class Asked:
    """A message that was written; its answer is still to be read."""

    line: http.client.HTTPConnection
    message: tuple[str, bytes, dict]
    host: str
    fresh: bool  # nothing was written on this line before


class Lines:
    """For one run of messages; to be ended. A host that cannot be reached is not tried again in it: each try may take ten seconds."""

    def __init__(self, hosts: list[str]):
        self.hosts = hosts
        self.idle: dict[str, list[http.client.HTTPConnection]] = defaultdict(list)
        self.away: dict[str, OSError] = {}

    def __enter__(self):
        return self

    def __exit__(self, *_trouble):
        for lines in self.idle.values():
            while lines:
                lines.pop().close()

    def post_all(self, messages: list[tuple[str, bytes, dict]]) -> list[int | Forbidden | OSError]:
        """For each (address, body, headers) the status that the host answers, or why it could not be asked; OSError may work later."""
        asked = [self._ask(message) for message in messages]
        return [self._answer(one) if isinstance(one, Asked) else one for one in asked]

    def _ask(self, message, anew=False) -> Asked | Forbidden | OSError:
        url, body, headers = message
        try:
            parts = allowed(url, self.hosts)
            if parts.netloc in self.away:
                return self.away[parts.netloc]
            while self.idle[parts.netloc] and not anew:
                asked = Asked(self.idle[parts.netloc].pop(), message, parts.netloc, fresh=False)
                if _written(asked.line, parts, body, headers):
                    return asked
            line = line_to(parts, self.hosts)
            try:
                write(line, parts, body, headers)
            except OSError as trouble:
                line.close()
                self.away[parts.netloc] = trouble
                raise
            return Asked(line, message, parts.netloc, fresh=True)
        except (Forbidden, OSError) as trouble:
            return trouble

    def _answer(self, asked: Asked) -> int | Forbidden | OSError:
        if asked.host in self.away:
            asked.line.sock.settimeout(IMPATIENT)
        try:
            status, _ = read(asked.line, MOST)
        except OSError as trouble:
            asked.line.close()
            if isinstance(trouble, ConnectionError) and not asked.fresh:  # it hung up before it could read us
                again = self._ask(asked.message, anew=True)
                return self._answer(again) if isinstance(again, Asked) else again
            if isinstance(trouble, TimeoutError):
                self.away.setdefault(asked.host, trouble)
            return trouble
        if asked.line.sock is not None:  # it said nothing of hanging up
            self.idle[asked.host].append(asked.line)
        return status


def _written(line, parts, body, headers) -> bool:
    """False when the other side has hung up, or said more than we read."""
    try:
        write(line, parts, body, headers)
    except OSError:
        line.close()
        return False
    return True
