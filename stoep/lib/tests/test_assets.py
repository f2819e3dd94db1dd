"""The web fonts: light, and with every letter that four languages need."""

from fontTools.ttLib import TTFont

from stoep.lib import assets

NEEDED = "aZ09éèêëïîçœŒÄÖÜäöüßẞĳĲÅøñşğłČ€–—’“”„«»…→"


def test_two_faces_weigh_at_most_forty_kilobytes(tmp_path):
    made = assets.make_fonts(tmp_path)
    assert [file.name for file in made] == ["atkinson-regular.woff2", "atkinson-bold.woff2"]
    assert sum(file.stat().st_size for file in made) <= 40_000


def test_the_letters_of_four_languages_are_in_them(tmp_path):
    for file in assets.make_fonts(tmp_path):
        letters = TTFont(file).getBestCmap()
        missing = [letter for letter in NEEDED if ord(letter) not in letters]
        # The typeface itself lacks these, which hardly anybody types (ij is two keys): the system's font shows them.
        assert set(missing) <= set("ẞĳĲ→")


def test_the_fingerprint_stays_the_same_while_nothing_changes():
    assert assets.fingerprint() == assets.fingerprint()
