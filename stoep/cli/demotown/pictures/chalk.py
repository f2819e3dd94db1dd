"""A hand with chalk: shapes with a wobbling edge and the grain of the stone showing through.

The sheet measures 120 × 90 units, the origin at the upper left; a unit is ten pixels.
"""

import math
import random
from functools import cache
from itertools import pairwise

import numpy
from PIL import Image, ImageDraw, ImageFilter

UNIT = 10
WIDTH, HEIGHT = 120 * UNIT, 90 * UNIT

COLOURS = {
    "yellow": "#F4D06F", "pink": "#F0B3BF", "blue": "#A9CFE8", "green": "#B5D8A9", "lilac": "#CDBDE6",
    "white": "#F6F2EA", "brick": "#DB7B62", "orange": "#F0A765", "brown": "#BE926F", "leaf": "#86B67F",
    "sea": "#6FA5C6", "grey": "#B4BDC6", "ink": "#1F272F", "sand": "#E4CFAE",
}  # fmt: skip
GROUNDS = {  # colour of the stone, of the joints, width and height of a slab in units
    "bluestone": ("#46545F", "#36424C", 40, 30),
    "night": ("#333E48", "#27313A", 60, 30),
    "slate": ("#4B5561", "#3B444F", 30, 30),
    "klinkers": ("#6E4A41", "#573932", 20, 10),
    "moss": ("#46554F", "#37443F", 40, 22.5),
}


def rgb(colour: str) -> tuple:
    """A name of COLOURS or a #rrggbb as three numbers."""
    code = COLOURS.get(colour, colour)
    return tuple(int(code[k : k + 2], 16) for k in (1, 3, 5))


@cache
def _grain(width=WIDTH, height=HEIGHT):
    """The tooth of the stone, 0 to 1: fine speckle with diagonal strokes of the hand in it. The same for every picture."""
    dice = numpy.random.default_rng(7)
    speckle = Image.fromarray((dice.random((height, width)) * 255).astype("uint8")).filter(ImageFilter.GaussianBlur(1.1))
    strokes = Image.fromarray((dice.random((260, 90)) * 255).astype("uint8")).resize((2200, 2200), Image.BICUBIC).rotate(52)
    strokes = strokes.crop((400, 500, 400 + width, 500 + height))
    mixed = 0.62 * numpy.asarray(speckle, "float32") + 0.38 * numpy.asarray(strokes, "float32")
    low, high = numpy.percentile(mixed, (2, 98))
    return numpy.clip((mixed - low) / (high - low), 0, 1)


class Chalk:
    """One picture in the making. Colours are names of COLOURS; lengths are units."""

    def __init__(self, seed: str, ground: str = "bluestone"):
        """`ground`: a stone of GROUNDS, or a colour: then the whole sheet is rubbed with it."""
        self.dice = random.Random(seed)
        self.sheet = _stone(ground, seed) if ground in GROUNDS else _rubbed(ground)
        self.covered = 0.9  # how much of the stone a filled shape hides

    def image(self) -> Image.Image:
        """The finished picture."""
        return Image.fromarray(numpy.clip(self.sheet, 0, 255).astype("uint8"), "RGB")

    def fill(self, points, colour, *, soft=True, strength=None):
        """A filled shape through these points; `soft` rounds the corners."""
        line = self._wobble(_round(points) if soft else _dense([*points, points[0]]))
        self._rub(lambda pen, at: pen.polygon(at(line), fill=255), line, 0, colour, strength or self.covered)

    def line(self, points, colour="white", width=1.0, *, soft=True, closed=False):
        """A drawn line, `width` units wide."""
        if closed:
            points = [*points, points[0]]
        line = self._wobble(_through(points) if soft and len(points) > 2 else _dense(points), 0.12)
        thick = max(2, round(width * UNIT))

        def stroke(pen, at):
            path = at(line)
            pen.line(path, fill=255, width=thick, joint="curve")
            for x, y in (path[0], path[-1]):
                pen.ellipse([x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2], fill=255)

        self._rub(stroke, line, width, colour, 0.95)

    def oval(self, x, y, rx, ry, colour, **how):
        """A filled oval around (x, y)."""
        self.fill(arc(x, y, rx, ry)[:-1], colour, soft=False, **how)

    def ring(self, x, y, rx, ry, colour="white", width=1.0):
        """The outline of an oval."""
        self.line(arc(x, y, rx, ry), colour, width, soft=False)

    def box(self, x, y, w, h, colour, *, soft=False):
        """A filled rectangle, upper left corner at (x, y). One that touches the sheet's edge runs on beyond it: no stone peeps out."""
        left, right = x - 3 * (x <= 0), x + w + 3 * (x + w >= 120)
        y, h, x, w = y - 3 * (y <= 0), h + 3 * (y <= 0) + 3 * (y + h >= 90), left, right - left
        self.fill([(x, y), (x + w, y), (x + w, y + h), (x, y + h)], colour, soft=soft)

    def sun(self, x, y, r, colour="yellow"):
        """A child's sun."""
        self.oval(x, y, r, r, colour)
        for k in range(10):
            a = math.tau * k / 10 + 0.2
            self.line([(x + math.cos(a) * r * 1.35, y + math.sin(a) * r * 1.35), (x + math.cos(a) * r * 1.8, y + math.sin(a) * r * 1.8)],
                      colour, r * 0.16)  # fmt: skip

    def ground_line(self, y, colour="white", left=10, right=110):
        """The pavement's edge under a thing."""
        self.line([(left, y), ((left + right) / 2, y + 0.6), (right, y)], colour, 0.8)

    def _wobble(self, line, much=0.22):
        phase, other = self.dice.uniform(0, 9), self.dice.uniform(0, 9)
        return [
            (
                x + much * math.sin(k / 5 + phase) + self.dice.gauss(0, much / 4),
                y + much * math.cos(k / 7 + other) + self.dice.gauss(0, much / 4),
            )
            for k, (x, y) in enumerate(line)
        ]

    def _rub(self, paint, line, width, colour, strength):
        """Rub a mask into the stone: dense in the middle, crumbling at the edge."""
        reach = width / 2 + 1
        left, top = (max(0, int((min(p[i] for p in line) - reach) * UNIT)) for i in (0, 1))
        right = min(WIDTH, int((max(p[0] for p in line) + reach) * UNIT) + 1)
        bottom = min(HEIGHT, int((max(p[1] for p in line) + reach) * UNIT) + 1)
        if right <= left or bottom <= top:
            return
        mask = Image.new("L", (right - left, bottom - top))
        paint(ImageDraw.Draw(mask), lambda points: [(x * UNIT - left, y * UNIT - top) for x, y in points])
        edge = numpy.asarray(mask.filter(ImageFilter.BoxBlur(2.6)), "float32") / 255
        tooth = _grain()[top:bottom, left:right]
        chalk = numpy.clip((edge - 0.22 - 0.42 * tooth) * 5, 0, 1) * (strength - 0.34 * tooth**2)
        part = self.sheet[top:bottom, left:right]
        part += chalk[..., None] * (numpy.array(rgb(colour), "float32") - part)


def arc(x, y, rx, ry, start=0.0, end=360.0) -> list:
    """Points along an oval from `start` to `end` degrees, clockwise from three o'clock."""
    steps = max(12, int(abs(end - start) / 8))
    angles = (math.radians(start + (end - start) * k / steps) for k in range(steps + 1))
    return [(x + rx * math.cos(a), y + ry * math.sin(a)) for a in angles]


def _through(points):
    """A smooth open line through the points."""
    from ..land import curve

    return curve(points, step=1.2)


def _round(points):
    """A smooth closed line through the points."""
    n = len(points)
    line = []
    for k in range(n):
        a, b, c, d = (points[(k + j) % n] for j in (-1, 0, 1, 2))
        pieces = max(3, round(math.dist(b, c) / 1.2))
        for t in (j / pieces for j in range(pieces)):
            line.append(tuple(
                0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t * t + (3 * q - p - 3 * r + s) * t**3)
                for p, q, r, s in zip(a, b, c, d, strict=True)
            ))  # fmt: skip
    return line


def _dense(points):
    """The same straight line with a point every unit or so, so that it can wobble."""
    line = []
    for a, b in pairwise(points):
        pieces = max(1, round(math.dist(a, b) / 1.2))
        line += [(a[0] + (b[0] - a[0]) * k / pieces, a[1] + (b[1] - a[1]) * k / pieces) for k in range(pieces)]
    return [*line, points[-1]]


def _rubbed(colour):
    """A sheet wholly covered with one chalk."""
    covered = (1.02 - 0.34 * _grain() ** 2)[..., None]
    return numpy.array(rgb("#4B5561"), "float32") * (1 - covered) + numpy.array(rgb(colour), "float32") * covered


def _stone(ground, seed):
    """A pavement as a float array: slabs that differ a little, joints, grain."""
    colour, joint, wide, high = GROUNDS[ground]
    dice = random.Random(f"stone {seed}")
    stone = Image.new("RGB", (WIDTH, HEIGHT), joint)
    pen = ImageDraw.Draw(stone)
    base = rgb(colour)
    for row in range(math.ceil(90 / high)):
        for column in range(-1, math.ceil(120 / wide) + 1):
            x, y = (column + (row % 2) / 2) * wide, row * high
            tone = dice.uniform(-7, 7)
            slab = tuple(round(c + tone) for c in base)
            pen.rounded_rectangle([x * UNIT + 3, y * UNIT + 3, (x + wide) * UNIT - 3, (y + high) * UNIT - 3], 9, fill=slab)
    clouds = numpy.random.default_rng(sum(map(ord, seed))).random((9, 12)) * 255
    cloud = Image.fromarray(clouds.astype("uint8")).resize((WIDTH, HEIGHT), Image.BICUBIC)
    sheet = numpy.asarray(stone, "float32").copy()
    sheet += (numpy.asarray(cloud, "float32")[..., None] - 127) * 0.05 + (_grain()[..., None] - 0.5) * 13
    return sheet
