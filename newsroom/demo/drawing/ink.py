"""The hand: paper, two inks, knife edges, hatching, dot screens, and a press a little out of true.

A picture is drawn on a Sheet, which holds two plates. The ink plate prints near-black, the spot
plate prints the section's colour under it, a few points beside where it should fall.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import cos, pi, sin
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from .shapes import Point, Shape, along, bounds, disc, normals, turn

WIDTH, HEIGHT = 1600, 900
PAPER = (243, 236, 223)
INK = (23, 23, 26)
WHITE = (255, 255, 255)

type Colour = tuple[int, int, int]
type Fade = Callable[[float, float], float]


@dataclass(frozen=True)
class Frame:
    """Where sheet points fall on a plate's pixels; the sheet covers the size asked, centred."""

    size: tuple[int, int]
    fine: int
    shift: Point = (0, 0)

    @property
    def scale(self) -> float:
        return max(self.size[0] / WIDTH, self.size[1] / HEIGHT)

    @property
    def pixels(self) -> tuple[int, int]:
        return self.size[0] * self.fine, self.size[1] * self.fine

    def points(self, shape: Shape) -> Shape:
        zoom = self.scale * self.fine
        left = self.pixels[0] / 2 + (self.shift[0] - WIDTH / 2) * zoom
        top = self.pixels[1] / 2 + (self.shift[1] - HEIGHT / 2) * zoom
        return [(left + x * zoom, top + y * zoom) for x, y in shape]


class Plate:
    """One printing plate: 255 where it takes ink, 0 where it has been cut away."""

    def __init__(self, frame: Frame, rng: Random) -> None:
        self.frame = frame
        self.rng = rng
        self.image = Image.new("L", frame.pixels, 0)
        self.pen = ImageDraw.Draw(self.image)

    def fill(self, shape: Shape, wobble: float = 2, value: int = 255) -> None:
        self.pen.polygon(self.frame.points(self._by_hand(shape, wobble)), fill=value)

    def cut(self, shape: Shape, wobble: float = 2) -> None:
        self.fill(shape, wobble, 0)

    def line(
        self,
        path: Shape,
        width: float = 8,
        closed: bool = False,
        taper: bool = False,
        value: int = 255,
    ) -> None:
        """A stroke of uneven width; a tapered one is thin at both ends, like a gouge mark."""
        for quad in _ribbon(self._by_hand(path, 1.5, closed), width, closed, taper, self.rng):
            self.pen.polygon(self.frame.points(quad), fill=value)

    def cut_line(
        self, path: Shape, width: float = 8, closed: bool = False, taper: bool = False
    ) -> None:
        self.line(path, width, closed, taper, 0)

    def hatch(
        self, shape: Shape, gap: float = 18, weight: float = 7, angle: float = 45, value: int = 255
    ) -> None:
        """Fills a shape with parallel strokes, or cuts them out of it when value is 0."""
        strokes = _strokes(bounds(shape), gap, angle, self.rng)
        quads = [quad for path in strokes for quad in _ribbon(path, weight, False, True, self.rng)]
        self.through(shape, quads, value)

    def dots(
        self,
        shape: Shape,
        gap: float = 16,
        size: float = 5,
        fade: Fade | None = None,
        value: int = 255,
    ) -> None:
        """Fills a shape with a dot screen; fade(x, y), 0 to 1, changes the size of the dots."""
        centres = _grid(bounds(shape), gap)
        sized = [(x, y, size * (fade(x, y) if fade else 1)) for x, y in centres]
        self.through(shape, [disc(x, y, r)[::2] for x, y, r in sized if r > 0.6], value)

    def through(self, shape: Shape, marks: list[Shape], value: int = 255) -> None:
        """Prints marks through a shape, as through a stencil, or cuts them when value is 0."""
        outline = self.frame.points(self._by_hand(shape, 2))
        left, top, right, bottom = (int(v) for v in bounds(outline))
        stencil = Image.new("L", (max(1, right - left + 2), max(1, bottom - top + 2)), 0)
        ImageDraw.Draw(stencil).polygon([(x - left, y - top) for x, y in outline], fill=255)
        screen = Image.new("L", stencil.size, 0)
        pen = ImageDraw.Draw(screen)
        for mark in marks:
            pen.polygon([(x - left, y - top) for x, y in self.frame.points(mark)], fill=255)
        self.image.paste(value, (left, top), ImageChops.multiply(stencil, screen))

    def _by_hand(self, shape: Shape, amount: float, closed: bool = True) -> Shape:
        shake = _tremor(self.rng, amount)
        return [shake(x, y) for x, y in along(shape, 22, closed)]


class Sheet:
    """A sheet of paper in the press, with its plate of ink and its plate of spot colour."""

    def __init__(self, slug: str, size: tuple[int, int]) -> None:
        self.rng = Random(slug)
        fine = 2 if size[0] > 800 else 4
        slip = turn([(self.rng.uniform(5, 7), 0)], self.rng.uniform(0, 360))[0]
        self.ink = Plate(Frame(size, fine), self.rng)
        self.spot = Plate(Frame(size, fine, slip), self.rng)

    def clear(self, shape: Shape, wobble: float = 2) -> None:
        """Back to bare paper: cuts a shape out of both plates."""
        self.ink.cut(shape, wobble)
        self.spot.cut(shape, wobble)

    def outlined(self, shape: Shape, width: float = 7) -> None:
        """A white shape with an ink contour."""
        self.clear(shape)
        self.ink.line(shape, width, closed=True)

    def printed(self, colour: Colour) -> Image.Image:
        """Both inks on the paper, spot colour first, each darkening what is under it."""
        page = _paper(self.ink.frame, self.rng)
        for plate, ink in ((self.spot, colour), (self.ink, INK)):
            film = Image.composite(
                Image.new("RGB", page.size, ink),
                Image.new("RGB", page.size, WHITE),
                _pressed(plate, self.rng),
            )
            page = ImageChops.multiply(page, film)
        return page


def _tremor(rng: Random, amount: float) -> Callable[[float, float], Point]:
    """A smooth displacement of the plane, different for every shape."""
    waves = [
        (2 * pi / rng.uniform(low, high), rng.uniform(0, 2 * pi), rng.uniform(0, 2 * pi))
        for low, high in ((40, 60), (90, 140), (220, 340))
    ]

    def shake(x: float, y: float) -> Point:
        pushes = [sin((x * cos(a) + y * sin(a)) * f + phase) for f, a, phase in waves]
        return x + amount * (pushes[0] * 0.4 + pushes[1] * 0.7), y + amount * (
            pushes[1] * 0.4 - pushes[2] * 0.7
        )

    return shake


def _ribbon(path: Shape, width: float, closed: bool, taper: bool, rng: Random) -> Iterator[Shape]:
    """The quadrilaterals that make up a stroke along a path."""
    last = len(path) - 1
    slip = min(width * 0.05, 0.9)
    halves = [
        (width / 2 + rng.uniform(-slip, slip)) * (_lens(i / last) if taper else 1)
        for i in range(len(path))
    ]
    edges = [
        ((x + nx * h, y + ny * h), (x - nx * h, y - ny * h))
        for (x, y), (nx, ny), h in zip(path, normals(path, closed), halves, strict=True)
    ]
    after = [*edges[1:], edges[0]] if closed else edges[1:]
    for (a, b), (c, d) in zip(edges, after, strict=False):
        yield [a, c, d, b]


def _lens(t: float) -> float:
    return sin(pi * t) ** 0.6 if 0 < t < 1 else 0.0


def _strokes(
    box: tuple[float, float, float, float], gap: float, angle: float, rng: Random
) -> list[Shape]:
    """Parallel strokes that cover a box, each a little off."""
    left, top, right, bottom = box
    middle = ((left + right) / 2, (top + bottom) / 2)
    reach = ((right - left) ** 2 + (bottom - top) ** 2) ** 0.5 / 2
    rows = int(2 * reach / gap) + 1
    flat = [
        [
            (
                middle[0] + side * (reach + rng.uniform(4, 20)),
                middle[1] - reach + gap * row + rng.uniform(-0.12, 0.12) * gap,
            )
            for side in (-1, 1)
        ]
        for row in range(rows)
    ]
    return [along(turn(path, angle, middle), 60) for path in flat]


def _grid(box: tuple[float, float, float, float], gap: float) -> Iterator[Point]:
    """A screen of points set as on the fives of a die."""
    left, top, right, bottom = box
    rise = gap / 2
    for row in range(int((bottom - top) / rise) + 1):
        for column in range(int((right - left) / gap) + 2):
            yield left + gap * column - (gap / 2 if row % 2 else 0), top + rise * row


def _noise(size: tuple[int, int], rng: Random, coarse: float = 1) -> Image.Image:
    """Random greys, in patches of about `coarse` pixels."""
    small = (max(2, round(size[0] / coarse)), max(2, round(size[1] / coarse)))
    speckle = Image.frombytes("L", small, rng.randbytes(small[0] * small[1]))
    return speckle if coarse == 1 else speckle.resize(size, Image.Resampling.BICUBIC)


def _pressed(plate: Plate, rng: Random) -> Image.Image:
    """What a plate leaves on paper: edges that bite, flecks it missed, an uneven roller."""
    frame = plate.frame
    soft = plate.image.reduce(frame.fine).filter(ImageFilter.GaussianBlur(1.5 * frame.scale))
    bite = _noise(frame.size, rng, max(1, 2.2 * frame.scale))
    rough = ImageChops.add(soft, bite.point(lambda v: 128 + (v - 128) // 4), 1, -128)
    edge = rough.point(lambda v: max(0, min(255, (v - 118) * 6 + 128)))
    flecks = _noise(frame.size, rng, max(1, 3 * frame.scale)).point(
        lambda v: 150 if v > 252 else 255
    )
    roller = _noise(frame.size, rng, 90 * frame.scale).point(lambda v: 236 + v * 19 // 255)
    return ImageChops.multiply(ImageChops.multiply(edge, flecks), roller)


def _paper(frame: Frame, rng: Random) -> Image.Image:
    """Warm paper with a fine tooth and a few cloudy places."""
    tooth = _noise(frame.size, rng, max(1, 1.4 * frame.scale)).point(lambda v: 243 + v * 12 // 255)
    cloud = _noise(frame.size, rng, 120 * frame.scale).point(lambda v: 251 + v * 4 // 255)
    grain = ImageChops.multiply(tooth, cloud)
    return ImageChops.multiply(
        Image.new("RGB", frame.size, PAPER), Image.merge("RGB", (grain, grain, grain))
    )
