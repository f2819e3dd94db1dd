"""What the strict content policy and the look ask of every template: nothing inline, only icons that exist, short files."""

import re
from pathlib import Path

import pytest

from stoep.board import words
from stoep.lib import sprite, stylesheet

HOUSE = Path(__file__).resolve().parents[2] / "stoep"
TEMPLATES = sorted(path for path in HOUSE.rglob("*.html") if "templates" in path.parts)
PAGES = [path for path in TEMPLATES if "mail" not in path.relative_to(HOUSE).parts]  # mails carry their own style
INLINE = {
    "style attribute": r"<[^>]*\sstyle\s*=",
    "style element": r"<style\b",
    "event handler": r"<[^>]*\son[a-z]+\s*=",
    "inline script": r"<script(?![^>]*\ssrc=)(?![^>]*type=\"application/json\")",
    "javascript address": r"javascript:",
    "evaluated htmx": r"hx-on|hx-vars|=['\"]js:|hx-trigger=\"[^\"]*\[",
}


@pytest.mark.parametrize("what", INLINE)
def test_nothing_inline(what):
    found = [str(page.relative_to(HOUSE)) for page in PAGES if re.search(INLINE[what], page.read_text(), re.I)]
    assert found == []


def test_every_icon_is_in_the_sprite():
    known = set(sprite.symbols())
    named = {
        (str(page.relative_to(HOUSE)), name)
        for page in TEMPLATES
        for name in re.findall(r"{% icon ['\"]([a-z0-9-]+)['\"]|icon_name=\"([a-z0-9-]+)\"", page.read_text())
        for name in name
        if name
    }
    named |= {("words.py", icon) for _label, icon, _tint in words.TOPICS.values()}
    assert {pair for pair in named if pair[1] not in known} == set()


def test_every_face_is_drawn_where_the_stylesheet_looks():
    assert tuple(words.FACES) == sprite.FACES
    css = (HOUSE / "static" / "css" / "post.css").read_text()
    shifted = re.findall(r"\.f-(\w+), \.face\[value=\"(\w+)\"\]::before { background-position-x: (\d+)%", css)
    assert [(one, two) for one, two, _ in shifted] == [(face, face) for face in sprite.FACES[1:]]
    assert [int(x) for *_, x in shifted] == [20, 40, 60, 80, 100]


def test_topics_wear_our_chalk():
    tints = {"yellow", "pink", "blue", "green", "lilac", "plain"}
    assert {tint for _label, _icon, tint in words.TOPICS.values()} <= tints


def test_each_component_is_served_once():
    listed = [part for parts in stylesheet.SHEETS.values() for part in parts]
    assert sorted(listed) == sorted(path.stem for path in (HOUSE / "static" / "css").glob("*.css"))


def test_templates_and_scripts_stay_short():
    """A template at most 80 lines, a script of ours too; generated drawings are not scripts."""
    files = [*TEMPLATES, *(HOUSE / "static" / "js").glob("*.js")]
    assert [(path.name, n) for path in files if (n := path.read_text().count("\n")) > 80] == []


def test_squeezing_keeps_the_rules():
    css = 'a:hover { color: red; } /* note */\n@media (min-width: 10px) {\n  .b > .c { margin: 0 auto; content: "x"; }\n}\n'
    assert stylesheet.squeeze(css) == 'a:hover{color:red}@media (min-width:10px){.b > .c{margin:0 auto;content:"x"}}\n'
