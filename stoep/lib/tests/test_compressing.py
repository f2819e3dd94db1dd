"""Pages are sent squeezed to whoever can open them, and come out as they went in."""

import gzip

from django.test import TestCase

from stoep.lib.compressing import squeezed
from tests import cast


class Compressing(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def test_what_goes_in_comes_out_and_lengths_differ(self):
        page = "Hoi buren é ".encode() * 1000
        packed = [squeezed(page) for _ in range(20)]
        assert {gzip.decompress(p) for p in packed} == {page}
        assert len({len(p) for p in packed}) > 3

    def test_a_page_is_squeezed_only_for_a_browser_that_asks(self):
        url = f"/n/{self.c.brug.slug}/"
        plain = cast.sign_in(self.client, self.c.an).get(url)
        assert "Content-Encoding" not in plain
        packed = self.client.get(url, headers={"Accept-Encoding": "gzip, br"})
        assert (packed["Content-Encoding"], packed["Content-Length"]) == ("gzip", str(len(packed.content)))
        assert "Accept-Encoding" in packed["Vary"]
        assert gzip.decompress(packed.content).startswith(b"<!doctype html>")
        assert len(packed.content) < len(plain.content) / 2
