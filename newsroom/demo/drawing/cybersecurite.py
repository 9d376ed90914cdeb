"""Seven pictures for the security section."""

from collections.abc import Callable

from .ink import Sheet
from .motifs import BOTTOM, LEFT, RIGHT, gouges, land
from .shapes import (
    Point,
    Shape,
    arc,
    disc,
    grow,
    mirror,
    move,
    place,
    points,
    rect,
    rounded,
    smooth,
    turn,
)
from .things import car, photo, square_code

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
    for side in (list, mirror):
        _flag(sheet, side)
    sheet.clear([(726, 780), *arc(800, 640, 74, 180, 360), (874, 780)])
    sheet.ink.hatch([(740, 780), *arc(800, 644, 60, 180, 360), (860, 780)], 22, 11, 90)
    sheet.ink.line([(LEFT, 846), (RIGHT, 846)], 7)
    _padlock(sheet, (800, 322))


def _flag(sheet: Sheet, side: Callable[[Shape], Shape]) -> None:
    sheet.ink.line(side([(510, 410), (510, 190)]), 10)
    cloth = smooth(
        points("510 198, 470 208, 430 192, 390 204, 394 284, 432 274, 472 290, 510 280"),
        steps=3,
    )
    sheet.outlined(side(cloth), 8)
    sheet.ink.fill(side([(510, 198), (468, 206), (468, 288), (510, 280)]))
    sheet.spot.fill(side([(430, 194), (392, 206), (394, 284), (432, 274)]))


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
        sheet.spot.line(_tilted(path), 25)
    sheet.ink.line(_tilted(disc(440, 300, 140)), 72, closed=True)
    sheet.ink.fill(_tilted(rect(570, 262, 700, 76)))
    sheet.ink.fill(_tilted(rounded(1250, 246, 50, 108, 22)))
    for x in (606, 664):
        sheet.ink.fill(_tilted(rounded(x, 234, 34, 132, 14)))
    sheet.ink.cut_line(_tilted([(724, 284), (1220, 284)]), 9, taper=True)
    sheet.ink.cut_line(_tilted(arc(440, 300, 140, 190, 280)), 11, taper=True)


def _ridges() -> list[Shape]:
    """Nested arches under the shaft, with legs of unequal length, and a broken core."""
    legs = ((44, 90, 150), (88, 190, 60), (132, 100, 210), (176, 220, 130), (220, 90, 170))
    arches = [
        [(1000 - r, 560 + left), *arc(1000, 560, r, 180, 360), (1000 + r, 560 + right)]
        for r, left, right in legs
    ]
    return [
        *arches,
        [(1000, 568), (1000, 690)],
        [(1044, 746), (1042, 790)],
        [(868, 698), (872, 760)],
        [(1088, 656), (1090, 730)],
    ]


def _tilted(shape: Shape) -> Shape:
    return turn(grow(shape, 0.85, (815, 440)), 7, (800, 450))


HANDSET = points(
    "-362 46, -352 -40, -300 -112, -180 -152, 0 -166, 180 -152, 300 -112, 352 -40, 362 46, "
    "346 76, 226 76, 206 44, 196 -20, 146 -52, 0 -64, -146 -52, -196 -20, -206 44, -226 76, "
    "-346 76"
)


def handset(sheet: Sheet) -> None:
    """A telephone handset and a second one, its shadow, that speaks as well."""
    sheet.spot.fill(place(smooth(HANDSET), (868, 566), 1.18, -20))
    for radius in (70, 120, 170):
        for way in (-1, 1):
            sheet.spot.line(arc(1296, 470, radius, 35 - way * 4, 75), 13, taper=True)
    cord = [
        (430 - i * 9 + 34 * (i % 4 in (1, 2)), 560 + i * 14 + 26 * (i % 4 > 1)) for i in range(26)
    ]
    sheet.ink.line(smooth(cord, closed=False), 11)
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
    middle = (800, 410)
    sheet.clear(disc(*middle, 322))
    large = _wall((-32, -70), 252, 118, 26)
    odd = min(large, key=lambda b: abs(b[0][0] + 126 - 800) + abs(b[0][1] + 59 - 410))
    sheet.ink.through(disc(*middle, 240), [brick for brick in large if brick is not odd])
    sheet.spot.fill(odd)
    x, y = odd[0]
    sheet.ink.line([(x + 96, y - 4), (x + 128, y + 36), (x + 104, y + 66), (x + 140, y + 122)], 10)
    sheet.ink.line(disc(*middle, 282), 44, closed=True)
    sheet.ink.cut_line(arc(*middle, 284, 195, 250), 10, taper=True)
    handle = turn(rounded(1128, 372, 330, 78, 34), 42, middle)
    sheet.clear(grow(handle, 1.12, handle[0]))
    sheet.ink.fill(handle)
    sheet.ink.line(turn([(1090, 411), (1150, 411)], 42, middle), 40)
    sheet.ink.cut_line(turn([(1160, 394), (1410, 394)], 42, middle), 10, taper=True)


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
    for step in range(-14, 16):
        sheet.spot.cut_line([_node(step, -9), _node(step, 4)], 2)
    for i in range(-12, 14):
        for j in range(-9, 4):
            sheet.spot.cut(disc(*_node(i, j), 15), 1)
    for start, end in (((0, -1), (1, -2)), ((1, -2), (3, -3)), ((3, -3), (5, -4))):
        sheet.ink.line([_node(*start), _node(*end)], 12)
    for node in ((1, -2), (3, -3), (5, -4)):
        sheet.ink.fill(disc(*_node(*node), 24))
        sheet.clear(disc(*_node(*node), 10), 0)
    hill = land(HILL)
    sheet.spot.fill(hill)
    sheet.ink.fill(hill)
    _safe(sheet)


HILL = points("-60 880, 300 846, 560 790, 700 772, 860 776, 1050 806, 1350 858, 1660 880")


def _node(i: int, j: int) -> Point:
    return 690 + 132 * i + 44 * j, 640 - 22 * i + 112 * j


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
    """A parking meter whose post ends in a fish-hook, under a street of small cars."""
    sheet.ink.line([(LEFT, 552), (RIGHT, 552)], 9)
    hook = [(800, 380), (800, 690), *arc(670, 690, 130, 10, 180), (540, 640)]
    sheet.ink.line(smooth(hook, closed=False), 42)
    sheet.ink.fill([(519, 652), (540, 566), (566, 620), (628, 704), (562, 690)])
    sheet.ink.fill([(652, 400), (652, 190), *arc(800, 190, 148, 180, 360), (948, 190), (948, 400)])
    sheet.clear(rect(684, 142, 232, 232))
    square_code(sheet, 700, 158, 20)
    sheet.ink.cut(rounded(760, 76, 80, 22, 9))
    for x in (270, 1150, 1460):
        car(sheet, x, 548)


def three_boxes(sheet: Sheet) -> None:
    """Two boxes of photographs near us, a third one far off on a hill."""
    sheet.spot.fill(
        land(
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
    )
    trail = smooth(
        [(700, 800), (930, 740), (1150, 650), (1080, 540), (1010, 470), (1090, 400), (1130, 340)],
        closed=False,
    )
    sheet.spot.cut_line(trail, 24, taper=True)
    sheet.ink.hatch([(1200, 304), (1300, 332), (1480, 452), (RIGHT, 524), (RIGHT, 760)], 24, 7, 62)
    _photo_box(sheet, (1140, 308), 0.3)
    _photo_box(sheet, (936, 790), 0.78)
    _photo_box(sheet, (584, 856), 1.12)
    gouges(sheet.spot, [(240, 760, 120), (1140, 830, 160), (1380, 740, 120)], 10, 0)


def _photo_box(sheet: Sheet, at: Point, size: float) -> None:
    for x, y, lean in ((-104, -236, -14), (96, -240, 12), (-4, -262, -3)):
        photo(sheet, place([(x, y)], at, size)[0], lean, size)
    sheet.clear(place(rect(-206, -208, 412, 216), at, size))
    sheet.ink.fill(place(rect(-190, -170, 380, 170), at, size))
    sheet.ink.fill(place(rect(-200, -204, 400, 44), at, size))
    sheet.ink.cut_line(place([(-188, -154), (188, -154)], at, size), 8 * size)
    sheet.ink.cut(place(rect(-70, -122, 140, 70), at, size))
    for y in (-102, -78):
        sheet.ink.line(place([(-50, y), (50, y)], at, size), 9 * size)


PICTURES = {
    "mairie-rancongiciel-onze-jours": town_hall,
    "cles-d-acces-fin-des-mots-de-passe": fingerprint_key,
    "voix-clonees-au-bout-du-fil": handset,
    "chasseurs-de-failles": magnified_brick,
    "cryptographie-post-quantique": lattice_safe,
    "qr-code-piege-parking": hooked_meter,
    "sauvegarder-ses-photos-trente-ans": three_boxes,
}
