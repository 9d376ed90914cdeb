"""Illustrations for the demonstration paper: one two-colour print per article, drawn by code."""

from collections.abc import Callable

from PIL import Image

from . import cybersecurite, intelligence_artificielle, logiciel, materiel, societe
from .abstract import scatter
from .ink import Colour, Sheet

type Picture = Callable[[Sheet], None]

SECTIONS = (intelligence_artificielle, cybersecurite, materiel, societe, logiciel)
PICTURES: dict[str, tuple[Picture, Colour]] = {
    slug: (picture, section.SPOT)
    for section in SECTIONS
    for slug, picture in section.PICTURES.items()
}


def draw(slug: str, size: tuple[int, int] = (1600, 900)) -> Image.Image:
    """The illustration of an article, full bleed at the size asked, the same bytes each time.

    A slug without a picture of its own gets an abstract one in the same hand.
    """
    sheet = Sheet(slug, size)
    picture, colour = PICTURES.get(slug) or (scatter, _any_colour(sheet))
    picture(sheet)
    return sheet.printed(colour)


def _any_colour(sheet: Sheet) -> Colour:
    return sheet.rng.choice([section.SPOT for section in SECTIONS])
