"""The `stoep` command. Each subcommand is a module here with `add(parser)` and `run(options) -> exit code`.

JSON goes to standard output, all else to standard error. Exit codes: 0 done, 1 the world failed (database, network, disk),
2 the user must change something, 130 interrupted.
"""

import argparse
import importlib
import os
import sys
from pathlib import Path

from .errors import Stop

# name: (module, needs Django, what it does)
COMMANDS = {
    "demo": ("demo", True, "a living town to look around in, on this machine"),
    "up": ("up", True, "run web, live and worker until told to stop"),
    "worker": ("worker", True, "run the jobs only (`stoep up` starts one itself)"),
    "migrate": ("migrate", True, "bring the database, its roles and its wall to this release"),
    "check": ("check", True, "tell what is not as it should be"),
    "town": ("town", True, "make a town, set its languages, logo and help point"),
    "mandate": ("mandate", True, "say who may act for a town, and until when"),
    "second-step": ("second_step", True, "for somebody who lost their app and their spare codes"),
    "import": ("imports", True, "read boundaries or addresses from a file"),
    "seed": ("seed", True, "fill a town with people and posts, for demonstrations and tests"),
    "letters": ("letters", True, "print the letters of invitation"),
    "topics": ("topics", True, "learn and measure the topics that are proposed for posts"),
    "erasures": ("erasures", True, "accounts their owners erased; erase again whom a restore brought back"),
    "jobs": ("jobs", True, "run what is due, once"),
    "doors": ("doors", True, "every URL, its door, and who gets through"),
    "psql": ("psql", True, "open the database as a role sees it"),
    "bench": ("bench", True, "measure what a page costs"),
    "screens": ("screens", True, "make pictures of every page"),
    "catalogues": ("catalogues", False, "compile and update the translations"),
    "assets": ("assets", False, "make the fonts and collect the static files"),
}


def main(words: list[str] | None = None) -> int:
    """Run one subcommand; its exit code."""
    name, *words = (sys.argv[1:] if words is None else words) or ["help"]
    try:
        code = print(overview()) if name in ("help", "-h", "--help") else run(name, words)
        sys.stdout.flush()  # now, while a reader who has left can still be told apart from a fault
    except Stop as stop:
        return complain(str(stop), 2)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read us has left (`stoep doors | head`). Nothing more may be written, not by Python's own goodbye either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if known := in_one_line(error):
            return complain(known, 1)
        raise
    return code or 0


def run(name: str, words: list[str]) -> int | None:
    """Set up what the command needs, read its options, run it. Its module is imported only now: it may need Django."""
    if name not in COMMANDS:
        raise Stop(f"there is no command {name!r}.\n\n{overview()}")
    file, django, about = COMMANDS[name]
    if django:
        set_up(words)
    if not (Path(__file__).parent / f"{file}.py").exists():
        raise Stop(f"stoep {name} is not part of this release")
    module = importlib.import_module(f"{__name__}.{file}")
    parser = argparse.ArgumentParser(prog=f"stoep {name}", description=about[0].upper() + about[1:] + ".")
    module.add(parser)
    return module.run(parser.parse_args(words))


def set_up(words: list[str]) -> None:
    """Django, connected as the worker: it may become the keeper, whom commands act as."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stoep.settings")
    os.environ.setdefault("STOEP_LOGIN", "stoep_worker")
    ports = argparse.ArgumentParser(add_help=False, exit_on_error=False, allow_abbrev=False)
    ports.add_argument("--port", type=int)
    try:
        port = ports.parse_known_args(words)[0].port
    except argparse.ArgumentError:
        port = None  # the command's own parser says so, with its usage
    if port:  # known before the settings are read, which hold the address of the site: it is printed in letters and mails
        os.environ.setdefault("STOEP_BASE_URL", f"http://127.0.0.1:{port}")
    import django

    django.setup()


def overview() -> str:
    """All commands, one a line."""
    lines = [f"  stoep {name:<11} {about}" for name, (_, _, about) in COMMANDS.items()]
    return "\n".join(["usage: stoep COMMAND [options]     (stoep COMMAND --help says more)", "", *lines])


def in_one_line(error: Exception) -> str | None:
    """What to say about a failure that is the world's, not a fault of ours; None for everything else."""
    import psycopg
    from django.db import OperationalError, ProgrammingError

    from stoep.lib.assets import BuildError
    from stoep.lib.embedded_postgres import ServerError

    if isinstance(error, ServerError | BuildError):
        return str(error)
    if isinstance(error, OperationalError | psycopg.OperationalError):
        return f"the database does not answer: {str(error).strip().splitlines()[0]}"
    if isinstance(error, ProgrammingError) and "does not exist" in str(error):
        return f"the database is not of this release ({str(error).splitlines()[0]}). Run: stoep migrate"
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}"
    return None


def complain(text: str, code: int) -> int:
    """One message on standard error, and the exit code to give."""
    print(f"stoep: {text}", file=sys.stderr)
    return code
