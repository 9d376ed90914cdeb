"""Seven pictures for the hardware section."""

from .ink import Sheet
from .motifs import BOTTOM, LEFT, RIGHT, gouges, land, sea, wave
from .shapes import (
    Point,
    Shape,
    arc,
    disc,
    grow,
    hexagon,
    mirror,
    place,
    rect,
    rounded,
    smooth,
    turn,
)

SPOT = (209, 154, 42)


def wafer_sunrise(sheet: Sheet) -> None:
    """A silicon wafer comes up over the fields like a sun, with its rays."""
    about, sun = (800, 600), disc(800, 600, 330)
    sheet.spot.fill(sun)
    for x in range(470, 1130, 66):
        sheet.spot.cut_line([(x + 2, 250), (x + 2, 700)], 8)
    for y in range(270, 700, 66):
        sheet.spot.cut_line([(450, y), (1150, y)], 8)
    for x, y in ((536, 402), (668, 336), (668, 534), (866, 402), (932, 468), (734, 468)):
        sheet.ink.hatch(rect(x + 7, y + 5, 54, 54), 12, 6, 45)
    sheet.ink.line(sun, 11, closed=True)
    for step in range(-8, 9):
        far = 560 if step % 2 else 480
        sheet.ink.line(turn([(800, 600 - 375), (800, 600 - far)], step * 11, about), 17, taper=True)
    sheet.ink.fill(land([(LEFT, 640), (300, 612), (700, 640), (1100, 606), (RIGHT, 640)]))
    for row, y in enumerate((676, 722, 778, 848)):
        gouges(
            sheet.ink,
            [(x + row * 83, y, 130 + row * 50) for x in range(-60, 1700, 300)],
            6 + row * 3,
            0,
        )


def circuit_gate(sheet: Sheet) -> None:
    """A gate whose two open leaves are drawn in circuit tracks; a road goes through."""
    sheet.spot.fill(disc(800, 430, 170))
    sheet.ink.line([(LEFT, 560), (RIGHT, 560)], 7)
    sheet.clear([(770, 556), (830, 556), (1130, BOTTOM), (470, BOTTOM)])
    for side in (list, mirror):
        sheet.ink.line(side([(774, 560), (490, BOTTOM)]), 8)
        sheet.ink.fill(side(rect(346, 280, 96, 580)))
        sheet.ink.fill(side(rect(330, 258, 128, 30)))
        sheet.ink.fill(side(disc(394, 214, 44)))
        sheet.ink.cut_line(side([(366, 310), (366, 830)]), 9, taper=True)
        _leaf(sheet, side)
    for y in (640, 720, 830):
        sheet.spot.line([(800, y), (800, y + 60)], (y - 500) / 14)


TRACKS = (
    [(0, 0.05), (1, 0.05)],
    [(0, 0.95), (1, 0.95)],
    [(1, 0.05), (1, 0.95)],
    [(0, 0.2), (0.3, 0.2), (0.5, 0.32), (0.5, 0.46)],
    [(0, 0.34), (0.22, 0.34), (0.22, 0.56), (0.44, 0.66), (1, 0.66)],
    [(0.5, 0.05), (0.5, 0.14), (0.75, 0.24), (0.75, 0.5)],
    [(0, 0.72), (0.3, 0.8), (0.62, 0.8)],
    [(1, 0.36), (0.88, 0.36)],
    [(0.62, 0.95), (0.82, 0.86), (0.82, 0.76)],
)
PADS = ((0.5, 0.48), (0.75, 0.52), (0.66, 0.8), (0.86, 0.36), (0.82, 0.74))


def _leaf(sheet: Sheet, side) -> None:
    def on_leaf(u: float, v: float) -> Point:
        top, bottom = 330 + 70 * u, 850 - 120 * u
        return 442 + 210 * u, top + (bottom - top) * v

    for track in TRACKS:
        sheet.ink.line(side([on_leaf(u, v) for u, v in track]), 15)
    for u, v in PADS:
        (pad,) = side([on_leaf(u, v)])
        sheet.ink.fill(disc(*pad, 23))
        sheet.clear(disc(*pad, 11), 0)


def keycap_town(sheet: Sheet) -> None:
    """A street of key caps with roofs, standing on their switches."""
    sheet.spot.fill(disc(1090, 236, 96))
    for x, width, height, tall in (
        (352, 170, 150, 1),
        (540, 170, 210, 0),
        (728, 250, 180, 1),
        (996, 150, 250, 0),
        (1164, 180, 150, 1),
    ):
        _key_house(sheet, x, width, height, bool(tall))
    sheet.ink.fill(rounded(290, 752, 1110, 84, 26))
    sheet.ink.cut_line([(320, 776), (1370, 776)], 8, taper=True)
    sheet.ink.line(
        smooth([(1390, 800), (1480, 800), (1530, 850), (1600, 850), (RIGHT, 840)], closed=False), 16
    )
    sheet.ink.line([(LEFT, 846), (290, 846)], 7)


def _key_house(sheet: Sheet, x: float, width: float, height: float, coloured: bool) -> None:
    base, top = 700, 700 - height
    sheet.ink.fill(rect(x + width * 0.36, base, width * 0.28, 60))
    sheet.ink.fill(rect(x + width * 0.26, base + 24, width * 0.48, 34))
    sheet.outlined([(x, base), (x + 20, top), (x + width - 20, top), (x + width, base)], 10)
    sheet.ink.hatch(
        [
            (x + width - 44, top + 6),
            (x + width - 22, top + 6),
            (x + width - 6, base),
            (x + width - 34, base),
        ],
        14,
        7,
        30,
    )
    roof = [(x - 4, top + 6), (x + width / 2, top - width * 0.5), (x + width + 4, top + 6)]
    sheet.ink.fill(rect(x + width * 0.68, top - width * 0.46, 26, 60))
    sheet.clear(roof)
    (sheet.spot if coloured else sheet.ink).fill(roof)
    if coloured:
        sheet.ink.line(roof, 9, closed=True)
    sheet.ink.fill(
        [
            (x + width * 0.3, base),
            *arc(x + width * 0.4, base - 60, width * 0.1, 180, 360),
            (x + width * 0.5, base),
        ]
    )
    sheet.ink.fill(rounded(x + width * 0.56, base - 104, 34, 38, 8))


def opened_radio(sheet: Sheet) -> None:
    """An opened radio, seen from above, its parts laid out in order around it."""
    sheet.ink.line([(420, 130), (420, 70), (760, 70), (760, 130)], 20)
    sheet.ink.fill(rounded(350, 124, 480, 330, 34))
    sheet.clear(rounded(376, 150, 428, 278, 20))
    sheet.spot.fill(rounded(376, 150, 428, 278, 20))
    sheet.ink.fill(disc(500, 290, 96))
    sheet.clear(disc(500, 290, 74))
    sheet.ink.dots(disc(500, 290, 70), 22, 7)
    sheet.outlined(rect(630, 190, 140, 66), 8)
    sheet.ink.line([(690, 194), (690, 252)], 8)
    for x in (650, 700, 750):
        sheet.ink.line([(x, 300), (x, 390)], 9)
    _speaker(sheet)
    _small_parts(sheet)
    sheet.ink.line([(350, 806), (1130, 806)], 12)
    sheet.ink.line([(700, 806), (1130, 806)], 20)
    sheet.ink.fill(disc(346, 806, 17))
    _screwdriver(sheet)


def _speaker(sheet: Sheet) -> None:
    for radius, clear in ((120, False), (98, True), (64, False), (50, True), (26, False)):
        (sheet.clear if clear else sheet.ink.fill)(disc(1010, 250, radius))
    sheet.spot.fill(disc(1010, 250, 50))
    sheet.ink.fill(disc(1010, 250, 26))


def _small_parts(sheet: Sheet) -> None:
    for x in (390, 500, 610):
        sheet.ink.fill(disc(x, 560, 42))
        sheet.ink.cut_line([(x, 534), (x, 556)], 10)
    sheet.outlined(rect(700, 516, 250, 92), 9)
    for step, x in enumerate(range(724, 940, 42)):
        (sheet.spot if step % 2 else sheet.ink).fill(rect(x, 534 + step % 3 * 14, 24, 34))
    for y in (516, 572):
        sheet.ink.fill(rounded(1010, y, 150, 42, 8))
        sheet.ink.fill(rect(1160, y + 12, 14, 18))
        sheet.ink.cut(rect(1120, y, 10, 42))
    for step in range(9):
        x = 372 + step * 52
        sheet.ink.fill(disc(x, 700, 17), 1)
        sheet.ink.cut_line(turn([(x - 10, 700), (x + 10, 700)], step * 40, (x, 700)), 6)
    sheet.ink.fill(rounded(860, 680, 310, 42, 18))
    sheet.clear(rect(930, 672, 120, 58))
    for x in range(936, 1050, 22):
        sheet.spot.fill(rounded(x, 668, 14, 66, 6), 1)


def _screwdriver(sheet: Sheet) -> None:
    sheet.spot.fill(rounded(1232, 120, 62, 270, 26))
    for x in (1252, 1274):
        sheet.ink.line([(x, 150), (x, 360)], 9, taper=True)
    sheet.ink.fill(rect(1252, 386, 22, 380))
    sheet.ink.fill([(1252, 760), (1274, 760), (1280, 800), (1270, 826), (1256, 826), (1246, 800)])


def salt_battery(sheet: Sheet) -> None:
    """A battery with two leaves grows out of a heap of salt."""
    sheet.spot.fill(disc(800, 400, 340))
    about = (800, 600)

    def stand(shape: Shape) -> Shape:
        return turn(shape, 5, about)

    for side, lean in ((1, -28), (-1, 34)):
        leaf = [
            (0, 0),
            (30 * side, -60),
            (110 * side, -104),
            (210 * side, -100),
            (160 * side, -30),
            (80 * side, 0),
        ]
        sheet.ink.fill(place(smooth(leaf), stand([(800, 168)])[0], 1, lean / 4))
    sheet.ink.fill(stand(rect(752, 166, 96, 60)))
    sheet.ink.fill(stand(rounded(672, 208, 256, 560, 24)))
    sheet.clear(stand(rect(672, 330, 256, 150)))
    sheet.ink.fill(stand(rect(782, 360, 36, 92)))
    sheet.ink.fill(stand(rect(754, 388, 92, 36)))
    sheet.ink.cut_line(stand([(704, 240), (704, 312)]), 12, taper=True)
    _salt(sheet)


def _salt(sheet: Sheet) -> None:
    heap = [
        (300, 852),
        (430, 780),
        (560, 690),
        (670, 624),
        (760, 640),
        (850, 616),
        (960, 650),
        (1060, 720),
        (1190, 790),
        (1310, 852),
    ]
    sheet.outlined(smooth(heap), 9)
    sheet.ink.dots(smooth(heap), 24, 6, lambda x, y: max(0, (x - 760) / 460 + (y - 760) / 240))
    sheet.ink.line([(LEFT, 856), (RIGHT, 856)], 9)
    for x, y, size in (
        (560, 770, 26),
        (700, 716, 20),
        (640, 806, 18),
        (820, 780, 24),
        (250, 836, 22),
        (1370, 832, 26),
        (1430, 842, 16),
        (500, 820, 16),
    ):
        crystal = turn(rect(x, y, size, size), size * 2, (x, y))
        sheet.clear(grow(crystal, 1.1, (x, y)))
        sheet.ink.line(crystal, 6, closed=True)


def cable_ship(sheet: Sheet) -> None:
    """A cable ship at the top; its cable goes down to the sea floor and runs along it."""
    sheet.spot.fill(sea(286, 6, 160))
    _ship(sheet)
    floor = [
        (LEFT, 800),
        (200, 770),
        (520, 806),
        (820, 820),
        (1100, 790),
        (1350, 740),
        (RIGHT, 770),
    ]
    sheet.ink.fill(land(floor))
    rope = smooth(
        [
            (1036, 236),
            (1066, 300),
            (1072, 460),
            (1010, 640),
            (860, 770),
            (700, 800),
            (480, 790),
            (200, 756),
            (LEFT, 786),
        ],
        closed=False,
    )
    sheet.spot.cut_line(rope, 24)
    sheet.ink.line(rope, 11)
    for x, y, length in (
        (300, 420, 150),
        (620, 360, 110),
        (560, 600, 190),
        (1300, 450, 170),
        (1240, 620, 120),
        (200, 620, 90),
        (1480, 340, 130),
        (860, 500, 100),
    ):
        gouges(sheet.spot, [(x, y, length)], 9, 0)
    for x, y, size in ((360, 520, 0.9), (440, 560, 0.6), (1280, 540, 0.8)):
        _fish(sheet, (x, y), size)
    gouges(sheet.ink, [(300, 850, 90), (700, 866, 140), (1120, 850, 110), (1400, 820, 90)], 8, 0)


def _ship(sheet: Sheet) -> None:
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


def _fish(sheet: Sheet, at: Point, size: float) -> None:
    body = smooth([(-60, 0), (-20, -26), (30, -18), (62, 0), (30, 18), (-20, 26)])
    sheet.ink.fill(place(body, at, size))
    sheet.ink.fill(place([(48, 0), (90, -28), (80, 0), (90, 28)], at, size))
    sheet.ink.cut(place(disc(-34, -6, 5), at, size), 0)


def hexagon_sail(sheet: Sheet) -> None:
    """A racing yacht heels under a tall sail made of hexagons."""
    sail = _heeled(
        smooth(
            [
                (790, 40),
                (800, 240),
                (800, 450),
                (796, 690),
                (700, 704),
                (590, 708),
                (470, 690),
                (560, 520),
                (680, 280),
                (760, 110),
            ],
            steps=4,
        )
    )
    jib = _heeled([(826, 130), (900, 380), (1060, 690), (930, 706), (830, 690)])
    cells = [
        hexagon(400 + 78 * c + 39 * (r % 2), 20 + 68 * r, 39) for r in range(12) for c in range(10)
    ]
    sheet.spot.through(sail, [c for i, c in enumerate(cells) if i * 7 % 5 < 3])
    sheet.ink.through(sail, [c for i, c in enumerate(cells) if i * 7 % 5 == 3])
    sheet.ink.line(sail, 10, closed=True)
    sheet.outlined(jib, 9)
    sheet.ink.hatch(jib, 30, 7, 62)
    sheet.ink.line(_heeled([(812, 20), (812, 740)]), 14)
    sheet.ink.fill(_heeled([(400, 720), (1140, 706), (1060, 800), (480, 806)]))
    sheet.ink.cut_line(_heeled([(450, 748), (1090, 738)]), 9, taper=True)
    _swell(sheet)


def _heeled(shape: Shape) -> Shape:
    return turn(shape, 7, (800, 740))


def _swell(sheet: Sheet) -> None:
    sheet.clear(sea(800, 20, 330))
    sheet.spot.line(wave(812, 20, 330), 12)
    for y, shift in ((806, 0), (842, 60), (880, 130)):
        sheet.ink.line(wave(y, 20, 330, shift), 11)


PICTURES = {
    "naissance-d-une-puce": wafer_sunrise,
    "risc-v-architecture-ouverte": circuit_gate,
    "clavier-mecanique-artisanat": keycap_town,
    "atelier-reparation-lorient": opened_radio,
    "batteries-au-sodium": salt_battery,
    "cables-sous-marins-navires": cable_ship,
    "informatique-voilier-de-course": hexagon_sail,
}
