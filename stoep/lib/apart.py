"""A process of its own for what strangers send: it holds no database and no key, and has a measure of memory and time.

A decoder or a parser is the likeliest place for a file to do harm. In a child it can take neither the memory nor the time of the pages
and the jobs, and there is nothing of anybody's to read. A line of JSON and the file come in, what it makes of them goes out.
"""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2]
TOLD = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")  # all that the child is told of our surroundings


class Ended(Exception):
    """The child was killed: by its limits, by us because it was late, or by anybody. Says how, and never a word of the file."""


def command_of(module: str) -> list[str]:
    """What starts a module's main(). Isolated: neither the surroundings nor the folder it stands in decide what it imports."""
    return [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(PACKAGE)!r}); from {module} import main; main()"]


def answered(command: list[str], asked: dict, content: bytes, *, patience: float) -> bytes:
    """What the child makes of `content`. `asked` has its "memory" (bytes) and "seconds" (of a processor); `patience`: seconds on the wall.
    Raises Ended."""
    told = {name: os.environ[name] for name in TOLD if name in os.environ}
    line = json.dumps(asked).encode() + b"\n"
    try:
        done = subprocess.run(command, input=line + content, capture_output=True, env=told, cwd="/", timeout=patience)
    except subprocess.TimeoutExpired as late:
        raise Ended(f"was stopped after {patience} seconds") from late
    if done.returncode:
        said = done.stderr[-2000:].decode(errors="replace").strip().splitlines()
        raise Ended(f"ended with {done.returncode}: {said[-1].partition(':')[0][:80] if said else ''}")  # the kind of fault, not its words
    return done.stdout


def begun() -> dict:
    """In the child: what it was asked, once it has bound itself to its measure. The file follows on standard input."""
    asked = json.loads(sys.stdin.buffer.readline())
    os.nice(5)  # pages go first
    if sys.platform == "linux":  # elsewhere these limits mean something else; the caps of whoever reads hold everywhere
        limits = {"AS": asked["memory"], "CPU": asked["seconds"], "FSIZE": 0, "CORE": 0}
        for name, most in limits.items():
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (most, most))
    return asked
