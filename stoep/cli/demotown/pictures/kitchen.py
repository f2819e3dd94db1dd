"""What comes out of a kitchen: bread, jam, soup and cake."""

import math

from .chalk import arc


def cloth(c, y=64, colour="blue"):
    """A table edge with a checked cloth."""
    c.box(0, y, 120, 90 - y, colour)
    for x in range(4, 120, 12):
        c.line([(x, y), (x, 90)], "white", 0.9)
    for row in range(int(y) + 6, 90, 9):
        c.line([(0, row), (120, row)], "white", 0.9)


def steam(c, x, y, times=3, gap=9):
    """Curls of steam rising from (x, y)."""
    for k in range(times):
        a = x + (k - (times - 1) / 2) * gap
        c.line([(a, y), (a + 3, y - 5), (a - 2, y - 10), (a + 2, y - 16)], "white", 0.9)


def cake(c):
    cloth(c, 68, "pink")
    c.oval(60, 70, 36, 6, "white")
    c.fill([(32, 66), (32, 46), (88, 46), (88, 66), (60, 70)], "sand", soft=False)
    c.line([(32, 56), (60, 58.5), (88, 56)], "brick", 2)
    c.oval(60, 46, 28, 6.5, "white")
    c.fill(
        [
            (32, 46),
            (36, 53),
            (41, 48),
            (47, 55),
            (54, 49),
            (60, 56),
            (67, 49),
            (73, 54),
            (79, 48),
            (84, 53),
            (88, 46),
            (60, 43),
        ],
        "white",
    )
    for k in range(7):
        x, y = 60 + 21 * math.cos(math.tau * k / 7), 45 + 4 * math.sin(math.tau * k / 7)
        c.oval(x, y - 2, 2.8, 2.8, "brick")
        c.line([(x, y - 4), (x + 2, y - 8)], "leaf", 0.5)
    for x, colour in ((52, "yellow"), (60, "blue"), (68, "green")):
        c.line([(x, 43), (x, 30)], colour, 1.6)
        c.fill([(x - 1.6, 27), (x, 22), (x + 1.6, 27), (x, 29)], "orange")


def bread(c):
    cloth(c, 66, "green")
    c.fill([(16, 72), (22, 67), (98, 67), (104, 72), (98, 77), (22, 77)], "brown", soft=False)
    c.fill([(28, 68), (24, 54), (34, 38), (60, 31), (86, 38), (96, 54), (92, 68), (60, 71)], "orange")
    c.fill([(36, 52), (44, 40), (62, 35), (80, 41), (84, 50), (62, 45)], "sand")
    for k in range(4):
        c.line([(40 + k * 12, 60), (45 + k * 12, 50), (47 + k * 12, 42)], "white", 1.7)
    steam(c, 60, 26)
    c.line([(100, 82), (112, 60)], "grey", 2)
    c.line([(98, 86), (101, 80)], "brick", 2.6)


def jam(c):
    cloth(c, 70, "lilac")
    for x, colour, lid in ((14, "brick", "yellow"), (40, "orange", "pink"), (66, "lilac", "green"), (92, "pink", "blue")):
        c.fill([(x - 4, 38), (x + 18, 38), (x + 20, 44), (x + 20, 72), (x - 6, 72), (x - 6, 44)], "white", soft=False)
        c.fill([(x - 4, 46), (x + 18, 46), (x + 18, 70), (x - 4, 70)], colour, soft=False)
        c.fill([(x - 6, 30), (x + 20, 30), (x + 22, 39), (x - 8, 39)], lid, soft=False)
        for k in range(4):
            c.oval(x - 4 + k * 7.4, 34.5, 1.1, 1.1, "white")
        c.line([(x - 6, 40), (x + 20, 40)], "brick", 1)
        c.box(x, 51, 14, 12, "white")
        for y in (55, 59):
            c.line([(x + 2, y), (x + 11, y + 0.5)], "ink", 0.6)
    c.line([(53, 40), (58, 48), (55, 52)], "brick", 0.9)


def soup(c):
    cloth(c, 72, "yellow")
    c.line(arc(25, 46, 7, 5, 90, 270), "grey", 2)
    c.line(arc(95, 46, 7, 5, -90, 90), "grey", 2)
    c.fill([(24, 36), (96, 36), (94, 70), (86, 75), (34, 75), (26, 70)], "brick", soft=False)
    c.oval(60, 36, 36, 7.5, "grey")
    c.oval(60, 36, 32.5, 5.8, "orange")
    for x, y in ((44, 35), (52, 38), (69, 37), (76, 34)):
        c.oval(x, y, 3, 1.6, "brown")
    for x, y in ((58, 34), (63, 39), (40, 37.5), (82, 37)):
        c.oval(x, y, 1.2, 0.8, "leaf")
    c.line([(72, 37), (90, 8), (95, 8)], "white", 1.8, soft=False)
    steam(c, 50, 26, 3, 11)
    c.line([(32, 56), (88, 56)], "pink", 1.2)


def coffee(c):
    c.box(0, 66, 120, 24, "sand")
    c.line([(0, 67), (120, 67)], "white", 1.4)
    for x, colour in ((30, "blue"), (72, "pink")):
        c.oval(x + 9, 68, 18, 4.4, "white")
        c.line(arc(x + 22, 53, 6, 6.5, -100, 110), colour, 2.2)
        c.fill([(x - 5, 43), (x + 23, 43), (x + 20, 62), (x + 14, 67), (x + 4, 67), (x - 2, 62)], colour)
        c.oval(x + 9, 43.5, 14, 3.6, "white")
        c.oval(x + 9, 43.8, 12, 2.7, "brown")
        steam(c, x + 9, 36, 2, 8)
    for k in range(3):
        c.oval(34 + k * 9, 78 - k % 2, 3.8, 2.4, "brown")
        c.oval(34 + k * 9, 77.4 - k % 2, 1.2, 0.8, "orange")


def courgettes(c):
    cloth(c, 74, "pink")
    for y, wide, bend, colour in ((66, 96, 4, "leaf"), (48, 84, -5, "green"), (31, 70, 5, "leaf")):
        left = 60 - wide / 2
        c.fill(
            [(left, y), (left + 6, y - 6), (60, y - 7 + bend), (left + wide - 8, y - 6), (left + wide, y),
             (left + wide - 8, y + 6), (60, y + 7 + bend), (left + 6, y + 6)],
            colour,
        )  # fmt: skip
        for dy in (-2.5, 1.5):
            c.line([(left + 10, y + dy), (60, y + dy + bend), (left + wide - 12, y + dy)], "white", 0.5)
        c.fill(
            [(left + wide - 3, y - 3), (left + wide + 6, y - 4), (left + wide + 6, y + 2), (left + wide - 2, y + 3)], "yellow"
        )
    c.fill([(30, 17), (22, 8), (32, 10), (38, 2), (42, 11), (52, 10), (45, 17), (38, 22)], "orange")


def apples(c):
    c.fill([(60, 24), (52, 6), (78, 0), (118, 0), (118, 26), (96, 34)], "leaf")
    c.line([(110, 90), (104, 40), (96, 20)], "brown", 6)
    for x, y in ((74, 16), (92, 26), (106, 12)):
        apple(c, x, y, 5, "brick")
    c.ground_line(82, left=4)
    for x, y, colour in (
        (24, 46, "brick"),
        (38, 42, "yellow"),
        (52, 45, "brick"),
        (65, 43, "green"),
        (31, 39, "green"),
        (46, 36, "brick"),
        (59, 38, "yellow"),
    ):
        apple(c, x, y, 7, colour)
    for y in (48, 59, 70):
        c.box(12, y, 66, 9, "sand")
        c.line([(14, y + 4), (40, y + 3), (76, y + 5)], "brown", 0.4)
    for x in (15, 45, 75):
        c.line([(x, 48), (x, 80)], "brown", 1.8)
    apple(c, 90, 77, 5.5, "yellow")


def apple(c, x, y, r, colour):
    """An apple with its stalk and a glint."""
    c.fill(
        [
            (x, y - r * 0.8),
            (x + r * 0.8, y - r),
            (x + r, y),
            (x + r * 0.5, y + r),
            (x, y + r * 0.85),
            (x - r * 0.5, y + r),
            (x - r, y),
            (x - r * 0.8, y - r),
        ],
        colour,
    )
    c.line([(x, y - r * 0.7), (x + r * 0.2, y - r * 1.35)], "brown", 0.7)
    c.line(arc(x - r * 0.2, y, r * 0.5, r * 0.5, 190, 260), "white", 0.6)


def pumpkin(c):
    c.ground_line(80)
    for x, colour in ((36, "brick"), (84, "brick"), (46, "orange"), (74, "orange")):
        c.oval(x, 54, 16, 25, colour)
    c.oval(60, 54, 17, 27, "orange")
    c.line([(60, 28), (59, 20), (65, 14)], "leaf", 4)
    c.line([(62, 22), (72, 17), (80, 22), (76, 27)], "green", 0.9)
    for x in (45, 75):
        c.fill([(x - 7, 50), (x, 38), (x + 7, 50)], "yellow", soft=False)
    c.fill([(57, 57), (60, 51), (63, 57)], "yellow", soft=False)
    upper = [(36, 60), (44, 65), (47, 62), (50, 67), (70, 67), (73, 62), (76, 65), (84, 60)]
    lower = [(78, 72), (68, 73), (66, 77), (54, 77), (52, 74), (42, 72)]
    c.fill(upper + lower, "yellow", soft=False)
    for x, y in ((12, 14), (104, 20), (98, 8), (22, 30)):
        c.oval(x, y, 0.9, 0.9, "white")
    c.fill([(96, 34), (106, 30), (108, 34), (110, 30), (120, 34), (112, 36), (108, 40), (104, 36)], "ink")


KITCHEN = {
    "cake": cake, "bread": bread, "jam": jam, "soup": soup, "coffee": coffee, "courgettes": courgettes, "apples": apples,
    "pumpkin": pumpkin,
}  # fmt: skip
