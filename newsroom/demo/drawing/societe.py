"""Seven pictures for the society section."""

from .ink import Sheet
from .motifs import LEFT, RIGHT, house, land, person
from .shapes import (
    Point,
    Shape,
    arc,
    disc,
    grow,
    move,
    place,
    points,
    rect,
    rounded,
    smooth,
    table,
    turn,
)
from .things import bowl, browser, envelope, pixels, van

SPOT = (53, 87, 165)


def glowing_locker(sheet: Sheet) -> None:
    """A wall of school lockers; through the door of one of them a telephone glows."""
    for column in range(-1, 9):
        for row in range(3):
            _locker(sheet, 16 + column * 196, 40 + row * 262)
    _glow(sheet, 800, 302)
    sheet.ink.line([(LEFT, 836), (RIGHT, 836)], 8)


def _glow(sheet: Sheet, x: float, y: float) -> None:
    door, middle = rect(x, y, 184, 250), (x + 92, y + 125)
    for step in range(20):
        ray = [(x + 92, y - 25), (x + 92, y - (125 if step % 2 else 80))]
        sheet.ink.cut_line(turn(ray, step * 18, middle), 15, taper=True)
    sheet.clear(grow(door, 1.06, middle))
    sheet.spot.fill(door)
    sheet.outlined(rounded(x + 48, y + 34, 90, 182, 16), 11)
    sheet.ink.fill(disc(x + 93, y + 196, 8), 1)


def _locker(sheet: Sheet, x: float, y: float) -> None:
    sheet.ink.fill(rect(x, y, 184, 250))
    for slit in range(4):
        sheet.ink.cut(rect(x + 46, y + 28 + slit * 20, 92, 9))
    sheet.ink.cut(rounded(x + 142, y + 130, 18, 48, 8))
    sheet.ink.cut_line([(x + 16, y + 20), (x + 16, y + 230)], 6, taper=True)


CROWN = points(
    "360 520, 250 420, 300 270, 420 230, 480 100, 650 70, 760 10, 930 50, 1060 60, 1140 170, "
    "1270 210, 1330 350, 1250 480, 1120 520, 960 560, 800 530, 640 566, 480 560"
)
TRUNK = points(
    "580 830, 620 640, 580 470, 450 360, 480 340, 630 440, 660 300, 690 300, 700 430, 850 330, "
    "874 352, 750 480, 734 640, 780 830"
)


def van_under_tree(sheet: Sheet) -> None:
    """A small van with an open counter, under a very big tree."""
    sheet.spot.fill(smooth(CROWN))
    sheet.ink.fill(TRUNK)
    for x, y, length in table(
        "400 420 90, 520 240 110, 640 150 90, 900 160 120, 1080 270 110, 1170 400 90, "
        "960 450 90, 480 500 80, 380 330 60, 820 250 70, 1020 150 60, 1050 470 70"
    ):
        sheet.spot.cut_line(arc(x, y + 40, length / 2, 200, 340), 12, taper=True)
    sheet.ink.line([(LEFT, 836), (RIGHT, 836)], 10)
    van(sheet, 940, 818)
    for x, height in ((904, 136), (842, 122)):
        person(sheet.ink, (x, 834), height)


SNAIL = points(
    "-10 690, 40 664, 130 650, 330 646, 394 610, 420 540, 450 520, 484 536, 482 590, "
    "454 650, 406 688, 330 698"
)


def snail_path(sheet: Sheet) -> None:
    """Wooden blocks with arrows make a stairway for a snail, up to a leaf."""
    for column, height in enumerate((1, 1, 1, 2, 2, 3)):
        for row in range(height):
            heading = -45 if column in (2, 4) else 0
            _block(sheet, 376 + column * 132, 700 - row * 132, heading, row == height - 1)
    sheet.ink.line([(LEFT, 834), (RIGHT, 834)], 9)
    _snail(sheet, 322)
    _leaf(sheet)


def _block(sheet: Sheet, x: float, y: float, heading: float, marked: bool) -> None:
    middle = (x + 62, y + 62)
    sheet.outlined(rounded(x, y, 124, 124, 12), 11)
    arrow = [(-36, -11), (4, -11), (4, -32), (40, 0), (4, 32), (4, 11), (-36, 11)]
    if marked:
        sheet.spot.fill(rounded(x + 8, y + 8, 108, 108, 8))
        sheet.clear(place(arrow, middle, 1, heading))
    else:
        sheet.ink.hatch(rect(x + 14, y + 14, 96, 96), 22, 7, 0)


def _snail(sheet: Sheet, x: float) -> None:
    body = move(smooth(SNAIL), x, 0)
    sheet.ink.fill(body)
    for tip in ((x + 420, 436), (x + 488, 450)):
        sheet.ink.line([(x + 442, 540), tip], 13)
        sheet.ink.fill(disc(*tip, 15))
    sheet.clear(disc(x + 190, 532, 156))
    sheet.spot.fill(disc(x + 190, 532, 144))
    spiral = [
        p
        for lap in range(20)
        for p in arc(x + 190, 532, 136 - lap * 6.6, 60 - lap * 45, 15 - lap * 45)[:-1]
    ]
    sheet.ink.line(spiral, 17)
    sheet.ink.cut_line([(x + 450, 600), (x + 476, 590)], 8, taper=True)


def _leaf(sheet: Sheet) -> None:
    leaf = smooth(
        points("1090 430, 1036 370, 1040 270, 1096 190, 1196 130, 1206 240, 1186 340, 1140 410")
    )
    sheet.outlined(leaf, 11)
    sheet.ink.line([(1084, 442), (1124, 310), (1184, 164)], 12, taper=True)
    for x, y in ((1100, 380), (1124, 316), (1154, 246)):
        sheet.ink.line([(x, y), (x - 42, y - 44)], 9, taper=True)
        sheet.ink.line([(x, y), (x + 48, y - 10)], 9, taper=True)


def ballot_box(sheet: Sheet) -> None:
    """A transparent ballot box, full of envelopes, with an electric plug."""
    glass = [(384, 330), (1000, 330), (986, 790), (398, 790)]
    sheet.spot.dots(glass, 20, 5)
    for x, y, lean in table(
        "480 636 -14, 660 640 10, 840 620 -7, 500 724 6, 690 734 -9, 890 724 5"
    ):
        envelope(sheet, (x, y), lean, 1.12)
    envelope(sheet, (692, 222), -9, 1.6)
    sheet.clear(rect(340, 282, 704, 60))
    sheet.ink.fill(rect(352, 290, 680, 52))
    sheet.ink.line(glass, 20, closed=True)
    sheet.ink.fill(rounded(650, 336, 84, 80, 12))
    sheet.ink.cut(disc(692, 372, 12), 0)
    for x in (440, 490):
        sheet.ink.line([(x, 520), (x + 90, 390)], 10, taper=True)
    sheet.ink.line([(LEFT, 800), (RIGHT, 800)], 11)
    _plug(sheet)


def _plug(sheet: Sheet) -> None:
    cord = points("1000 690, 1090 700, 1160 770, 1240 740, 1236 640, 1150 580, 1150 470, 1160 420")
    sheet.ink.line(smooth(cord, closed=False), 24)
    for x in (1112, 1184):
        sheet.ink.fill(rounded(x, 108, 26, 110, 12))
    sheet.spot.fill([(1066, 210), (1256, 210), (1256, 290), (1196, 420), (1126, 420), (1066, 290)])
    sheet.spot.cut_line([(1092, 252), (1230, 252)], 12)
    sheet.spot.cut_line([(1132, 380), (1190, 380)], 10)


def web_shelves(sheet: Sheet) -> None:
    """Library shelves where browser windows stand among the books."""
    for y in (280, 560, 840):
        x = LEFT
        while x < RIGHT:
            x += _on_shelf(sheet, x, y)
        sheet.ink.fill(rect(LEFT, y, RIGHT - LEFT, 24))


def _on_shelf(sheet: Sheet, x: float, base: float) -> float:
    """Stands a book or a window on the shelf; returns the room it takes."""
    rng = sheet.rng
    if rng.random() < 0.22:
        width = rng.uniform(210, 260)
        browser(sheet, x + 14, base, width)
        return width + 30
    width, height = rng.uniform(30, 58), rng.uniform(160, 236)
    _book(sheet, rect(x, base - height, width, height), rng.randrange(4))
    return width + 7


def _book(sheet: Sheet, spine: Shape, kind: int) -> None:
    (x, top), (right, _), (_, base), _ = spine
    (sheet.outlined, sheet.spot.fill, sheet.ink.fill, sheet.ink.fill)[kind](spine)
    for band in (0.2, 0.76):
        stripe = rect(x, base - (base - top) * band, right - x, 10)
        (sheet.ink.fill if kind < 2 else sheet.ink.cut)(stripe)


HOUSES = table(
    "330 540 130 100, 520 450 116 90, 690 610 160 124, 880 460 120 96, 1060 580 140 110, "
    "1230 470 116 90, 450 770 170 130, 880 800 180 138, 1160 780 160 122, 130 690 140 108, "
    "1420 650 130 100"
)
LINKS = points("9 0, 0 1, 1 3, 0 2, 1 2, 2 4, 3 4, 3 5, 4 5, 9 6, 6 2, 6 7, 7 4, 7 8, 8 10, 5 10")


def _door(index: int) -> Point:
    x, base, width, _ = HOUSES[index]
    return x + width / 2, base


def village_at_night(sheet: Sheet) -> None:
    """A village at night: one lit window in each house, cables for paths between them."""
    sheet.ink.fill(rect(LEFT, LEFT, RIGHT - LEFT, 1020))
    ground = land([(LEFT, 400), (250, 320), (600, 270), (900, 300), (1200, 260), (RIGHT, 350)])
    sheet.ink.cut(ground)
    sheet.spot.fill(ground)
    sheet.ink.cut(disc(1130, 120, 62))
    sheet.ink.fill(disc(1098, 106, 56))
    for x, y in ((400, 90), (560, 180), (760, 80), (900, 200), (230, 200), (1380, 180), (640, 60)):
        sheet.ink.cut(disc(x, y, 6), 0)
    for a, b in LINKS:
        _cable(sheet, _door(int(a)), _door(int(b)))
    for spec in sorted(HOUSES, key=lambda spec: spec[1]):
        sheet.clear(house(sheet, *spec))


def _cable(sheet: Sheet, start: Point, end: Point) -> None:
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2 + 44)
    path = smooth([(start[0], start[1] + 8), middle, (end[0], end[1] + 8)], closed=False, steps=9)
    sheet.spot.cut_line(path, 11)
    for x, y in (start, end):
        sheet.spot.cut(disc(x, y + 10, 14), 1)


PICTURE = (
    "00000000000000",
    "01000000000110",
    "00001100000110",
    "00011110000000",
    "00111111000000",
    "00100111000100",
    "00100101001110",
    "00111101000100",
    "11111111111111",
)


def minitel(sheet: Sheet) -> None:
    """A Minitel on a kitchen table, beside a breakfast bowl."""
    _cloth(sheet)
    side = [(880, 130), (1030, 196), (1030, 470), (880, 596)]
    sheet.clear([(400, 120), (560, 84), (1040, 150), (1040, 480), (880, 600), (400, 600)])
    sheet.ink.fill(side)
    for y in (230, 266, 302, 338):
        sheet.ink.cut_line([(916, y), (1004, y + 12)], 9)
    sheet.ink.line([(420, 130), (560, 90), (900, 90), (1030, 196)], 12)
    sheet.outlined(rounded(404, 124, 480, 474, 50), 15)
    sheet.ink.fill(rounded(446, 168, 396, 330, 44))
    sheet.spot.fill(rounded(446, 168, 396, 330, 44))
    sheet.ink.cut(rounded(466, 188, 356, 290, 32))
    pixels(sheet, PICTURE, (484, 204), 22.8)
    for x in range(700, 840, 26):
        sheet.ink.line([(x, 524), (x, 566)], 9)
    sheet.spot.fill(disc(470, 546, 17))
    _keyboard(sheet)
    bowl(sheet, 1112, 778)


def _cloth(sheet: Sheet) -> None:
    """A gingham cloth hangs over the edge of the table."""
    sheet.ink.line([(LEFT, 560), (RIGHT, 560)], 10)
    sheet.spot.fill(rect(LEFT, 790, RIGHT - LEFT, 200))
    for x in range(-40, 1700, 104):
        sheet.spot.cut(rect(x, 790, 52, 52))
        sheet.spot.cut(rect(x, 894, 52, 52))
        sheet.spot.hatch(rect(x + 52, 790, 52, 52), 13, 6, 45, 0)
        sheet.spot.hatch(rect(x, 842, 52, 52), 13, 6, 45, 0)
        sheet.spot.hatch(rect(x + 52, 894, 52, 52), 13, 6, 45, 0)
    sheet.ink.line([(LEFT, 788), (RIGHT, 788)], 8)


def _keyboard(sheet: Sheet) -> None:
    """The keyboard, let down on its hinge in front of the screen."""
    board = [(424, 610), (864, 610), (930, 752), (370, 752)]
    sheet.clear(grow(board, 1.06, (650, 690)))
    sheet.ink.fill([(370, 740), (930, 740), (926, 782), (374, 782)])
    sheet.outlined(board, 13)
    for row in range(4):
        left, right = 436 - row * 13, 852 + row * 13
        step = (right - left) / 10
        for key in range(10):
            plate = sheet.spot if key > 7 else sheet.ink
            gap = 12 if key > 7 else 0
            plate.fill(rect(left + key * step + 6 + gap, 626 + row * 30, step - 12, 19), 1)


PICTURES = {
    "telephone-au-casier": glowing_locker,
    "conseillers-numeriques-guichets": van_under_tree,
    "apprendre-a-coder-sans-ecran": snail_path,
    "vote-electronique-mefiance": ballot_box,
    "archives-du-web-francais": web_shelves,
    "village-du-teletravail": village_at_night,
    "ce-que-le-minitel-avait-compris": minitel,
}
