"""CPU of a server, counted by the kernel: nanoseconds on a processor of all its processes, the database's backends included."""

import gzip
import http.client
import json
import os
import re
import subprocess
import sys
import time
import urllib.parse
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from stoep.lib import connections
from stoep.lib.wall import admin_dsn


def cpu_ns(pids) -> int:
    """Nanoseconds on a processor of these processes with all their threads; 0 for one that has ended."""
    total = 0
    for pid in pids:
        for task in Path(f"/proc/{pid}/task").glob("*/schedstat"):
            try:
                total += int(task.read_text().split()[0])
            except (OSError, ValueError):
                continue  # a thread that ended between the listing and the reading
    return total


def family(pid: int) -> list[int]:
    """A process and everything below it."""
    out = [pid]
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in children.read_text().split():
            out += family(int(child))
    return out


class Server:
    """Granian with one worker and one thread, serving a WSGI application on a port."""

    def __init__(self, application: str, port: int, environment: dict):
        self.port = port
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1", "--blocking-threads", "1", "--port", str(port),
                   "--no-access-log", "--log-level", "error", application]  # fmt: skip
        self.process = subprocess.Popen(command, env=os.environ | environment, stdout=subprocess.DEVNULL)
        self.jar: dict[str, str] = {}
        self.wire = 0  # bytes of the last answer as they were sent
        self._await()

    def _await(self):
        for _ in range(150):
            try:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
                self.get("/")
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"no answer on port {self.port}")

    def request(self, method: str, path: str, body: str | None = None, headers: dict | None = None):
        """(status, headers, body) over one kept connection, with our cookies."""
        cookies = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.jar.items())} if self.jar else {}
        headers = {**cookies, "Accept-Language": "nl", "Accept-Encoding": "gzip", **(headers or {})}
        try:
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
        except http.client.RemoteDisconnected:  # the server closed a connection that had been idle while others were measured
            self.connection.close()
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
        content = answer.read()
        self.wire = len(content)
        if answer.headers.get("Content-Encoding") == "gzip":
            content = gzip.decompress(content)
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.split(";")[0].partition("=")
            self.jar[name] = value
        return answer.status, answer.headers, content

    def get(self, path: str):
        return self.request("GET", path)

    def post(self, path: str, **fields):
        """A form, with the token of the cookie."""
        token = next((v for k, v in self.jar.items() if "csrf" in k), "")
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": token, **fields}, doseq=True)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": f"http://127.0.0.1:{self.port}",
            "Referer": f"http://127.0.0.1:{self.port}/",
        }
        return self.request("POST", path, body, headers)

    def stop(self):
        self.process.terminate()
        self.process.wait(20)


@dataclass
class Figure:
    """What one page cost, block by block; the smallest block counts, since others were disturbed by the machine."""

    app: list[float] = field(default_factory=list)
    db: list[float] = field(default_factory=list)
    walls: list[float] = field(default_factory=list)
    bytes: int = 0
    queries: int | None = None

    def told(self) -> dict:
        """Milliseconds per request."""
        best = min(range(len(self.app)), key=lambda i: self.app[i] + self.db[i])
        walls = sorted(self.walls)
        return {
            "cpu_ms": round(self.app[best] + self.db[best], 3), "app_ms": round(self.app[best], 3), "db_ms": round(self.db[best], 3),
            "queries": self.queries, "p50_ms": round(walls[len(walls) // 2], 3), "bytes": self.bytes,
        }  # fmt: skip


def backends(dsn: str, user: str) -> list[int]:
    """The database's processes that serve this login."""
    with psycopg.connect(dsn) as c:
        return [pid for (pid,) in c.execute("SELECT pid FROM pg_stat_activity WHERE usename = %s", [user])]


def statements_of(act) -> int:
    """How many statements the database hears for one request: BEGIN with its settings is one, COMMIT is one. Its log counts them."""
    log = connections.server().log
    with psycopg.connect(admin_dsn("postgres"), autocommit=True) as c:
        begin = log.stat().st_size
        _log_statements(c, "'all'")
        act()
        _log_statements(c, "DEFAULT")
    with log.open("rb") as file:
        file.seek(begin)
        heard = file.read().decode(errors="replace")
    return len(re.findall(r"LOG:  (?:statement|execute [^:]*): (?!ALTER SYSTEM|SELECT pg_reload_conf)", heard))


def _log_statements(c, value: str) -> None:
    """What the server writes into its log from now on."""
    c.execute(f"ALTER SYSTEM SET log_statement = {value}")
    c.execute("SELECT pg_reload_conf()")
    time.sleep(0.3)  # every backend reads the setting when it next has nothing to do


def block(server: Server, act, times: int, database_pids, figure: Figure) -> None:
    """`times` requests; adds their cost per request to the figure."""
    pids = family(server.process.pid)
    app, db = cpu_ns(pids), cpu_ns(database_pids)
    for n in range(times):
        began = time.perf_counter()
        status, _headers, content = act(n)
        figure.walls.append((time.perf_counter() - began) * 1000)
        if status >= 400:
            raise RuntimeError(f"answered {status}: {content[:300]!r}")
    figure.bytes = server.wire
    figure.app.append((cpu_ns(pids) - app) / times / 1e6)
    figure.db.append((cpu_ns(database_pids) - db) / times / 1e6)


def show(figures: dict) -> None:
    """The promised one object on standard output, and a table for people beside it."""
    bare = figures["bare"]["cpu_ms"]
    for name, f in figures.items():
        times = f"{f['cpu_ms'] / bare:5.2f} x bare" if bare else ""
        print(
            f"{name:>10} {f['cpu_ms']:7.3f} ms (app {f['app_ms']:.3f}, db {f['db_ms']:.3f})  {times}  {f['queries']} queries",
            file=sys.stderr,
        )
    json.dump(figures, sys.stdout)
    print()
