"""The server's life: cold starts, races, kills, other people's PIDs, closed folders."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path

import psycopg
import pytest

from stoep.lib import embedded_postgres
from stoep.lib.embedded_postgres import Server, ServerError

PATHS = f"{Path(__file__).parents[3]}:{Path(psycopg.__file__).parents[1]}"
pytestmark = pytest.mark.slow  # each starts servers of its own
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has to step down")

# Starts the server, says so, waits until its input closes, leaves and says whether it stopped the server.
USER = """
    import sys
    from pathlib import Path
    from stoep.lib.embedded_postgres import Server
    server = Server(Path(sys.argv[1])).start()
    print("up", server.log.exists(), flush=True)
    sys.stdin.read()
    print(server.stop_if_last(), flush=True)
"""


@pytest.fixture
def state(tmp_path_factory):
    """A state folder the server's user can reach; pytest's own folders are open to their owner only."""
    folder = Path(tempfile.mkdtemp(prefix="stoep-test-"))
    folder.chmod(0o755)
    yield folder / "state"
    Server(folder / "state").start().stop_if_last()
    shutil.rmtree(folder)


def start_user(state, python=sys.executable, **options):
    command = [python, "-c", textwrap.dedent(USER), str(state)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, env={"PYTHONPATH": PATHS}, cwd="/", **pipes, **options)


def ask(server, sql):
    with psycopg.connect(server.dsn(server.admin, "postgres"), autocommit=True) as connection:
        cursor = connection.execute(sql)
        return cursor.fetchone()[0] if cursor.description else None


def postmaster(server):
    return int((server.data / "postmaster.pid").read_text().split("\n")[0])


def test_a_cold_start_answers_stops_and_keeps_what_was_written(state):
    server = Server(state).start()
    ask(server, "CREATE TABLE kept AS SELECT 42 AS n")
    assert server.stop_if_last() is True
    assert not server.ready()
    assert ask(server.start(), "SELECT n FROM kept") == 42
    assert server.stop_if_last() is True


def test_it_listens_on_a_private_socket_only(state):
    server = Server(state).start()
    assert ask(server, "SHOW listen_addresses") == ""
    assert server.socket.stat().st_mode & 0o777 == 0o700
    assert ask(server, "SHOW jit") == "off"
    assert ask(server, "SELECT lower('ÉCOLE Ĳ')") == "école ĳ"


def test_options_reach_the_server_that_is_started(state):
    assert ask(Server(state, {"fsync": "off"}).start(), "SHOW fsync") == "off"


def test_processes_racing_a_cold_start_share_one_server_and_the_last_stops_it(state):
    users = [start_user(state) for _ in range(5)]
    assert [user.stdout.readline() for user in users] == ["up True\n"] * 5
    answers = [user.communicate()[0].strip() for user in users]
    assert answers == ["False"] * 4 + ["True"]


def test_an_app_killed_with_9_is_not_counted_for_ever(state):
    user = start_user(state)
    user.stdout.readline()
    user.kill()
    user.communicate()
    server = Server(state)
    assert server.ready(), "the server outlives the app that started it"
    before = postmaster(server)
    server.start()
    assert postmaster(server) == before
    assert server.stop_if_last() is True


def test_a_server_killed_with_9_comes_back_with_every_committed_row(state):
    server = Server(state).start()
    ask(server, "CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n")
    os.kill(postmaster(server), signal.SIGKILL)
    assert ask(server.start(), "SELECT count(*) FROM kept") == 1000


def test_a_server_told_to_stop_while_somebody_is_connected_comes_back(state):
    server = Server(state).start()
    with psycopg.connect(server.dsn(server.admin, "postgres"), autocommit=True) as held:
        before = postmaster(server)
        os.kill(before, signal.SIGTERM)
        until = time.monotonic() + 30
        while server.ready() and time.monotonic() < until:
            time.sleep(0.05)
        assert held.execute("SELECT 1").fetchone() == (1,), "it waits for this one"
        assert ask(server.start(), "SELECT 1") == 1 and postmaster(server) != before


def test_a_pid_file_that_names_another_process_is_not_believed(state):
    server = Server(state).start()
    server.stop_if_last()
    (server.data / "postmaster.pid").write_text(f"{os.getpid()}\n{server.data}\n")
    assert server.start().ready()


def test_the_pid_file_of_a_living_server_is_left_alone(state):
    server = Server(state).start()
    server._forget_stale_pid()
    assert postmaster(server) > 0


def test_remains_of_an_interrupted_initdb_are_cleared(state):
    server = Server(state)
    (state / "postgres" / ".init-1").mkdir(parents=True)
    assert server.start().ready()
    assert not list(server.home.glob(".init-*"))


def test_a_cluster_of_another_major_version_is_refused_with_the_way_out(state):
    server = Server(state).start()
    server.stop_if_last()
    version = server.data / "PG_VERSION"
    true = version.read_text()
    version.write_text("16\n")
    with pytest.raises(ServerError, match=r"made by PostgreSQL 16 .* docs/operate.md"):
        server.start()
    version.write_text(true)


def test_a_start_that_fails_says_what_the_server_said(state):
    with pytest.raises(ServerError, match="nonsense"):
        Server(state, {"nonsense": "1"}).start(timeout=1)


def test_a_forked_child_does_not_take_the_server_with_it(state):
    server = Server(state).start()
    child = os.fork()
    if not child:
        os._exit(int(server.stop_if_last()))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert server.ready()


def test_a_long_path_gets_a_short_socket(state):
    server = Server(state / ("long" * 30)).start()
    assert len(str(server.socket)) < 80
    assert ask(server, "SELECT 1") == 1
    assert Server(state / ("long" * 30)).socket == server.socket, "the next process finds the same one"
    server.stop_if_last()
    server.socket.rmdir()
    assert server.start().ready(), "and a new one is made when the temporary files were cleaned"
    server.stop_if_last()


@as_root
def test_roots_closed_folder_stays_closed(state, monkeypatch):
    monkeypatch.setattr(embedded_postgres, "ROOTS_ALTERNATIVE", state / "elsewhere")
    state.mkdir()
    closed = state / "closed"
    closed.mkdir(mode=0o700)
    server = Server(closed / "state").start()
    assert ask(server, "SELECT 1") == 1
    assert server.home.is_relative_to(state / "elsewhere")
    assert closed.stat().st_mode & 0o777 == 0o700
    server.stop_if_last()


@as_root
def test_binaries_in_a_closed_folder_are_copied(state):
    server = Server(state)
    package = server.bin.parent.parent
    closed = state / "closed"
    closed.mkdir(mode=0o700)
    for folder in (package / "pginstall", package.parent / "embedded_postgres.libs"):
        shutil.copytree(folder, closed / folder.relative_to(package.parent), symlinks=True)
    server.bin = closed / "embedded_postgres" / "pginstall" / "bin"
    started = time.monotonic()
    assert server.start().ready()
    assert time.monotonic() - started < 30
    assert server.bin.is_relative_to(server.home)
    assert closed.stat().st_mode & 0o777 == 0o700


def runs(python, **options):
    """Whether this Python starts as that user and is new enough for us."""
    check = "import sys; sys.exit(sys.version_info < (3, 11))"
    try:
        done = subprocess.run([python, "-c", check], cwd="/", capture_output=True, check=False, **options)
    except OSError:
        return False
    return done.returncode == 0


@as_root
def test_an_ordinary_user_runs_it_and_may_not_touch_anothers(state):
    nobody = {"user": "nobody", "group": "nogroup", "extra_groups": []}
    python = next((p for p in (sys.executable, "/usr/bin/python3") if runs(p, **nobody)), None)
    if not python:
        pytest.skip("every Python here is in a folder that only root may enter")
    Server(state / "roots").start().stop_if_last()
    own = state / "own"
    own.mkdir()
    shutil.chown(own, "nobody", "nogroup")
    user = start_user(own, python, **nobody)
    assert user.stdout.readline() == "up True\n", user.communicate()[1]
    assert user.communicate()[0] == "True\n"
    refused = start_user(state / "roots", python, **nobody)
    assert "belongs to another user" in refused.communicate()[1]
