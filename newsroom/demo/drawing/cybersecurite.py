"""Seven pictures for the security section."""

from .ink import Sheet
from .motifs import BOTTOM, LEFT, RIGHT, gouges, land
from .shapes import (
    Point,
    Shape,
    arc,
    disc,
    grow,
    move,
    place,
    rect,
    rounded,
    smooth,
    turn,
)

SPOT = (31, 111, 120)


def town_hall(sheet: Sheet) -> None:
    """A town hall, its shutters closed, with a padlock where the clock should be."""
    sheet.ink.fill(rect(400, 470, 800, 310))
    sheet.ink.fill([(376, 474), (440, 400), (1160, 400), (1224, 474)])
    sheet.ink.fill(rect(680, 250, 240, 240))
    for step in range(3):
        sheet.ink.fill(rect(380 - step * 26, 780 + step * 22, 840 + step * 52, 15))
    for x in (446, 560, 968, 1082):
        _shutters(sheet, x)
    sheet.clear([(726, 780), *arc(800, 600, 74, 180, 360), (874, 780)])
    sheet.ink.hatch([(740, 780), *arc(800, 604, 60, 180, 360), (860, 780)], 22, 11, 90)
    sheet.ink.line([(LEFT, 846), (RIGHT, 846)], 7)
    _padlock(sheet, (800, 322))


def _shutters(sheet: Sheet, x: float) -> None:
    for top, height in ((505, 90), (635, 110)):
        for leaf in (x, x + 39):
            sheet.ink.cut(rect(leaf, top, 33, height))
            sheet.ink.hatch(rect(leaf + 4, top + 4, 25, height - 8), 13, 6, 0)


def _padlock(sheet: Sheet, at: Point) -> None:
    shackle = move([(-74, 0), *arc(0, -110, 74, 180, 360), (74, 0)], *at)
    body = place(rounded(-140, -70, 280, 260, 56), at)
    sheet.clear(grow(body, 1.1, (at[0], at[1] + 60)))
    sheet.ink.line(shackle, 44)
    sheet.spot.fill(body)
    sheet.clear(disc(at[0], at[1] + 60, 98))
    for hour in range(12):
        tick = rect(at[0] - 6, at[1] - 30, 12, 26 if hour % 3 == 0 else 14)
        sheet.ink.fill(turn(tick, hour * 30, (at[0], at[1] + 60)), 1)
    sheet.ink.fill(disc(at[0], at[1] + 46, 22))
    sheet.ink.fill(move([(-9, 50), (9, 50), (20, 106), (-20, 106)], *at), 1)


def fingerprint_key(sheet: Sheet) -> None:
    """A big key; its teeth are the ridges of a fingerprint."""
    for path in _ridges():
        sheet.spot.line(_tilted(path), 21)
    sheet.ink.line(_tilted(disc(420, 330, 128)), 62, closed=True)
    sheet.ink.fill(_tilted(rect(540, 300, 700, 60)))
    sheet.ink.fill(_tilted(rounded(1216, 286, 44, 88, 20)))
    for x in (580, 630):
        sheet.ink.fill(_tilted(rounded(x, 278, 28, 104, 12)))
    sheet.ink.cut_line(_tilted([(690, 318), (1190, 318)]), 8, taper=True)
    sheet.ink.cut_line(_tilted(arc(420, 330, 128, 190, 280)), 9, taper=True)


def _ridges() -> list[Shape]:
    """Nested arches under the shaft, with legs of unequal length, and a broken core."""
    legs = (
        (36, 60, 90),
        (72, 120, 40),
        (108, 60, 140),
        (144, 150, 90),
        (180, 70, 120),
        (216, 110, 30),
    )
    arches = [
        [(1000 - r, 580 + left), *arc(1000, 580, r, 180, 360), (1000 + r, 580 + right)]
        for r, left, right in legs
    ]
    crumbs = [
        [(1000, 585), (1000, 700)],
        [(1036, 704), (1034, 740)],
        [(928, 734), (936, 770)],
        [(1180, 730), (1178, 756)],
        [(820, 690), (824, 720)],
    ]
    return arches + crumbs


def _tilted(shape: Shape) -> Shape:
    return turn(shape, 7, (800, 450))


HANDSET = [
    (-362, 46),
    (-352, -40),
    (-300, -112),
    (-180, -152),
    (0, -166),
    (180, -152),
    (300, -112),
    (352, -40),
    (362, 46),
    (346, 76),
    (226, 76),
    (206, 44),
    (196, -20),
    (146, -52),
    (0, -64),
    (-146, -52),
    (-196, -20),
    (-206, 44),
    (-226, 76),
    (-346, 76),
]


def handset(sheet: Sheet) -> None:
    """A telephone handset and a second one, its shadow, that speaks as well."""
    sheet.spot.fill(place(smooth(HANDSET), (868, 566), 1.18, -20))
    for radius in (70, 120, 170):
        for way in (-1, 1):
            sheet.spot.line(arc(1296, 470, radius, 35 - way * 4, 75), 13, taper=True)
    coil = [
        (430 - i * 9 + 34 * (i % 4 in (1, 2)), 560 + i * 14 + 26 * (i % 4 > 1)) for i in range(26)
    ]
    sheet.ink.line(smooth(coil, closed=False), 11)
    sheet.ink.fill(place(smooth(HANDSET), (760, 360), 1.12, -20))
    for x in (-286, 286):
        for step in (-40, 0, 40):
            sheet.ink.cut(place(disc(x + step, 58, 8), (760, 360), 1.12, -20))
    shine = smooth([(-290, -70), (-180, -118), (0, -132), (180, -118)], closed=False)
    sheet.ink.cut_line(place(shine, (760, 360), 1.12, -20), 11, taper=True)


def magnified_brick(sheet: Sheet) -> None:
    """A magnifying glass over a brick wall; under it one brick is not like the others."""
    for brick in _wall((0, 0), 112, 52, 14):
        if brick[0][0] < 1010 + 130 * ((brick[0][1] // 66) % 3):
            sheet.ink.fill(brick)
    glass = disc(820, 410, 262)
    sheet.clear(grow(glass, 1.14, (820, 410)))
    large = _wall((-12, -70), 252, 118, 26)
    odd = min(large, key=lambda b: abs(b[0][0] + 126 - 820) + abs(b[0][1] + 59 - 410))
    sheet.ink.through(glass, [brick for brick in large if brick is not odd])
    sheet.spot.fill(odd)
    x, y = odd[0]
    sheet.ink.line([(x + 96, y - 4), (x + 128, y + 36), (x + 104, y + 66), (x + 140, y + 122)], 9)
    sheet.ink.line(grow(glass, 1.05, (820, 410)), 36, closed=True)
    handle = turn(rounded(1120, 376, 330, 72, 32), 42, (820, 410))
    sheet.clear(grow(handle, 1.12, handle[0]))
    sheet.ink.fill(handle)
    sheet.ink.cut_line(turn([(1160, 396), (1420, 396)], 42, (820, 410)), 9, taper=True)


def _wall(start: Point, width: float, height: float, gap: float) -> list[Shape]:
    """Courses of bricks that cover the sheet."""
    rows = range(int(1000 / (height + gap)) + 2)
    columns = range(-1, int(1600 / (width + gap)) + 2)
    return [
        rect(
            start[0] + (c + r % 2 / 2) * (width + gap), start[1] + r * (height + gap), width, height
        )
        for r in rows
        for c in columns
    ]


def lattice_safe(sheet: Sheet) -> None:
    """A small safe on a hill, under a sky of points set in a slanted lattice."""
    sheet.spot.fill(rect(LEFT, LEFT, RIGHT - LEFT, BOTTOM))
    near = _node(0, 0)
    sheet.spot.cut_line([near, _node(2, -1), _node(3, -3), _node(5, -4)], 6)
    sheet.spot.hatch([_node(5, -4), _node(6, -4), _node(6, -5), _node(5, -5)], 17, 7, 20, 0)
    for i in range(-12, 14):
        for j in range(-10, 4):
            sheet.spot.cut(disc(*_node(i, j), 9 if (i + j) % 3 else 14), 1)
    sheet.clear(disc(*_node(5, -4), 26))
    sheet.ink.line(disc(*_node(5, -4), 40), 7, closed=True)
    sheet.ink.fill(
        land(
            [
                (LEFT, 880),
                (300, 846),
                (560, 790),
                (700, 772),
                (860, 776),
                (1050, 806),
                (1350, 858),
                (RIGHT, 880),
            ]
        )
    )
    _safe(sheet)


def _node(i: int, j: int) -> Point:
    return 690 + 108 * i + 34 * j, 610 - 22 * i + 96 * j


def _safe(sheet: Sheet) -> None:
    sheet.clear(rounded(570, 540, 240, 228, 22))
    sheet.ink.fill(rounded(582, 552, 216, 206, 16))
    for x in (600, 740):
        sheet.ink.fill(rect(x, 752, 40, 28))
    sheet.ink.cut_line(rounded(602, 572, 176, 166, 10), 8, closed=True)
    sheet.ink.cut_line(disc(690, 655, 42), 12, closed=True)
    for angle in (20, 80, 140):
        sheet.ink.cut_line(turn([(634, 655), (746, 655)], angle, (690, 655)), 8)
    sheet.ink.fill(disc(690, 655, 12))


def hooked_meter(sheet: Sheet) -> None:
    """A parking meter whose post ends in a fish-hook, under a little car."""
    sheet.ink.line([(LEFT, 552), (690, 552)], 8)
    sheet.ink.line([(870, 552), (RIGHT, 552)], 8)
    hook = [(800, 380), (800, 690), *arc(680, 690, 120, 0, 180), (560, 640)]
    sheet.ink.line(hook, 40)
    sheet.ink.fill([(530, 650), (560, 560), (590, 650)])
    sheet.ink.fill([(580, 590), (580, 690), (640, 700)])
    sheet.ink.fill([(660, 400), (660, 190), *arc(800, 190, 140, 180, 360), (940, 190), (940, 400)])
    sheet.clear(rect(690, 160, 220, 210))
    _code(sheet, 706, 172, 27)
    sheet.ink.cut(rounded(764, 86, 72, 20, 8))
    _car(sheet, 1130, 548)
    _car(sheet, 300, 548)


def _code(sheet: Sheet, x: float, y: float, cell: float) -> None:
    """A square code: three eyes, and cells thrown at random."""
    for column in range(7):
        for row in range(7):
            eye = (
                (column < 3 or column > 3) and (row < 3 or row > 3) and not (column > 3 and row > 3)
            )
            if not eye and sheet.rng.random() < 0.55:
                sheet.spot.fill(rect(x + column * cell, y + row * cell, cell, cell), 0)
    for column, row in ((0, 0), (4, 0), (0, 4)):
        eye = rect(x + column * cell, y + row * cell, cell * 3, cell * 3)
        sheet.spot.fill(eye, 1)
        middle = (x + (column + 1.5) * cell, y + (row + 1.5) * cell)
        sheet.spot.cut(grow(eye, 0.62, middle), 1)
        sheet.spot.fill(grow(eye, 0.3, middle), 0)


def _car(sheet: Sheet, x: float, base: float) -> None:
    body = [
        (-120, -22),
        (-116, -62),
        (-70, -70),
        (-40, -112),
        (50, -112),
        (86, -68),
        (122, -58),
        (124, -22),
    ]
    sheet.spot.fill(move(body, x, base))
    for side in (
        [(-52, -70), (-32, -98), (0, -98), (0, -70)],
        [(12, -70), (12, -98), (44, -98), (66, -70)],
    ):
        sheet.spot.cut(move(side, x, base), 1)
    for wheel in (-66, 70):
        sheet.ink.fill(disc(x + wheel, base - 24, 26))
        sheet.ink.cut(disc(x + wheel, base - 24, 9), 1)


def three_boxes(sheet: Sheet) -> None:
    """Two boxes of photographs near us, a third one far off on a hill."""
    hill = land(
        [
            (LEFT, 700),
            (400, 640),
            (760, 470),
            (1000, 330),
            (1150, 296),
            (1300, 330),
            (1480, 450),
            (RIGHT, 520),
        ]
    )
    sheet.spot.fill(hill)
    trail = smooth(
        [(700, 800), (900, 720), (1130, 640), (1060, 540), (1010, 470), (1090, 400), (1140, 340)],
        closed=False,
    )
    sheet.spot.cut_line(trail, 20, taper=True)
    sheet.ink.hatch([(1180, 300), (1300, 332), (1480, 452), (RIGHT, 524), (RIGHT, 760)], 24, 7, 62)
    _photo_box(sheet, (1140, 306), 0.22)
    _photo_box(sheet, (850, 800), 0.74)
    _photo_box(sheet, (500, 850), 1.0)
    gouges(sheet.spot, [(300, 760, 120), (1100, 830, 160), (1350, 760, 120)], 9, 0)


def _photo_box(sheet: Sheet, at: Point, size: float) -> None:
    for x, lean in ((-96, -11), (84, 9), (-8, -2)):
        _photo(sheet, place(rect(-76, -60, 152, 120), (x, -232), 1, lean), at, size)
    sheet.clear(place(rect(-198, -202, 396, 210), at, size))
    sheet.ink.fill(place(rect(-190, -170, 380, 170), at, size))
    sheet.ink.fill(place(rect(-200, -204, 400, 28), at, size))
    sheet.ink.cut(place(rect(-70, -126, 140, 66), at, size))
    for y in (-106, -84):
        sheet.ink.line(place([(-50, y), (50, y)], at, size), 8 * size)


def _photo(sheet: Sheet, card: Shape, at: Point, size: float) -> None:
    def put(shape: Shape) -> Shape:
        return place(shape, at, size)

    (x, y), right, _, down = card
    across, along = (right[0] - x, right[1] - y), (down[0] - x, down[1] - y)

    def on_card(u: float, v: float) -> Point:
        return x + across[0] * u + along[0] * v, y + across[1] * u + along[1] * v

    sheet.outlined(put(card), 7 * size)
    peak = [(0.08, 0.9), (0.38, 0.35), (0.55, 0.62), (0.68, 0.48), (0.92, 0.9)]
    sheet.ink.fill(put([on_card(u, v) for u, v in peak]), 1)
    sheet.spot.fill(put(disc(*on_card(0.74, 0.26), 12)), 0)


PICTURES = {
    "mairie-rancongiciel-onze-jours": town_hall,
    "cles-d-acces-fin-des-mots-de-passe": fingerprint_key,
    "voix-clonees-au-bout-du-fil": handset,
    "chasseurs-de-failles": magnified_brick,
    "cryptographie-post-quantique": lattice_safe,
    "qr-code-piege-parking": hooked_meter,
    "sauvegarder-ses-photos-trente-ans": three_boxes,
}
