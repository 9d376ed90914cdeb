"""Seven pictures for the artificial intelligence section."""

from .ink import Sheet
from .motifs import BOTTOM, LEFT, RIGHT, gouges, person, sea
from .shapes import (
    Shape,
    arc,
    disc,
    drop,
    grow,
    mirror,
    move,
    place,
    rect,
    rounded,
    smooth,
    turn,
)

SPOT = (201, 64, 47)


def magnets(sheet: Sheet) -> None:
    """Two giant magnets, one in each colour, lift a row of small people."""
    for plate, to_side in ((sheet.spot, list), (sheet.ink, mirror)):
        tips, marks = _magnet_details()
        plate.fill(to_side(_hung(_horseshoe())))
        for tip in tips:
            sheet.outlined(to_side(_hung(tip)))
        for mark in marks:
            plate.line(to_side(_hung(mark)), 9, taper=True)
    sheet.ink.line([(LEFT, 842), (RIGHT, 842)], 7)
    for step in range(-5, 6):
        pull = step / 5
        person(sheet.ink, (800 + 300 * pull, 838 - 190 * pull**2), 118, 34 * pull * abs(pull))


def _horseshoe() -> Shape:
    inner = arc(0, 0, 66, 360, 180)
    return [*arc(0, 0, 152, 180, 360), (152, 120), (66, 120), *inner, (-66, 120), (-152, 120)]


def _magnet_details() -> tuple[list[Shape], list[Shape]]:
    tips = [rect(-152, 120, 86, 66), rect(66, 120, 86, 66)]
    marks = [[(x, 206 + abs(x) / 4), (x * 0.86, 262 + abs(x) / 5)] for x in (-130, -86, 86, 130)]
    return tips, marks


def _hung(shape: Shape) -> Shape:
    return place(shape, (500, 262), 1.32, -27)


def chip_dolls(sheet: Sheet) -> None:
    """Nesting dolls with the legs of chips; only the smallest is in colour."""
    sheet.ink.line([(LEFT, 770), (RIGHT, 770)], 9)
    sheet.ink.hatch([(LEFT, 770), (RIGHT, 770), (RIGHT, 800), (LEFT, 800)], 26, 8, 60)
    for x, height in ((510, 640), (815, 440), (1024, 290)):
        _doll(sheet, x, height)
    sheet.spot.fill(disc(1172, 690, 118))
    _doll(sheet, 1172, 150)


DOLL = [
    (0, -100),
    (16, -95),
    (21, -80),
    (17, -64),
    (27, -46),
    (30, -22),
    (22, 0),
    (-22, 0),
    (-30, -22),
    (-27, -46),
    (-17, -64),
    (-21, -80),
    (-16, -95),
]


def _doll(sheet: Sheet, x: float, height: float) -> None:
    def put(shape: Shape) -> Shape:
        return place(shape, (x, 768), height / 100)

    sheet.ink.fill(put(smooth(DOLL)))
    for y in (-47, -36, -25, -14):
        sheet.ink.fill(put(rect(-39, y, 78, 5)), 1)
    sheet.clear(put(disc(0, -79, 12.5)), 1)
    sheet.ink.fill(put(arc(0, -82, 12, 190, 350)), 1)
    for side in (-5, 5):
        sheet.ink.fill(put(disc(side, -78, 1.8)), 0)
    sheet.ink.line(put(arc(0, -76, 4, 30, 150)), height / 90)
    sheet.clear(put(rect(-15, -47, 30, 30)), 1)
    sheet.spot.fill(put(rect(-9, -41, 18, 18)), 1)
    for y in (-44, -20):
        sheet.ink.fill(put(rect(-12, y, 24, 1.4)), 0)


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


def lighthouse(sheet: Sheet) -> None:
    """The beam of a lighthouse carries letters out to sea, larger as they go."""
    sheet.spot.dots([(470, 236), (RIGHT, -40), (RIGHT, 620)], 18, 5)
    for step, x in enumerate((600, 690, 800, 935, 1100, 1300, 1530)):
        spread = (x - 470) * 0.27
        rows = 1 if step == 0 else 2 if step < 3 else 3
        for row in range(rows):
            offset = (row - (rows - 1) / 2) * 2 * spread / rows
            _letter(sheet, step * 2 + row * 3, (x, 240 + offset + spread * 0.1), spread / rows)
    _tower(sheet)
    sheet.ink.fill(
        [
            (LEFT, 830),
            *smooth(
                [(200, 820), (330, 770), (420, 742), (540, 748), (610, 800), (700, 835)],
                closed=False,
            ),
            (700, BOTTOM),
            (LEFT, BOTTOM),
        ]
    )
    for y, shift in ((800, 0), (838, 60), (876, 20)):
        gouges(sheet.ink, [(x + shift, y, 150) for x in range(760, 1700, 230)])


def _letter(sheet: Sheet, which: int, at: tuple[float, float], size: float) -> None:
    plate = sheet.spot if which % 3 == 1 else sheet.ink
    for stroke in LETTERS[which % len(LETTERS)]:
        path = place(move(stroke, -1, -1.5), at, size * 0.5, sheet.rng.uniform(-9, 9))
        plate.line(path, 3 + size * 0.24)


def _tower(sheet: Sheet) -> None:
    sheet.outlined([(418, 760), (440, 300), (504, 300), (528, 760)], 9)
    for top in (390, 550, 690):
        sheet.spot.fill(
            [
                (436 - (top - 390) / 22, top),
                (508 + (top - 390) / 22, top),
                (510 + (top - 310) / 22, top + 70),
                (434 - (top - 310) / 22, top + 70),
            ]
        )
    sheet.ink.hatch([(486, 304), (502, 304), (526, 758), (490, 758)], 13, 6, -30)
    sheet.ink.fill(rect(420, 284, 104, 18))
    sheet.outlined(rect(442, 206, 60, 76), 8)
    sheet.spot.fill(disc(472, 242, 22))
    sheet.ink.fill([(430, 208), (472, 150), (514, 208)])
    sheet.ink.line([(472, 160), (472, 118)], 7)


def x_ray(sheet: Sheet) -> None:
    """A chest X-ray hung on a rail; one square of it is marked."""
    sheet.ink.line([(LEFT, 62), (RIGHT, 62)], 12)
    sheet.ink.fill(rounded(450, 96, 700, 756, 26))
    for x in (560, 1000):
        sheet.outlined(rect(x, 40, 40, 86), 8)
    sheet.clear(rect(880, 400, 196, 196))
    sheet.spot.fill(rect(892, 412, 172, 172))
    for y in range(8):
        _ribs(sheet, y)
    for side in (list, mirror):
        bone = smooth([(816, 214), (900, 176), (980, 196), (1090, 160)], closed=False)
        sheet.ink.cut_line(side(bone), 20)
    sheet.ink.fill(disc(982, 500, 20))


def _ribs(sheet: Sheet, row: int) -> None:
    y, reach = 226 + row * 64, 176 + 92 * min(1, (row + 1) / 5)
    sheet.ink.cut(rounded(776, y - 10, 48, 44, 10))
    rib = [
        (830, y + 8),
        (800 + reach * 0.55, y - 14),
        (800 + reach * 0.95, y + 34),
        (800 + reach, y + 84),
        (800 + reach * 0.8, y + 122),
    ]
    for side in (list, mirror):
        path = side(smooth(rib, closed=False))
        for plate in (sheet.ink, sheet.spot):
            plate.cut_line(path, 19)


def compass(sheet: Sheet) -> None:
    """A compass whose needle splits towards two norths."""
    sheet.ink.line(disc(800, 96, 46), 18, closed=True)
    sheet.ink.fill(rect(772, 128, 56, 40))
    sheet.ink.fill(disc(800, 496, 372))
    sheet.clear(disc(800, 496, 322))
    sheet.ink.dots(disc(800, 496, 318), 20, 7, lambda x, y: max(0, (x + y - 1240) / 420))
    for tick in range(0, 360, 15):
        length = 44 if tick % 90 == 0 else 22
        sheet.ink.fill(turn(rect(794, 188, 12, length), tick, (800, 496)))
    for lean in (-33, 33):
        _needle(sheet, lean)
    sheet.ink.fill([(762, 496), (838, 496), (800, 780)])
    sheet.outlined(disc(800, 496, 34), 14)


def _needle(sheet: Sheet, lean: float) -> None:
    about = (800, 496)
    sheet.clear(turn([(748, 500), (800, 204), (852, 500)], lean, about))
    sheet.spot.fill(turn([(756, 500), (800, 214), (844, 500)], lean, about))
    sheet.ink.hatch(turn([(800, 500), (800, 214), (844, 500)], lean, about), 15, 7, lean + 30)
    sheet.spot.fill(turn([(776, 96), (800, 50), (824, 96)], lean, about))


def racks_in_water(sheet: Sheet) -> None:
    """Server racks stand in water up to the knees; drops fall."""
    for x, top in ((470, 190), (700, 130), (930, 190)):
        _rack(sheet, x, top)
    sheet.clear(sea(640, 12, 210))
    sheet.spot.fill(sea(640, 12, 210))
    for x, top in ((470, 720), (700, 752), (930, 720)):
        for row in range(5):
            gouges(sheet.ink, [(x + 100, 690 + row * 36, 190 - row * 26)], 15)
    for y, shift in ((676, 0), (742, 90), (815, 40), (872, 140)):
        marks = [(x + shift, y, 110.0) for x in range(-20, 1700, 340)]
        gouges(sheet.spot, marks, 10, 0)
    for x, y, size in ((1268, 300, 58), (352, 470, 34), (1210, 520, 26), (380, 150, 22)):
        sheet.spot.fill(drop(x, y, size))
        sheet.spot.cut_line(arc(x, y, size * 0.6, 100, 170), size * 0.2)


def _rack(sheet: Sheet, x: float, top: float) -> None:
    sheet.ink.fill(rect(x, top, 200, 600))
    for row in range(8):
        y = top + 30 + row * 60
        sheet.ink.cut(rect(x + 20, y, 160, 34))
        sheet.ink.fill(rect(x + 32, y + 11, 78, 11))
        sheet.ink.fill(disc(x + 132, y + 17, 7))
        sheet.spot.fill(disc(x + 160, y + 17, 10))


HAND = [
    (0, -2),
    (26, -32),
    (58, -48),
    (98, -44),
    (128, -16),
    (150, 22),
    (214, 96),
    (262, 160),
    (206, 196),
    (170, 142),
    (122, 84),
    (86, 80),
    (56, 66),
    (60, 50),
    (30, 34),
    (2, 16),
    (4, 6),
    (30, 12),
    (50, 8),
    (54, -8),
    (40, -10),
    (12, 8),
]


def copyists(sheet: Sheet) -> None:
    """Rows of the same hand lay small squares, one after the other."""
    for row, y in enumerate((170, 420, 670)):
        _squares(sheet, y, row)
        for column in range(-1, 5):
            _hand(sheet, 190 + column * 330 + row * 95, y)


def _squares(sheet: Sheet, y: float, row: int) -> None:
    for step in range(-1, 30):
        cell = rect(step * 55 + row * 20, y - 24, 40, 40)
        (sheet.spot if (step + row) % 3 else sheet.ink).fill(cell)


def _hand(sheet: Sheet, x: float, y: float) -> None:
    at, tile = (x, y - 66), move(rect(-44, -30, 46, 46), x, y - 66)
    hand = place(smooth(HAND, steps=4), at, 1.05)
    sheet.clear(grow(hand, 1.14, (x + 100, y)))
    sheet.clear(grow(tile, 1.3, at))
    sheet.ink.fill(hand)
    for knuckle in ((70, 62), (88, 70)):
        curl = place([knuckle, (knuckle[0] + 18, knuckle[1] - 34)], at)
        sheet.ink.cut_line(curl, 6, taper=True)
    sheet.ink.cut_line(place([(158, 72), (176, 42)], at, 1.05), 9)
    sheet.spot.fill(tile)


PICTURES = {
    "openai-tesla-guerre-des-talents": magnets,
    "petits-modeles-redactions-locales": chip_dolls,
    "traduire-le-breton": lighthouse,
    "hopital-radios-ia": x_ray,
    "pourquoi-une-ia-se-trompe": compass,
    "eau-des-centres-de-donnees": racks_in_water,
    "copistes-de-machines": copyists,
}
