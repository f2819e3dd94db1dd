"""Migrations: in step with the models, and made of operations that a distributed database can run too."""

from importlib import import_module
from pkgutil import iter_modules

from django.apps import apps
from django.db import migrations, models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from .test_imports import HOUSE

ROOMS = [config for config in apps.get_app_configs() if config.name.startswith("stoep.")]
PORTABLE = (
    migrations.CreateModel, migrations.DeleteModel, migrations.AddField, migrations.RemoveField, migrations.AlterField,
    migrations.RenameField,
    migrations.AddIndex, migrations.RemoveIndex, migrations.AddConstraint, migrations.RemoveConstraint, migrations.AlterModelOptions,
    migrations.AlterModelManagers,
)  # fmt: skip
EXTENSIONS = {"places.0001_extensions"}  # extensions and text search configurations: made once, known on every node


def operations():
    """(room.name, operation) of every migration of ours."""
    for config in ROOMS:
        folder = f"{config.name}.migrations"
        if (HOUSE / config.label / "migrations").is_dir():
            for module in iter_modules(import_module(folder).__path__):
                found = import_module(f"{folder}.{module.name}").Migration
                yield from ((f"{config.label}.{module.name}", operation) for operation in found.operations)


def test_no_migration_is_lacking():
    """As `makemigrations --check`, which would ask the database for a table that only the owner reads."""
    loader = MigrationLoader(None)
    changes = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps)).changes(graph=loader.graph)
    lacking = {room: [operation.describe() for found in changes[room] for operation in found.operations] for room in changes}
    assert {room: what for room, what in lacking.items() if room in [config.label for config in ROOMS]} == {}


def test_operations_are_portable():
    found = [
        (name, type(operation).__name__)
        for name, operation in operations()
        if name not in EXTENSIONS and not isinstance(operation, PORTABLE)
    ]
    assert found == []


def test_no_trigger_and_no_generated_column():
    words = ("CREATE TRIGGER", "CREATE OR REPLACE TRIGGER", "SET NULL", "SET DEFAULT", "GENERATED ALWAYS", "GeneratedField", "RunPython")
    files = [path for path in HOUSE.rglob("migrations/*.py") if path.stem != "__init__"]
    assert files
    assert [(path.name, word) for path in files for word in words if word in path.read_text()] == []


def test_no_null_is_set_by_a_delete():
    """SET NULL would clear the neighbourhood too; nothing is left pointing at nobody."""
    bad = (models.SET_NULL, models.SET_DEFAULT)
    found = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if model.__module__.startswith("stoep.") and field.is_relation and getattr(field.remote_field, "on_delete", None) in bad
    ]
    assert found == []
