"""What grows, crawls and waits outside."""

import math

from .chalk import arc


def grass(c, y=76):
    """A lawn with blades."""
    c.box(0, y, 120, 90 - y, "leaf")
    for _ in range(46):
        x = c.dice.uniform(1, 119)
        c.line([(x, y + 3), (x + c.dice.uniform(-1.5, 1.5), y - c.dice.uniform(1, 4))], "green", 0.6)


def flower(c, x, y, r, colour, heart="yellow"):
    """Five petals around a heart."""
    for k in range(5):
        a = math.tau * k / 5 - 1.57
        c.oval(x + math.cos(a) * r * 0.62, y + math.sin(a) * r * 0.62, r * 0.5, r * 0.5, colour)
    c.oval(x, y, r * 0.36, r * 0.36, heart)


def garden_table(c):
    grass(c, 74)
    c.sun(104, 15, 6)
    c.oval(60, 46, 42, 8, "brown")
    c.oval(60, 44.5, 42, 7.5, "orange")
    for x in (34, 86):
        c.line([(x, 50), (x - (60 - x) * 0.16, 80)], "brown", 2.4)
    c.fill([(52, 42), (50, 24), (66, 24), (64, 42)], "white", soft=False)
    c.fill([(52.4, 40), (51.4, 29), (64.8, 29), (63.8, 40)], "yellow", soft=False)
    c.line(arc(68, 32, 5, 6, -90, 90), "white", 1.3)
    for x, y in ((34, 44), (44, 47), (76, 47), (86, 44)):
        c.fill([(x - 3, y), (x - 3.6, y - 9), (x + 3.6, y - 9), (x + 3, y)], "blue", soft=False)
    for x, side in ((12, 1), (108, -1)):
        c.line([(x, 36), (x + side * 1, 60), (x, 82)], "green", 2)
        c.line([(x, 60), (x + side * 14, 60), (x + side * 15, 82)], "green", 2, soft=False)


def plants(c):
    c.box(0, 68, 120, 22, "sand")
    c.line([(0, 68), (120, 68)], "white", 1.2)
    for x, pot in ((22, "brick"), (60, "orange"), (98, "brick")):
        c.fill([(x - 12, 50), (x + 12, 50), (x + 9, 70), (x - 9, 70)], pot, soft=False)
        c.box(x - 13.5, 46, 27, 6, pot)
        c.line([(x - 13, 52.4), (x + 13, 52.4)], "brown", 0.6)
    for k in range(9):
        a = math.radians(200 + k * 17.5)
        c.line(
            [(22, 46), (22 + math.cos(a) * 12, 40 + math.sin(a) * 16), (22 + math.cos(a) * 20, 46 + math.sin(a) * 20)],
            "green" if k % 2 else "leaf",
            1.3,
        )
    for x, y, r in ((60, 20, 7), (50, 28, 6.5), (71, 27, 6.5), (56, 36, 6), (67, 38, 6)):
        c.line([(60, 47), (x, y)], "leaf", 0.9)
        c.oval(x, y, r, r * 0.9, "green")
        c.oval(x, y, 0.9, 0.9, "white")
    c.line([(98, 47), (98, 14)], "leaf", 1.4)
    for y in (20, 28, 36, 43):
        for side in (-1, 1):
            c.oval(98 + side * 7, y, 6.2, 2.6, "leaf" if y % 3 else "green")


def hollyhocks(c):
    c.box(0, 0, 120, 78, "sand")
    c.box(70, 18, 34, 60, "sea")
    c.box(75, 24, 24, 20, "blue")
    c.oval(98, 54, 1.4, 1.4, "yellow")
    c.box(0, 78, 120, 12, "grey")
    for x, top, colour in ((14, 8, "pink"), (28, 18, "brick"), (42, 4, "lilac"), (56, 24, "yellow"), (112, 16, "pink")):
        c.line([(x, 80), (x + 1.5, (80 + top) / 2), (x, top)], "leaf", 1.2)
        y, r = top + 3, 2.6
        while y < 66:
            flower(c, x + math.sin(y) * 2.2, y, r * 1.2, colour, "white")
            y += r * 2.3
            r = min(r + 0.5, 5)
        for side in (-1, 1):
            c.oval(x + side * 6, 73, 6, 4, "leaf")


def hedgehog(c):
    for _ in range(26):
        x, y = c.dice.uniform(2, 118), c.dice.uniform(70, 86)
        c.oval(x, y, 4, 2.2, c.dice.choice(["orange", "brick", "yellow", "brown"]))
    for k in range(46):
        a = math.radians(172 + k * 4.3)
        r = 30 + (k % 2) * 4
        c.line(
            [(64 + math.cos(a) * 22, 66 + math.sin(a) * 24), (64 + math.cos(a) * r, 66 + math.sin(a) * (r + 2))],
            "sand" if k % 3 else "white",
            1.1,
        )
    c.fill([(36, 70), (38, 52), (52, 40), (72, 38), (90, 50), (96, 70)], "brown")
    for _ in range(60):
        x, y = c.dice.uniform(44, 90), c.dice.uniform(44, 66)
        c.line([(x, y), (x + 2.6, y - 3.4)], c.dice.choice(["sand", "white", "brown"]), 0.7)
    c.fill([(48, 70), (42, 56), (30, 58), (17, 67), (26, 73)], "sand")
    c.oval(17, 67, 2.6, 2.4, "ink")
    c.oval(33, 62, 1.7, 1.9, "ink")
    c.oval(33.6, 61.3, 0.5, 0.5, "white")
    c.oval(45, 56, 4, 4.6, "brown")
    for x in (44, 58, 78):
        c.oval(x, 73, 4, 2.2, "sand")


def hen(c):
    grass(c, 76)
    c.fill([(32, 46), (22, 30), (14, 26), (18, 40), (24, 58)], "brick")
    c.fill([(24, 46), (36, 44), (54, 46), (66, 26), (76, 20), (84, 28), (84, 50), (70, 68), (44, 70), (28, 62)], "brown")
    c.fill([(40, 50), (58, 48), (62, 56), (50, 63), (38, 58)], "orange")
    for k in range(3):
        c.line([(42 + k * 6, 58), (46 + k * 6, 61), (50 + k * 6, 57)], "sand", 0.7)
    c.fill([(70, 21), (69, 12), (74, 16), (78, 10), (80, 16), (86, 13), (84, 24)], "brick")
    c.fill([(84, 27), (94, 31), (84, 34)], "yellow", soft=False)
    c.oval(84, 38, 2.4, 4, "brick")
    c.oval(78, 27, 1.9, 2, "ink")
    c.oval(78.6, 26.4, 0.6, 0.6, "white")
    for x in (48, 60):
        c.line([(x, 69), (x + 1, 80)], "yellow", 1.2)
        c.line([(x - 3, 82), (x + 1, 80), (x + 6, 82)], "yellow", 1.1, soft=False)
    for x in (96, 104, 100):
        c.oval(x, 79 - (x == 100) * 4, 4, 5, "white")


def nestbox(c):
    for row in range(12):
        c.line([(0, row * 8), (120, row * 8)], "grey", 0.3)
    c.box(36, 30, 48, 46, "yellow")
    for x in (48, 60, 72):
        c.line([(x, 30), (x, 76)], "brown", 0.4)
    c.fill([(28, 34), (60, 12), (92, 34), (88, 38), (60, 19), (32, 38)], "brick", soft=False)
    c.oval(60, 46, 9, 9, "ink")
    c.line([(60, 62), (60, 70)], "brown", 1.8)
    c.fill([(54, 50), (53, 43), (60, 40), (67, 43), (66, 50)], "blue")
    c.oval(60, 46.5, 4.6, 4, "white")
    c.fill([(57.8, 47), (62.2, 47), (60, 51)], "orange", soft=False)
    for x in (57, 63):
        c.oval(x, 43.6, 1, 1.1, "ink")
    c.line([(88, 62), (96, 58), (103, 64), (98, 70), (90, 69)], "leaf", 2, closed=True)
    c.fill([(98, 22), (106, 14), (104, 22), (116, 18), (108, 26), (112, 30), (102, 28)], "sea")
    c.line([(6, 84), (40, 82), (60, 84)], "leaf", 1.3)
    for x in (14, 26, 44):
        c.oval(x, 80, 4, 2, "green")


def rain_barrel(c):
    c.box(0, 0, 120, 8, "brick")
    c.line([(30, 8), (30, 26)], "grey", 4)
    c.line([(0, 8), (120, 8)], "grey", 3)
    c.ground_line(81)
    c.fill([(14, 30), (46, 30), (50, 54), (46, 80), (14, 80), (10, 54)], "leaf")
    for y in (38, 70):
        c.line([(11.6, y), (30, y + 1.6), (48.4, y)], "grey", 1.4)
    c.oval(30, 30, 16, 4, "blue")
    c.line([(46, 68), (54, 68), (54, 72)], "yellow", 1.6, soft=False)
    c.oval(54, 78, 1.1, 1.7, "blue")
    c.fill([(66, 54), (92, 54), (94, 80), (64, 80)], "blue", soft=False)
    c.line([(66, 72), (56, 58), (52, 56)], "blue", 2.4)
    c.line(arc(94, 64, 9, 10, -110, 100), "blue", 1.8)
    c.line([(70, 54), (74, 44), (86, 46), (90, 54)], "blue", 1.5)
    for x in (104, 112):
        c.line([(x, 82), (x, 62)], "leaf", 1)
        flower(c, x, 58, 5, "pink")
    for _ in range(12):
        x, y = c.dice.uniform(40, 116), c.dice.uniform(12, 40)
        c.line([(x, y), (x - 1, y + 5)], "blue", 0.5)


def kite(c):
    grass(c, 80)
    for x, y in ((14, 14), (34, 30), (104, 44)):
        c.fill([(x - 10, y + 4), (x - 5, y - 3), (x + 3, y - 4), (x + 11, y + 3), (x, y + 6)], "white")
    c.fill([(78, 6), (98, 22), (76, 50), (58, 22)], "yellow", soft=False)
    c.fill([(78, 6), (98, 22), (77, 24)], "pink", soft=False)
    c.fill([(58, 22), (77, 24), (76, 50)], "blue", soft=False)
    c.line([(78, 6), (76, 50)], "white", 0.7)
    c.line([(58, 22), (98, 22)], "white", 0.7)
    tail = [(76, 50), (70, 58), (76, 64), (68, 72), (72, 78)]
    c.line(tail, "white", 0.6)
    for (x, y), colour in zip(tail[1:], ["brick", "green", "lilac", "orange"], strict=True):
        c.fill([(x - 4, y - 2), (x, y), (x - 4, y + 2)], colour, soft=False)
        c.fill([(x + 4, y - 2), (x, y), (x + 4, y + 2)], colour, soft=False)
    c.line([(77, 28), (50, 50), (26, 66)], "white", 0.4)
    c.oval(20, 58, 4, 4.4, "sand")
    c.fill([(15, 63), (25, 63), (27, 76), (13, 76)], "brick")
    c.line([(23, 65), (27, 66)], "sand", 1.4)
    for x in (17, 23):
        c.line([(x, 75), (x, 83)], "sea", 2)


GARDEN = {
    "garden-table": garden_table, "plants": plants, "hollyhocks": hollyhocks, "hedgehog": hedgehog, "hen": hen,
    "nestbox": nestbox, "rain-barrel": rain_barrel, "kite": kite,
}  # fmt: skip
