"""kill -9, again and again while the command typesets a batch: in the end each address has one page and one live code."""

import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from unittest.mock import patch

import pytest
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase

from stoep.cli.jobs import drain
from stoep.lib.codes import verify_code
from stoep.lib.roles import acting
from stoep.membership.letters import actions, files, planning
from stoep.membership.models import LetterBatch, LetterCode
from stoep.places.models import Address
from tests import cast
from tests.raw import empty_tables

from . import scene

pytestmark = pytest.mark.slow
HOMES, KILLS = 240, 6


class Killed(TransactionTestCase):
    def setUp(self):
        self.c = cast.build()
        more = [
            Address(
                neighbourhood=self.c.kaai, municipality_id=self.c.oever.id, street_id=2, street_name="Kaaistraat",
                number=str(n), postcode="9000", place="Oever", longitude=3.71 + n / 40000, latitude=51.055,
            )
            for n in range(9, HOMES + 1)
        ]  # fmt: skip
        with acting(cast.KEEPER):
            Address.objects.bulk_create(more)

    def _fixture_teardown(self):
        empty_tables()

    def typeset(self):
        """`stoep letters typeset`, with two typesetting processes, in a process group of its own."""
        ours = {
            "STOEP_DATABASE": connection.settings_dict["NAME"], "STOEP_LOGIN": "stoep_test",
            "STOEP_SECRET_KEY": settings.SECRET_KEY, "STOEP_STATE_DIR": str(settings.STATE_DIR),
            "STOEP_LETTERS_DIR": str(settings.LETTERS_DIR),
            "STOEP_MEDIA_DIR": str(settings.MEDIA_DIR), "DJANGO_SETTINGS_MODULE": "stoep.settings",
        }  # fmt: skip
        command = [sys.executable, "-m", "stoep", "letters", "typeset", "--town", "oever", "--workers", "2"]
        return subprocess.Popen(
            command, env={**os.environ, **ours}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
        )

    def test_each_address_one_page_and_one_live_code(self):
        with patch.object(planning, "LETTERS_PER_CHUNK", 5):
            batch = scene.planned(self.c, self.c.kaai)
        killed = 0
        for _ in range(KILLS):
            run = self.typeset()
            time.sleep(random.uniform(0.7, 2.0))
            if run.poll() is None:
                kill = random.choice((os.killpg, os.kill))  # with its typesetters, or leaving them behind
                kill(run.pid, signal.SIGKILL)
                killed += 1
            run.wait()
            run.stderr.close()
        last = self.typeset()
        _, said = last.communicate(timeout=300)
        assert last.returncode == 0, said.decode()
        assert killed >= 3
        self.check(batch)

    def check(self, batch):
        with acting(cast.KEEPER):
            assert LetterBatch.objects.get(id=batch.id).state == "ready"
            homes = {(a.street_name, a.number): a for a in Address.objects.filter(neighbourhood=self.c.kaai)}
            codes = LetterCode.objects.filter(neighbourhood=self.c.kaai)
            hashes = dict(codes.values_list("address_id", "hash"))
        printed = {}
        with zipfile.ZipFile(files.archive_file(batch.id)) as archive:
            for name in archive.namelist():
                if name.endswith(".pdf"):
                    pages = scene.pages(archive.read(name))
                    assert not printed.keys() & pages.keys(), "an address with two pages"
                    printed |= pages
        assert printed.keys() == homes.keys() and len(hashes) == HOMES
        assert all(verify_code(hashes[homes[house].id], homes[house].id, code) for house, code in printed.items())
        assert [file.name for file in files.folder(batch.id).iterdir()] == [files.ARCHIVE]

    def test_the_jobs_do_all_of_it_from_approval_to_the_emptied_folder(self):
        with patch.object(planning, "LETTERS_PER_CHUNK", 100):
            batch = scene.approved(self.c, self.c.kaai)
            assert drain()["failed"] == 0
        self.check(batch)
        joris = cast.mandate(self.c, "joris")
        with acting(joris):
            actions.fetch_letters(joris, batch=batch.id)
        with acting(joris):
            assert actions.confirm_receipt(joris, batch=batch.id).state == "received"
        # The folder is emptied, and the neighbourhood opens.
        assert drain() == {"done": 2, "failed": 0, "waiting": 0}
        assert not (settings.LETTERS_DIR / str(batch.id)).exists()
