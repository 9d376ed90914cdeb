"""Seven pictures for the society section."""

from .ink import Sheet
from .motifs import LEFT, RIGHT, gouges, house, land, person
from .shapes import (
    Point, Shape, arc, disc, grow, move, oval, place, rect, rounded, smooth, turn,
)

SPOT = (53, 87, 165)


def glowing_locker(sheet: Sheet) -> None:
    """A wall of school lockers; through the door of one of them a telephone glows."""
    for column in range(-1, 9):
        for row in range(3):
            _locker(sheet, 16 + column * 196, 40 + row * 262)
    x, y = 800, 40 + 262
    door = rect(x, y, 184, 250)
    middle = (x + 92, y + 125)
    for step in range(20):
        far = 250 if step % 2 else 205
        ray = [(middle[0], middle[1] - 150), (middle[0], middle[1] - far)]
        sheet.ink.cut_line(turn(ray, step * 18, middle), 15, taper=True)
    sheet.clear(grow(door, 1.06, middle))
    sheet.spot.fill(door)
    phone = rounded(x + 48, y + 34, 90, 182, 16)
    sheet.clear(phone)
    sheet.ink.line(phone, 11, closed=True)
    sheet.ink.fill(disc(x + 93, y + 196, 8), 1)
    sheet.ink.line([(LEFT, 836), (RIGHT, 836)], 8)


def _locker(sheet: Sheet, x: float, y: float) -> None:
    sheet.ink.fill(rect(x, y, 184, 250))
    for slit in range(4):
        sheet.ink.cut(rect(x + 46, y + 28 + slit * 20, 92, 9))
    sheet.ink.cut(rounded(x + 142, y + 130, 18, 48, 8))
    sheet.ink.cut_line([(x + 16, y + 20), (x + 16, y + 230)], 6, taper=True)


def van_under_tree(sheet: Sheet) -> None:
    """A small van with an open counter, under a very big tree."""
    crown = smooth([(360, 520), (250, 420), (300, 270), (420, 230), (480, 100), (650, 70),
                    (760, 10), (930, 50), (1060, 60), (1140, 170), (1270, 210), (1330, 350),
                    (1250, 480), (1120, 520), (960, 560), (800, 530), (640, 566), (480, 560)])
    sheet.spot.fill(crown)
    trunk = [(700, 830), (734, 640), (690, 470), (560, 360), (590, 340), (740, 440), (770, 300),
             (800, 300), (810, 430), (960, 330), (984, 352), (860, 480), (840, 640), (880, 830)]
    sheet.ink.fill(trunk)
    for x, y, length in ((430, 400, 90), (520, 240, 110), (660, 170, 90), (900, 160, 120),
                         (1080, 270, 110), (1160, 400, 90), (980, 470, 90), (600, 480, 80),
                         (380, 330, 60), (820, 240, 70), (1010, 160, 60)):
        sheet.spot.cut_line(arc(x, y + 40, length / 2, 200, 340), 11, taper=True)
    sheet.ink.hatch([(1060, 500), (1240, 474), (1320, 360), (1240, 290), (1180, 400)], 20, 8, -50)
    sheet.ink.line([(LEFT, 832), (RIGHT, 832)], 9)
    _van(sheet, 930, 820)
    for x, height in ((860, 130), (800, 116)):
        sheet.clear(rect(x - 22, 830 - height * 1.02, 44, height))
        person(sheet.ink, (x, 832), height)


def _van(sheet: Sheet, x: float, base: float) -> None:
    body = [(0, 0), (0, -190), (250, -190), (310, -110), (350, -96), (356, 0)]
    sheet.clear(move(grow(body, 1.05, (178, -90)), x, base))
    sheet.outlined(move(body, x, base), 11)
    sheet.spot.fill(move([(0, -60), (354, -60), (356, 0), (0, 0)], x, base))
    sheet.ink.fill(move(rect(30, -158, 150, 84), x, base))
    sheet.ink.fill(move(rect(14, -80, 182, 16), x, base))
    for step in range(5):
        stripe = [(10 + step * 38, -204), (48 + step * 38, -204), (38 + step * 42, -162),
                  (-4 + step * 42, -162)]
        sheet.outlined(move(stripe, x, base), 6)
        if step % 2 == 0:
            sheet.ink.fill(move(stripe, x, base))
    sheet.ink.line(move([(222, -170), (222, -104), (300, -104), (250, -170)], x, base), 8, True)
    person(sheet.spot, (x + 100, base - 70), 78)
    sheet.clear(move(disc(100, -138, 13), x, base), 0)
    for wheel in (76, 280):
        sheet.ink.fill(move(disc(wheel, 0, 34), x, base))
        sheet.clear(move(disc(wheel, 0, 13), x, base))


ARROWS = ((380, 640, 0), (500, 520, -90), (500, 640, 0), (620, 520, 0), (740, 520, -90),
          (740, 400, 0), (860, 400, 0), (980, 400, 90), (980, 520, 0), (1100, 520, 90),
          (1100, 640, 0), (620, 640, 0), (740, 640, 0), (860, 640, 0), (980, 640, 0),
          (860, 520, 0))
STEPS = ((430, 700, 0), (554, 700, -45), (678, 576, 0), (802, 576, -45), (926, 452, 0),
         (1050, 452, 0))


def snail_path(sheet: Sheet) -> None:
    """Wooden blocks with arrows make a stairway for a snail, up to a leaf."""
    for column, height in enumerate((1, 1, 2, 2, 3, 3)):
        for row in range(height):
            top = row == height - 1
            heading = -45 if top and column in (1, 3) else 0
            _block(sheet, 404 + column * 132, 700 - row * 132, heading, top)
    sheet.ink.line([(LEFT, 834), (RIGHT, 834)], 9)
    _snail(sheet)
    _lettuce(sheet)


def _block(sheet: Sheet, x: float, y: float, heading: float, marked: bool) -> None:
    middle = (x + 62, y + 62)
    sheet.outlined(rounded(x, y, 124, 124, 12), 11)
    arrow = [(-36, -11), (4, -11), (4, -32), (40, 0), (4, 32), (4, 11), (-36, 11)]
    if marked:
        sheet.spot.fill(rounded(x + 8, y + 8, 108, 108, 8))
        sheet.clear(place(arrow, middle, 1, heading))
    else:
        sheet.ink.hatch(rect(x + 14, y + 14, 96, 96), 22, 7, 0)


def _snail(sheet: Sheet) -> None:
    slug = [(310, 690), (350, 664), (430, 650), (600, 646), (664, 610), (690, 540), (720, 520),
            (754, 536), (752, 590), (724, 650), (676, 688), (600, 698)]
    body = place(smooth(slug), (-40, 0))
    sheet.clear(grow(body, 1.05, (500, 640)))
    sheet.ink.fill(body)
    for tip in ((676, 436), (744, 450)):
        sheet.ink.line([(696, 540), tip], 13)
        sheet.ink.fill(disc(*tip, 15))
    sheet.clear(disc(480, 532, 156))
    sheet.spot.fill(disc(480, 532, 144))
    spiral = [p for turn_ in range(20) for p in arc(480, 532, 136 - turn_ * 6.6, 60 - turn_ * 45,
                                                   15 - turn_ * 45)[:-1]]
    sheet.ink.line(spiral, 17)
    sheet.ink.cut_line([(690, 600), (716, 590)], 8, taper=True)


def _lettuce(sheet: Sheet) -> None:
    leaf = smooth([(1150, 436), (1100, 380), (1110, 300), (1160, 250), (1190, 200), (1240, 240),
                   (1290, 290), (1296, 370), (1240, 436)])
    sheet.outlined(leaf, 10)
    sheet.ink.line([(1196, 436), (1198, 250)], 11, taper=True)
    for side in (-1, 1):
        for y in (400, 350, 300):
            sheet.ink.line([(1197, y), (1197 + side * 58, y - 44)], 9, taper=True)


def ballot_box(sheet: Sheet) -> None:
    """A transparent ballot box, full of envelopes, with an electric plug."""
    cord = smooth([(1120, 700), (1230, 720), (1290, 650), (1330, 500), (1290, 380), (1200, 330),
                   (1170, 250)], closed=False)
    sheet.spot.line(cord, 24)
    _plug(sheet)
    for x, y, lean in ((520, 690, 6), (690, 712, -9), (860, 690, 4), (990, 716, -5), (600, 612, -14),
                       (780, 622, 10), (930, 604, -7)):
        _envelope(sheet, (x, y), lean, 1)
    _envelope(sheet, (760, 236), -8, 1.35)
    lid = [(430, 320), (520, 250), (1090, 250), (1170, 320)]
    sheet.ink.cut([(430, 320), (1170, 320), (1170, 352), (430, 352)])
    sheet.spot.cut([(430, 320), (1170, 320), (1170, 352), (430, 352)])
    sheet.ink.line(lid, 10)
    sheet.ink.fill(rect(410, 318, 780, 36))
    sheet.ink.line([(436, 340), (450, 790), (1150, 790), (1164, 340)], 16, closed=True)
    sheet.ink.line([(520, 360), (526, 700)], 6)
    for x in (560, 600):
        sheet.ink.line([(x - 70, 560 - (x - 560)), (x + 30, 400)], 8, taper=True)
    sheet.ink.fill(rounded(766, 350, 70, 62, 10))
    sheet.ink.line([(LEFT, 800), (RIGHT, 800)], 8)


def _envelope(sheet: Sheet, at: Point, lean: float, size: float) -> None:
    sheet.outlined(place(rect(-80, -50, 160, 100), at, size, lean), 8)
    sheet.ink.line(place([(-78, -46), (0, 14), (78, -46)], at, size, lean), 8)


def _plug(sheet: Sheet) -> None:
    for x in (1142, 1184):
        sheet.ink.fill(rounded(x, 56, 18, 84, 8))
    sheet.spot.fill([(1104, 134), (1240, 134), (1240, 186), (1196, 262), (1148, 262), (1104, 186)])
    sheet.spot.cut_line([(1122, 170), (1222, 170)], 9)


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
        return _window(sheet, x + 14, base, rng.uniform(210, 260)) + 30
    width, height = rng.uniform(30, 58), rng.uniform(160, 236)
    spine = rect(x, base - height, width, height)
    kind = rng.randrange(4)
    if kind == 0:
        sheet.outlined(spine, 8)
    elif kind == 1:
        sheet.spot.fill(spine)
    else:
        sheet.ink.fill(spine)
    for band in (0.2, 0.76):
        stripe = rect(x, base - height * band, width, 10)
        (sheet.ink.fill if kind < 2 else sheet.ink.cut)(stripe)
    return width + 7


def _window(sheet: Sheet, x: float, base: float, width: float) -> float:
    top = base - 200
    sheet.outlined(rounded(x, top, width, 198, 12), 10)
    sheet.spot.fill(rounded(x + 6, top + 6, width - 12, 40, 8))
    for dot in range(3):
        sheet.clear(disc(x + 28 + dot * 28, top + 26, 9), 0)
    sheet.ink.fill(rect(x + 22, top + 66, width * 0.34, 72))
    for line in range(3):
        sheet.ink.line([(x + 40 + width * 0.36, top + 74 + line * 28), (x + width - 22,
                        top + 74 + line * 28)], 9)
    sheet.ink.line([(x + 22, top + 166), (x + width - 60, top + 166)], 9)
    return width


HOUSES = ((330, 560, 120, 96), (520, 470, 104, 84), (690, 610, 140, 110), (880, 480, 110, 92),
          (1060, 580, 130, 104), (1240, 500, 104, 84), (470, 760, 150, 118), (900, 790, 160, 124),
          (1180, 780, 150, 112), (150, 690, 130, 100), (1420, 650, 120, 96))


def village_at_night(sheet: Sheet) -> None:
    """A village at night: one lit window in each house, cables for paths between them."""
    sheet.ink.fill(rect(LEFT, LEFT, RIGHT - LEFT, 1020))
    ground = land([(LEFT, 430), (250, 350), (600, 300), (900, 330), (1200, 290), (RIGHT, 380)])
    sheet.ink.cut(ground)
    sheet.spot.fill(ground)
    sheet.ink.cut(disc(1130, 130, 62))
    sheet.ink.fill(disc(1100, 116, 56))
    for x, y in ((400, 90), (560, 190), (760, 80), (900, 210), (230, 220), (1380, 200), (640, 60)):
        sheet.ink.cut(disc(x, y, 6), 0)
    doors = [(x + w / 2, base) for x, base, w, _ in HOUSES]
    for a, b in ((9, 0), (0, 1), (1, 3), (0, 2), (2, 3), (3, 5), (2, 4), (4, 5), (6, 2), (6, 7),
                 (7, 4), (7, 8), (8, 10), (9, 6), (5, 10)):
        _cable(sheet, doors[a], doors[b])
    for spec in sorted(HOUSES, key=lambda h: h[1]):
        window = house(sheet, *spec)
        sheet.clear(window)


def _cable(sheet: Sheet, start: Point, end: Point) -> None:
    middle = ((start[0] + end[0]) / 2, max(start[1], end[1]) + 46)
    path = smooth([(start[0], start[1] + 6), middle, (end[0], end[1] + 6)], closed=False, steps=9)
    sheet.spot.cut_line(path, 9)
    for x, y in (start, end):
        sheet.spot.cut(disc(x, y + 6, 11), 1)


def minitel(sheet: Sheet) -> None:
    """A Minitel on a kitchen table, beside a breakfast bowl."""
    _cloth(sheet)
    sheet.clear(rounded(452, 120, 520, 480, 44))
    sheet.ink.fill(rounded(466, 132, 492, 450, 36))
    sheet.clear(rounded(506, 172, 412, 330, 30))
    sheet.spot.fill(rounded(518, 184, 388, 306, 24))
    _mosaic(sheet)
    sheet.ink.cut(rect(800, 530, 110, 14))
    for x in (510, 548):
        sheet.ink.cut(disc(x, 538, 11))
    _keyboard(sheet)
    _bowl(sheet)


def _cloth(sheet: Sheet) -> None:
    sheet.ink.line([(LEFT, 590), (RIGHT, 590)], 10)
    for column in range(-9, 10):
        top, foot = 800 + column * 100, 800 + column * 190
        sheet.spot.fill([(top, 600), (top + 50, 600), (foot + 95, 960), (foot, 960)])
    for y, height in ((640, 24), (704, 34), (796, 46)):
        sheet.spot.cut(rect(LEFT, y, RIGHT - LEFT, height))
        sheet.spot.hatch(rect(LEFT, y, RIGHT - LEFT, height), 18, 8, 60)


def _mosaic(sheet: Sheet) -> None:
    """A house and a sun in the coarse blocks of videotex."""
    rows = ("00000000000000", "01000000000110", "00001100000110", "00011110000000",
            "00111111000000", "00101101000100", "00111111001110", "00110011000100",
            "11111111111111")
    for r, row in enumerate(rows):
        for c, lit in enumerate(row):
            if lit == "1":
                sheet.spot.cut(rect(534 + c * 25.6, 200 + r * 31, 24, 29), 0)


def _keyboard(sheet: Sheet) -> None:
    board = [(480, 600), (944, 600), (1010, 790), (414, 790)]
    sheet.clear(grow(board, 1.05, (712, 690)))
    sheet.outlined(board, 13)
    for row in range(4):
        y = 622 + row * 40
        left, right = 486 - row * 14, 938 + row * 14
        step = (right - left) / 11
        for key in range(11):
            plate = sheet.spot if key == 10 else sheet.ink
            plate.fill(rect(left + key * step + 5, y, step - 10, 26), 1)


def _bowl(sheet: Sheet) -> None:
    bowl = [(1030, 600), (1300, 600), *smooth([(1296, 650), (1262, 720), (1216, 752)], False),
            (1114, 752), *smooth([(1068, 720), (1034, 650)], False)]
    sheet.clear(grow(bowl, 1.08, (1165, 670)))
    sheet.outlined(bowl, 12)
    sheet.ink.fill(rect(1120, 752, 92, 20))
    sheet.outlined(oval(1165, 600, 138, 26), 11)
    sheet.ink.fill(oval(1165, 604, 112, 15))
    for y in (648, 674):
        sheet.spot.line([(1044, y), (1288, y)], 13)
    for x in (1110, 1165, 1220):
        steam = smooth([(x, 560), (x + 22, 510), (x - 14, 460), (x + 12, 400)], closed=False)
        sheet.ink.line(steam, 11, taper=True)


PICTURES = {
    "telephone-au-casier": glowing_locker,
    "conseillers-numeriques-guichets": van_under_tree,
    "apprendre-a-coder-sans-ecran": snail_path,
    "vote-electronique-mefiance": ballot_box,
    "archives-du-web-francais": web_shelves,
    "village-du-teletravail": village_at_night,
    "ce-que-le-minitel-avait-compris": minitel,
}
