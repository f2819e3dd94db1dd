"""The pictures: every motif can be drawn, the same each time, and ends up as the files the pages ask for."""

import pytest
from PIL import Image, ImageChops

from stoep.board.actions.pictures import folder_of
from stoep.cli.demotown import pictures
from stoep.cli.demotown.pictures.portraits import portrait
from stoep.cli.sowing import drawing
from stoep.lib.pictures import WIDTHS
from stoep.membership import photos


@pytest.mark.parametrize("motif", sorted(pictures.MOTIFS))
def test_every_motif_is_more_than_stone(motif):
    image = pictures.draw(motif, 1)
    assert image.size == (1200, 900)
    bright = image.convert("L").point(lambda level: 255 * (level > 140)).histogram()[255]
    assert bright > 0.02 * 1200 * 900, "there is chalk on it"


def test_one_seed_one_picture():
    again = ImageChops.difference(pictures.draw("hen", 2), pictures.draw("hen", 2))
    assert again.getbbox() is None
    assert ImageChops.difference(pictures.draw("hen", 2), pictures.draw("hen", 3)).getbbox()


def test_portraits_are_square_and_differ():
    assert portrait("an@zoelegem.example").size == (900, 900)
    assert ImageChops.difference(portrait("an"), portrait("bram", woman=False)).getbbox()


def test_files_lie_where_pages_look_and_one_drawing_serves_two_places():
    drawing.draw_all([(7, "aaa", "hen", 0), (8, "bbb", "hen", 0)], [(7, "ccc", "an", True)], lambda share, what: None)
    for place, stem in ((7, "aaa"), (8, "bbb")):
        assert sorted(p.name for p in folder_of(place).glob("*.webp")) == sorted(f"{stem}-{width}.webp" for width in WIDTHS)
    assert Image.open(folder_of(8) / f"bbb-{WIDTHS[1]}.webp").size == drawing.SIZE
    assert {p.name for p in photos.photo_folder(7).glob("ccc-*.webp")} == {f"ccc-{width}.webp" for width in photos.WIDTHS}
