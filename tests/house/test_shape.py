"""Sizes, names and manners of files."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from .test_imports import HOUSE, PYTHON, ROOMS, trees

ROOT = HOUSE.parent
TESTS = [*(p for p in sorted(HOUSE.rglob("*.py")) if "tests" in p.parts), *sorted((ROOT / "tests").rglob("*.py"))]
FORBIDDEN = {
    "utils",
    "util",
    "helpers",
    "helper",
    "services",
    "service",
    "common",
    "core",
    "base",
    "manager",
    "managers",
    "mixin",
    "mixins",
    "misc",
}
GIVEN = {"lib/postgres/base.py"}  # the name Django asks of a database backend
LONGEST_FUNCTION, LONGEST_VIEW = 40, 20  # the aim is 30 and 15; beyond these it fails


def lines(path: Path) -> int:
    return path.read_text().count("\n")


def functions(tree):
    """(name, how many lines without the docstring) of every function."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            described = ast.get_docstring(node) is not None
            begin = node.body[0].end_lineno if described else node.lineno
            yield node.name, node.end_lineno - begin


def test_python_files_stay_readable():
    drawings = "cli/demotown/pictures"  # lists of strokes, not code that decides anything
    found = [(str(p.relative_to(HOUSE)), n) for p in PYTHON if (n := lines(p)) > 400 and drawings not in str(p)]
    assert found == []


def test_functions_stay_short():
    found = [
        (path, name, n) for path, tree in trees() for name, n in functions(tree) if n > LONGEST_FUNCTION and "demotown/pictures" not in path
    ]
    assert found == []


def test_views_stay_short():
    found = [(path, name, n) for path, tree in trees("views") for name, n in functions(tree) if n > LONGEST_VIEW]
    assert found == []


def test_tests_stay_short():
    assert [(str(p.relative_to(ROOT)), n) for p in TESTS if (n := lines(p)) > 300] == []


def test_files_are_named_after_what_they_know():
    found = [p.relative_to(HOUSE).as_posix() for p in PYTHON if p.stem in FORBIDDEN or p.parent.name in FORBIDDEN]
    assert set(found) - GIVEN == set()


@pytest.mark.parametrize("room", ROOMS)
def test_each_room_says_what_it_is_for(room):
    page = HOUSE / room / "README.md"
    assert page.exists() and lines(page) <= 40


def test_mark_safe_says_why():
    found = []
    for path in PYTHON:
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if re.search(r"\bmark_safe\(|SafeString\(", line) and not re.search(r"#.{8,}", line):
                found.append(f"{path.relative_to(HOUSE)}:{number}")
    assert found == []


def test_safe_in_templates_is_counted():
    """`|safe` and autoescape off: only where the text was made safe by code that says so."""
    found = [str(p.relative_to(HOUSE)) for p in HOUSE.rglob("*.html") if re.search(r"\|\s*safe\b|autoescape off", p.read_text())]
    assert found == []


def test_the_date_is_that_of_the_wall():
    """The clock's `now` is in UTC, whose date is yesterday's for an hour or two after midnight: a day is asked of `this_day`, or of a
    moment that was brought to the wall first."""
    in_utc = re.compile(r"date\.today\(|now\(\)\.date\(|(?<!localtime)(?<!on_wall)\(now\(\) [-+] [^\n]*?\)\.date\(")
    second_way = re.compile(rf"{in_utc.pattern}|localdate\((?:now\(\))?\)")
    product = [path for path in PYTHON if path != HOUSE / "lib" / "clock.py"]
    wrong = [path.name for path in product if second_way.search(path.read_text())]
    assert wrong + [path.name for path in TESTS if path != Path(__file__) and in_utc.search(path.read_text())] == []


def test_nothing_is_swallowed():
    """`except Exception: pass` hides what went wrong; a bare `except:` hides even more."""
    found = []
    for path, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.ExceptHandler) and _broad(node) and all(isinstance(s, ast.Pass | ast.Continue) for s in node.body):
                found.append(f"{path}:{node.lineno}")
    assert found == []


def _broad(handler) -> bool:
    return handler.type is None or (isinstance(handler.type, ast.Name) and handler.type.id in ("Exception", "BaseException"))


def test_nothing_is_left_for_later():
    words = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    found = [
        str(p.relative_to(HOUSE))
        for p in HOUSE.rglob("*")
        if p.suffix in (".py", ".html", ".js", ".css", ".md") and words.search(p.read_text())
    ]
    assert found == []


def test_every_module_and_public_class_says_what_it_promises():
    quiet = {"urls", "apps", "__init__", "__main__", "schedule"}
    found = [path for path, tree in trees() if Path(path).stem not in quiet and not ast.get_docstring(tree) and tree.body]
    assert found == []


def test_ruff_finds_nothing():
    done = subprocess.run([sys.executable, "-m", "ruff", "check", "-q", str(ROOT)], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr
