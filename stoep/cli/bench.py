"""`stoep bench`: what a page costs, in CPU-milliseconds of application and database together, against the bare page of the same run.

The bare page is the board's tiny "how many are new?": sign-in, door, one indexed query, a tiny answer. Pages are measured in turns,
block by block, so that a busy machine disturbs all of them alike; the smallest block of each counts.
"""

import json
import os
import re
import subprocess
import sys
import uuid
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from stoep.cli.errors import Stop
from stoep.lib import connections

from .measuring import Figure, Server, backends, block, show

DATABASE = "stoep_bench"
BLOCKS, TIMES = 8, 150
FEW = 2  # posts a block: nobody may say more than twenty things a day


def add(parser):
    parser.add_argument("--neighbourhoods", type=int, default=int(os.environ.get("BENCH_NEIGHBOURHOODS", 10)))
    parser.add_argument("--posts", type=int, default=int(os.environ.get("BENCH_POSTS", 5000)))
    parser.add_argument("--port", type=int, default=8090)
    parser.add_argument("--blocks", type=int, default=BLOCKS)
    parser.add_argument("--keep", action="store_true", help="measure on the database of the run before")


def run(options) -> int:
    environment = {
        "STOEP_DATABASE": DATABASE,
        "STOEP_LOGIN": "stoep_web",
        "STOEP_BASE_URL": f"http://127.0.0.1:{options.port}",
        "STOEP_DEMO": "1",
    }
    if not connections.embedded():
        raise Stop("the bench needs the embedded server: it reads the processor time of the database's own processes")
    connections.ensure_server()
    seeded = _seed(options, environment)
    bare, web = (
        Server("stoep.lib.bare:application", options.port + 1, environment),
        Server("stoep.wsgi:application", options.port, environment),
    )
    try:
        show(_measure(options, seeded, bare, web))
    finally:
        bare.stop()
        web.stop()
    return 0


def _seed(options, environment) -> dict:
    """The demo town at the size asked for, in a database of its own."""
    kept = connections.server().state_dir / f"bench-{options.neighbourhoods}-{options.posts}.json"
    if options.keep and kept.exists():
        return json.loads(kept.read_text())
    print(f"seeding {options.neighbourhoods} neighbourhoods with {options.posts} posts", file=sys.stderr)
    command = [
        sys.executable,
        "-c",
        "import sys; from stoep.cli import main; sys.exit(main())",
        "seed",
        "--town",
        "demo",
        "--fresh",
        "--no-pictures",
        "--json",
        "--neighbourhoods",
        str(options.neighbourhoods),
        "--posts",
        str(options.posts),
    ]
    done = subprocess.run(command, env=os.environ | environment | {"STOEP_LOGIN": "stoep_worker"}, stdout=subprocess.PIPE, check=False)
    if done.returncode:
        raise Stop("the bench could not seed its database")
    kept.write_bytes(done.stdout)
    kept.chmod(0o600)
    return json.loads(done.stdout)


def _measure(options, seeded, bare, web) -> dict:
    an = next(login for login in seeded["logins"] if login["who"] == "an")
    place = f"/n/{an['neighbourhood']}"
    web.get("/account/login/")
    status, _headers, _body = web.post("/account/login/", login=an["email"], password=an["password"])
    if status != 302:
        raise Stop(f"signing in answered {status}")
    pages = _pages(web, place)
    dsn = connections.dsn("owner", DATABASE)
    figures = {"empty": Figure(), **{name: Figure() for name in pages}}
    for name, act in pages.items():  # warm: cards stored, shapes rendered, statements prepared
        for _ in range(20 if name != "publish" else 2):
            act(0)
    bare.get("/")
    for _ in range(options.blocks):
        block(bare, lambda n: bare.get("/"), TIMES, [], figures["empty"])
        for name, act in pages.items():
            block(web, act, TIMES if name != "publish" else FEW, backends(dsn, "stoep_web"), figures[name])
    return {name: figure.told() for name, figure in figures.items()}


def _pages(web, place) -> dict:
    board = web.get(f"{place}/")[2].decode()
    post = re.search(r"id=\"post-([0-9a-f-]{36})\"", board)[1]
    since = f"{(datetime.now(UTC) - timedelta(hours=1)).isoformat()}~{uuid.UUID(int=0)}"
    return {
        "bare": lambda n: web.get(f"{place}/news/?since={quote(since)}"),
        "feed": lambda n: web.get(f"{place}/"),
        "post": lambda n: web.get(f"{place}/posts/{post}/"),
        "search": lambda n: web.get(f"{place}/search/?q=ladder"),
        "bell": lambda n: web.get(f"{place}/bell/"),
        "more": lambda n: web.get(f"{place}/more/"),
        "compose": lambda n: web.get(f"{place}/write/?kind=message"),
        "publish": lambda n: web.post(
            f"{place}/posts/publish/", act=str(uuid.uuid4()), kind="message", body="Wie heeft een ladder?", language="nl", comments_on="on"
        ),
        "start": lambda n: web.get("/about/"),
    }
