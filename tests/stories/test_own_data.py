"""An takes along all that is kept of her: she asks, the job makes it, her bell tells her, she fetches it once."""

import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from django.test import override_settings

from stoep.lib.roles import acting
from stoep.privacy.making import make_export
from stoep.privacy.models import Export
from tests import cast

from .browser import Story


class OwnData(Story):
    def test_asked_told_fetched(self):
        place = TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.enterContext(override_settings(EXPORTS_DIR=Path(place.name)))
        page = self.page(accept_downloads=True)
        page.goto("/account/login/")
        page.fill("[name=login]", "an@example.org")
        page.fill("[name=password]", cast.PASSWORD)
        page.click("form:has([name=password]) button.button")
        page.wait_for_url("**/n/oever-brug/")
        with acting(cast.KEEPER):
            type(self.c.an).objects.filter(pk=self.c.an.pk).update(language="en")
        page.goto("/n/oever-brug/more/")
        page.click("main >> text=My data")
        page.wait_for_url("**/account/data/")
        self.accessible(page)
        page.click("text=Make my file")
        page.wait_for_selector("text=Your file is being made")
        with acting(cast.KEEPER):
            export = Export.objects.get()
        make_export(str(export.id))
        page.goto("/account/data/")
        self.accessible(page)
        with page.expect_download() as fetched:
            page.click("text=Fetch my file")
        fetched.value.save_as(Path(place.name) / "mine.zip")
        assert {"data.json", "index.html", "look.css"} <= set(zipfile.ZipFile(Path(place.name) / "mine.zip").namelist())
        page.goto("/account/data/")
        page.wait_for_selector("text=Make my file")
        page.goto("/account/sign-ins/")
        assert "This is the one you look at now." in page.inner_text("main")
        self.accessible(page)
