"""Plane geometry for the drawings: every shape is a list of points on a 1600 × 900 sheet."""

from collections.abc import Iterable
from math import ceil, cos, hypot, pi, radians, sin

type Point = tuple[float, float]
type Shape = list[Point]


def points(drawn: str) -> Shape:
    """Points written one after the other: "0 0, 40 0, 40 25"."""
    return [(x, y) for x, y in table(drawn)]


def table(drawn: str) -> list[tuple[float, ...]]:
    """Numbers written in rows: "0 0 12, 40 0 9"."""
    return [tuple(float(number) for number in row.split()) for row in drawn.split(",")]


def rect(x: float, y: float, width: float, height: float) -> Shape:
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]


def oval(x: float, y: float, rx: float, ry: float) -> Shape:
    """An ellipse of few enough sides to look cut with a knife."""
    sides = max(14, int(2.2 * max(rx, ry) ** 0.5))
    turns = [2 * pi * i / sides for i in range(sides)]
    return [(x + rx * cos(t), y + ry * sin(t)) for t in turns]


def disc(x: float, y: float, radius: float) -> Shape:
    return oval(x, y, radius, radius)


def arc(x: float, y: float, radius: float, start: float, end: float) -> Shape:
    """An open path along a circle, degrees clockwise from three o'clock."""
    steps = max(6, int(abs(end - start) / 9))
    turns = [radians(start + (end - start) * i / steps) for i in range(steps + 1)]
    return [(x + radius * cos(t), y + radius * sin(t)) for t in turns]


def rounded(x: float, y: float, width: float, height: float, radius: float) -> Shape:
    right, bottom = x + width - radius, y + height - radius
    left, top = x + radius, y + radius
    corners = [(right, bottom, 0), (left, bottom, 90), (left, top, 180), (right, top, 270)]
    return [p for cx, cy, a in corners for p in arc(cx, cy, radius, a, a + 90)]


def star(x: float, y: float, outer: float, inner: float, points: int) -> Shape:
    turns = [pi * i / points - pi / 2 for i in range(2 * points)]
    radii = [inner if i % 2 else outer for i in range(2 * points)]
    return [(x + r * cos(t), y + r * sin(t)) for r, t in zip(radii, turns, strict=True)]


def hexagon(x: float, y: float, radius: float) -> Shape:
    return star(x, y, radius, radius, 3)


def drop(x: float, y: float, size: float) -> Shape:
    """A drop of water: point at the top, its round centre at (x, y)."""
    return [(x, y - 2.1 * size), *arc(x, y, size, -25, 205)]


def smooth(points: Shape, closed: bool = True, steps: int = 6) -> Shape:
    """A Catmull-Rom curve through the points."""
    count = len(points)
    if closed:
        ring = [points[-1], *points, points[0], points[1]]
    else:
        ring = [points[0], *points, points[-1]]
    spans = range(count if closed else count - 1)
    curve = [_between(ring[i : i + 4], j / steps) for i in spans for j in range(steps)]
    return curve if closed else [*curve, points[-1]]


def _between(four: Shape, t: float) -> Point:
    x, y = (_spline(*axis, t) for axis in zip(*four, strict=True))
    return x, y


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    curve = (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3
    return b + 0.5 * ((c - a) * t + curve)


def move(shape: Iterable[Point], dx: float, dy: float) -> Shape:
    return [(x + dx, y + dy) for x, y in shape]


def grow(shape: Iterable[Point], factor: float, about: Point = (0, 0)) -> Shape:
    ax, ay = about
    return [(ax + (x - ax) * factor, ay + (y - ay) * factor) for x, y in shape]


def turn(shape: Iterable[Point], degrees: float, about: Point = (0, 0)) -> Shape:
    ax, ay = about
    c, s = cos(radians(degrees)), sin(radians(degrees))
    return [(ax + (x - ax) * c - (y - ay) * s, ay + (x - ax) * s + (y - ay) * c) for x, y in shape]


def mirror(shape: Iterable[Point], axis: float = 800) -> Shape:
    return [(2 * axis - x, y) for x, y in shape]


def place(shape: Shape, at: Point, size: float = 1, degrees: float = 0) -> Shape:
    """A shape drawn around (0, 0), enlarged, turned and put down somewhere."""
    return move(turn(grow(shape, size), degrees), *at)


def bounds(shape: Shape) -> tuple[float, float, float, float]:
    xs, ys = zip(*shape, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def along(path: Shape, step: float, closed: bool = False) -> Shape:
    """The same path with points never further apart than step."""
    ends = [*path[1:], path[0]] if closed else path[1:]
    dense = [p for a, b in zip(path, ends, strict=False) for p in _stations(a, b, step)]
    return dense if closed else [*dense, path[-1]]


def _stations(a: Point, b: Point, step: float) -> Shape:
    count = max(1, ceil(hypot(b[0] - a[0], b[1] - a[1]) / step))
    return [
        (a[0] + (b[0] - a[0]) * i / count, a[1] + (b[1] - a[1]) * i / count) for i in range(count)
    ]


def normals(path: Shape, closed: bool = False) -> Shape:
    """At each point, the unit vector across the path, longer at corners to keep the width."""
    before = [path[-1] if closed else path[0], *path[:-1]]
    after = [*path[1:], path[0] if closed else path[-1]]
    return [_across(a, p, b) for a, p, b in zip(before, path, after, strict=True)]


def _across(a: Point, p: Point, b: Point) -> Point:
    into = _unit(a, p) if a != p else _unit(p, b)
    out = _unit(p, b) if b != p else into
    x, y = _unit((0, 0), (-(into[1] + out[1]), into[0] + out[0]))
    stretch = max(0.6, into[0] * y - into[1] * x)
    return x / stretch, y / stretch


def _unit(a: Point, b: Point) -> Point:
    x, y = b[0] - a[0], b[1] - a[1]
    length = hypot(x, y) or 1
    return x / length, y / length
