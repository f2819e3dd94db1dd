"""The only way out over https: to hosts the operator named, never to where an address leads by itself.

An address that somebody typed, or whose browser sent it, may name our own database, a metadata service or a printer in the hall. So: https,
port 443, a host of the list, every address that its name resolves to must be a public one, and the connection goes to exactly the
address that was checked. A redirect is an answer, not an order.
"""

import http.client
import ipaddress
import re
import socket
import ssl
from functools import cache
from urllib.parse import SplitResult, urlsplit

TIMEOUT = 10  # seconds, for each step
MOST = 4096  # bytes of an answer that are read; nobody looks at them
NAME = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")  # what may be asked of a name server
LONGEST_NAME = 253  # characters


class Forbidden(Exception):
    """We do not speak to that address."""


def allowed(url: str, hosts: list[str]) -> SplitResult:
    """The parts of an address we may speak to, by its letters. Raises Forbidden.

    `hosts`: names ("fcm.googleapis.com"), names with all below them ("*.push.apple.com"), or an origin ("http://127.0.0.1:9000"), which is
    taken at its word: a push server of one's own.
    """
    if not re.fullmatch(r"https?://[\x21-\x5b\x5d-\x7e]{1,600}", url):
        raise Forbidden("not an address")
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname or ""
    except ValueError:
        raise Forbidden("not an address") from None
    if f"{parts.scheme}://{parts.netloc}" in hosts:
        return parts
    if parts.scheme != "https" or port not in (None, 443) or parts.username is not None or parts.password is not None:
        raise Forbidden("https on its own port only")
    if len(host) > LONGEST_NAME or not NAME.fullmatch(host):
        raise Forbidden("no name of a host")
    if not any(host == name or (name.startswith("*.") and host.endswith(name[1:])) for name in hosts if "://" not in name):
        raise Forbidden("not a host of the list")
    return parts


def post(url: str, body: bytes, headers: dict, hosts: list[str]) -> int:
    """The status that the host answers. Raises Forbidden, or OSError when it may work later."""
    return ask(url, body, headers, hosts, most=MOST)[0]


def ask(url: str, body: bytes, headers: dict, hosts: list[str], most: int) -> tuple[int, bytes]:
    """(status, the answer's first `most` bytes). Raises Forbidden, or OSError when it may work later."""
    parts = allowed(url, hosts)
    line = line_to(parts, hosts)
    try:
        write(line, parts, body, headers)
        return read(line, most)
    finally:
        line.close()


def line_to(parts: SplitResult, hosts: list[str]) -> http.client.HTTPConnection:
    """A line to an allowed address, to be opened by what is written first. Raises Forbidden, or OSError where the name is not found."""
    own = f"{parts.scheme}://{parts.netloc}" in hosts
    port = parts.port or {"https": 443, "http": 80}[parts.scheme]
    address = _address(parts.hostname, port, own)
    line = (Pinned if parts.scheme == "https" else http.client.HTTPConnection)(parts.hostname, port, timeout=TIMEOUT)
    line.checked = address
    return line


def write(line: http.client.HTTPConnection, parts: SplitResult, body: bytes, headers: dict) -> None:
    """Ask; the answer is read by `read`. Raises OSError."""
    try:
        line.request("POST", f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}", body, headers)
    except http.client.HTTPException as nonsense:
        raise OSError(f"no line for HTTP: {type(nonsense).__name__}") from None


def read(line: http.client.HTTPConnection, most: int) -> tuple[int, bytes]:
    """(status, the answer's first `most` bytes). Raises OSError."""
    try:
        answer = line.getresponse()
        return answer.status, answer.read(most)
    except ConnectionError:
        raise
    except http.client.HTTPException as nonsense:
        raise OSError(f"no answer in HTTP: {type(nonsense).__name__}") from None


@cache
def trust() -> ssl.SSLContext:
    """Whom we believe, read once: it takes 19 ms of a processor, more than all else of a message."""
    return ssl.create_default_context()


class Pinned(http.client.HTTPSConnection):
    """Connects to the address that was checked; the certificate must be that of the name."""

    checked: tuple

    def connect(self):
        family, where = self.checked
        plain = socket.socket(family, socket.SOCK_STREAM)
        plain.settimeout(self.timeout)
        try:
            plain.connect(where)
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # or what follows the headers waits for their receipt
            self.sock = trust().wrap_socket(plain, server_hostname=self.host)
        except OSError:
            plain.close()
            raise


def _address(host: str, port: int, own: bool) -> tuple:
    """(family, address) of a host; all its addresses must be public, unless it is the operator's own."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError:  # no OSError: among many messages it would take the others along
        raise Forbidden("no name of a host") from None
    if not own and not all(public(where[0]) for *_, where in found):
        raise Forbidden("the name leads inside")
    return found[0][0], found[0][4]


def public(address: str) -> bool:
    """Whether an IP address is one of the internet at large; one wrapped in IPv6 counts as what is wrapped."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
        if inner or ip in ipaddress.ip_network("64:ff9b::/96"):
            return False  # nobody who offers a push service answers from there
    return ip.is_global and not ip.is_multicast
