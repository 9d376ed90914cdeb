"""Seven pictures for the software section."""

from itertools import pairwise
from math import hypot

from .ink import Sheet
from .motifs import BOTTOM, LEFT, RIGHT, gouges, person, wave
from .shapes import (
    Point,
    Shape,
    arc,
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
    table,
    turn,
)
from .things import boot, cottage, pixels

SPOT = (75, 127, 82)


def wedged_tower(sheet: Sheet) -> None:
    """A huge tower leans down a slope; one small wedge keeps it from falling."""
    sheet.ink.fill([(LEFT, 590), (RIGHT, 910), (RIGHT, BOTTOM), (LEFT, BOTTOM)])
    for row, (left, right, top) in enumerate(
        ((560, 1000, 569), (590, 970, 421), (550, 1010, 273), (600, 960, 125), (570, 990, -23))
    ):
        _floor(sheet, row, (left, right), top)
    wedge = [(776, 738), (1086, 794), (1076, 700)]
    sheet.clear(grow(wedge, 1.12, (990, 748)), 0)
    sheet.spot.fill(wedge, 1)
    sheet.ink.line(wedge, 10, closed=True)
    person(sheet.ink, (1196, 826), 120, 4)


def _floor(sheet: Sheet, row: int, sides: tuple[float, float], top: float) -> None:
    left, right = sides
    count = 4 + row % 3
    step = (right - left) / count
    sheet.ink.fill(_leaning(rect(left, top, right - left, 136)))
    for cell in range(count):
        x = left + cell * step + step * 0.25
        window = [
            (x, top + 108),
            *arc(x + step / 4, top + 54, step / 4, 180, 360),
            (x + step / 2, top + 108),
        ]
        sheet.ink.cut(_leaning(rect(x, top + 30, step * 0.5, 74) if row % 2 else window))


def _leaning(shape: Shape) -> Shape:
    return turn(shape, 2.5, (560, 705))


JOINTS = ((420, 700), (528, 240), (636, 690), (744, 240), (852, 690), (960, 260), (1060, 590))


def ruler_snake(sheet: Sheet) -> None:
    """A long snake folded in a zigzag like a carpenter's rule."""
    for index, (a, b) in enumerate(pairwise(JOINTS)):
        _rule(sheet, a, b, index % 2 == 0)
    for joint in JOINTS[1:-1]:
        sheet.ink.fill(disc(*joint, 50))
        sheet.clear(disc(*joint, 20))
        sheet.ink.fill(disc(*joint, 9), 1)
    sheet.ink.fill([(386, 690), (454, 710), (362, 838), (330, 858), (330, 826)])
    _head(sheet)


def _rule(sheet: Sheet, a: Point, b: Point, coloured: bool) -> None:
    length = hypot(b[0] - a[0], b[1] - a[1])
    across, down = (b[0] - a[0]) / length, (b[1] - a[1]) / length

    def on_rule(u: float, v: float) -> Point:
        return a[0] + across * u - down * v, a[1] + down * u + across * v

    blade = [on_rule(u, v) for u, v in ((0, -36), (length, -36), (length, 36), (0, 36))]
    sheet.clear(grow(blade, 1.04, on_rule(length / 2, 0)))
    if coloured:
        sheet.spot.fill(blade)
    sheet.ink.line(blade, 10, closed=True)
    for tick in range(2, int(length / 26) - 1):
        deep = 4 if tick % 5 == 0 else -14
        sheet.ink.line([on_rule(tick * 26, -36), on_rule(tick * 26, deep)], 7)


def _head(sheet: Sheet) -> None:
    sheet.spot.line([(1216, 572), (1280, 578), (1330, 548)], 13)
    sheet.spot.line([(1280, 578), (1328, 604)], 13)
    skull = smooth(
        points("1010 528, 1070 498, 1150 516, 1226 558, 1230 594, 1150 632, 1050 648, 1000 608")
    )
    sheet.clear(grow(skull, 1.06, (1120, 574)))
    sheet.ink.fill(skull)
    sheet.clear(disc(1130, 556, 20))
    sheet.ink.fill(disc(1135, 556, 9), 0)
    sheet.ink.cut_line([(1226, 586), (1090, 598)], 8, taper=True)


ABOVE = points("560 330, 620 250, 670 230, 720 130, 790 50, 850 110, 890 190, 960 230, 1040 330")
BELOW = points(
    "430 330, 1170 330, 1270 450, 1200 590, 1120 640, 1030 780, 900 870, 800 820, 690 850, "
    "560 730, 500 660, 360 500"
)
SHADE = points("1000 330, 1170 330, 1270 450, 1200 590, 1120 640, 1030 780, 900 870, 960 640")
GLINTS = table(
    "200 430 170, 1400 400 150, 1390 640 190, 280 700 150, 1480 820 140, 180 840 120, 1220 780 110"
)


def table_iceberg(sheet: Sheet) -> None:
    """An iceberg built of table cells; most of the table is under water."""
    sheet.spot.fill([*wave(330, 5, 180), (RIGHT, BOTTOM), (LEFT, BOTTOM)])
    sheet.spot.cut(BELOW)
    rules = [rect(300, y, 1000, 9) for y in range(114, 900, 72)]
    rules += [rect(x, 0, 9, 900) for x in range(378, 1300, 140)]
    for plate, side in ((sheet.ink, ABOVE), (sheet.spot, BELOW)):
        plate.through(side, rules)
    for row in range(10):
        for column in range(7):
            _cell(sheet, 378 + column * 140, 114 + row * 72, row * 3 + column * 2)
    sheet.ink.hatch(SHADE, 22, 8, 58)
    sheet.ink.line(ABOVE, 14)
    sheet.ink.line([*BELOW[1:], BELOW[0]], 14)
    sheet.ink.line(wave(330, 5, 180), 11)
    gouges(sheet.spot, GLINTS, 10, 0)


def _cell(sheet: Sheet, x: float, y: float, kind: int) -> None:
    """What a cell holds: nothing, a value, or solid colour."""
    region = ABOVE if y < 300 else BELOW
    if kind % 7 == 1:
        sheet.spot.through(region, [rect(x + 4, y + 4, 136, 68)])
    elif kind % 7 in (0, 3, 5):
        sheet.ink.through(region, [rect(x + 34, y + 32, 50 + kind % 4 * 14, 15)])


ROADS = (
    ([(1000, 770), (820, 740), (620, 680), (420, 700), (200, 650), (LEFT, 670)], 40),
    ([(820, 740), (760, 850), (700, BOTTOM)], 30),
    ([(620, 682), (540, 550), (420, 480), (250, 440)], 30),
    ([(420, 700), (380, 810), (250, BOTTOM)], 30),
    ([(540, 550), (660, 470), (700, 360)], 24),
    ([(420, 480), (440, 340)], 24),
    ([(200, 650), (250, 440)], 24),
    ([(380, 810), (560, 800), (760, 850)], 24),
)


def map_boot(sheet: Sheet) -> None:
    """A walking boot leaves behind it a trail of streets, as on a map."""
    for path, width in ROADS:
        sheet.ink.line(smooth(path, closed=False), width)
    for path, width in ROADS:
        sheet.ink.cut_line(smooth(path, closed=False), width - 18)
    sheet.spot.fill(smooth([(90, 480), (170, 440), (214, 520), (170, 600), (80, 610), (40, 540)]))
    sheet.spot.fill([(480, 736), (640, 722), (740, 760), (710, 812), (560, 770), (450, 780)])
    sheet.spot.fill([(290, 500), (410, 530), (480, 620), (400, 660), (260, 630)])
    for x, y, size in table("610 590 44, 600 420 40, 300 760 50, 490 400 36, 330 370 40"):
        sheet.ink.fill(turn(rect(x, y, size, size * 0.8), size, (x, y)))
    boot(sheet)


def cartridge_seedling(sheet: Sheet) -> None:
    """A game cartridge planted in a flower-pot puts out two leaves."""
    sheet.spot.line(smooth([(800, 270), (806, 220), (800, 170)], closed=False), 20)
    leaf = points("0 0, 50 -76, 150 -104, 270 -80, 210 -10, 110 22")
    vein = points("10 -6, 130 -50, 230 -72")
    for side, y, size in ((list, 176, 1.0), (mirror, 206, 0.86)):
        sheet.spot.fill(side(place(smooth(leaf), (800, y), size)))
        cut = side(place(smooth(vein, closed=False), (800, y), size))
        sheet.spot.cut_line(cut, 10, taper=True)
    _cartridge(sheet)
    _pot(sheet)
    sheet.ink.line([(LEFT, 854), (RIGHT, 854)], 9)


def _pot(sheet: Sheet) -> None:
    sheet.ink.fill([(600, 600), (1000, 600), (940, 850), (660, 850)])
    sheet.ink.fill(rounded(566, 560, 468, 78, 12))
    sheet.ink.cut_line([(590, 646), (1010, 646)], 9)
    sheet.ink.hatch([(900, 660), (980, 660), (930, 840), (880, 840)], 18, 7, 60, 0)


HEART = ("0110110", "1111111", "1111111", "0111110", "0011100", "0001000")


def _cartridge(sheet: Sheet) -> None:
    shell = [(640, 570), (640, 290), (664, 262), (936, 262), (960, 290), (960, 570)]
    sheet.outlined(shell, 16)
    for x in (670, 696, 904, 930):
        sheet.ink.line([(x, 290), (x, 360)], 11)
    sheet.ink.fill(rounded(680, 384, 240, 180, 14))
    pixels(sheet, HEART, (730, 402), 20)
    for y in (300, 332):
        sheet.ink.line([(730, y), (870, y)], 13)


HELIX = points("650 846, 570 810, 530 720, 470 620, 396 500, 366 350, 410 200, 530 110, 690 92")
FOLDS = (
    (HELIX, 42, 92),
    ([(500, 560), (446, 450), (436, 340), (476, 244), (570, 186), (690, 176)], 24, 176),
    ([(650, 716), (600, 620), (536, 510), (530, 400), (580, 310), (690, 266)], 32, 266),
)


def reading_ear(sheet: Sheet) -> None:
    """An ear; its folds run out into lines of text."""
    lobe = [(650, 846), (730, 824), (762, 740), (748, 660), (776, 600), (840, 590)]
    sheet.spot.fill([*smooth(HELIX, False), (740, 92), (740, 660), *smooth(lobe[2::-1], False)])
    sheet.spot.dots(rect(736, 92, 180, 520), 19, 13, lambda x, y: max(0, (900 - x) / 170))
    sheet.ink.fill(disc(652, 845, 19))
    canal = points(
        "700 372, 630 390, 600 460, 622 550, 684 630, 716 610, 722 560, 690 520, 698 460, "
        "744 420, 744 374"
    )
    sheet.ink.fill(smooth(canal))
    for path, width, y in (
        *FOLDS,
        ([(690, 384), (740, 374)], 30, 374),
        ([(704, 512), (730, 490)], 26, 480),
        (lobe, 34, 590),
    ):
        sheet.ink.line([*smooth(path, closed=False), (790, y)], width)
        _text_line(sheet, y, width)


def _text_line(sheet: Sheet, y: float, width: float) -> None:
    """Words of unequal length, the first one joined to the fold it comes from."""
    x, end = 786.0, sheet.rng.uniform(1180, 1330)
    while x < end:
        length = sheet.rng.uniform(60, 190)
        sheet.ink.line([(x, y), (x + length, y)], width)
        x += length + 34


ISLANDS = table(
    "480 250 150, 800 190 110, 1110 250 140, 640 470 120, 960 450 150, 420 690 140, "
    "760 720 130, 1130 690 160, 160 460 130, 1430 450 140"
)
BRIDGES = points("0 1, 1 2, 0 3, 3 4, 2 4, 3 5, 3 6, 4 7, 6 7, 5 8, 8 0, 7 9, 2 9")
RIPPLES = points(
    "300 120, 960 90, 1300 130, 270 330, 800 330, 1260 400, 540 590, 930 610, 240 820, "
    "590 850, 950 850, 1440 760, 80 640"
)


def archipelago(sheet: Sheet) -> None:
    """Islands of about the same size, joined by small bridges; none is the centre."""
    for x, y in RIPPLES:
        gouges(sheet.ink, [(x, y, 90), (x + 40, y + 20, 66)], 9)
    for a, b in BRIDGES:
        _bridge(sheet, ISLANDS[int(a)][:2], ISLANDS[int(b)][:2])
    for index, (x, y, size) in enumerate(ISLANDS):
        _island(sheet, index, x, y, size)


def _island(sheet: Sheet, index: int, x: float, y: float, size: float) -> None:
    coast = smooth(
        [
            (x + px * size * sheet.rng.uniform(0.78, 1.1), y + py * size * 0.52)
            for px, py in oval(0, 0, 1, 1)[::2]
        ]
    )
    sheet.ink.fill(move(coast, 0, 34))
    sheet.clear(coast)
    sheet.spot.fill(coast)
    cottage(sheet, x - size * 0.36, y + 4, size * 0.46)
    if index % 3:
        cottage(sheet, x + size * 0.14, y + size * 0.26, size * 0.34)
    sheet.ink.fill(rect(x + size * 0.42, y - size * 0.2, 12, 40))
    sheet.ink.fill(disc(x + size * 0.42 + 6, y - size * 0.32, size * 0.19))


def _bridge(sheet: Sheet, a: Point, b: Point) -> None:
    middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2 - 50)
    deck = smooth([a, middle, b], closed=False, steps=8)
    sheet.ink.line(deck, 30)
    sheet.ink.cut_line(deck, 13)
    for x, y in deck[3:-3:2]:
        sheet.ink.line([(x, y - 10), (x, y + 36)], 9)


PICTURES = {
    "qui-repare-le-logiciel-libre": wedged_tower,
    "python-trente-cinq-ans": ruler_snake,
    "sqlite-base-invisible": table_iceberg,
    "cartographier-son-village-a-pied": map_boot,
    "jeux-video-sauves-par-des-benevoles": cartridge_seedling,
    "coder-pour-ceux-qui-ne-voient-pas": reading_ear,
    "fediverse-sans-centre": archipelago,
}
