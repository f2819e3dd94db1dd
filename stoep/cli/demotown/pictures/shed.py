"""What is lent and given: a drill, a sewing machine, a sofa, books."""

from .chalk import arc


def drill(c):
    c.ground_line(80)
    c.fill([(30, 24), (70, 22), (76, 28), (76, 40), (70, 46), (30, 44), (26, 34)], "green")
    c.fill([(34, 42), (50, 44), (46, 66), (52, 70), (52, 78), (28, 78), (28, 70)], "leaf")
    c.fill([(76, 28), (86, 31), (86, 38), (76, 40)], "grey", soft=False)
    c.line([(86, 34.5), (112, 34.5)], "white", 1.8)
    for k in range(5):
        c.line([(90 + k * 4.4, 33), (93 + k * 4.4, 36)], "ink", 0.6)
    c.fill([(50, 46), (56, 46), (54, 53), (49, 53)], "brick", soft=False)
    for y in (29, 34, 39):
        c.line([(34, y), (44, y)], "ink", 0.8)
    c.line([(30, 76), (16, 82), (6, 72)], "ink", 1.6)
    c.box(70, 64, 40, 16, "yellow")
    for k in range(4):
        c.line([(75 + k * 9, 78), (75 + k * 9, 60 - k * 2.4)], "grey", 1.4)
    c.box(70, 70, 40, 10, "orange")


def sewing(c):
    c.box(0, 74, 120, 16, "sand")
    c.fill([(18, 68), (102, 68), (102, 75), (18, 75)], "white", soft=False)
    c.fill(
        [(78, 68), (80, 40), (34, 40), (32, 52), (24, 52), (24, 30), (36, 24), (96, 24), (100, 30), (98, 68)],
        "blue",
        soft=False,
    )
    c.ring(104, 40, 7, 7, "white", 1.6)
    c.line([(28, 52), (28, 66)], "grey", 1)
    c.oval(90, 46, 4, 4, "white")
    c.oval(90, 46, 1.2, 1.2, "ink")
    for x, colour in ((60, "brick"), (72, "yellow")):
        c.box(x - 3, 14, 6, 9, colour)
        c.line([(x - 4, 13), (x + 4, 13)], "white", 1)
        c.line([(x - 4, 23.5), (x + 4, 23.5)], "white", 1)
    c.line([(57, 18), (40, 22), (28, 34)], "brick", 0.4)
    c.fill([(4, 70), (22, 64), (44, 66), (58, 70), (54, 84), (30, 82), (8, 86)], "pink")
    for x, y in ((16, 73), (28, 70), (40, 75), (24, 79), (46, 70)):
        c.oval(x, y, 1.4, 1.4, "white")
    c.line([(42, 32), (70, 32)], "white", 0.8)


def sofa(c):
    c.ground_line(82, left=4, right=116)
    c.fill([(20, 60), (20, 32), (28, 26), (60, 28), (92, 26), (100, 32), (100, 60)], "leaf")
    c.line([(47, 29), (46, 52)], "green", 0.8)
    c.line([(73, 29), (74, 52)], "green", 0.8)
    c.fill([(22, 52), (98, 52), (100, 70), (20, 70)], "green", soft=False)
    c.line([(47, 53), (47, 69)], "leaf", 0.8)
    c.line([(74, 53), (74, 69)], "leaf", 0.8)
    for x in (8, 98):
        c.fill([(x, 46), (x + 7, 41), (x + 14, 46), (x + 14, 74), (x, 74)], "leaf")
    c.box(14, 69, 92, 6, "leaf")
    c.box(20, 75, 4, 6, "brown")
    c.fill([(97, 75), (101, 75), (100, 78), (102, 80), (97, 80)], "brown", soft=False)
    c.fill([(26, 36), (42, 34), (44, 50), (28, 52)], "yellow", soft=False)
    c.fill([(78, 36), (92, 34), (95, 49), (80, 51)], "pink", soft=False)
    c.line([(30, 40), (40, 46)], "orange", 1)
    c.line([(40, 39), (31, 47)], "orange", 1)


def books(c):
    c.line([(60, 64), (60, 90)], "brown", 5)
    c.fill([(24, 26), (60, 6), (96, 26), (92, 31), (60, 14), (28, 31)], "grey", soft=False)
    c.box(30, 28, 60, 38, "brick")
    c.box(34, 32, 52, 30, "ink")
    c.box(34, 46, 52, 2.4, "sand")
    shades = ["yellow", "blue", "pink", "green", "lilac", "orange", "white", "sea"]
    for base, high in ((46, 11), (62, 12)):
        x = 36
        while x < 80:
            wide, tall = c.dice.uniform(3, 5.4), high - c.dice.uniform(0, 4)
            if c.dice.random() > 0.12:
                c.box(x, base - tall, wide - 0.6, tall, c.dice.choice(shades))
            x += wide
    c.line([(90, 28), (108, 33), (108, 66), (90, 66)], "brick", 1.6, soft=False)
    c.line([(90, 28), (90, 66)], "sand", 1)
    c.line(arc(20, 76, 10, 8, 180, 360), "leaf", 1.2)
    for x in (12, 20, 28, 98, 106):
        c.line([(x, 88), (x + 1, 76)], "leaf", 1)
        c.oval(x + 1, 75, 2.8, 2.8, "pink" if x % 4 else "yellow")


SHED = {"drill": drill, "sewing": sewing, "sofa": sofa, "books": books}
