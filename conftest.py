"""The test database: made by the owner, walled as in production, used under the tests' own login."""

import gc

import pytest
from django.test import TestCase
from django.utils import translation

pytest_plugins = ["tests.within"]


def pytest_collection_modifyitems(items):
    """First those that look at the same answers (tests/house/crawl.py), then those that need the same forms (tests/house/met.py): side by
    side with others, one worker then has them all, and asks every page once."""

    def shared(item):
        alike = item.cls and issubclass(item.cls, TestCase)
        return next((n for n, name in enumerate(("crawled", "forms_met", "Forms")) if alike and hasattr(item.module, name)), 3)

    items.sort(key=shared)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker):
    """Our own: pytest-django's makes only the databases that tests name, and no test names `owner`."""
    from django.conf import settings
    from django.db import connections
    from django.test.utils import setup_databases, teardown_databases

    from stoep.lib import wall
    from stoep.lib.connections import embedded, ensure_server
    from stoep.lib.embedded_postgres import Server
    from tests.shards import emulate_shards

    with django_db_blocker.unblock():
        if embedded():  # what a test writes need not outlive a power cut; a killed server loses nothing even so
            Server(settings.STATE_DIR, {"fsync": "off", "full_page_writes": "off"}).start()
        ensure_server()
        if embedded():
            wall.bootstrap()
        wall.make_roles(testing=True)
        gc.disable()  # the migrations make thousands of classes that all hold each other: a third of their time went into looking at them
        made = setup_databases(verbosity=0, interactive=False)
        gc.enable()
        gc.collect()
        gc.freeze()  # what is there now stays: no test needs to look through it
        emulate_shards()
        wall.make_wall(connections["owner"].settings_dict["NAME"])
    yield
    with django_db_blocker.unblock():
        connections.close_all()
        teardown_databases(made, verbosity=0)


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    """Files of a test stay with the test."""
    settings.MEDIA_DIR = tmp_path / "media"
    settings.LETTERS_DIR = tmp_path / "letters"
    settings.MAIL_DIR = str(tmp_path / "mail")
    settings.EXPORTS_DIR, settings.ERASED_FILE = tmp_path / "exports", tmp_path / "erased.list"
    for folder in (settings.MEDIA_DIR, settings.LETTERS_DIR):
        folder.mkdir()


@pytest.fixture(autouse=True)
def language():
    """A page leaves its reader's language behind in the thread; the next test speaks the source's again."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def plain_static(settings):
    """Static files by their plain names: the manifest is made by `make setup`, not by a test."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
