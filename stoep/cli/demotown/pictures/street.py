"""What one sees on the pavement: a bicycle, a ladder, a cat on a wall."""

import math
from functools import partial

from .chalk import arc


def wheel(c, x, y, r, colour="white", spokes=8):
    """A bicycle wheel."""
    c.ring(x, y, r, r, colour, 1.3)
    for k in range(spokes):
        a = math.tau * k / spokes
        c.line([(x, y), (x + math.cos(a) * r * 0.92, y + math.sin(a) * r * 0.92)], "grey", 0.25)
    c.oval(x, y, 1.3, 1.3, colour)


def cargobike(c):
    c.ground_line(76)
    wheel(c, 86, 64, 12)
    wheel(c, 20, 67, 8.5)
    c.line([(86, 64), (68, 62), (61, 62)], "brick", 1.8, soft=False)
    c.line([(68, 62), (75, 38), (86, 64)], "brick", 1.8, soft=False)
    c.line([(61, 62), (58, 40), (75, 42)], "brick", 1.8, soft=False)
    c.fill([(71, 35.5), (81, 35), (82, 37.5), (72, 38.5)], "ink")
    c.line([(58, 42), (56, 29), (63, 27)], "white", 1.5, soft=False)
    c.line([(58, 58), (20, 67)], "brick", 1.8)
    c.fill([(15, 36), (54, 36), (51, 60), (23, 60)], "yellow", soft=False)
    for y in (43, 51):
        c.line([(17.5 + (y - 36) * 0.3, y), (52.5 - (y - 36) * 0.1, y)], "brown", 0.6)
    c.oval(33, 29, 7, 7, "green")
    c.oval(43, 31, 6, 6, "leaf")
    c.fill([(24, 36), (25, 24), (29, 20), (31, 25), (30, 36)], "pink")
    c.ring(68, 62, 3.4, 3.4, "white", 0.8)
    c.sun(105, 16, 5)


def bicycle(c):
    c.ground_line(77)
    wheel(c, 30, 61, 15)
    wheel(c, 88, 61, 15)
    c.line([(30, 61), (44, 37), (78, 37), (57, 61), (30, 61)], "green", 1.9, soft=False)
    c.line([(44, 37), (57, 61)], "green", 1.9)
    c.line([(88, 61), (77, 32), (82, 25), (74, 22)], "green", 1.7, soft=False)
    c.line([(44, 37), (42, 30)], "white", 1.4)
    c.fill([(34, 27), (50, 27), (47, 31), (37, 31)], "brown")
    c.fill([(84, 30), (104, 30), (101, 45), (87, 45)], "sand", soft=False)
    for x in (90, 95, 99):
        c.line([(x - 1, 31), (x, 44)], "brown", 0.5)
    for x, colour in ((88, "pink"), (94, "yellow"), (100, "lilac")):
        c.line([(x, 30), (x, 24)], "leaf", 0.7)
        c.oval(x, 22, 3, 3, colour)
        c.oval(x, 22, 1, 1, "orange")
    c.ring(57, 61, 4, 4, "white", 0.9)


def ladder(c):
    c.box(0, 0, 38, 78, "brick")
    for row in range(9):
        c.line([(0, 6 + row * 8.5), (38, 6 + row * 8.5)], "sand", 0.5)
        for x in range(3):
            c.line(
                [(6 + x * 13 + (row % 2) * 6, 6 + row * 8.5), (6 + x * 13 + (row % 2) * 6, min(14 + row * 8.5, 77))],
                "sand",
                0.5,
            )
    c.line([(0, 5), (42, 5)], "grey", 3)
    c.ground_line(79, left=2, right=116)
    c.line([(76, 79), (40, 8)], "yellow", 2)
    c.line([(90, 79), (50, 6)], "yellow", 2)
    for k in range(9):
        t = 0.08 + k * 0.105
        c.line([(76 - 36 * t, 79 - 71 * t), (90 - 40 * t, 79 - 73 * t)], "orange", 1.5)
    for x, y, colour in ((52, 16, "orange"), (60, 30, "brick"), (100, 70, "orange"), (96, 52, "yellow")):
        c.fill([(x, y - 3), (x + 3, y), (x, y + 4), (x - 3, y)], colour)
    c.fill([(98, 66), (112, 66), (110, 79), (100, 79)], "blue", soft=False)
    c.line(arc(105, 66, 6.5, 8, 180, 360), "white", 0.7)


def bench(c):
    c.fill([(20, 40), (16, 20), (38, 6), (64, 9), (72, 28), (60, 44), (36, 46)], "leaf")
    c.fill([(30, 30), (34, 16), (50, 14), (58, 26), (48, 36)], "green")
    c.line([(44, 80), (45, 60), (43, 38)], "brown", 4)
    c.ground_line(80)
    for y in (45, 52):
        c.line([(38, y), (104, y)], "yellow", 3.4)
    for y in (61, 65.5):
        c.line([(34, y), (108, y)], "orange", 3.2)
    for x in (44, 98):
        c.line([(x, 44), (x, 62), (x - 3, 80)], "white", 1.6, soft=False)
        c.line([(x + 3, 66), (x + 6, 80)], "white", 1.6)
    c.oval(88, 55.5, 3.6, 4.6, "pink")
    c.line(arc(92.5, 56, 2.2, 2.6, -90, 90), "pink", 0.8)


def bunting(c):
    c.fill([(0, 90), (0, 20), (16, 12), (32, 20), (32, 90)], "brick", soft=False)
    c.fill([(88, 90), (88, 16), (104, 8), (120, 16), (120, 90)], "sea", soft=False)
    for x, y in ((6, 30), (20, 30), (6, 50), (20, 50), (94, 28), (108, 28), (94, 48), (108, 48)):
        c.box(x, y, 7, 10, "white")
        c.box(x + 0.9, y + 0.9, 5.2, 8.2, "yellow")
    colours = ["yellow", "pink", "green", "blue", "lilac", "orange"]
    for top, sag, shift in ((20, 12, 0), (34, 12, 3)):
        c.line([(30, top), (60, top + sag), (90, top - 2)], "white", 0.5)
        for k in range(9):
            t = (k + 0.5) / 9
            x, y = 30 + 60 * t, top + sag * 4 * t * (1 - t) * 0.98 - 2 * t * t
            c.fill([(x - 2.6, y), (x + 2.6, y), (x, y + 6.5)], colours[(k + shift) % 6], soft=False)
    c.fill([(34, 66), (86, 66), (94, 74), (26, 74)], "white", soft=False)
    for x in (32, 88):
        c.line([(x, 74), (x, 88)], "brown", 1.6)
    for x, colour in ((42, "pink"), (52, "yellow"), (62, "green"), (74, "orange")):
        c.oval(x, 68, 3.4, 1.4, colour)
        c.oval(x, 66.5, 2, 1.6, colour)


def cat(c, fur="grey", light="white", stripe="brown"):
    c.box(0, 66, 120, 24, "brick")
    for row in range(3):
        c.line([(0, 66 + row * 8), (120, 66 + row * 8)], "sand", 0.5)
        for k in range(8):
            c.line([(5 + k * 16 + row % 2 * 8, 66 + row * 8), (5 + k * 16 + row % 2 * 8, 74 + row * 8)], "sand", 0.5)
    c.line([(78, 62), (96, 60), (102, 48), (95, 42)], fur, 4.2)
    c.fill([(42, 66), (40, 48), (48, 38), (66, 38), (78, 48), (82, 66)], fur)
    c.fill([(52, 66), (51, 54), (60, 47), (68, 56), (67, 66)], light)
    c.oval(56, 29, 15, 12.5, fur)
    c.fill([(43, 24), (41, 9), (53, 18)], fur, soft=False)
    c.fill([(69, 24), (71, 9), (59, 18)], fur, soft=False)
    c.fill([(44.5, 20), (43.6, 13.5), (50, 18)], "pink", soft=False)
    c.fill([(67.5, 20), (68.4, 13.5), (62, 18)], "pink", soft=False)
    c.oval(56, 34, 6, 4.5, light)
    for x in (50, 62):
        c.oval(x, 28, 2.2, 2.6, "ink")
        c.oval(x + 0.7, 27.2, 0.7, 0.8, "white")
    c.fill([(54.4, 32), (57.6, 32), (56, 33.8)], "pink", soft=False)
    for side in (-1, 1):
        c.line([(56, 34), (56 + side * 1.6, 36), (56 + side * 3.4, 35.4)], "ink", 0.45)
        for dy in (-1.5, 1):
            c.line([(56 + side * 8, 33.5 + dy * 0.4), (56 + side * 20, 33 + dy * 2)], "white", 0.35)
    for k in range(3):
        c.line([(53 + k * 3, 18), (53.4 + k * 2.6, 22)], stripe, 0.8)
    for y in (46, 52, 58):
        c.line([(83 - (58 - y) * 0.55, y + 3), (73 - (58 - y) * 0.4, y + 1)], stripe, 0.9)
    for x in (52, 66):
        c.oval(x, 65, 4.5, 2.6, light)


def umbrella(c):
    for _ in range(26):
        x, y = c.dice.uniform(4, 116), c.dice.uniform(4, 80)
        c.line([(x, y), (x - 1.6, y + 6)], "blue", 0.5)
    top = arc(60, 46, 38, 34, 180, 360)
    c.fill([*top, (85, 43), (72, 46), (60, 43), (48, 46), (35, 43)], "lilac", soft=False)
    for x in (35, 60, 85):
        c.line([(x, 44), ((x + 60) / 2, 22), (60, 12)], "white", 0.5)
    c.fill([(48, 45), (53, 20), (60, 12), (67, 20), (72, 45), (60, 43)], "pink", soft=False)
    c.line([(60, 12), (60, 7)], "white", 1)
    c.line([(60, 44), (60, 72)], "white", 1.4)
    c.fill([(58, 70), (62, 70), (63, 76), (70, 79), (66, 83), (58, 81)], "yellow")
    c.oval(61.5, 76, 0.8, 0.8, "ink")
    c.fill([(69, 78), (75, 79.5), (69, 81.5)], "orange", soft=False)
    c.line([(30, 86), (60, 84.5), (92, 86)], "blue", 1.2)


def broom(c):
    c.box(8, 8, 34, 60, "sea")
    c.box(11, 11, 28, 54, "blue")
    c.oval(35, 40, 1.4, 1.4, "yellow")
    c.fill([(2, 68), (48, 68), (54, 76), (0, 76)], "grey", soft=False)
    c.line([(92, 8), (66, 62)], "orange", 1.8)
    c.fill([(60, 58), (72, 64), (66, 80), (50, 72)], "yellow", soft=False)
    for k in range(7):
        c.line([(59 + k * 1.7, 61 + k * 0.7), (51.5 + k * 2.3, 72 + k * 1.2)], "brown", 0.5)
    c.fill([(84, 58), (110, 58), (106, 82), (88, 82)], "brick", soft=False)
    c.oval(97, 58, 13, 3.4, "white")
    for x, y, r in ((90, 55, 3), (97, 52, 4), (104, 55, 3), (100, 47, 2), (93, 45, 1.4)):
        c.ring(x, y, r, r, "white", 0.6)
    c.line(arc(97, 58, 13.5, 18, 200, 340), "white", 0.7)


def keys(c):
    c.ring(48, 30, 13, 13, "yellow", 1.6)
    for x1, y1, x2, y2, colour in ((50, 44, 46, 78, "white"), (58, 40, 78, 70, "blue")):
        c.ring(x1, y1, 6, 6, colour, 2)
        c.line([(x1 + (x2 - x1) * 0.2, y1 + (y2 - y1) * 0.2), (x2, y2)], colour, 2)
        for t in (0.75, 0.9):
            x, y = x1 + (x2 - x1) * t, y1 + (y2 - y1) * t
            c.line([(x, y), (x + 5, y - (x2 - x1) * 0.13)], colour, 1.8)
    c.line([(36, 34), (28, 42), (26, 48)], "white", 0.6)
    c.fill([(26, 48), (34, 56), (28, 68), (19, 66), (17, 56)], "pink")
    c.fill([(24, 67), (31, 77), (17, 77)], "pink", soft=False)
    c.oval(24, 55, 1.1, 1.1, "ink")
    c.line([(20, 62), (25, 61), (29, 63)], "brick", 0.7)
    c.sun(102, 16, 5)


def suitcase(c):
    c.ground_line(80)
    c.line([(48, 28), (48, 18), (72, 18), (72, 28)], "sand", 2, soft=False)
    c.fill([(20, 30), (24, 27), (96, 27), (100, 30), (100, 74), (96, 78), (24, 78), (20, 74)], "brown", soft=False)
    for x in (34, 82):
        c.box(x, 27, 5, 51, "sand")
        c.box(x + 0.5, 46, 4, 5, "yellow")
    c.line([(20, 52), (100, 52)], "ink", 0.5)
    c.fill([(56, 34), (70, 34), (70, 43), (56, 43)], "blue", soft=False)
    c.oval(63, 38.5, 3, 3, "yellow")
    c.oval(54, 65, 5, 5, "green")
    c.fill([(64, 60), (74, 58), (75, 67), (66, 69)], "pink", soft=False)
    c.line([(52, 18), (46, 10), (42, 14), (52, 18), (44, 24), (40, 20)], "brick", 1.2)


STREET = {
    "cargobike": cargobike, "bicycle": bicycle, "ladder": ladder, "bench": bench, "bunting": bunting, "grey-cat": cat,
    "ginger-cat": partial(cat, fur="orange", stripe="brick"), "tabby-cat": partial(cat, fur="brown", light="sand", stripe="ink"),
    "umbrella": umbrella, "broom": broom, "keys": keys, "suitcase": suitcase,
}  # fmt: skip
