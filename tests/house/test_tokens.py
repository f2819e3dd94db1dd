"""Every pair of text and ground passes WCAG AA, in light and dark; every colour on a screen is one of ours."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parents[2] / "stoep" / "static" / "css"
CHALKS = ["yellow", "pink", "blue", "green", "lilac"]
GROUNDS = ["ground", "surface", "sunk"]
TEXT = [  # (text, ground): 4.5 : 1
    *((text, ground) for text in ("ink", "ink-soft", "brick", "stone", "wrong", "right") for ground in GROUNDS),
    *(("chalk-ink", chalk) for chalk in CHALKS),
    ("on-brick", "brick"), ("on-brick", "brick-deep"), ("on-stone", "stone-band"),
    ("on-slab", "slab"), ("on-slab", "slab-soft"), ("on-slab-soft", "slab"), ("yellow", "slab"),
    ("ground", "ink"), ("surface", "stone"), ("surface", "wrong"),
]  # fmt: skip
CONTROLS = [("edge", ground) for ground in GROUNDS] + [("brick", ground) for ground in GROUNDS]  # 3 : 1
RINGED = [*GROUNDS, "slab", "slab-soft", "stone-band", "brick", *CHALKS]  # the focus ring is seen on all of these


def tokens(dark: bool) -> dict[str, str]:
    css = (CSS / "tokens.css").read_text()
    light, _, rest = css.partition("@media (prefers-color-scheme: dark)")
    found = re.findall(r"--([a-z-]+): (#[0-9a-f]{6})\b", light)
    return dict(found + re.findall(r"--([a-z-]+): (#[0-9a-f]{6})\b", rest)) if dark else dict(found)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_text_is_readable_on_every_ground(dark):
    colours = tokens(dark)
    faint = {pair: round(contrast(*(colours[name] for name in pair)), 2) for pair in TEXT}
    assert {pair: ratio for pair, ratio in faint.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_controls_are_seen(dark):
    colours = tokens(dark)
    faint = {pair: round(contrast(*(colours[name] for name in pair)), 2) for pair in CONTROLS}
    assert {pair: ratio for pair, ratio in faint.items() if ratio < 3} == {}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_one_half_of_the_focus_ring_is_seen_everywhere(dark):
    colours = tokens(dark)
    best = {on: max(contrast(colours[half], colours[on]) for half in ("ring", "ring-rim")) for on in RINGED}
    assert {on: round(ratio, 2) for on, ratio in best.items() if ratio < 3} == {}


def test_dark_names_only_tokens_that_light_has():
    assert set(tokens(dark=True)) == set(tokens(dark=False))


def test_components_name_tokens_not_colours():
    """White behind a coat of arms and a QR code, and black on paper, are meant as such."""
    allowed = {"town.css", "join.css", "print.css", "tokens.css"}
    strays = {
        sheet.name: re.findall(r"#[0-9a-f]{3,8}\b", sheet.read_text())
        for sheet in CSS.glob("*.css")
        if sheet.name not in allowed
    }
    assert {name: found for name, found in strays.items() if found} == {}


def test_every_token_that_is_used_exists():
    known = set(re.findall(r"--([a-z0-9-]+):", (CSS / "tokens.css").read_text()))
    used = {name for sheet in CSS.glob("*.css") for name in re.findall(r"var\(--([a-z0-9-]+)", sheet.read_text())}
    assert used - known == set()
