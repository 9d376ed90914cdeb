"""Seven pictures for the software section."""

from math import hypot

from .ink import Sheet
from .motifs import BOTTOM, LEFT, RIGHT, gouges, person, wave
from .shapes import (
    Point, Shape, arc, disc, grow, mirror, move, oval, place, rect, rounded, smooth, turn,
)

SPOT = (75, 127, 82)


def wedged_tower(sheet: Sheet) -> None:
    """A huge leaning tower is kept from falling by one small wedge."""
    foot = (560, 800)
    for row, (left, right, top) in enumerate(((560, 1000, 640), (590, 970, 480), (560, 1000, 330),
                                              (610, 950, 190), (570, 990, 60), (640, 920, -60))):
        sheet.ink.fill(turn(rect(left, top, right - left, 800 - top if row == 0 else 146),
                            -9, foot))
        _floor(sheet, row, left, right, top)
    wedge = [(884, 806), (1150, 806), (1150, 718)]
    sheet.clear(grow(wedge, 1.08, (1080, 790)))
    sheet.spot.fill(wedge)
    sheet.ink.line([(LEFT, 810), (RIGHT, 810)], 10)
    person(sheet.ink, (1196, 808), 96, -12)


def _floor(sheet: Sheet, row: int, left: float, right: float, top: float) -> None:
    foot, count = (560, 800), 4 + row % 3
    step = (right - left) / count
    for cell in range(count):
        x = left + cell * step + step * 0.25
        if row % 2:
            sheet.ink.cut(turn(rect(x, top + 36, step * 0.5, 74), -9, foot))
        else:
            window = [(x, top + 112), *arc(x + step / 4, top + 60, step / 4, 180, 360),
                      (x + step / 2, top + 112)]
            sheet.ink.cut(turn(window, -9, foot))


JOINTS = ((330, 700), (470, 250), (620, 690), (770, 250), (920, 690), (1070, 270), (1210, 620))


def ruler_snake(sheet: Sheet) -> None:
    """A long snake folded in a zigzag like a carpenter's rule."""
    for index, (a, b) in enumerate(zip(JOINTS, JOINTS[1:], strict=False)):
        _rule(sheet, a, b, index % 2 == 0)
    for joint in JOINTS[1:-1]:
        sheet.ink.fill(disc(*joint, 50))
        sheet.clear(disc(*joint, 20))
        sheet.ink.fill(disc(*joint, 9), 1)
    sheet.ink.fill([(296, 690), (364, 712), (250, 830), (214, 850), (216, 820)])
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
    tongue = [(1376, 604), (1440, 610), (1490, 580)]
    sheet.spot.line(tongue, 13)
    sheet.spot.line([(1440, 610), (1488, 636)], 13)
    skull = smooth([(1170, 560), (1230, 530), (1310, 548), (1386, 590), (1390, 626), (1310, 664),
                    (1210, 680), (1160, 640)])
    sheet.clear(grow(skull, 1.06, (1280, 606)))
    sheet.ink.fill(skull)
    sheet.clear(disc(1290, 588, 20))
    sheet.ink.fill(disc(1295, 588, 9), 0)
    sheet.ink.cut_line([(1386, 618), (1250, 630)], 8, taper=True)


ABOVE = [(640, 306), (690, 210), (740, 180), (790, 80), (850, 120), (900, 210), (960, 240),
         (1000, 306)]
BELOW = [(470, 306), (1150, 306), (1210, 420), (1160, 540), (1080, 600), (1010, 740), (900, 850),
         (800, 800), (700, 850), (590, 700), (520, 640), (410, 500)]


def table_iceberg(sheet: Sheet) -> None:
    """An iceberg built of table cells; most of the table is under water."""
    sheet.spot.fill([*wave(306, 5, 180), (RIGHT, BOTTOM), (LEFT, BOTTOM)])
    sheet.spot.cut(BELOW)
    cells = [rect(400 + c * 136, 50 + r * 64, 128, 56) for r in range(13) for c in range(7)]
    sheet.ink.line(ABOVE, 12)
    for index, cell in enumerate(cells):
        kind = index * 5 % 7
        if cell[0][1] > 300:
            sheet.ink.through(BELOW, [cell] if kind < 4 else _value(cell))
        else:
            sheet.ink.through(ABOVE, [] if kind < 4 else _value(cell))
    for y in range(110, 300, 64):
        sheet.ink.through(ABOVE, [rect(400, y - 64 + 60, 900, 6)])
    for x in range(532, 1200, 136):
        sheet.ink.through(ABOVE, [rect(x, 50, 6, 260)])
    sheet.ink.line(wave(306, 5, 180), 9)
    gouges(sheet.spot, [(240, 420, 170), (1380, 380, 150), (1330, 640, 190), (300, 700, 150),
                        (1480, 820, 140), (180, 840, 120), (1150, 780, 110)], 10, 0)


def _value(cell: Shape) -> list[Shape]:
    x, y = cell[0]
    return [rect(x, y, 128, 6), rect(x, y + 50, 128, 6), rect(x, y, 6, 56), rect(x + 122, y, 6, 56),
            rect(x + 24, y + 22, 70, 12)]


BOOT = [(-130, -330), (60, -340), (74, -220), (90, -150), (180, -100), (262, -70), (290, -30),
        (288, 0), (-126, 0), (-136, -60), (-120, -150), (-140, -240)]


def map_boot(sheet: Sheet) -> None:
    """A walking boot leaves behind it a trail of streets, as on a map."""
    roads = (
        ([(1000, 700), (820, 720), (620, 660), (420, 690), (200, 640), (LEFT, 660)], 34),
        ([(820, 716), (760, 840), (700, BOTTOM)], 26), ([(620, 662), (540, 540), (420, 470),
         (250, 430)], 26), ([(420, 690), (380, 800), (250, BOTTOM)], 26),
        ([(540, 540), (690, 480), (760, 400)], 20), ([(420, 470), (440, 340)], 20),
        ([(200, 640), (250, 430)], 20), ([(380, 800), (560, 790), (740, 836)], 20),
    )
    for path, width in roads:
        sheet.ink.line(smooth(path, closed=False), width)
    for path, width in roads:
        sheet.ink.cut_line(smooth(path, closed=False), width - 14)
    sheet.spot.fill(smooth([(90, 480), (170, 440), (210, 500), (170, 590), (80, 600), (40, 540)]))
    sheet.spot.fill([(470, 730), (640, 704), (730, 746), (700, 800), (560, 756), (440, 770)])
    for x, y, size in ((470, 600, 44), (330, 600, 50), (600, 570, 36), (650, 430, 40),
                       (300, 740, 46), (500, 420, 34), (860, 800, 52), (360, 390, 36)):
        sheet.ink.fill(turn(rect(x, y, size, size * 0.8), size, (x, y)))
    _boot(sheet, (1050, 720))


def _boot(sheet: Sheet, at: Point) -> None:
    def put(shape: Shape) -> Shape:
        return place(shape, at, 1.55, -8)

    sheet.clear(put(grow(smooth(BOOT, steps=3), 1.04, (60, -160))))
    sheet.ink.fill(put(smooth(BOOT, steps=3)))
    sheet.spot.fill(put([(-134, 0), (292, 0), (284, 34), (60, 34), (50, 20), (-20, 20), (-28, 40),
                         (-130, 40)]))
    sheet.ink.cut(put([(-134, -330), (62, -338), (66, -310), (-136, -300)]))
    for step in range(5):
        y = -270 + step * 40
        x = 10 + step * step * 5
        sheet.ink.cut_line(put([(x, y), (x + 60 + step * 6, y - 10)]), 11, taper=True)
    sheet.ink.cut_line(put([(-110, -30), (260, -30)]), 8, taper=True)
    seam = smooth([(-100, -130), (-20, -120), (30, -60), (30, -36)], closed=False)
    sheet.ink.cut_line(put(seam), 8, taper=True)


def cartridge_seedling(sheet: Sheet) -> None:
    """A game cartridge planted in a flower-pot puts out two leaves."""
    stem = smooth([(800, 260), (806, 190), (796, 120)], closed=False)
    sheet.spot.line(stem, 20)
    leaf = [(0, 0), (50, -76), (150, -104), (270, -80), (210, -10), (110, 22)]
    for side, y, size in ((1, 170, 1.0), (-1, 210, 0.86)):
        blade = [(800 + side * x * size, y + dy * size) for x, dy in smooth(leaf)]
        sheet.spot.fill(blade)
        vein = [(800 + side * x * size, y + dy * size) for x, dy in ((10, -6), (130, -50),
                                                                    (230, -72))]
        sheet.spot.cut_line(smooth(vein, closed=False), 10, taper=True)
    _cartridge(sheet)
    pot = [(600, 600), (1000, 600), (940, 850), (660, 850)]
    sheet.ink.fill(pot)
    sheet.ink.fill(rounded(566, 560, 468, 78, 12))
    sheet.ink.cut_line([(590, 646), (1010, 646)], 9)
    sheet.ink.hatch([(900, 660), (980, 660), (930, 840), (880, 840)], 18, 7, 60, 0)
    sheet.ink.line([(LEFT, 854), (RIGHT, 854)], 9)


def _cartridge(sheet: Sheet) -> None:
    shell = [(640, 570), (640, 290), (664, 262), (936, 262), (960, 290), (960, 570)]
    sheet.outlined(shell, 14)
    for x in (664, 690, 898, 924):
        sheet.ink.line([(x + 6, 290), (x + 6, 360)], 10)
    sheet.ink.fill(rounded(680, 384, 240, 180, 14))
    heart = ("0110110", "1111111", "1111111", "0111110", "0011100", "0001000")
    for r, row in enumerate(heart):
        for c, on in enumerate(row):
            if on == "1":
                sheet.clear(rect(730 + c * 20, 400 + r * 20, 20.5, 20.5), 0)
    sheet.ink.line([(730, 300), (870, 300)], 12)
    sheet.ink.line([(730, 330), (870, 330)], 12)


def reading_ear(sheet: Sheet) -> None:
    """An ear; its folds run out into lines of text."""
    outer = smooth([(640, 850), (560, 800), (500, 690), (420, 560), (390, 400), (440, 220),
                    (590, 110), (760, 110)], closed=False)
    folds = (
        (outer, 40, 110),
        (smooth([(560, 640), (500, 520), (480, 400), (520, 280), (630, 210), (760, 206)],
                closed=False), 30, 206),
        (smooth([(660, 690), (640, 600), (570, 480), (590, 370), (670, 306), (770, 302)],
                closed=False), 26, 302),
        (smooth([(720, 560), (660, 520), (650, 440), (700, 398), (780, 398)], closed=False),
         24, 398),
    )
    sheet.spot.fill(smooth([(640, 850), (560, 800), (500, 690), (420, 560), (390, 400), (440, 220),
                            (590, 110), (760, 110), (830, 250), (800, 480), (770, 640),
                            (730, 780)]))
    for path, width, y in folds:
        sheet.ink.line(path, width)
        _text_line(sheet, path[-1][0], y, width)
    tail = smooth([(640, 850), (720, 830), (750, 720), (720, 640), (730, 560), (800, 494)],
                  closed=False)
    sheet.ink.line(tail, 30)
    _text_line(sheet, 800, 494, 24)


def _text_line(sheet: Sheet, start: float, y: float, width: float) -> None:
    """Words of unequal length, the first one joined to the fold it comes from."""
    x, end = start - 8, sheet.rng.uniform(1240, 1400)
    while x < end:
        length = sheet.rng.uniform(60, 190)
        sheet.ink.line([(x, y), (x + length, y)], width)
        x += length + 34


ISLANDS = ((480, 250, 150), (800, 190, 110), (1110, 250, 140), (640, 470, 120), (960, 450, 150),
           (420, 690, 140), (760, 720, 130), (1130, 690, 160), (160, 460, 130), (1430, 450, 140))
BRIDGES = ((0, 1), (1, 2), (0, 3), (3, 4), (2, 4), (3, 5), (3, 6), (4, 7), (6, 7), (5, 8), (8, 0),
           (7, 9), (2, 9))


def archipelago(sheet: Sheet) -> None:
    """Islands of about the same size, joined by small bridges; none is the centre."""
    for x, y in ((300, 120), (960, 90), (1300, 130), (270, 330), (800, 330), (1260, 400), (540, 590),
                 (930, 610), (240, 820), (590, 850), (950, 850), (1440, 760), (80, 640)):
        gouges(sheet.ink, [(x, y, 80), (x + 40, y + 18, 60)], 7)
    for a, b in BRIDGES:
        _bridge(sheet, ISLANDS[a], ISLANDS[b])
    for index, (x, y, size) in enumerate(ISLANDS):
        _island(sheet, index, x, y, size)


def _island(sheet: Sheet, index: int, x: float, y: float, size: float) -> None:
    coast = smooth([(x + px * size * sheet.rng.uniform(0.78, 1.1), y + py * size * 0.52)
                    for px, py in oval(0, 0, 1, 1)[::2]])
    sheet.ink.fill(move(coast, 0, 34))
    sheet.clear(coast)
    sheet.spot.fill(coast)
    _home(sheet, x - size * 0.3, y - 4, size * 0.34)
    if index % 3:
        _home(sheet, x + size * 0.14, y + size * 0.2, size * 0.28)
    sheet.ink.fill(rect(x + size * 0.42, y - size * 0.2, 10, 36))
    sheet.ink.fill(disc(x + size * 0.42 + 5, y - size * 0.3, size * 0.16))


def _home(sheet: Sheet, x: float, base: float, size: float) -> None:
    sheet.outlined(rect(x, base - size * 0.6, size, size * 0.6), 7)
    sheet.ink.fill([(x - 8, base - size * 0.6), (x + size / 2, base - size * 1.15),
                    (x + size + 8, base - size * 0.6)])
    sheet.ink.fill(rect(x + size * 0.4, base - size * 0.34, size * 0.22, size * 0.34), 1)


def _bridge(sheet: Sheet, start: tuple[float, float, float], end: tuple[float, float, float]) -> None:
    a, b = start[:2], end[:2]
    middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2 - 50)
    deck = smooth([a, middle, b], closed=False, steps=8)
    sheet.ink.line(deck, 26)
    sheet.ink.cut_line(deck, 12)
    for x, y in deck[3:-3:2]:
        sheet.ink.line([(x, y - 10), (x, y + 34)], 8)


PICTURES = {
    "qui-repare-le-logiciel-libre": wedged_tower,
    "python-trente-cinq-ans": ruler_snake,
    "sqlite-base-invisible": table_iceberg,
    "cartographier-son-village-a-pied": map_boot,
    "jeux-video-sauves-par-des-benevoles": cartridge_seedling,
    "coder-pour-ceux-qui-ne-voient-pas": reading_ear,
    "fediverse-sans-centre": archipelago,
}
