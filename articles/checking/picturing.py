"""Checks of the pictures: that they may be shown, that all can know them, that they are sharp."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from articles.checking.piece import Hint, Piece

NARROWEST = 1200  # pixels: what search engines and large screens ask of a lead picture


def lead(piece: Piece) -> Iterator[Hint]:
    if not piece.article.lead_picture:
        advice = _("Choose one: lists and shared links show it.")
        yield Hint(_("There is no lead picture."), advice, "lead_picture")


def alternative(piece: Piece) -> Iterator[Hint]:
    for picture, block in piece.pictures:
        own = ' data-alt="' in block.html if block else piece.article.lead_alt
        if not (own or picture.alt.strip()):
            advice = _("Say in its window, or in the library, what is to be seen.")
            yield _hint(_("A picture has no text alternative."), advice, block, picture, "alt")


def credit(piece: Piece) -> Iterator[Hint]:
    for picture, block in piece.pictures:
        own = block and ' data-credit="' in block.html
        if not (own or picture.credit.strip()):
            advice = _("Name in its window, or in the library, who made it.")
            yield _hint(_("A picture has no credit."), advice, block, picture, "credit")


def licence(piece: Piece) -> Iterator[Hint]:
    for picture, block in piece.pictures:
        if not picture.licence:
            advice = _("Say in its window, or in the library, by what right it is shown.")
            yield _hint(_("A picture has no licence."), advice, block, picture, "licence")


def licence_over(piece: Piece) -> Iterator[Hint]:
    for picture, block in piece.pictures:
        if picture.is_licence_over:
            advice = _("Choose another picture, or renew it and move its end in the library.")
            yield _hint(
                _("The licence of a picture has ended."), advice, block, picture, "licence_ends"
            )


def width(piece: Piece) -> Iterator[Hint]:
    picture = piece.article.lead_picture
    if picture and picture.width < NARROWEST:
        text = _("The lead picture is %(width)d pixels wide.") % {"width": picture.width}
        advice = _("Take one of %(least)d or more.") % {"least": NARROWEST}
        yield _hint(text, advice, None)


def _hint(text, advice, block, picture=None, lacks="") -> Hint:
    return Hint(text, advice, "body" if block else "lead_picture", block, picture, lacks)
