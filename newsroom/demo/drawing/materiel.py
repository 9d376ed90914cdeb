"""Seven pictures for the hardware section."""

from collections.abc import Callable

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
    points,
    rect,
    rounded,
    smooth,
    table,
    turn,
)
from .things import coil, fish, screwdriver, ship, speaker

SPOT = (209, 154, 42)


def wafer_sunrise(sheet: Sheet) -> None:
    """A silicon wafer comes up over the fields like a sun, with its rays."""
    about, sun = (800, 600), disc(800, 600, 330)
    _dies(sheet, sun)
    for step in range(-8, 9):
        far = 560 if step % 2 else 480
        sheet.ink.line(turn([(800, 600 - 375), (800, 600 - far)], step * 11, about), 17, taper=True)
    sheet.ink.fill(land([(LEFT, 640), (300, 612), (700, 640), (1100, 606), (RIGHT, 640)]))
    for row, y in enumerate((676, 722, 778, 848)):
        furrows = [(x + row * 83, y, 130 + row * 50) for x in range(-60, 1700, 300)]
        gouges(sheet.ink, furrows, 6 + row * 3, 0)


def _dies(sheet: Sheet, wafer: Shape) -> None:
    sheet.spot.fill(wafer)
    for x in range(470, 1130, 66):
        sheet.spot.cut_line([(x + 2, 250), (x + 2, 700)], 8)
    for y in range(270, 700, 66):
        sheet.spot.cut_line([(450, y), (1150, y)], 8)
    for x, y in ((536, 402), (668, 336), (668, 534), (866, 402), (932, 468), (734, 468)):
        sheet.ink.hatch(rect(x + 7, y + 5, 54, 54), 12, 6, 45)
    sheet.ink.line(wafer, 11, closed=True)


def circuit_gate(sheet: Sheet) -> None:
    """A gate whose two open leaves are drawn in circuit tracks; a road goes through."""
    sheet.spot.fill(disc(800, 430, 170))
    sheet.clear(rect(600, 560, 400, 60))
    sheet.ink.line([(LEFT, 560), (RIGHT, 560)], 7)
    sheet.clear([(770, 556), (830, 556), (1130, BOTTOM), (470, BOTTOM)])
    for side in (list, mirror):
        sheet.ink.line(side([(774, 560), (490, BOTTOM)]), 8)
        sheet.ink.fill(side(rect(372, 280, 96, 580)))
        sheet.ink.fill(side(rect(356, 258, 128, 30)))
        sheet.ink.fill(side(disc(420, 214, 44)))
        sheet.ink.cut_line(side([(392, 310), (392, 830)]), 9, taper=True)
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


def _leaf(sheet: Sheet, side: Callable[[Shape], Shape]) -> None:
    def on_leaf(u: float, v: float) -> Point:
        top, bottom = 330 + 70 * u, 850 - 120 * u
        return 468 + 222 * u, top + (bottom - top) * v

    for track in TRACKS:
        sheet.ink.line(side([on_leaf(u, v) for u, v in track]), 15)
    for u, v in PADS:
        (pad,) = side([on_leaf(u, v)])
        sheet.ink.fill(disc(*pad, 23))
        sheet.clear(disc(*pad, 11), 0)


def keycap_town(sheet: Sheet) -> None:
    """A keyboard for a town: the key caps have roofs, chimneys, doors and windows."""
    for left, base, count in ((396, 424, 4), (300, 696, 5)):
        for column in range(count):
            x = left + column * 204
            _key(sheet, x, base, 190, 190)
            _home(sheet, x, base)
            _roof(sheet, x, base - 190, 190, (2 * column + count) % 3 == 1)
    for x, width in ((300, 160), (474, 650), (1138, 168)):
        _key(sheet, x, 846, width, 134)
    smoke = [(542, 140), (566, 108), (532, 76), (564, 40), (544, 8)]
    sheet.ink.line(smooth(smoke, closed=False), 12, taper=True)
    sheet.ink.line([(LEFT, 864), (RIGHT, 864)], 11)


def _key(sheet: Sheet, x: float, base: float, width: float, height: float) -> None:
    sheet.ink.fill(rounded(x, base - height, width, height, 24))
    sheet.ink.cut(rounded(x + 24, base - height + 12, width - 48, height - 52, 18))
    for side in (0, width):
        corner = [(x + abs(side - 6), base - 6), (x + abs(side - 30), base - 44)]
        sheet.ink.cut_line(corner, 7, taper=True)


def _home(sheet: Sheet, x: float, base: float) -> None:
    arch = arc(x + 70, base - 96, 20, 180, 360)
    sheet.ink.fill([(x + 50, base - 40), *arch, (x + 90, base - 40)])
    sheet.spot.fill(rect(x + 112, base - 128, 40, 48))
    sheet.ink.line(rect(x + 112, base - 128, 40, 48), 6, closed=True)
    sheet.ink.line([(x + 132, base - 128), (x + 132, base - 80)], 6)


def _roof(sheet: Sheet, x: float, top: float, width: float, coloured: bool) -> None:
    peak = [(x - 10, top + 8), (x + width / 2, top - 78), (x + width + 10, top + 8)]
    sheet.ink.fill(rect(x + width * 0.7, top - 80, 28, 60))
    sheet.clear(peak)
    (sheet.spot if coloured else sheet.ink).fill(peak)
    sheet.ink.line(peak, 11, closed=True)


def opened_radio(sheet: Sheet) -> None:
    """An opened radio, seen from above, its parts laid out in order around it."""
    _case(sheet)
    _back(sheet)
    speaker(sheet)
    _small_parts(sheet)
    sheet.ink.line([(372, 826), (760, 826)], 12)
    sheet.ink.line([(700, 826), (1236, 826)], 22)
    sheet.ink.fill(disc(374, 826, 18))
    screwdriver(sheet)


def _case(sheet: Sheet) -> None:
    """The front half, hollow: a hole for the speaker, one for the dial, four posts."""
    sheet.ink.line([(420, 120), (420, 54), (700, 54), (700, 120)], 20)
    sheet.ink.fill(rounded(356, 106, 408, 320, 34))
    sheet.ink.cut(rounded(378, 128, 364, 276, 20))
    sheet.spot.fill(rounded(378, 128, 364, 276, 20))
    for x, y in ((404, 154), (716, 154), (404, 378), (716, 378)):
        sheet.outlined(disc(x, y, 15), 8)
    sheet.outlined(disc(506, 270, 86), 9)
    sheet.ink.dots(disc(506, 270, 74), 26, 8)
    sheet.outlined(rect(616, 186, 84, 50), 9)
    for x in (630, 682):
        sheet.outlined(disc(x, 312, 19), 9)


def _back(sheet: Sheet) -> None:
    """The back half, taken off, with its vents."""
    sheet.outlined(rounded(800, 106, 204, 320, 34), 14)
    for step in range(6):
        sheet.ink.line([(846, 170 + step * 28), (958, 170 + step * 28)], 12)
    sheet.ink.line(rounded(846, 346, 112, 50, 8), 8, closed=True)


def _small_parts(sheet: Sheet) -> None:
    for x in (404, 514, 624):
        sheet.ink.fill(disc(x, 532, 47))
        sheet.ink.cut_line([(x, 502), (x, 526)], 12)
    sheet.outlined(rect(704, 476, 310, 112), 11)
    for step, x in enumerate(range(724, 980, 46)):
        (sheet.spot if step % 2 else sheet.ink).fill(rect(x, 496 + step % 3 * 16, 28, 44))
    for y in (476, 540):
        sheet.ink.fill(rounded(1062, y, 160, 48, 8))
        sheet.ink.fill(rect(1220, y + 14, 16, 20))
        sheet.ink.cut(rect(1176, y, 12, 48))
    for step in range(8):
        x = 376 + step * 56
        sheet.ink.fill(disc(x, 690, 20), 1)
        sheet.ink.cut_line(turn([(x - 12, 690), (x + 12, 690)], step * 40, (x, 690)), 7)
    coil(sheet)


def salt_battery(sheet: Sheet) -> None:
    """A battery with two leaves at its top grows out of a heap of salt."""
    sheet.spot.fill(disc(800, 430, 320))
    _sprout(sheet)
    sheet.ink.fill(rect(748, 262, 104, 50))
    sheet.ink.fill(rounded(660, 290, 280, 500, 30))
    sheet.ink.cut_line(rounded(696, 338, 208, 56, 8), 8, closed=True)
    for y in (416, 494, 572):
        sheet.clear(rounded(696, y, 208, 56, 8))
    _heap(sheet)
    sheet.ink.line([(LEFT, 856), (RIGHT, 856)], 9)


def _sprout(sheet: Sheet) -> None:
    leaf = points("0 0, 20 -60, 90 -112, 200 -130, 250 -120, 226 -60, 160 0, 70 24")
    vein = points("40 -22, 120 -62, 210 -104")
    sheet.ink.line(smooth([(800, 270), (796, 220), (804, 170)], closed=False), 20)
    for side, size in ((list, 1.0), (mirror, 0.86)):
        sheet.ink.fill(side(place(smooth(leaf), (800, 190), size)))
        for plate in (sheet.ink, sheet.spot):
            cut = side(place(smooth(vein, closed=False), (800, 190), size))
            plate.cut_line(cut, 11, taper=True)


HEAP = points(
    "250 852, 400 786, 540 700, 650 640, 740 660, 850 636, 970 664, 1080 730, 1220 800, 1360 852"
)
CRYSTALS = table(
    "560 770 34, 700 716 26, 650 806 24, 830 770 32, 220 826 30, 1420 826 34, 470 816 24"
)


def _heap(sheet: Sheet) -> None:
    heap = smooth(HEAP)
    sheet.outlined(heap, 11)
    sheet.ink.dots(heap, 24, 7, lambda x, y: max(0, (x - 760) / 460 + (y - 760) / 240))
    for x, y, size in CRYSTALS:
        crystal = turn(rect(x, y, size, size), size * 2, (x, y))
        sheet.clear(grow(crystal, 1.1, (x, y)))
        sheet.ink.line(crystal, 8, closed=True)


FLOOR = points("-60 800, 200 770, 520 806, 820 820, 1100 790, 1350 740, 1660 770")
ROPE = points("1036 236, 1066 300, 1072 460, 1010 640, 860 770, 700 800, 480 790, 200 756, -60 786")
GLINTS = table(
    "300 420 150, 620 360 110, 560 600 190, 1300 450 170, 1240 620 120, 200 620 90, "
    "1480 340 130, 860 500 100"
)


def cable_ship(sheet: Sheet) -> None:
    """A cable ship at the top; its cable goes down to the sea floor and runs along it."""
    sheet.spot.fill(sea(286, 6, 160))
    ship(sheet)
    sheet.ink.fill(land(FLOOR))
    rope = smooth(ROPE, closed=False)
    sheet.spot.cut_line(rope, 24)
    sheet.ink.line(rope, 11)
    gouges(sheet.spot, GLINTS, 9, 0)
    for x, y, size in ((360, 520, 0.9), (440, 560, 0.6), (1280, 540, 0.8)):
        fish(sheet, (x, y), size)
    gouges(sheet.ink, [(300, 850, 90), (700, 866, 140), (1120, 850, 110), (1400, 820, 90)], 8, 0)


SAIL = points(
    "790 40, 800 240, 800 450, 796 690, 700 704, 590 708, 470 690, 560 520, 680 280, 760 110"
)


def hexagon_sail(sheet: Sheet) -> None:
    """A racing yacht heels under a tall sail made of hexagons."""
    sail = _heeled(smooth(SAIL, steps=4))
    jib = _heeled([(826, 130), (900, 380), (1060, 690), (930, 706), (830, 690)])
    for row in range(12):
        for column in range(10):
            cell = hexagon(400 + 84 * column + 42 * (row % 2), 20 + 73 * row, 42)
            plate = sheet.ink if (row * 3 + column * 2) % 7 == 3 else sheet.spot
            plate.through(sail, [cell])
    sheet.ink.line(sail, 12, closed=True)
    sheet.outlined(jib, 11)
    sheet.ink.hatch(jib, 30, 8, 62)
    sheet.ink.line(_heeled([(812, 20), (812, 740)]), 16)
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
