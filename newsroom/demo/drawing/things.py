"""Small objects that stand in the pictures."""

from collections.abc import Callable

from .ink import Plate, Sheet
from .motifs import person
from .shapes import (
    Point,
    Shape,
    disc,
    grow,
    mirror,
    move,
    oval,
    place,
    points,
    rect,
    rounded,
    smooth,
)

LETTERS = (
    [[(0, 3), (1, 0), (2, 3)], [(0.5, 2), (1.5, 2)]],
    [[(2, 0), (0, 0), (0, 3), (2, 3)], [(0, 1.5), (1.6, 1.5)]],
    [[(0, 0), (0, 3)], [(2, 0), (0, 1.6), (2, 3)]],
    [[(0, 3), (0, 0), (2, 3), (2, 0)]],
    [[(0, 0), (2, 0), (0, 3), (2, 3)]],
    [[(0, 0), (0, 3)], [(2, 0), (2, 3)], [(0, 1.5), (2, 1.5)]],
    [[(0, 3), (0, 0), (1.6, 0), (2, 0.8), (1.6, 1.6), (0, 1.6)], [(0.9, 1.6), (2, 3)]],
    [[(0, 0), (1, 3), (2, 0)]],
)


def letter(plate: Plate, which: int, at: Point, size: float) -> None:
    """A loose capital, cut like an ornament: never part of a word."""
    for stroke in LETTERS[which % len(LETTERS)]:
        path = place(move(stroke, -1, -1.5), at, size * 0.5, plate.rng.uniform(-9, 9))
        plate.line(path, 3 + size * 0.24)


def pixels(sheet: Sheet, rows: tuple[str, ...], at: Point, cell: float) -> None:
    """Clears one square for each 1 in the rows."""
    for r, row in enumerate(rows):
        for c, lit in enumerate(row):
            if lit == "1":
                sheet.clear(rect(at[0] + c * cell, at[1] + r * cell, cell, cell), 0)


def envelope(sheet: Sheet, at: Point, lean: float, size: float = 1) -> None:
    sheet.outlined(place(rect(-80, -52, 160, 104), at, size, lean), 9)
    sheet.ink.line(place([(-78, -48), (0, 16), (78, -48)], at, size, lean), 9)


def fish(sheet: Sheet, at: Point, size: float) -> None:
    body = smooth([(-60, 0), (-20, -26), (30, -18), (62, 0), (30, 18), (-20, 26)])
    sheet.ink.fill(place(body, at, size))
    sheet.ink.fill(place([(48, 0), (90, -28), (80, 0), (90, 28)], at, size))
    sheet.ink.cut(place(disc(-34, -6, 5), at, size), 0)


def car(sheet: Sheet, x: float, base: float) -> None:
    body = points("-120 -22, -116 -62, -70 -70, -40 -112, 50 -112, 86 -68, 122 -58, 124 -22")
    sheet.spot.fill(move(body, x, base))
    for side in (
        [(-52, -70), (-32, -98), (0, -98), (0, -70)],
        [(12, -70), (12, -98), (44, -98), (66, -70)],
    ):
        sheet.spot.cut(move(side, x, base), 1)
    for wheel in (-66, 70):
        sheet.ink.fill(disc(x + wheel, base - 24, 26))
        sheet.clear(disc(x + wheel, base - 24, 9), 1)


CODE = (
    "....1.....",
    "....11....",
    "....1.1...",
    "...1.1....",
    "11..11.1.1",
    ".1.1...11.",
    "...11.1..1",
    "....1.11..",
    "....11..11",
    "....1.1.1.",
)


def square_code(sheet: Sheet, x: float, y: float, cell: float) -> None:
    """A square code that leads nowhere: three eyes and a few cells."""
    for r, row in enumerate(CODE):
        for c, dark in enumerate(row):
            if dark == "1":
                sheet.spot.fill(rect(x + c * cell, y + r * cell, cell, cell), 0)
    for column, line in ((0, 0), (7, 0), (0, 7)):
        eye = rect(x + column * cell, y + line * cell, cell * 3, cell * 3)
        middle = (x + (column + 1.5) * cell, y + (line + 1.5) * cell)
        sheet.spot.fill(eye, 1)
        sheet.spot.cut(grow(eye, 0.66, middle), 1)
        sheet.spot.fill(grow(eye, 0.34, middle), 0)


def photo(sheet: Sheet, at: Point, lean: float, size: float) -> None:
    """A print with a white border: hills and a sun."""

    def put(shape: Shape) -> Shape:
        return place(shape, at, size, lean)

    sheet.outlined(put(rect(-76, -60, 152, 120)), 8 * size)
    sheet.ink.fill(put([(-62, 46), (-20, -18), (6, 14), (26, -4), (62, 46)]), 1)
    sheet.spot.fill(put(disc(34, -30, 14)), 0)


def browser(sheet: Sheet, x: float, base: float, width: float) -> None:
    top = base - 200
    sheet.outlined(rounded(x, top, width, 198, 12), 10)
    sheet.spot.fill(rounded(x + 6, top + 6, width - 12, 40, 8))
    for dot in range(3):
        sheet.clear(disc(x + 28 + dot * 28, top + 26, 9), 0)
    sheet.ink.fill(rect(x + 22, top + 66, width * 0.34, 72))
    for line in range(3):
        y = top + 74 + line * 28
        sheet.ink.line([(x + 40 + width * 0.36, y), (x + width - 22, y)], 9)
    sheet.ink.line([(x + 22, top + 166), (x + width - 60, top + 166)], 9)


def cottage(sheet: Sheet, x: float, base: float, size: float) -> None:
    sheet.outlined(rect(x, base - size * 0.6, size, size * 0.6), 7)
    sheet.ink.fill(
        [
            (x - 8, base - size * 0.6),
            (x + size / 2, base - size * 1.15),
            (x + size + 8, base - size * 0.6),
        ]
    )
    sheet.ink.fill(rect(x + size * 0.4, base - size * 0.34, size * 0.22, size * 0.34), 1)


def ship(sheet: Sheet) -> None:
    hull = [(590, 210), (1010, 200), (1060, 214), (1010, 306), (640, 306)]
    sheet.clear(grow(hull, 1.02, (800, 260)))
    sheet.ink.fill(hull)
    sheet.ink.line(disc(1040, 214, 24), 13, closed=True)
    sheet.ink.fill([(640, 212), (640, 128), (790, 128), (790, 210)])
    sheet.ink.fill(rect(680, 84, 90, 50))
    sheet.ink.cut(rect(690, 96, 70, 16))
    sheet.spot.fill(rect(652, 60, 34, 66))
    for x in (660, 700, 740):
        sheet.ink.cut(disc(x, 166, 11))
    sheet.ink.line([(900, 204), (900, 90)], 10)
    sheet.ink.line([(900, 96), (1030, 196)], 6)
    sheet.ink.line([(900, 96), (790, 140)], 6)
    sheet.ink.cut_line([(630, 254), (1000, 246)], 8, taper=True)


def van(sheet: Sheet, x: float, base: float) -> None:
    body = [(0, 0), (0, -190), (250, -190), (310, -110), (350, -96), (356, 0)]
    sheet.clear(move(grow(body, 1.05, (178, -90)), x, base))
    sheet.outlined(move(body, x, base), 11)
    sheet.spot.fill(move([(0, -60), (354, -60), (356, 0), (0, 0)], x, base))
    sheet.ink.fill(move(rect(30, -158, 150, 84), x, base))
    for step in range(5):
        stripe = [
            (10 + step * 38, -204),
            (48 + step * 38, -204),
            (38 + step * 42, -162),
            (-4 + step * 42, -162),
        ]
        sheet.outlined(move(stripe, x, base), 6)
        if step % 2 == 0:
            sheet.ink.fill(move(stripe, x, base))
    pane = [(222, -170), (222, -104), (300, -104), (250, -170)]
    sheet.ink.line(move(pane, x, base), 8, closed=True)
    person(sheet.ink, (x + 104, base - 66), 88, value=0)
    sheet.ink.fill(move(rect(14, -80, 182, 16), x, base))
    for wheel in (76, 280):
        sheet.ink.fill(move(disc(wheel, 0, 34), x, base))
        sheet.clear(move(disc(wheel, 0, 13), x, base))


def bowl(sheet: Sheet, x: float, base: float) -> None:
    """A breakfast bowl with two stripes, full and steaming."""

    def put(shape: Shape) -> Shape:
        return move(shape, x, base)

    flank = smooth([(131, -122), (97, -52), (51, -20)], closed=False)
    body = put([(-135, -172), (135, -172), *flank, *mirror(flank[::-1], 0)])
    sheet.clear(grow(body, 1.08, (x, base - 102)))
    sheet.outlined(body, 12)
    sheet.ink.fill(put(rect(-45, -20, 92, 20)))
    sheet.outlined(put(oval(0, -172, 138, 26)), 11)
    sheet.ink.fill(put(oval(0, -168, 112, 15)))
    for y in (-124, -98):
        sheet.spot.line(put([(-120, y), (122, y)]), 13)
    for left in (-55, 0, 55):
        steam = [(left, -212), (left + 22, -262), (left - 14, -312), (left + 12, -372)]
        sheet.ink.line(put(smooth(steam, closed=False)), 11, taper=True)


def screwdriver(sheet: Sheet) -> None:
    sheet.spot.fill(rounded(1362, 110, 72, 280, 28))
    for x in (1386, 1412):
        sheet.ink.line([(x, 140), (x, 360)], 10, taper=True)
    sheet.ink.fill(rect(1387, 386, 22, 390))
    sheet.ink.fill([(1387, 770), (1409, 770), (1416, 810), (1404, 840), (1392, 840), (1380, 810)])


BOOT = points(
    "-116 -6, -128 -70, -108 -160, -124 -250, -122 -336, -60 -350, 44 -340, 64 -250, "
    "84 -184, 130 -146, 204 -118, 264 -88, 300 -46, 304 -6"
)


def boot(sheet: Sheet) -> None:
    def put(shape: Shape) -> Shape:
        return place(shape, (850, 740), 1.36, -7)

    upper = smooth(BOOT, closed=False, steps=4)
    sole = [(-130, 20), (316, 20), (310, 60), (60, 60), (52, 44), (-8, 44), (-16, 66), (-126, 66)]
    sheet.clear(put(grow([*upper, *sole[1:]], 1.06, (60, -150))))
    sheet.ink.fill(put(upper))
    sheet.spot.fill(put(rect(-130, -4, 444, 26)))
    sheet.ink.fill(put(sole))
    for x in (-96, -62, 96, 140, 184, 228, 272):
        sheet.ink.cut(put(rect(x, 52, 16, 20)), 1)
    sheet.ink.line(put([(-110, -340), (-150, -350), (-146, -300), (-118, -296)]), 14)
    _laces(sheet, put)


def _laces(sheet: Sheet, put: Callable[[Shape], Shape]) -> None:
    sheet.ink.cut_line(put([(-116, -300), (54, -304)]), 10)
    sheet.spot.fill(put([(-116, -338), (-60, -346), (40, -338), (48, -310), (-116, -306)]))
    sheet.ink.cut(put([(-112, -338), (-60, -346), (38, -338), (44, -312), (-112, -308)]))
    for step in range(5):
        x, y = 2 + step * 10 + step * step * 3, -276 + step * 36
        sheet.ink.cut_line(put([(x, y), (x + 54, y - 14)]), 11)
        sheet.ink.cut_line(put([(x, y - 20), (x + 54, y + 6)]), 7)
    toe = smooth([(190, -122), (196, -80), (214, -40), (220, -10)], closed=False)
    heel = smooth([(-110, -140), (-50, -134), (-14, -80), (-8, -10)], closed=False)
    for seam in (toe, heel):
        sheet.ink.cut_line(put(seam), 9, taper=True)


def coil(sheet: Sheet) -> None:
    sheet.ink.fill(rounded(836, 662, 400, 56, 22))
    sheet.clear(rect(920, 652, 200, 76))
    for x in range(926, 1116, 28):
        sheet.spot.fill(rounded(x, 648, 18, 84, 8), 1)


def speaker(sheet: Sheet) -> None:
    sheet.ink.line(disc(1152, 220, 100), 20, closed=True)
    sheet.ink.line(disc(1152, 220, 56), 14, closed=True)
    sheet.spot.fill(disc(1152, 220, 48))
    sheet.ink.fill(disc(1152, 220, 22))
    wire = [(1108, 322), (1078, 370), (1128, 400), (1188, 380), (1228, 410)]
    sheet.ink.line(smooth(wire, closed=False), 9)
