"""nginx as docs/install.md sets it up, before a server of the tests; with a cache it was not asked to have, to be feared."""

import os
import re
import shutil
import socket
import subprocess
import time
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs" / "install.md"
CACHE = """
        proxy_cache everything;
        proxy_cache_valid any 10m;
        proxy_cache_methods GET HEAD;
        add_header X-Kept $upstream_cache_status always;
"""
BLIND = "        proxy_ignore_headers Cache-Control Expires Set-Cookie Vary X-Accel-Expires;\n"
WHOLE = """
{user}
error_log {folder}/error.log;
pid {folder}/pid;
worker_processes 1;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f;
    uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    proxy_cache_path {folder}/kept levels=1 keys_zone=everything:10m inactive=1h;
{server}
}}
"""


def nginx() -> str:
    """Where it is. Nothing installs one for the tests: Debian's package begins to serve port 80 at once."""
    found = shutil.which("nginx") or next((path for path in ("/usr/sbin/nginx", "/usr/local/sbin/nginx") if Path(path).exists()), None)
    return found or pytest.skip("no nginx on this machine. On Debian: apt-get install nginx-light")


def told(port: int, behind: str, *, obeys: bool) -> str:
    """The first `server` of the page, listening at `port` without a certificate, in front of `behind`, and keeping what it may."""
    page = DOCS.read_text()
    text = page[page.index("    server {\n") :]
    text = text[: text.index("\n    }\n") + 7]
    lines = [line for line in text.splitlines() if not re.match(r"\s*(?:ssl_|http2|server_name)", line)]
    server = "\n".join(lines).replace("listen 443 ssl;", f"listen 127.0.0.1:{port};")
    assert server.count("http://127.0.0.1:8000;") == 1 and "proxy_set_header Host $host;" in server, "the page says something else now"
    server = server.replace("http://127.0.0.1:8000;", f"{behind};")
    return server.replace("        proxy_http_version 1.1;\n", f"        proxy_http_version 1.1;\n{CACHE}{'' if obeys else BLIND}")


@contextmanager
def proxy(folder: Path, behind: str, *, obeys: bool = True):
    """Its address, while it runs. `obeys`: it heeds what the answers say of keeping them, as every proxy must."""
    binary, port = nginx(), free_port()
    (folder / "nginx.conf").write_text(
        WHOLE.format(user="user root;" if os.geteuid() == 0 else "", folder=folder, server=told(port, behind, obeys=obeys))
    )
    running = subprocess.Popen(
        [binary, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log"), "-g", "daemon off;"]
    )
    try:
        for _ in range(200):
            if running.poll() is not None:
                raise RuntimeError((folder / "error.log").read_text()[-500:])
            with closing(socket.socket()) as knock:
                if knock.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield "127.0.0.1", port
    finally:
        running.terminate()
        running.wait(10)


def free_port() -> int:
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
