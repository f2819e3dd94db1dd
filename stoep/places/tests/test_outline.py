"""A boundary drawn as SVG."""

from types import SimpleNamespace

from stoep.places.outline import Frame, outline

from .made import square


def place(*rings):
    return SimpleNamespace(boundary={"type": "MultiPolygon", "coordinates": [[ring] for ring in rings]})


def test_north_is_up_all_is_in_sight_and_nothing_is_stretched():
    (path,) = outline(place(square(0)), 100, 100)
    points = [tuple(map(float, pair.split())) for pair in path.strip("MZ").split("L")]
    xs, ys = zip(*points, strict=True)
    assert len(points) == 4
    assert min(ys) == 2 and max(ys) == 98
    assert 60 < max(xs) - min(xs) < 61  # a hundredth of a degree is that much narrower than high at 51° north
    assert round(sum(xs) / 4) == 50
    frame = Frame.around([place(square(0)).boundary], 100, 100)
    assert frame.point(3.705, 51.059)[1] < frame.point(3.705, 51.051)[1]


def test_each_part_is_a_path_with_its_holes_and_corners_nobody_sees_are_left_out():
    wavy = [[3.70 + n * 1e-5, 51.05 + (n % 2) * 1e-7] for n in range(1000)] + [[3.71, 51.06], [3.70, 51.06], [3.70, 51.05]]
    drawn = outline(place(wavy, square(3)), 300, 200)
    assert len(drawn) == 2
    assert max(map(len, drawn)) < 100
    hole = {"type": "Polygon", "coordinates": [square(0), square(0.25, 0.25, side=0.005)]}
    (path,) = outline(SimpleNamespace(boundary=hole), 300, 200)
    assert path.count("M") == path.count("Z") == 2


def test_several_neighbourhoods_share_one_frame():
    boundaries = [place(square(n)).boundary for n in range(3)]
    frame = Frame.around(boundaries, 300, 100)
    edges = [[frame.point(*corner)[0] for corner in (square(n)[0], square(n)[1])] for n in range(3)]
    assert edges[0][1] == edges[1][0] and edges[1][1] == edges[2][0]
