"""Things that come back from one picture to the next: people, houses, ground, waves, trees."""

from math import sin

from .ink import Plate, Sheet
from .shapes import Point, Shape, disc, place, points, rect, smooth

LEFT, RIGHT, BOTTOM = -60, 1660, 960
BODY = points("-13 -73, 13 -73, 21 -32, 13 -34, 12 0, 3 0, 0 -28, -3 0, -12 0, -13 -34, -21 -32")


def person(plate: Plate, at: Point, height: float, lean: float = 0, value: int = 255) -> None:
    """A small standing figure, feet at the point given."""
    for part in (BODY, disc(0, -87, 12)):
        plate.fill(place(part, at, height / 100, lean), 1, value)


def land(points: Shape) -> Shape:
    """Everything under a line of hills that runs from edge to edge."""
    return [*smooth(points, closed=False), (RIGHT, BOTTOM), (LEFT, BOTTOM)]


def wave(y: float, height: float, length: float, shift: float = 0) -> Shape:
    """An open wavy line from edge to edge."""
    return [
        (x, y + height * sin((x + shift) * 6.2832 / length)) for x in range(LEFT, RIGHT + 20, 20)
    ]


def sea(y: float, height: float, length: float, shift: float = 0) -> Shape:
    return [*wave(y, height, length, shift), (RIGHT, BOTTOM), (LEFT, BOTTOM)]


def gouges(
    plate: Plate, marks: list[tuple[float, float, float]], width: float = 9, value: int = 255
) -> None:
    """Short level strokes, tapered, each given by its middle and its length."""
    for x, y, length in marks:
        plate.line([(x - length / 2, y), (x + length / 2, y)], width, taper=True, value=value)


def house(sheet: Sheet, x: float, base: float, width: float, height: float) -> Shape:
    """A gabled house in ink with a chimney; returns the outline of its window."""
    roof = base - height
    sheet.ink.fill(
        [
            (x, base),
            (x, roof),
            (x + width / 2, roof - width * 0.55),
            (x + width, roof),
            (x + width, base),
        ]
    )
    sheet.ink.fill(rect(x + width * 0.7, roof - width * 0.46, width * 0.14, width * 0.4))
    return rect(x + width * 0.31, base - height * 0.82, width * 0.38, height * 0.52)
