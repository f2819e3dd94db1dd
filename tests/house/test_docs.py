"""What the documents say is there: files that are linked, tests that prove a promise, commands that are named."""

import re
from pathlib import Path

from stoep.cli import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "stoep").rglob("README.md"))]
PROOF = re.compile(r"((?:stoep|tests)/[\w/]+\.py)?::(test_\w+)")
FILE = re.compile(r"\b((?:stoep|tests|docs)/[\w/.-]+\.(?:py|html|md|toml))\b")
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
COMMAND = re.compile(r"`stoep ([a-z]+(?:-[a-z]+)?)")


def test_links_lead_somewhere():
    broken = [(page.name, link) for page in PAGES for link in LINK.findall(page.read_text()) if not (page.parent / link).exists()]
    assert broken == []


def test_files_that_are_named_exist():
    broken = {
        (page.name, file)
        for page in PAGES
        for file in FILE.findall(page.read_text())
        if not any((folder / file).exists() for folder in (ROOT, page.parent, page.parent.parent))
    }
    assert broken == set()


def test_each_promise_names_a_test_that_exists():
    text, file, broken, seen = (ROOT / "docs" / "security-model.md").read_text(), None, [], 0
    for named, test in PROOF.findall(text):
        file = named or file  # "::test_b" after "file::test_a" is of the same file
        seen += 1
        if f"def {test}(" not in (ROOT / file).read_text():
            broken.append(f"{file}::{test}")
    assert broken == [] and seen > 20


def test_commands_that_are_named_exist():
    broken = {(page.name, command) for page in PAGES for command in COMMAND.findall(page.read_text()) if command not in {*COMMANDS, "help"}}
    assert broken == set()


def test_nothing_of_this_machine_is_told():
    """No path of somebody's home, no address of a package source."""
    for page in PAGES:
        assert not re.search(r"/home/\w+|/root\b|/work/|pypi\.org|simple/", page.read_text()), page.name
