"""How a town is called and how it writes: what is set, what is refused."""

import io

from django.test import TestCase
from PIL import Image
from pytest import raises

from stoep.journal.models import TownEntry
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.lib.standings import Clockwork
from stoep.places.actions import change_town
from stoep.places.logos import checked, keep_logo, logo_folder
from stoep.places.models import Municipality
from tests import cast

KEEPER = Clockwork.of("test")
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="url(#g)" d="M0 0h9v9z"/></svg>'


class ChangeTown(TestCase):
    def setUp(self):
        self.c = cast.build()

    def change(self, slug="oever", **changes):
        with acting(KEEPER):
            return change_town(KEEPER, slug=slug, **changes)

    def refused(self, **changes):
        with raises(NotAllowed) as no:
            self.change(**changes)
        return str(no.value)

    def test_what_is_named_changes_and_the_rest_stays(self):
        _, before = self.change(languages=["fr", "nl"], sender="Stad Oever\nMarkt 1", help_phone="09 000 00 00")
        assert before == {"languages": ["nl", "fr"], "sender": ""}
        with acting(KEEPER):
            town, line = Municipality.objects.get(slug="oever"), TownEntry.objects.get(verb="change_town")
        assert (town.languages, town.sender, town.name) == (["fr", "nl"], "Stad Oever\nMarkt 1", "Oever")
        assert (line.municipality_id, line.detail) == (town.id, {"changed": ["languages", "sender"]})

    def test_the_same_again_changes_nothing(self):
        assert self.change(name="Oever", colour="#35566B")[1] == {}
        with acting(KEEPER):
            assert not TownEntry.objects.filter(verb="change_town").exists()

    def test_refusals_say_why(self):
        assert "no town 'atlantis'" in self.refused(slug="atlantis", name="Atlantis")
        assert "not xx" in self.refused(languages=["xx"])
        assert "languages" in self.refused(languages=[])
        assert "is not a colour" in self.refused(colour="blue")
        assert "too long" in self.refused(help_phone="0" * 41)
        assert "its hours is too long" in self.refused(help_hours="x" * 121)
        assert "not a language" in self.refused(help_languages=["nl", "vlaams"])
        assert "at most 4" in self.refused(sender="a\nb\nc\nd\ne")
        assert "needs a name" in self.refused(name=" ")


def png(side: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (side, side), (0, 90, 60, 128)).save(out, "PNG")
    return out.getvalue()


def test_a_drawing_is_kept_under_a_name_of_its_own(tmp_path):
    file = tmp_path / "logo.svg"
    file.write_bytes(DRAWING)
    name = keep_logo("oever", file)
    assert name.startswith("oever-") and name.endswith(".svg") and keep_logo("oever", file) == name
    assert (logo_folder() / name).read_bytes() == DRAWING and len(list(logo_folder().iterdir())) == 1


def test_a_png_is_drawn_anew(tmp_path):
    (tmp_path / "logo.svg").write_bytes(png(200))  # what it is, the content says
    name = keep_logo("oever", tmp_path / "logo.svg")
    assert name.endswith(".png") and Image.open(logo_folder() / name).mode == "RGB"


def test_what_is_no_logo_is_refused(tmp_path):
    wrong = {
        b"hello": "neither",
        b"\xff\xd8\xff\xe0 jpeg": "neither",
        png(40): "150 to 4,000",
        b"\x89PNG broken": "not a PNG",
        b"<svg": "cannot be read",
        b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"/>': "entities",
        b"<html><svg/></html>": "not an SVG",
        DRAWING.replace(b"<path", b"<script>1</script><path"): "<script>",
        DRAWING.replace(b"<path", b"<foreignObject/><path"): "<foreignobject>",
        DRAWING.replace(b"d=", b'onclick="x()" d='): "onclick",
        DRAWING.replace(b"<path", b'<image href="https://example.org/x.png"/><path'): "href",
        DRAWING.replace(b"url(#g)", b"url(https://example.org/x)"): "fetches",
        DRAWING.replace(b"<path", b"<style>@import 'x'</style><path"): "style",
    }
    for raw, reason in wrong.items():
        with raises(NotAllowed) as no:
            checked(raw, "logo")
        assert reason in str(no.value), raw[:60]
    with raises(NotAllowed):
        keep_logo("oever", tmp_path / "none.svg")
    (tmp_path / "large.svg").write_bytes(DRAWING + b" " * 2**20)
    with raises(NotAllowed):
        keep_logo("oever", tmp_path / "large.svg")
