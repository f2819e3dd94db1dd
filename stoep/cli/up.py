"""`stoep up`: web, live and worker as children of one process, which restarts what dies and stops all of them together."""

import ctypes
import ipaddress
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from stoep.cli.errors import Stop
from stoep.cli.keeping import Database
from stoep.cli.migrate import migrate
from stoep.lib import assets, catalogues

LOOK = 0.2  # seconds between two looks at the children
STEADY = 20  # seconds a child must live for its next restart to be immediate again
LONGEST_PAUSE = 30  # seconds before a child that keeps dying is tried again
PATIENCE = 25  # seconds from the word to stop until what still runs is killed; the worker ends its job in 20
THREADS = 3  # of a web process: while one waits for a picture to be read, the others bring pages
CONNECTIONS = 40  # that the web processes may hold; the embedded server gives 100 to all (lib/embedded_postgres.py)
IDLE = 600  # seconds until a thread ends that has nothing to do, and with it its connection; the web server's longest
READY_WITHIN = 60  # seconds until the first page must answer


@dataclass
class Child:
    """One process that has to be there."""

    name: str
    command: list[str]
    login: str
    process: subprocess.Popen | None = None
    started: float = 0
    failures: int = 0
    again_at: float = field(default=0)

    def start(self, environment: dict) -> None:
        """In a group of its own: a Ctrl-C on the keyboard reaches only the parent, which then stops things in order."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            env=environment | {"STOEP_LOGIN": self.login},
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=end_with_parent if sys.platform == "linux" else None,
        )

    def watch(self, environment: dict) -> None:
        """Start again when it died; slower each time when it dies at once."""
        if self.process and self.process.poll() is not None:
            lived = time.monotonic() - self.started
            self.failures = 0 if lived > STEADY else self.failures + 1
            pause = min(LONGEST_PAUSE, 2 ** (self.failures - 1)) if self.failures else 0
            tell(f"{self.name} ended with {self.process.returncode}; again in {pause} s")
            self.kill_group()  # a web server's workers may outlive it and keep its port
            self.process, self.again_at = None, time.monotonic() + pause
        if not self.process and time.monotonic() >= self.again_at:
            self.start(environment)

    def terminate(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def kill_group(self) -> None:
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass  # nobody is left in it


def add(parser):
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="port of the pages (8000); the streams use the next one")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="web processes (default: one a core)")


def run(options) -> int:
    return serve(options.host, options.port, options.workers)


def serve(host: str = "127.0.0.1", port: int = 8000, workers: int | None = None, extra_environment: dict | None = None) -> int:
    """Migrate, run everything until SIGTERM or SIGINT, stop cleanly. `stoep demo` calls this too, after filling its town."""
    stopping = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.append(True))
    for number in (port, port + 1):
        must_be_free(host, number)
    environment = surroundings(host, port) | (extra_environment or {})
    catalogues.compile_stale()
    assets.build()
    migrate()
    children = what_runs(host, port, workers or os.cpu_count() or 1)
    announced, database = False, Database()
    try:
        while not stopping:
            database.watch()
            for child in children:
                child.watch(environment)
            announced = announced or announce(host, port, environment, children[0])
            time.sleep(LOOK)
    finally:
        stop(children)
    return 0


def surroundings(host: str, port: int) -> dict:
    """The children's environment. A site for this machine only has its streams on the next port; others say where."""
    environment = os.environ | {"STOEP_BASE_URL": os.environ.get("STOEP_BASE_URL") or f"http://127.0.0.1:{port}"}
    base = urlsplit(environment["STOEP_BASE_URL"])
    if not environment.get("STOEP_LIVE_URL") and base.port == port and base.hostname in ("127.0.0.1", "localhost"):
        environment["STOEP_LIVE_URL"] = f"http://{base.hostname}:{port + 1}"
    if base.scheme == "http" and not ipaddress.ip_address(resolve(host)).is_loopback:
        tell(
            f"WARNING: listening on {host} over plain http: passwords and posts can be read on the way. Put a proxy with https "
            "in front and set STOEP_BASE_URL (docs/install.md)."
        )
    return environment


def what_runs(host: str, port: int, workers: int) -> list[Child]:
    """The three children. Each connects as a login of its own, with no more rights than it needs."""
    granian = [sys.executable, "-m", "granian", "--host", host, "--log-level", "warning", "--no-ws", "--http", "1"]
    kill = ["--workers-kill-timeout", "10"]
    threads = ["--blocking-threads", str(threads_of(workers)), "--blocking-threads-idle-timeout", str(IDLE)]
    web = [*granian, *kill, "--interface", "wsgi", "--port", str(port), "--workers", str(workers), *threads]
    live = [*granian, *kill, "--interface", "asgi", "--port", str(port + 1), "--workers", "1"]
    desk = os.environ.get("STOEP_DOORS") == "desk"
    return [
        Child("web", [*web, "--respawn-failed-workers", "stoep.wsgi:application"], "stoep_desk_web" if desk else "stoep_web"),
        Child("live", [*live, "stoep.live:app"], "stoep_live"),
        Child("worker", [sys.executable, "-m", "stoep", "worker"], "stoep_worker"),
    ]


def threads_of(workers: int) -> int:
    """How many requests a web process takes at a time. Each thread keeps a connection to the database."""
    return max(1, min(THREADS, CONNECTIONS // workers))


def announce(host: str, port: int, environment: dict, web: Child) -> bool:
    """Say once that the pages answer, and where. False while they do not yet."""
    shown = f"[{host}]" if ":" in host else {"0.0.0.0": "127.0.0.1"}.get(host, host)  # noqa: S104  compared, not listened on
    own = {"Host": urlsplit(environment["STOEP_BASE_URL"]).netloc}
    request = urllib.request.Request(f"http://{shown}:{port}/healthz", headers=own)
    try:
        with urllib.request.urlopen(request, timeout=2):  # noqa: S310  our own address
            pass
    except (urllib.error.URLError, OSError) as error:
        if web.process and time.monotonic() - web.started > READY_WITHIN:
            tell(f"The pages do not answer yet: {error}")
            return True
        return False
    behind = "" if f":{port}" in own["Host"] else f", listening on {shown}:{port}"
    tell(f"Stoep is at {environment['STOEP_BASE_URL']}/{behind}   (Ctrl-C stops it)")
    return True


def stop(children: list[Child]) -> None:
    """Ask all to end, wait, then insist."""
    for child in children:
        child.terminate()
    deadline = time.monotonic() + PATIENCE
    for child in children:
        if not child.process:
            continue
        try:
            child.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            tell(f"{child.name} does not end by itself; it is killed")
        child.kill_group()
        child.process.wait()
    tell("Stoep has stopped.")


def must_be_free(host: str, port: int) -> None:
    """Say so now, rather than have a child die of it over and over."""
    family = socket.AF_INET6 if ":" in resolve(host) else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            why = f"port {port} of {host} cannot be used ({error.strerror})"
            raise Stop(f"{why}. Choose another: --port {port + 10}, or make … PORT={port + 10}") from error


def resolve(host: str) -> str:
    """The numeric address of a host name."""
    try:
        return socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)[0][4][0]
    except socket.gaierror as error:
        raise Stop(f"{host!r} is no address of this machine") from error


def end_with_parent() -> None:
    """Linux: be told to end when the parent is killed, however hard. Else its children would keep the ports."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG


def tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
