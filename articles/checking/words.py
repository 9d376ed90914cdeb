"""Checks of what is written: that it is there, and that it fits where it goes."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from articles.checking.piece import Hint, Piece

LONGEST_TITLE = 110  # characters: search engines and news aggregators take no more
LONGEST_DESCRIPTION = 160
LONGEST_PARAGRAPH = 150  # words
DOUBLED = re.compile(r"(?<=\S)[ \u00a0\u202f]{2,}(?=\S)")
# Where two blanks may mean something
EXACT = {"pre"}


def standfirst(piece: Piece) -> Iterator[Hint]:
    if not piece.article.standfirst.strip():
        advice = _("Say in one or two sentences what the piece tells.")
        yield Hint(_("The standfirst is missing."), advice, "standfirst")


def body(piece: Piece) -> Iterator[Hint]:
    if not piece.article.text:
        yield Hint(_("The body is empty."), _("Write it."), "body")


def author(piece: Piece) -> Iterator[Hint]:
    if not piece.is_signed:
        yield Hint(_("No author is named."), _("Choose who signs it."), "bylines")


def section(piece: Piece) -> Iterator[Hint]:
    if not piece.article.section_id:
        yield Hint(_("No section is chosen."), _("Choose where it belongs."), "section")


def title(piece: Piece) -> Iterator[Hint]:
    length = len(piece.article.title)
    if length > LONGEST_TITLE:
        text = _("The title has %(number)d characters.") % {"number": length}
        advice = _("Keep to %(most)d: others cut it.") % {"most": LONGEST_TITLE}
        yield Hint(text, advice, "title")


def search_description(piece: Piece) -> Iterator[Hint]:
    article = piece.article
    if not article.search_description and len(article.standfirst) > LONGEST_DESCRIPTION:
        text = _("There is no description for search engines.")
        advice = _("They cut the standfirst after some %(most)d characters: write a short one.")
        yield Hint(text, advice % {"most": LONGEST_DESCRIPTION}, "search_description")


def spaces(piece: Piece) -> Iterator[Hint]:
    advice = _("Take one away.")
    for name in ("title", "standfirst"):
        if DOUBLED.search(getattr(piece.article, name)):
            yield Hint(_("Two spaces follow each other."), advice, name)
    for block in piece.blocks:
        if block.tag not in EXACT and DOUBLED.search(block.blanks_and_all):
            yield Hint(_("Two spaces follow each other."), advice, "body", block)


def paragraphs(piece: Piece) -> Iterator[Hint]:
    for block in piece.blocks:
        number = len(block.text.split()) if block.tag == "p" else 0
        if number > LONGEST_PARAGRAPH:
            text = _("A paragraph has %(number)d words.") % {"number": number}
            advice = _("Make two of it: on a telephone it fills more than a screen.")
            yield Hint(text, advice, "body", block)


def headings(piece: Piece) -> Iterator[Hint]:
    has_large = False
    for block in piece.blocks:
        has_large = has_large or block.tag == "h2"
        if block.tag == "h3" and not has_large:
            text = _("A smaller heading stands above the first heading.")
            advice = _("Make it a heading: who listens to the page counts on the order.")
            yield Hint(text, advice, "body", block)
