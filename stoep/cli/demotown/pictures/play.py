"""Games, music, and what stands in a room or a shed."""

import math

from .chalk import arc


def star(x, y, r, points=5, inner=0.45):
    """The corners of a star."""
    return [
        (
            x + math.cos(math.pi * k / points - 1.57) * (r if k % 2 == 0 else r * inner),
            y + math.sin(math.pi * k / points - 1.57) * (r if k % 2 == 0 else r * inner),
        )
        for k in range(points * 2)
    ]


def football(c):
    c.line([(0, 72), (60, 70), (120, 73)], "white", 1.2)
    c.line([(78, 70), (78, 24), (116, 24), (116, 71)], "white", 1.6, soft=False)
    for k in range(5):
        c.line([(84 + k * 7, 25), (84 + k * 7, 70)], "grey", 0.4)
        c.line([(79, 32 + k * 8), (115, 32 + k * 8)], "grey", 0.4)
    c.oval(42, 58, 19, 19, "white")
    c.fill(
        [(42 + 7 * math.cos(a), 58 + 7 * math.sin(a)) for a in (math.tau * k / 5 - 1.57 for k in range(5))], "ink", soft=False
    )
    for k in range(5):
        a = math.tau * k / 5 - 1.57
        c.line([(42 + 7 * math.cos(a), 58 + 7 * math.sin(a)), (42 + 13 * math.cos(a), 58 + 13 * math.sin(a))], "ink", 0.8)
        c.oval(42 + 16.6 * math.cos(a), 58 + 16.6 * math.sin(a), 3, 3, "ink")
    for y in (42, 52, 62):
        c.line([(4, y), (16 - abs(52 - y) * 0.3, y + 0.6)], "yellow", 1)


def hopscotch(c):
    c.sun(100, 18, 8)
    boxes = [(48, 72, "1"), (48, 58, "2"), (40, 44, "3"), (56, 44, "4"), (48, 30, "5"), (40, 16, "6"), (56, 16, "7")]
    for (x, y, number), colour in zip(boxes, ["pink", "yellow", "blue", "green", "lilac", "orange", "white"], strict=True):
        c.line([(x, y), (x + 15, y), (x + 15, y + 13), (x, y + 13)], colour, 1.2, soft=False, closed=True)
        for stroke in DIGITS[number]:
            c.line([(x + 5 + a * 5, y + 3 + b * 7) for a, b in stroke], colour, 1, soft=False)
    c.line(arc(55.5, 15, 15, 12, 180, 360), "white", 1.2)
    flower_line(c, 14, 78)
    c.fill([(92, 66), (100, 62), (106, 68), (100, 74), (94, 72)], "grey")
    for x, y, colour in ((20, 20, "pink"), (28, 25, "blue"), (16, 28, "yellow")):
        c.line([(x, y), (x + 9, y + 3)], colour, 2.6)


DIGITS = {
    "1": [[(0.2, 0.2), (0.5, 0), (0.5, 1)]], "2": [[(0, 0.2), (0.5, 0), (1, 0.25), (0, 1), (1, 1)]],
    "3": [[(0, 0), (1, 0), (0.4, 0.45), (1, 0.7), (0.5, 1), (0, 0.9)]], "4": [[(0.7, 1), (0.7, 0), (0, 0.7), (1, 0.7)]],
    "5": [[(1, 0), (0, 0), (0, 0.45), (0.8, 0.45), (1, 0.75), (0.6, 1), (0, 1)]],
    "6": [[(0.9, 0), (0.2, 0.4), (0, 0.8), (0.5, 1), (1, 0.75), (0.5, 0.5), (0.1, 0.7)]], "7": [[(0, 0), (1, 0), (0.3, 1)]],
}  # fmt: skip


def flower_line(c, x, y):
    """A chalk flower as a child draws it."""
    c.line([(x, y), (x + 1, y - 18)], "green", 1)
    c.line([(x, y - 6), (x + 6, y - 10)], "green", 1)
    for k in range(6):
        a = math.tau * k / 6
        c.ring(x + 1 + math.cos(a) * 5, y - 22 + math.sin(a) * 5, 3, 3, "pink", 0.8)
    c.oval(x + 1, y - 22, 2.4, 2.4, "yellow")


def scooter(c):
    c.ground_line(78)
    for x in (28, 90):
        c.ring(x, 68, 9, 9, "blue", 3)
        c.oval(x, 68, 2, 2, "white")
    c.line([(28, 66), (40, 64), (78, 64), (84, 60)], "green", 3.4)
    c.line([(90, 68), (78, 22)], "white", 2)
    c.line([(68, 25), (89, 19)], "brick", 2.6)
    for x, y in ((68, 25), (89, 19)):
        c.line([(x, y), (x - 2, y + 9)], "yellow", 0.6)
        c.line([(x, y), (x + 2, y + 9)], "pink", 0.6)
    c.fill([(46, 60), (54, 54), (62, 56), (66, 52), (70, 58), (62, 61)], "leaf")
    c.oval(67, 55, 0.8, 0.8, "ink")
    c.sun(16, 16, 5)


def teddy(c):
    c.box(24, 62, 72, 24, "sand")
    c.line([(60, 62), (60, 86)], "brown", 1.2)
    c.line([(24, 70), (96, 70)], "brown", 0.4)
    for x in (44, 76):
        c.oval(x, 18, 7, 7, "brown")
        c.oval(x, 18, 3.6, 3.6, "sand")
        c.oval(x + (60 - x) * 0.1, 62, 8, 5.5, "brown")
    c.oval(60, 50, 16, 16, "brown")
    c.oval(60, 51, 9, 10, "sand")
    c.oval(60, 28, 17, 15, "brown")
    c.oval(60, 33, 7.4, 6, "sand")
    c.oval(60, 30.5, 2.4, 1.8, "ink")
    c.line([(60, 32), (60, 35), (57, 36.5)], "ink", 0.6)
    c.oval(53, 25.5, 1.9, 2.1, "ink")
    for d in (-1.4, 1.4):
        c.line([(67 - 1.4, 25.5 + d), (67 + 1.4, 25.5 - d)], "ink", 0.7)
    c.fill([(60, 43), (50, 39), (50, 47)], "brick", soft=False)
    c.fill([(60, 43), (70, 39), (70, 47)], "brick", soft=False)
    for x, side in ((44, -1), (76, 1)):
        c.oval(x + side * 1.5, 48, 5, 8, "brown")


def lantern(c):
    for _ in range(18):
        c.oval(c.dice.uniform(2, 118), c.dice.uniform(2, 34), 0.5, 0.5, "white")
    c.fill([(100, 8), (108, 10), (111, 18), (108, 25), (101, 27), (105, 22), (106, 16)], "yellow")
    c.ground_line(82, left=2, right=118)
    for x, coat, colour in ((26, "brick", "yellow"), (58, "sea", "orange"), (90, "lilac", "pink")):
        c.line([(x + 6, 62), (x + 14, 32)], "brown", 1)
        c.line([(x + 14, 32), (x + 14, 37)], "white", 0.5)
        c.oval(x + 14, 44, 9.5, 9.5, colour, strength=0.5)
        c.oval(x + 14, 44, 7, 7, colour)
        c.line(arc(x + 14, 44, 3, 7, -90, 90), "white", 0.5)
        c.line(arc(x + 14, 44, 3, 7, 90, 270), "white", 0.5)
        c.fill([(x - 6, 58), (x + 6, 58), (x + 9, 77), (x - 9, 77)], coat)
        c.oval(x, 52, 6, 6.2, "sand")
        c.fill([(x - 6.6, 51), (x - 4, 44), (x, 42), (x + 4, 44), (x + 6.6, 51), (x, 48.5)], coat)
        c.oval(x, 41.5, 1.8, 1.8, "white")
        for dx in (-2, 2.2):
            c.oval(x + dx, 52.5, 0.8, 0.9, "ink")
        for dx in (-3, 3):
            c.line([(x + dx, 77), (x + dx, 82)], "brown", 2.2)


def guitar(c):
    c.ground_line(82)
    c.line([(86, 82), (84, 40)], "brown", 2)
    c.line([(110, 82), (108, 56), (84, 56)], "brown", 2, soft=False)
    c.line([(84, 42), (82, 20)], "brown", 2)
    c.box(82, 53, 29, 4, "brown")
    c.line([(48, 50), (74, 8)], "brown", 3.4)
    c.fill([(71, 10), (75, 2), (81, 6), (77, 13)], "brick", soft=False)
    c.fill([(28, 54), (38, 44), (46, 46), (54, 42), (64, 50), (62, 58), (62, 68), (50, 80), (32, 80), (22, 70)], "orange")
    c.oval(47, 58, 5.6, 5.6, "ink")
    c.ring(47, 58, 7, 7, "sand", 0.8)
    c.line([(33, 70), (41, 75)], "brown", 2)
    for k in range(4):
        c.line([(36 + k * 1.4, 71.5 + k * 0.9), (73 + k * 1.2, 9 + k * 0.7)], "white", 0.25)
    for x, y in ((14, 24), (100, 20)):
        c.oval(x, y + 10, 3, 2.2, "yellow")
        c.line([(x + 2.6, y + 10), (x + 2.6, y), (x + 8, y + 3)], "yellow", 1, soft=False)


def piano(c):
    c.ground_line(84, left=6, right=114)
    c.box(20, 22, 80, 56, "brown")
    c.fill([(16, 20), (104, 20), (104, 25), (16, 25)], "orange", soft=False)
    c.box(14, 52, 92, 10, "white")
    for k in range(15):
        c.line([(20 + k * 6, 52), (20 + k * 6, 62)], "ink", 0.4)
        if k % 7 not in (2, 6):
            c.box(18.4 + k * 6, 52, 3.2, 6, "ink")
    c.box(12, 62, 96, 4, "orange")
    for x in (18, 98):
        c.box(x, 66, 5, 18, "orange")
    c.fill([(44, 32), (60, 30), (76, 32), (76, 46), (60, 44), (44, 46)], "white", soft=False)
    for y in (36, 40):
        c.line([(47, y), (58, y - 1)], "ink", 0.5)
        c.line([(62, y - 1), (73, y)], "ink", 0.5)
    c.fill([(84, 20), (82, 10), (92, 10), (90, 20)], "blue", soft=False)
    for x, y, colour in ((83, 6, "pink"), (89, 3, "yellow"), (93, 8, "lilac")):
        c.line([(87, 11), (x, y)], "leaf", 0.7)
        c.oval(x, y, 3, 3, colour)


def petanque(c):
    for _ in range(120):
        c.oval(c.dice.uniform(2, 118), c.dice.uniform(40, 88), 0.5, 0.35, "sand")
    c.line([(0, 38), (60, 36), (120, 38)], "leaf", 3)
    for x, y, r, colour in ((40, 58, 12, "grey"), (72, 66, 13, "sea"), (92, 50, 10, "grey")):
        c.oval(x + 2, y + r, r, 2.2, "ink", strength=0.5)
        c.oval(x, y, r, r, colour)
        for k in (-0.4, 0.1, 0.5):
            c.line(arc(x, y + r * k, r * 0.85, r * 0.3, 15, 165), "white", 0.5)
        c.line(arc(x - 1, y - 1, r * 0.6, r * 0.6, 200, 260), "white", 1)
    c.oval(56, 72, 4, 4, "brick")
    c.sun(102, 16, 6)
    c.line([(46, 76), (52, 74.5)], "yellow", 0.8)


def cards(c):
    fan = [(-34, "white", "brick"), (-12, "white", "ink"), (12, "white", "brick"), (34, "white", "ink")]
    for k, (angle, paper, suit) in enumerate(fan):
        turn = math.radians(angle)

        def at(x, y, turn=turn):
            return (60 + x * math.cos(turn) - y * math.sin(turn), 92 + x * math.sin(turn) + y * math.cos(turn))

        c.fill([at(-13, -70), at(13, -70), at(13, -30), at(-13, -30)], paper, soft=False, strength=1.0)
        c.line([at(-13, -70), at(13, -70), at(13, -30), at(-13, -30)], "grey", 0.6, soft=False, closed=True)
        shapes = {
            0: [at(0, -44), at(-6, -52), at(-3, -57), at(0, -53), at(3, -57), at(6, -52)],
            1: [at(0, -60), at(6, -50), at(1.5, -49), at(3, -43), at(-3, -43), at(-1.5, -49), at(-6, -50)],
            2: [at(0, -60), at(6, -51), at(0, -42), at(-6, -51)],
            3: [at(0, -60), at(5, -55), at(7, -49), at(1, -49), at(3, -43), at(-3, -43), at(-1, -49), at(-7, -49), at(-5, -55)],
        }
        c.fill(shapes[k], suit, soft=k in (0, 3))
        c.oval(*at(-9, -65), 1.6, 1.6, suit)
    c.fill([(40, 90), (44, 76), (60, 72), (76, 76), (80, 90)], "sand")


def movie(c):
    for _ in range(20):
        c.oval(c.dice.uniform(2, 118), c.dice.uniform(1, 22), 0.5, 0.5, "white")
    c.line([(8, 12), (112, 12)], "brown", 1.6)
    c.fill([(18, 12), (102, 12), (101, 56), (60, 58), (19, 56)], "white", soft=False)
    for x in (20, 46, 74, 100):
        c.line([(x, 10), (x, 15)], "brick", 1.4)
    c.fill([(46, 50), (46, 36), (54, 28), (66, 30), (72, 40), (70, 50)], "brown")
    c.oval(50, 32, 4, 7, "orange")
    c.oval(57, 36, 1.3, 1.4, "ink")
    c.oval(70, 40, 2, 1.7, "ink")
    c.line([(64, 45), (68, 46), (71, 44)], "ink", 0.6)
    for x, colour, hair in ((22, "sea", "brown"), (42, "brick", "yellow"), (80, "leaf", "ink"), (100, "lilac", "orange")):
        c.fill([(x - 9, 90), (x - 8, 78), (x, 74), (x + 8, 78), (x + 9, 90)], colour)
        c.oval(x, 70, 6, 6.4, hair)
    c.fill([(56, 80), (68, 80), (66, 90), (58, 90)], "yellow", soft=False)
    for x, y in ((58, 78), (62, 76), (66, 78), (61, 79)):
        c.oval(x, y, 2, 1.8, "white")


def shoes(c):
    c.ground_line(80)
    for x, y, colour, sole in ((12, 46, "sea", "white"), (46, 56, "brick", "white")):
        c.fill(
            [(x + 2, y + 16), (x + 2, y), (x + 10, y - 4), (x + 18, y), (x + 28, y + 8), (x + 44, y + 11), (x + 50, y + 17)],
            colour,
        )
        c.fill([(x, y + 16), (x + 51, y + 16), (x + 50, y + 21), (x + 2, y + 21)], sole, soft=False)
        for k in range(4):
            c.line([(x + 16 + k * 4, y + 1 + k * 2), (x + 12 + k * 4.5, y + 7 + k * 1.6)], "white", 0.9)
        c.line([(x + 6, y + 12), (x + 14, y + 8), (x + 22, y + 13)], "yellow", 1.5)
        c.line([(x + 15, y), (x + 8, y - 8), (x + 5, y - 3), (x + 14, y), (x + 22, y - 8)], "white", 0.6)
    c.sun(100, 18, 6)
    for y in (30, 36, 42):
        c.line([(84 + y % 5, y), (112, y + 0.5)], "blue", 0.8)


def window_star(c):
    c.box(18, 6, 84, 76, "white")
    c.box(23, 11, 74, 66, "ink")
    c.fill([(23, 77), (23, 40), (40, 24), (80, 24), (97, 40), (97, 77)], "orange", strength=0.35)
    for x in (41, 79):
        c.line([(x, 4), (x, 20)], "white", 0.4)
    c.line([(60, 11), (60, 20)], "white", 0.4)
    c.fill(star(60, 40, 22, 8, 0.5), "yellow", soft=False)
    c.fill(star(60, 40, 13, 8, 0.5), "brick", soft=False)
    for x, y, r in ((41, 25, 5), (79, 25, 5)):
        c.fill(star(x, y, r), "pink", soft=False)
    c.box(14, 78, 92, 6, "sand")
    for x in (32, 44, 78, 90):
        c.box(x - 2, 66, 4, 12, "white")
        c.fill([(x - 1.6, 64), (x, 58), (x + 1.6, 64), (x, 66)], "yellow")
    for _ in range(22):
        c.oval(c.dice.choice([c.dice.uniform(1, 14), c.dice.uniform(106, 119)]), c.dice.uniform(2, 88), 0.8, 0.8, "white")


PLAY = {
    "football": football, "hopscotch": hopscotch, "scooter": scooter, "teddy": teddy, "lantern": lantern, "guitar": guitar,
    "piano": piano, "petanque": petanque, "cards": cards, "movie": movie, "shoes": shoes, "window-star": window_star,
}  # fmt: skip
