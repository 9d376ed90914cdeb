"""The picture of an article nobody has drawn yet."""

from .ink import Sheet
from .shapes import disc, rect, turn


def scatter(sheet: Sheet) -> None:
    """A sun, a leaning block and a few bars: never the same, always the same hand."""
    rng = sheet.rng
    x, y, radius = rng.uniform(560, 1040), rng.uniform(330, 480), rng.uniform(210, 290)
    sheet.spot.fill(disc(x, y, radius))
    _block(sheet, (x + rng.choice((-1, 1)) * radius * 0.8, y + radius * 0.7))
    for step in range(rng.randint(4, 7)):
        length = rng.uniform(160, 620)
        sheet.ink.fill(rect(800 - length / 2 + rng.uniform(-120, 120), 690 + step * 26, length, 11))


def _block(sheet: Sheet, middle: tuple[float, float]) -> None:
    rng = sheet.rng
    width, height, lean = rng.uniform(150, 260), rng.uniform(280, 420), rng.uniform(-24, 24)
    x, y = middle[0] - width / 2, 640 - height
    front = turn(rect(x, y, width, height), lean, middle)
    sheet.ink.fill(front)
    side = turn(rect(x + width, y, width * 0.4, height), lean, middle)
    sheet.ink.hatch(side, 16, 7, 45 + lean)
