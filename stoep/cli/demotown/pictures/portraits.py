"""Chalk portraits: a face in a few strokes, told apart at the size of a thumb. Nobody real sat for them."""

import random

from .chalk import UNIT, Chalk, arc

SKINS = ["#F2D3B8", "#EBC29E", "#D9A57C", "#B97F56", "#8D5B3C", "#F4DCC8", "#E8B994"]
HAIRS = ["#4A342A", "#2B2422", "#8A5A33", "#C99A52", "#D9D4CC", "#A8512F", "#9AA0A6", "#E6C78A"]
CLOTHES = ["brick", "sea", "leaf", "lilac", "orange", "white", "blue", "ink"]
BACKS = ["yellow", "pink", "blue", "green", "lilac", "sand"]


def portrait(seed: str, woman: bool = True):
    """A square portrait of 900 pixels; the same seed gives the same face."""
    dice = random.Random(f"sitter {seed}")
    c = Chalk(f"portrait {seed}", dice.choice(BACKS))
    c.covered = 1.02
    skin, hair, cloth = dice.choice(SKINS), dice.choice(HAIRS), dice.choice(CLOTHES)
    style = dice.choice(
        ["long", "bob", "bun", "curls", "scarf", "short"] if woman else ["short", "bald", "curls", "side", "cap", "short"]
    )
    if style in BEHIND:
        BEHIND[style](c, hair, cloth)
    c.fill([(28, 96), (31, 76), (46, 68), (60, 72), (74, 68), (89, 76), (92, 96)], cloth)
    c.fill([(52, 58), (68, 58), (68, 70), (60, 76), (52, 70)], skin)
    c.oval(60, 42, 19, 23, skin)
    if style not in ("long", "bob", "scarf"):
        for x in (41, 79):
            c.oval(x, 44, 3.4, 5, skin)
    if not woman and dice.random() < 0.45:
        c.fill([(42, 48), (48, 56), (60, 53), (72, 56), (78, 48), (74, 64), (60, 70), (46, 64)], hair)
    _face(c, dice)
    FRONT[style](c, hair, cloth)
    if dice.random() < 0.32:
        for x in (51.5, 68.5):
            c.ring(x, 42, 6.4, 5.6, "ink", 0.9)
        c.line([(57.5, 41), (62.5, 41)], "ink", 0.9)
    return c.image().crop((15 * UNIT, 0, 105 * UNIT, 90 * UNIT))


def _face(c, dice):
    for x in (51.5, 68.5):
        c.oval(x, 42, 1.9, 2.3, "ink")
        c.line([(x - 4, 35.5), (x, 34 + dice.uniform(-0.6, 0.6)), (x + 4, 35.5)], "ink", 0.9)
    c.line([(60, 44), (58.4, 50), (61, 50.6)], "#9C6244", 0.9)
    wide = dice.uniform(5.5, 8)
    c.line([(60 - wide, 56), (60, 59.5), (60 + wide, 56)], "#A63D26", 1.5)
    for x in (46.5, 73.5):
        c.oval(x, 51, 3.6, 2.6, "#E58F84", strength=0.5)


def _long(c, hair, cloth):
    c.fill([(36, 34), (44, 16), (60, 11), (76, 16), (84, 34), (88, 70), (78, 84), (42, 84), (32, 70)], hair)


def _bob(c, hair, cloth):
    c.fill([(36, 34), (44, 16), (60, 11), (76, 16), (84, 34), (85, 56), (76, 64), (44, 64), (35, 56)], hair)


def _bun(c, hair, cloth):
    c.oval(60, 11, 9, 8, hair)


def _curls_behind(c, hair, cloth):
    for x, y in ((38, 30), (42, 20), (51, 13), (61, 11), (71, 14), (79, 21), (82, 31), (37, 42), (83, 43)):
        c.oval(x, y, 8, 8, hair)


def _scarf_behind(c, hair, cloth):
    c.fill([(34, 40), (42, 14), (60, 9), (78, 14), (86, 40), (84, 66), (76, 80), (44, 80), (36, 66)], _other(cloth))


def _other(cloth):
    return CLOTHES[(CLOTHES.index(cloth) + 3) % len(CLOTHES)]


def _fringe(c, hair, cloth):
    c.fill([(40, 38), (42, 24), (52, 17), (66, 17), (78, 25), (80, 38), (74, 29), (60, 26), (50, 29)], hair)


def _parting(c, hair, cloth):
    c.fill([(40.5, 40), (41, 26), (50, 18), (58, 18), (54, 27), (46, 33)], hair)
    c.fill([(79.5, 40), (79, 26), (70, 18), (58, 17), (64, 27), (74, 33)], hair)


def _short(c, hair, cloth):
    c.fill([(40, 38), (39, 25), (48, 16), (60, 14), (72, 16), (81, 25), (80, 38), (76, 29), (64, 25), (50, 26), (44, 30)], hair)


def _side(c, hair, cloth):
    c.fill([(40, 37), (39, 24), (50, 14), (68, 13), (82, 24), (80, 38), (76, 28), (66, 27), (54, 22), (45, 30)], hair)


def _bald(c, hair, cloth):
    for x in (41, 79):
        c.fill([(x - 1.6, 34), (x + 1.6, 32), (x + 1.4, 44), (x - 1.4, 44)], hair)


def _cap(c, hair, cloth):
    c.fill([(40, 31), (42, 18), (60, 11), (78, 18), (80, 31), (60, 28)], _other(cloth))
    c.fill([(40, 30), (60, 27), (82, 30), (94, 34), (60, 33)], _other(cloth))


def _curls_front(c, hair, cloth):
    for x, y in ((45, 25), (52, 20), (60, 18), (68, 20), (75, 25)):
        c.oval(x, y, 6, 5, hair)


def _scarf_front(c, hair, cloth):
    c.line([*arc(60, 42, 20, 25, 150, 390)], _other(cloth), 4.5, soft=False)


BEHIND = {"long": _long, "bob": _bob, "bun": _bun, "curls": _curls_behind, "scarf": _scarf_behind}
FRONT = {
    "long": _parting, "bob": _fringe, "bun": _parting, "curls": _curls_front, "scarf": _scarf_front, "short": _short, "side": _side,
    "bald": _bald, "cap": _cap,
}  # fmt: skip
