"""`stoep up` on an empty state folder: it answers, gets up again after a kill, stops cleanly, and leaves nothing behind."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import psutil
import pytest

from stoep.lib.embedded_postgres import Server

pytestmark = pytest.mark.slow


def two_free_ports():
    """The first of two neighbouring ports that nobody uses."""
    for port in range(18110, 18200, 2):
        with socket.socket() as one, socket.socket() as next_one:
            try:
                one.bind(("127.0.0.1", port))
                next_one.bind(("127.0.0.1", port + 1))
                return port
            except OSError:
                continue
    raise AssertionError("no free ports")


def wait_for(question, seconds=90):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if answer := question():
            return answer
        time.sleep(0.2)
    raise AssertionError(f"not within {seconds} s")


def answers(port):
    try:
        return urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2).status == 200
    except (urllib.error.URLError, OSError):
        return False


def child(pid, word):
    """The PID of the direct child whose command line has that word; None when there is none."""
    for process in psutil.Process(pid).children():
        with contextlib.suppress(psutil.NoSuchProcess):
            if word in " ".join(process.cmdline()):
                return process.pid
    return None


@pytest.fixture
def site():
    """A running `stoep up`; its process, port and state folder."""
    with tempfile.TemporaryDirectory(prefix="stoep-up-") as folder:
        state, port = Path(folder) / "state", two_free_ports()
        Path(folder).chmod(0o755)
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("STOEP_", "DJANGO_"))}
        log = (Path(folder) / "log").open("w+")
        process = subprocess.Popen(
            [sys.executable, "-m", "stoep", "up", "--port", str(port), "--workers", "1"],
            env=environment | {"STOEP_STATE_DIR": str(state)},
            stderr=log,
        )
        yield process, port, state, Path(folder) / "log"
        process.kill()
        process.wait()
        log.close()
        Server(state).start().stop_if_last()


def test_a_site_comes_up_survives_kills_and_goes_down(site):
    process, port, state, log = site
    wait_for(lambda: answers(port) and answers(port + 1))
    wait_for(lambda: f"Stoep is at http://127.0.0.1:{port}/" in log.read_text())

    for word in ("stoep worker", "stoep.wsgi", "stoep.live"):
        first = wait_for(lambda word=word: child(process.pid, word))
        os.kill(first, signal.SIGKILL)
        wait_for(lambda word=word, first=first: child(process.pid, word) not in (None, first))
    wait_for(lambda: answers(port) and answers(port + 1))

    server = int((Server(state).data / "postmaster.pid").read_text().split()[0])
    os.kill(server, signal.SIGKILL)
    wait_for(lambda: not answers(port))
    wait_for(lambda: answers(port), seconds=20)

    wait_for(lambda: child(process.pid, "stoep worker"))
    process.terminate()
    assert process.wait(60) == 0, log.read_text()
    assert log.read_text().endswith("Stoep has stopped.\n")
    assert not answers(port)
    assert not Server(state).ready(), "the last to leave stops the database"


def test_children_of_a_killed_site_leave_the_ports(site):
    process, port, _, _ = site
    wait_for(lambda: answers(port))
    process.kill()
    wait_for(lambda: not answers(port) and not answers(port + 1))
