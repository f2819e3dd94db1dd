"""Many messages over lines that stay open: each once, side by side, and no further than the list (SECURITY E9)."""

import socket
import time
from threading import Barrier

import pytest

from stoep.lib import outward
from stoep.lib.lines import AT_ONCE, Lines
from stoep.lib.outward import Forbidden

from .browser import HANGS_UP, push_service


@pytest.fixture
def service():
    with push_service() as running:
        yield running


def letters(service, *names) -> list:
    return [(f"{service.url}/{name}", b"x", {}) for name in names]


def paths(service) -> list[str]:
    return [path for path, _, _ in service.kept]


def test_the_lines_stay_open(service):
    with Lines([service.url]) as lines:
        for n in range(5):
            assert lines.post_all(letters(service, *(f"{n}-{m}" for m in range(AT_ONCE)))) == [201] * AT_ONCE
    assert len(set(paths(service))) == len(service.kept) == 5 * AT_ONCE and service.lines == AT_ONCE


def test_a_handful_takes_as_long_as_one(service):
    """Nobody is answered before all of the handful have come; one after the other they would wait for each other in vain."""
    service.waits = Barrier(AT_ONCE, timeout=outward.TIMEOUT / 2).wait
    with Lines([service.url]) as lines:
        assert lines.post_all(letters(service, *range(AT_ONCE))) == [201] * AT_ONCE


def test_each_has_its_own_answer(service):
    service.answers = {"/b": 410, "/c": 503, "/d": 307}
    with Lines([service.url]) as lines:
        assert lines.post_all(letters(service, "a", "b", "c", "d")) == [201, 410, 503, 307]


def test_who_hung_up_meanwhile_is_asked_once_more(service):
    with Lines([service.url]) as lines:
        assert lines.post_all(letters(service, "a")) == [201]
        service.answers["/b"] = HANGS_UP
        (trouble,) = lines.post_all(letters(service, "b"))
        assert isinstance(trouble, OSError) and paths(service) == ["/a", "/b", "/b"], "once on the old line, once on a new one"
        service.answers.clear()
        assert lines.post_all(letters(service, "c")) == [201]


def test_a_host_that_is_away_is_tried_once(monkeypatch):
    tried = []
    where = "http://127.0.0.1:9"
    monkeypatch.setattr(socket, "create_connection", lambda address, *_a, **_k: tried.append(address) or _refuse())
    with Lines([where]) as lines:
        answers = lines.post_all([(f"{where}/{n}", b"x", {}) for n in range(AT_ONCE)])
    assert len(tried) == 1 and all(isinstance(answer, OSError) for answer in answers)


def _refuse():
    raise ConnectionRefusedError


def test_who_does_not_answer_keeps_the_others_waiting_once(service, monkeypatch):
    monkeypatch.setattr(outward, "TIMEOUT", 1)
    monkeypatch.setattr("stoep.lib.lines.IMPATIENT", 0.05)
    service.far = 60
    with Lines([service.url]) as lines:
        begun = time.monotonic()
        answers = lines.post_all(letters(service, *range(AT_ONCE)))
        assert lines.post_all(letters(service, "later")) == [answers[0]]
    assert all(isinstance(answer, OSError) for answer in answers) and time.monotonic() - begun < AT_ONCE / 2
    assert "/later" not in paths(service)


def test_each_address_is_held_against_the_list(service):
    with Lines([service.url]) as lines:
        answers = lines.post_all([*letters(service, "a"), ("https://169.254.169.254/", b"x", {}), *letters(service, "b")])
    assert answers[0] == answers[2] == 201 and isinstance(answers[1], Forbidden)
    assert sorted(paths(service)) == ["/a", "/b"], "side by side, so in either order"


@pytest.mark.parametrize("host", ["x..push.apple.com", "a" * 64 + ".push.apple.com"])
def test_a_name_that_is_none_takes_no_other_message_along(service, host):
    """Whoever switches on such a device would keep a whole neighbourhood from hearing a call."""
    with Lines([service.url, "*.push.apple.com"]) as lines:
        answers = lines.post_all([*letters(service, "a"), (f"https://{host}/", b"x", {}), *letters(service, "b")])
    assert answers[0] == answers[2] == 201 and isinstance(answers[1], Forbidden)


def test_a_name_that_leads_inside_is_not_asked(service, monkeypatch):
    found = [(socket.AF_INET, 1, 6, "", ("127.0.0.1", service.server_address[1]))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: found)  # the outside: a name server that lies
    with Lines(["push.example.org"]) as lines:
        (answer,) = lines.post_all([("https://push.example.org/x", b"x", {})])
    assert isinstance(answer, Forbidden) and service.kept == []
