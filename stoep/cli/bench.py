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

import psycopg

from stoep.cli.errors import Stop
from stoep.lib import connections

from . import bench_digest, bench_fanout
from .measuring import Figure, Server, backends, block, show, statements_of

BLOCKS, TIMES = 24, 50  # many short blocks: on a busy machine each page then meets a quiet moment
FEW, SAYING = 2, 6  # posts a block, and blocks of them: nobody may say more than twenty things a day, and An has said some already
SAID = "Wie heeft een ladder, en wie houdt hem vast?"


def add(parser):
    parser.add_argument("--neighbourhoods", type=int, default=int(os.environ.get("BENCH_NEIGHBOURHOODS", 10)))
    parser.add_argument("--posts", type=int, default=int(os.environ.get("BENCH_POSTS", 5000)))
    parser.add_argument("--port", type=int, default=8090)
    parser.add_argument("--blocks", type=int, default=BLOCKS)
    parser.add_argument("--digest", type=int, metavar="N", help="instead of pages: a round of mails with news for N members")
    parser.add_argument("--fan-out", type=int, metavar="N", help="instead of pages: the board while N are told of something")
    parser.add_argument("--keep", action="store_true", help="measure on the database of the run before")


def run(options) -> int:
    if not connections.embedded():
        raise Stop("the bench needs the embedded server: it reads the processor time of the database's own processes")
    connections.ensure_server()
    if options.digest or options.fan_out:
        return _of_members(options)
    database = f"stoep_bench_{options.neighbourhoods}_{options.posts}"
    environment = {
        "STOEP_DATABASE": database,
        "STOEP_LOGIN": "stoep_web",
        "STOEP_BASE_URL": f"http://127.0.0.1:{options.port}",
        "STOEP_DEMO": "1",
    }
    seeded = _seed(options, environment)
    _sweep(database)
    bare = Server("stoep.lib.bare:application", options.port + 1, environment)
    web = Server("stoep.wsgi:application", options.port, environment)
    try:
        show(_measure(options, seeded, database, bare, web))
    finally:
        bare.stop()
        web.stop()
        _sweep(database)
    return 0


def _of_members(options) -> int:
    """What is measured of many members instead of many posts."""
    size = bench_digest.Size(options.digest or options.fan_out, options.keep)
    database = f"stoep_bench_digest_{size.members}"
    environment = {"STOEP_DATABASE": database, "STOEP_DEMO": "1"}
    seeded = _seed(size, environment)
    if options.digest:
        return bench_digest.measure(size, database)
    base = {"STOEP_LOGIN": "stoep_web", "STOEP_BASE_URL": f"http://127.0.0.1:{options.port}"}
    return bench_fanout.measure(options, seeded, database, environment | base)


def _sweep(database: str) -> None:
    """Take away what earlier runs said and spent, so that each measures the same board."""
    with psycopg.connect(connections.dsn("owner", database)) as c:
        c.execute("DELETE FROM board_post WHERE body = %s", [SAID])
        c.execute("DELETE FROM people_budget")


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
        *(("--members", str(options.members)) if getattr(options, "members", 0) else ()),
    ]
    done = subprocess.run(command, env=os.environ | environment | {"STOEP_LOGIN": "stoep_worker"}, stdout=subprocess.PIPE, check=False)
    if done.returncode:
        raise Stop("the bench could not seed its database")
    kept.write_bytes(done.stdout)
    kept.chmod(0o600)
    return json.loads(done.stdout)


def _measure(options, seeded, database, bare, web) -> dict:
    an = next(login for login in seeded["logins"] if login["who"] == "an")
    place = f"/n/{an['neighbourhood']}"
    web.get("/account/login/")
    status, _headers, _body = web.post("/account/login/", login=an["email"], password=an["password"])
    if status != 302:
        raise Stop(f"signing in answered {status}")
    pages, dsn = _pages(web, place), connections.dsn("owner", database)
    figures = {"empty": Figure(), **{name: Figure() for name in pages}}
    for name, act in pages.items():  # warm: cards stored, shapes rendered, statements prepared
        for _ in range(20):
            act(0)
        figures[name].queries = statements_of(lambda act=act: act(0))
    for _ in range(options.blocks):
        block(bare, lambda n: bare.get("/"), TIMES, [], figures["empty"])
        for name, act in pages.items():
            block(web, act, TIMES, backends(dsn, "stoep_web"), figures[name])
    figures["publish"] = _publishing(options, web, place, dsn)  # last: what it says would change the feed that is measured
    return {name: figure.told() for name, figure in figures.items()}


def _publishing(options, web, place, dsn) -> Figure:
    figure = Figure()

    def publish(_n):
        given = {"act": str(uuid.uuid4()), "kind": "message", "body": SAID, "language": "nl", "comments_on": "on"}
        return web.post(f"{place}/posts/publish/", **given)

    publish(0)
    figure.queries = statements_of(lambda: publish(0))
    for _ in range(min(options.blocks, SAYING)):
        block(web, publish, FEW, backends(dsn, "stoep_web"), figure)
    return figure


def _pages(web, place) -> dict:
    board = web.get(f"{place}/")[2].decode()
    author = re.search(r"/neighbour/([0-9a-f-]{36})/", board)[1]
    post = re.search(r"id=\"post-([0-9a-f-]{36})\"", board)[1]
    talk = re.search(r"/chat/([0-9a-f-]{36})/", web.get(f"{place}/chat/")[2].decode())  # a town sown at size has no conversations
    group = re.search(r"/groups/([0-9a-f-]{36})/", web.get(f"{place}/groups/")[2].decode())
    since = f"{(datetime.now(UTC) - timedelta(hours=1)).isoformat()}~{uuid.UUID(int=0)}"
    return {
        "bare": lambda n: web.get(f"{place}/news/?since={quote(since)}"),
        "feed": lambda n: web.get(f"{place}/"),
        "post": lambda n: web.get(f"{place}/posts/{post}/"),
        "search": lambda n: web.get(f"{place}/search/?q=ladder"),
        "bell": lambda n: web.get(f"{place}/bell/"),
        "chat": lambda n: web.get(f"{place}/chat/"),
        **({"conversation": lambda n: web.get(f"{place}/chat/{talk[1]}/")} if talk else {}),
        "calendar": lambda n: web.get(f"{place}/calendar/"),
        "groups": lambda n: web.get(f"{place}/groups/"),
        **({"group": lambda n: web.get(f"{place}/groups/{group[1]}/")} if group else {}),
        "neighbours": lambda n: web.get(f"{place}/neighbours/"),
        "neighbour": lambda n: web.get(f"{place}/neighbour/{author}/"),
        "help": lambda n: web.get(f"{place}/help/"),
        "more": lambda n: web.get(f"{place}/more/"),
        "compose": lambda n: web.get(f"{place}/write/?kind=message"),
        "start": lambda n: web.get("/about/"),
    }
