"""Seven pictures for the artificial intelligence section."""

from collections.abc import Callable

from .ink import Plate, Sheet
from .motifs import BOTTOM, LEFT, RIGHT, gouges, person, sea, wave
from .shapes import (
    Point,
    Shape,
    arc,
    disc,
    drop,
    grow,
    mirror,
    place,
    points,
    rect,
    rounded,
    smooth,
    turn,
)
from .things import letter

SPOT = (201, 64, 47)


def magnets(sheet: Sheet) -> None:
    """Two giant magnets, one in each colour, pull at a row of small people."""
    for plate, to_side in ((sheet.spot, list), (sheet.ink, mirror)):
        tips, marks = _magnet_details()
        plate.fill(to_side(_hung(_horseshoe())))
        for tip in tips:
            sheet.outlined(to_side(_hung(tip)), 9)
        for mark in marks:
            plate.line(to_side(_hung(mark)), 13, taper=True)
    sheet.ink.line([(LEFT, 846), (RIGHT, 846)], 9)
    for step in range(-5, 6):
        pull = step / 5
        person(sheet.ink, (800 + 380 * pull, 842 - 116 * pull**4), 138, 26 * pull**3)


def _horseshoe() -> Shape:
    inner = arc(0, 0, 66, 360, 180)
    return [*arc(0, 0, 152, 180, 360), (152, 120), (66, 120), *inner, (-66, 120), (-152, 120)]


def _magnet_details() -> tuple[list[Shape], list[Shape]]:
    tips = [rect(-152, 120, 86, 66), rect(66, 120, 86, 66)]
    marks = [[(x, 212), (x * 1.02, 262)] for x in (84, 116)]
    return tips, marks


def _hung(shape: Shape) -> Shape:
    return place(shape, (478, 258), 1.42, -22)


def chip_dolls(sheet: Sheet) -> None:
    """Nesting dolls with the legs of chips, on a desk; the smallest is all in colour."""
    sheet.ink.line([(LEFT, 770), (RIGHT, 770)], 11)
    sheet.ink.hatch([(LEFT, 776), (RIGHT, 776), (RIGHT, 812), (LEFT, 812)], 26, 8, 60)
    for x, height in ((540, 580), (874, 380), (1094, 240)):
        _doll(sheet, x, height, sheet.ink)
    _doll(sheet, 1226, 136, sheet.spot)


DOLL = points(
    "0 -100, 16 -95, 21 -80, 17 -64, 27 -46, 30 -22, 22 0, -22 0, -30 -22, -27 -46, -17 -64, "
    "-21 -80, -16 -95"
)


def _doll(sheet: Sheet, x: float, height: float, body: Plate) -> None:
    def put(shape: Shape) -> Shape:
        return place(shape, (x, 768), height / 100)

    sheet.clear(put(grow(smooth(DOLL), 1.06, (0, -45))))
    for y in (-54, -45, -36, -27, -18):
        body.fill(put(rect(-37, y, 74, 4.6)), 1)
    body.cut(put(smooth(DOLL)))
    body.fill(put(smooth(DOLL)))
    if body is sheet.ink:
        scarf = put(
            smooth(points("0 -97, 15 -92, 19 -80, 14 -65, 0 -60, -14 -65, -19 -80, -15 -92"))
        )
        body.cut(scarf)
        sheet.spot.fill(scarf)
    _face(sheet, put, height / 100)
    sheet.clear(put(rect(-16, -47, 32, 32)), 1)
    body.fill(put(rect(-9, -40, 18, 18)), 1)
    for y in (-44, -20):
        body.fill(put(rect(-13, y, 26, 2)), 0)


def _face(sheet: Sheet, put: Callable[[Shape], Shape], scale: float) -> None:
    sheet.clear(put(disc(0, -79, 14)), 1)
    for side in (-1, 1):
        lock = [(0, -93), (side * 9, -90), (side * 13.6, -80), (side * 9, -84), (0, -91)]
        sheet.ink.fill(put(lock), 0)
        sheet.ink.fill(put(disc(side * 5, -79, 1.7)), 0)
        sheet.spot.fill(put(disc(side * 9, -73.5, 2.6)), 0)
    sheet.ink.line(put(arc(0, -75.5, 4, 25, 155)), 1.2 * scale)


def lighthouse(sheet: Sheet) -> None:
    """The beam of a lighthouse carries letters out to sea, larger as they go."""
    sheet.spot.dots([(470, 236), (RIGHT, -40), (RIGHT, 620)], 18, 5)
    for step, x in enumerate((606, 690, 800, 935, 1100, 1300, 1530)):
        spread = (x - 470) * 0.27
        rows = 1 if step == 0 else 2 if step < 3 else 3
        for row in range(rows):
            which = step * 2 + row * 3
            offset = (row - (rows - 1) / 2) * 2 * spread / rows
            plate = sheet.spot if which % 3 == 1 else sheet.ink
            letter(plate, which, (x, 240 + offset + spread * 0.1), spread / rows)
    _tower(sheet)
    rock = [
        (LEFT, 830),
        (200, 820),
        (330, 770),
        (420, 742),
        (540, 748),
        (610, 790),
        (690, 826),
        (760, BOTTOM),
    ]
    sheet.ink.fill([*smooth(rock, closed=False), (LEFT, BOTTOM)])
    for y, shift in ((800, 40), (838, 90), (876, 60)):
        gouges(sheet.ink, [(x + shift, y, 150) for x in range(760, 1700, 230)])


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
    sheet.clear(turn([(738, 500), (800, 196), (862, 500)], lean, about))
    sheet.spot.fill(turn([(748, 500), (800, 208), (852, 500)], lean, about))
    sheet.ink.hatch(turn([(800, 500), (800, 208), (852, 500)], lean, about), 15, 7, lean + 30)
    sheet.spot.fill(turn([(776, 96), (800, 50), (824, 96)], lean, about))


def racks_in_water(sheet: Sheet) -> None:
    """Server racks stand in water up to the knees; drops fall."""
    for x, top in ((450, 190), (690, 120), (930, 190)):
        _rack(sheet, x, top)
    sheet.clear(sea(650, 12, 210))
    for row in range(6):
        y = 650 + row * 44
        sheet.ink.line(wave(y, 12, 210, row * 70), 15 - row * 1.4)
        for x in (450, 690, 930):
            gouges(sheet.spot, [(x + 110, y + 22, 200 - row * 24)], 16)
    for x, y, size in ((1262, 330, 66), (350, 500, 40), (1210, 560, 30), (376, 170, 26)):
        sheet.outlined(drop(x, y, size), size * 0.2)
        sheet.ink.line(arc(x, y, size * 0.55, -20, 70), size * 0.2, taper=True)


def _rack(sheet: Sheet, x: float, top: float) -> None:
    sheet.ink.fill(rect(x, top, 220, 600))
    for row in range(8):
        y = top + 30 + row * 60
        sheet.ink.cut(rect(x + 22, y, 176, 36))
        sheet.ink.fill(rect(x + 34, y + 12, 84, 12))
        sheet.ink.fill(disc(x + 140, y + 18, 8))
        sheet.spot.fill(disc(x + 172, y + 18, 11))


HAND = (
    ([(150, -96), (116, -120), (84, -136)], 88),
    ([(150, -110), (470, -440)], 70),
    ([(90, -134), (24, -118), (-4, -62), (0, -8)], 30),
    ([(130, -76), (66, -34), (10, -6)], 30),
    ([(96, -150), (18, -156), (-36, -112), (-46, -78)], 28),
    ([(104, -160), (40, -192), (-20, -168), (-44, -140)], 27),
    ([(116, -164), (70, -212), (24, -216)], 24),
)


def copyists(sheet: Sheet) -> None:
    """Rows of the same hand lay small squares, one after the other."""
    for row, y in ((1, 806), (0, 392)):
        for column in range(-1, 5):
            _hand(sheet, (196 + column * 440 + row * 220, y - 44))
        for step in range(-1, 28):
            _laid(sheet, rect(step * 72 + row * 20, y - 30, 56, 56), (step + row) % 3)
        for column in range(-1, 5):
            _held(sheet, (196 + column * 440 + row * 220, y - 44))


def _laid(sheet: Sheet, tile: Shape, kind: int) -> None:
    sheet.clear(grow(tile, 1.3, (tile[0][0] + 28, tile[0][1] + 28)))
    (sheet.spot if kind else sheet.ink).fill(tile)


def _held(sheet: Sheet, at: Point) -> None:
    tile = turn(rect(at[0] - 46, at[1] - 18, 68, 68), 12, at)
    sheet.clear(grow(tile, 1.2, at))
    sheet.spot.fill(tile)


def _hand(sheet: Sheet, at: Point) -> None:
    limbs = [(smooth(place(path, at, 1.4), closed=False), 1.4 * width) for path, width in HAND]
    for path, width in limbs:
        for plate in (sheet.ink, sheet.spot):
            _limb(plate, path, width + 16, 0)
    for path, width in limbs:
        _limb(sheet.ink, path, width, 255)
    sheet.ink.cut_line(place([(196, -208), (250, -160)], at, 1.4), 13)


def _limb(plate: Plate, path: Shape, width: float, value: int) -> None:
    plate.line(path, width, value=value)
    for x, y in (path[0], path[-1]):
        plate.fill(disc(x, y, width / 2), 1, value)


PICTURES = {
    "openai-tesla-guerre-des-talents": magnets,
    "petits-modeles-redactions-locales": chip_dolls,
    "traduire-le-breton": lighthouse,
    "hopital-radios-ia": x_ray,
    "pourquoi-une-ia-se-trompe": compass,
    "eau-des-centres-de-donnees": racks_in_water,
    "copistes-de-machines": copyists,
}
