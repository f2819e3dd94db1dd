"""Where we send to, and where we never do (SECURITY E9)."""

import socket

import pytest

from stoep.lib.outward import Forbidden, allowed, post, public

from .browser import push_service

HOSTS = ["fcm.googleapis.com", "*.push.apple.com"]


@pytest.mark.parametrize("url", ["https://fcm.googleapis.com/fcm/send/a:b", "https://fcm.googleapis.com:443/x", "https://web.push.apple.com/QO"])
def test_the_hosts_of_the_list(url):
    assert allowed(url, HOSTS)


@pytest.mark.parametrize(
    "url",
    [
        "http://fcm.googleapis.com/x", "https://fcm.googleapis.com:8443/x", "https://fcm.googleapis.com.evil.example/x",
        "https://evilfcm.googleapis.com/x", "https://push.apple.com.evil.example/", "https://xpush.apple.com/",
        "https://fcm.googleapis.com@evil.example/x", "https://evil.example#@fcm.googleapis.com/", "https://evil.example\\@fcm.googleapis.com/",
        "https://user:pass@fcm.googleapis.com/x", "https://fcm.googleapis.com:0x1bb/x", "https://[::1]/x", "https://127.0.0.1/x",
        "https://169.254.169.254/latest/meta-data/", "file:///etc/passwd", "gopher://fcm.googleapis.com/x",
        "https://", "", "//fcm.googleapis.com/x",
        "https://fcm.googleapis.com/\r\nHost: evil.example", "https://fcm.googleapis.com/ x", "https://fcm。googleapis.com/x",
        "https://x..push.apple.com/x", "https://.push.apple.com/x", f"https://{'a' * 64}.push.apple.com/x", "https://x%00.push.apple.com/x",
        f"https://{'a.' * 130}push.apple.com/x", "https://x,y.push.apple.com/x",
        "https://fcm.googleapis.com./x", "https://fcm.googleapis.com:99999/x", "https://fcm.googleapis.com/" + "x" * 700,
    ],
)  # fmt: skip
def test_and_no_others(url):
    with pytest.raises(Forbidden):
        allowed(url, HOSTS)


@pytest.mark.parametrize(
    "address, is_public",
    [
        ("142.250.1.1", True), ("2a00:1450:4001::1", True), ("127.0.0.1", False), ("10.0.0.1", False), ("192.168.1.1", False),
        ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.0", False), ("224.0.0.1", False), ("::1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False), ("::ffff:127.0.0.1", False), ("64:ff9b::7f00:1", False), ("2002:7f00:1::", False), ("::", False),
    ],
)  # fmt: skip
def test_what_is_public(address, is_public):
    assert public(address) is is_public


def test_a_name_that_leads_inside_is_not_asked(monkeypatch):
    """The name is on the list, but whoever keeps it says 127.0.0.1, first or second."""
    with push_service() as service:
        port = service.server_address[1]
        for inside in ("127.0.0.1", "::1", "169.254.169.254"):
            found = [(socket.AF_INET, 1, 6, "", ("142.250.1.1", port)), (socket.AF_INET, 1, 6, "", (inside, port))]
            monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, found=found, **_k: found)  # the outside: a name server that lies
            with pytest.raises(Forbidden):
                post("https://fcm.googleapis.com/x", b"x", {}, HOSTS)
        assert service.kept == []


@pytest.mark.parametrize("host", ["x..push.apple.com", "a" * 64 + ".push.apple.com"])
def test_a_name_that_no_name_server_takes_is_refused_too_where_the_operator_wrote_it(host):
    with pytest.raises(Forbidden):
        post(f"https://{host}/x", b"x", {}, [f"https://{host}"])


def test_a_redirect_is_an_answer_and_not_an_order():
    with push_service() as service:
        service.answers["/moved"] = 307
        assert post(f"{service.url}/moved", b"x", {}, [service.url]) == 307
        assert [path for path, _, _ in service.kept] == ["/moved"]


def test_nobody_there_is_trouble_that_may_pass():
    with pytest.raises(OSError):
        post("http://127.0.0.1:9/x", b"x", {}, ["http://127.0.0.1:9"])


def test_what_does_not_speak_http_is_trouble_that_may_pass():
    import threading

    with socket.create_server(("127.0.0.1", 0)) as listening:
        where = f"http://127.0.0.1:{listening.getsockname()[1]}"

        def talk():
            with listening.accept()[0] as line:
                line.recv(9999)
                line.sendall(b"250 ok\r\n")

        threading.Thread(target=talk, daemon=True).start()
        with pytest.raises(OSError):
            post(f"{where}/x", b"x", {}, [where])
