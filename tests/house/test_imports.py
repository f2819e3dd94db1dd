"""Floors and reach: rooms import downwards only; views, forms and template tags reach a thing only through a standing."""

import ast
import subprocess
import sys
from pathlib import Path

from importlinter.api import read_configuration

HOUSE = Path(__file__).resolve().parents[2] / "stoep"
PYTHON = [p for p in sorted(HOUSE.rglob("*.py")) if "tests" not in p.parts and "migrations" not in p.parts]
ROOMS = ["journal", "people", "places", "membership", "board", "notify", "desk", "cli", "lib"]
LATE = {"TemplateResponse", "SimpleTemplateResponse", "StreamingHttpResponse", "FileResponse"}
# FileResponse: the letters' archive, from the disk in small pieces; the door lets it through because it asks no database.
LATE_ALLOWED = {(path, "FileResponse") for path in ("desk/views/printing.py", "membership/doors.py", "privacy/views.py")}


def trees(*kinds):
    """(path within the house, syntax tree) of every file, or of those in a `views`, `forms`, `templatetags` file or folder."""
    for path in PYTHON:
        within = path.relative_to(HOUSE)
        if not kinds or {within.stem, *within.parts} & set(kinds):
            yield within.as_posix(), ast.parse(path.read_text())


def named(tree) -> set[str]:
    """Every name and attribute in a file."""
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom | ast.Import) for alias in node.names}
    return names | imported | {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


def test_rooms_import_downwards_only():
    """In a process of its own: the linter sets up logging anew and would silence every logger of the tests that come after."""
    linter = Path(sys.executable).with_name("lint-imports")
    found = subprocess.run([linter, "--config", "pyproject.toml", "--no-cache"], cwd=HOUSE.parent, capture_output=True, text=True)
    assert found.returncode == 0, found.stdout + found.stderr


def test_every_room_is_on_a_floor():
    layers = read_configuration(str(HOUSE.parent / "pyproject.toml"))["contracts_options"][0]["layers"]
    floors = {room.strip() for layer in layers for room in layer.split("|")}
    folders = {p.name for p in HOUSE.iterdir() if (p / "__init__.py").exists()}
    assert folders - floors == set() and set(ROOMS) <= floors


def test_nothing_is_reached_past_the_standing():
    found = [path for path, tree in trees("views", "forms", "templatetags") if "objects" in named(tree)]
    assert found == []


def test_views_and_forms_write_nothing_themselves():
    """A view asks one action; `.save()`, `.delete()`, `.create()` are the actions' words."""
    words = {"save", "delete", "create", "bulk_create", "update_or_create", "get_or_create", "save_base"}
    found = [
        (path, node.func.attr)
        for path, tree in trees("views", "forms")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in words
    ]
    assert found == []


def test_no_signals():
    words = {"Signal", "receiver", "post_save", "pre_save", "post_delete", "pre_delete", "m2m_changed", "post_migrate"}
    assert [(path, named(tree) & words) for path, tree in trees() if named(tree) & words] == []


def test_models_keep_their_save():
    found = [
        (path, function.name)
        for path, tree in trees("models")
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for function in node.body
        if isinstance(function, ast.FunctionDef) and function.name in ("save", "delete", "clean")
    ]
    assert found == []


def test_pages_are_finished_inside_their_transaction():
    found = {(path, word) for path, tree in trees() for word in named(tree) & LATE if not path.startswith("people/")}
    assert found - LATE_ALLOWED == set()


def test_no_copies_of_other_products_doors():
    """No admin, no generic relations, no REST framework, no other broker or cache."""
    words = {"GenericForeignKey", "GenericRelation", "rest_framework", "celery", "redis"}
    found = [(path, named(tree) & words) for path, tree in trees() if named(tree) & words]
    assert found == []
    assert "django.contrib.admin" not in (HOUSE / "settings.py").read_text()


def test_actions_take_a_standing_first_then_keywords_only():
    """The first argument is who acts; the rest says its name."""
    first = {"standing", "member", "official", "operator", "visitor", "applicant", "person", "approver", "print_operator"}
    first |= {"keeper", "clockwork", "guest"}
    wrong = []
    for path, tree in trees("actions"):
        if path.startswith(("places/", "lib/")):
            continue  # imports of files: what acts there is the keeper's command line
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and "standing" not in path:
                wrong += _ill_formed(path, node, first)
    assert wrong == []


def _ill_formed(path, function, first):
    """A verb takes a standing; other public functions of these files are words that verbs share, marked by having no keyword-only part."""
    names = [argument.arg for argument in function.args.args]
    acts = bool(function.args.kwonlyargs)
    if acts and (len(names) != 1 or names[0] not in first):
        return [f"{path}: {function.name}({', '.join(names)})"]
    return []
