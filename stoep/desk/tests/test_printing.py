"""The print operator: sees what is ready, shows who they are, fetches once, confirms; then the files are gone."""

import time

from django.test import TestCase

from stoep.journal.models import TownEntry
from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.membership.letters import files
from stoep.membership.models import LetterBatch
from tests import cast

from .at_desk import at_desk, url

CONTENT = b"PK" + bytes(range(256)) * 4096  # a megabyte that no page could hold by accident


class Printing(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = c = cast.build()
        with acting(cast.KEEPER):
            cls.batch = LetterBatch.objects.create(
                municipality_id=c.oever.id, neighbourhoods=[c.brug.id], languages=["nl"], state="ready", expected=8,
                ordered_by=c.els_mandate.id, approved_by=c.eline_mandate.id, approved_at=now(), ready_at=now(),
            )  # fmt: skip

    def setUp(self):
        files.archive_file(self.batch.id).write_bytes(CONTENT)
        self.joris = at_desk(self.c, "joris")

    def show_who_i_am(self):
        session = self.joris.session
        session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
        session.save()

    def fetch(self):
        return self.joris.post(url("fetch_letters", self.batch.id))

    def verbs(self) -> list:
        with acting(cast.KEEPER):
            return list(TownEntry.objects.order_by("id").values_list("verb", flat=True))

    def test_once_with_proof_of_who_and_a_line_for_each_act(self):
        self.assertContains(self.joris.get(url("print_letters")), url("print_batch", self.batch.id))
        assert self.fetch().url.startswith("/account/reauthenticate/?next=/desk/oever/print/")
        assert self.verbs() == []
        self.show_who_i_am()
        self.assertContains(self.joris.get(url("print_batch", self.batch.id)), url("fetch_letters", self.batch.id))
        answer = self.fetch()
        assert answer.streaming  # in small pieces, whatever the size
        assert answer.getvalue() == CONTENT
        assert answer["Content-Disposition"].startswith('attachment; filename="letters-oever-')
        assert answer["Cache-Control"] == "no-store, private"
        self.assertContains(self.fetch(), "have been fetched already", status_code=403)
        self.joris.post(url("confirm_receipt", self.batch.id))
        assert self.verbs() == ["fetch_letters", "confirm_receipt"]
        self.assertContains(self.joris.get(url("print_batch", self.batch.id)), "Received")

    def test_a_broken_download_is_handed_out_again_by_somebody_else(self):
        self.show_who_i_am()
        self.fetch()
        page = url("letter_batch", self.batch.id)
        eline = at_desk(self.c, "eline")
        self.assertContains(eline.get(page), url("hand_out_again", self.batch.id))
        self.assertNotContains(at_desk(self.c).get(page), url("hand_out_again", self.batch.id))
        assert self.joris.post(url("hand_out_again", self.batch.id)).status_code == 404
        eline.post(url("hand_out_again", self.batch.id))
        assert self.fetch().getvalue() == CONTENT
        assert self.verbs() == ["fetch_letters", "hand_out_again", "fetch_letters"]

    def test_a_missing_archive_is_said_and_nothing_counts_as_fetched(self):
        files.archive_file(self.batch.id).unlink()
        self.show_who_i_am()
        page = self.joris.post(url("fetch_letters", self.batch.id), follow=True)
        self.assertContains(page, "nothing was fetched")
        self.assertContains(page, url("fetch_letters", self.batch.id))
        assert self.verbs() == []

    def test_nobody_else_finds_the_page(self):
        self.show_who_i_am()
        for who in ("els", "eline", "femke", "an", "dirk", "karim"):
            browser = at_desk(self.c, who)
            for page in (url("print_letters"), url("print_batch", self.batch.id)):
                assert browser.get(page).status_code == 404, who
            for page in ("fetch_letters", "confirm_receipt"):
                assert browser.post(url(page, self.batch.id)).status_code == 404, who

    def test_what_is_not_ready_is_not_there(self):
        with acting(cast.KEEPER):
            LetterBatch.objects.filter(id=self.batch.id).update(state="approved")
        assert self.joris.get(url("print_batch", self.batch.id)).status_code == 404
        assert self.joris.get(url("print_letters")).context["page"]["shown"] == []
