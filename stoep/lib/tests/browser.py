"""The other side of web push for tests: a browser that can read what was sealed for it, and a push service that keeps what it is sent."""

import os
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from stoep.lib.webpush import CURVE, b64, raw

HANGS_UP = 0  # what a service may be told to do instead of an answer


class Browser:
    """Its key, its secret, and the address its push service gave it."""

    def __init__(self, endpoint=""):
        self.key, self.secret, self.endpoint = ec.generate_private_key(CURVE), os.urandom(16), endpoint
        self.point = raw(self.key)

    def subscription(self) -> dict:
        return {"endpoint": self.endpoint, "p256dh": b64(self.point), "auth": b64(self.secret)}

    def open(self, body: bytes) -> bytes:
        """The text of a sealed message. Raises when it was meant for another browser."""
        salt, length = body[:16], body[20]
        theirs, sealed = body[21 : 21 + length], body[21 + length :]
        shared = self.key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, theirs))
        key = HKDF(hashes.SHA256(), 32, self.secret, b"WebPush: info\0" + self.point + theirs).derive(shared)
        aes = HKDF(hashes.SHA256(), 16, salt, b"Content-Encoding: aes128gcm\0").derive(key)
        nonce = HKDF(hashes.SHA256(), 12, salt, b"Content-Encoding: nonce\0").derive(key)
        text = AESGCM(aes).decrypt(nonce, sealed, None).rstrip(b"\0")
        assert text.endswith(b"\x02"), "the one and last record"
        return text[:-1]


class Service(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # lines stay open

    def setup(self):
        super().setup()
        self.server.lines += 1

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        time.sleep(self.server.far)
        self.server.waits()
        self.server.kept.append((self.path, dict(self.headers), body))
        status = self.server.answers.get(self.path, 201)
        self.close_connection = status == HANGS_UP
        if self.close_connection:
            return
        self.send_response(status)
        self.send_header("Content-Length", "0")
        if status in (301, 302, 307):
            self.send_header("Location", self.server.url + "/elsewhere")
        self.end_headers()

    do_GET = do_POST

    def log_message(self, *words):
        """Quiet."""


class Server(ThreadingHTTPServer):
    request_queue_size = 64  # lines that are opened at the same moment
    daemon_threads = True


@contextmanager
def push_service():
    """A running push service; `.url`, `.kept` (path, headers, body), `.answers` {path: status}, `.lines` (how many were opened), `.far`
    (seconds until it answers) and `.waits` (what it does before it answers)."""
    with Server(("127.0.0.1", 0), Service) as server:
        server.lines, server.far, server.waits = 0, 0.0, lambda: None
        server.kept, server.answers, server.url = [], {}, f"http://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
