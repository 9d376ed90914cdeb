"""A list as somebody's spreadsheet wrote it: any usual encoding in, our own columns out."""

import codecs
import csv
import io
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, TextIO

from django.utils.translation import gettext as _

from newsletter.lists.exporting import unguarded

BLOCK = 2**20
SEPARATORS = ",;\t|"
BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
LONGEST_FIELD, LONGEST_LINE = 10_000, 100_000
LONGEST_HEADER = 250_000
MOST_LINES = 30  # in one row: a wording has some, a quotation that somebody forgot to close has all
TOLD = 20  # columns that a message names
# What files begin with that are no text at all: archives, workbooks, papers.
NO_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"%PDF", b"7z\xbc\xaf", b"\x89PNG")
REQUIRED = ("email", "consent_at", "consent_form")
# What other programs call our columns; ours come first.
NAMES = {
    "email": ("email", "e-mail", "email address", "mail", "adresse e-mail", "adresse", "courriel"),
    "consent_at": ("consent_at", "optin_time", "subscribed_at", "date d'inscription"),
    "consent_form": ("consent_form", "source", "form", "formulaire", "origine"),
    "consent_wording": ("consent_wording", "wording", "texte", "formulation"),
    "confirmed_at": ("confirmed_at", "confirm_time", "date de confirmation"),
    "network": ("network", "optin_ip", "ip", "adresse ip"),
    "language": ("language", "langue", "lang"),
}


class Unreadable(Exception):
    """Nothing of the file can be taken; the message says what to change."""


@dataclass(frozen=True)
class Layout:
    """How a file is to be read: found out by looking, or said by a person."""

    encoding: str
    separator: str
    header: tuple[str, ...]
    columns: dict[str, int]  # our name → place in the line

    @property
    def mapping(self) -> dict[str, str]:
        return {name: self.header[place] for name, place in self.columns.items()}


def look_at(file: BinaryIO, *, encoding="", separator="", mapping=None) -> Layout:
    """Find out how to read a file; what is said already is believed."""
    _refuse_what_is_no_text(file)
    encoding = encoding or encoding_of(file)
    file.seek(0)
    try:
        with _text(file, encoding) as text:
            first = text.readline(LONGEST_HEADER)
    except (LookupError, UnicodeError):
        raise Unreadable(_("The file can’t be read as %s.") % encoding) from None
    separator = separator or max(SEPARATORS, key=first.count)
    header = _header(first, separator)
    return Layout(encoding, separator, header, _places(header, mapping or {}))


def _refuse_what_is_no_text(file: BinaryIO) -> None:
    file.seek(0)
    if file.read(8).startswith(NO_TEXT):
        raise Unreadable(
            _("This is a workbook, an archive or a picture: save the sheet as CSV, and take that.")
        )


def _header(first: str, separator: str) -> tuple[str, ...]:
    csv.field_size_limit(LONGEST_FIELD)
    try:
        cells = next(csv.reader([first], delimiter=separator), [])
    except csv.Error:
        cells = []
    if (first and not cells) or len(first) == LONGEST_HEADER:
        raise Unreadable(_("The first line has to name the columns; it is too long for that."))
    return tuple(cell.strip() for cell in cells)


def encoding_of(file: BinaryIO) -> str:
    """By its first bytes; else UTF-8 if all of it is that; else Windows-1252, as old sheets are."""
    file.seek(0)
    start = file.read(4)
    for bom, encoding in BOMS.items():
        if start.startswith(bom):
            return encoding
    if start[1:2] == b"\0":
        return "utf-16-le"
    if start[:1] == b"\0":
        return "utf-16-be"
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while block := file.read(BLOCK):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


@contextmanager
def _text(file: BinaryIO, encoding: str):
    """The file as text, for a while: it stays open, and what was read of it can be told."""
    text = io.TextIOWrapper(file, encoding, errors="replace", newline="")
    try:
        yield text
    finally:
        text.detach()


def _places(header: tuple[str, ...], mapping: dict[str, str]) -> dict[str, int]:
    lower = [name.lower().replace("’", "'") for name in header]
    places = {}
    for field, names in NAMES.items():
        wanted = [mapping[field].strip().lower().replace("’", "'")] if field in mapping else names
        found = next((lower.index(name) for name in wanted if name in lower), None)
        if found is not None:
            if lower.count(lower[found]) > 1:
                raise Unreadable(_("Two columns are called “%s”: rename one.") % header[found])
            places[field] = found
        elif field in mapping or field in REQUIRED:
            raise Unreadable(_missing(field, mapping.get(field, ""), header))
    return places


def _missing(field: str, wanted: str, header: tuple[str, ...]) -> str:
    have = ", ".join(filter(str.isprintable, header[:TOLD])) or "–"
    have += ", …" if len(header) > TOLD else ""
    if wanted:
        text = _("There is no column “%(wanted)s” for %(field)s. The columns are: %(have)s.")
    else:
        text = _("No column holds %(field)s: say which one does. The columns are: %(have)s.")
    return text % {"wanted": wanted, "field": field, "have": have}


def lines(file: BinaryIO, layout: Layout, *, skip: int = 0) -> Iterator[tuple[int, dict | None]]:
    """Each line behind the header with its number; None for one that is no line of a table.

    `skip` leaves out so many, so that an import goes on where it stopped.
    """
    file.seek(0)
    csv.field_size_limit(LONGEST_FIELD)
    with _text(file, layout.encoding) as text:
        text.readline(LONGEST_HEADER)
        for number, cells in enumerate(Rows(text, layout.separator), start=1):
            if number > skip:
                yield number + 1, cells if cells is None else _fields(cells, layout.columns)


class Rows:
    """Without empty lines; None for one that is too long, or whose quotation never ends.

    Such a line costs itself alone: what a quotation had swallowed is read again behind it.
    """

    TOO_LONG = "x" * (LONGEST_FIELD + 1)  # stands for a line that nobody wants in memory

    def __init__(self, text: TextIO, separator: str):
        self.text, self.separator = text, separator
        self.again: deque[str] = deque()
        self.taken: list[str] = []  # since the last row
        self.ended = False

    def __iter__(self) -> Iterator[list[str] | None]:
        reader = csv.reader(self._lines(), delimiter=self.separator)
        while True:
            self.taken.clear()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                cells = None
            if len(self.taken) > MOST_LINES or self._is_open():
                cells = None
            if cells is None:
                self.again.extendleft(reversed(self.taken[1:]))
                reader = csv.reader(self._lines(), delimiter=self.separator)
            if cells != []:
                yield cells

    def _is_open(self) -> bool:
        """The file has ended in the middle of a quotation."""
        return self.ended and len(self.taken) > 1 and "".join(self.taken).count('"') % 2 == 1

    def _lines(self) -> Iterator[str]:
        self.ended = False
        while line := self.again.popleft() if self.again else self._line():
            self.taken.append(line)
            yield line
        self.ended = True

    def _line(self) -> str:
        line = rest = self.text.readline(LONGEST_LINE)
        while len(rest) == LONGEST_LINE and rest[-1] not in "\r\n":
            line, rest = self.TOO_LONG, self.text.readline(LONGEST_LINE)
        return line


def _fields(cells: list[str], columns: dict[str, int]) -> dict[str, str]:
    number = len(cells)
    return {
        name: unguarded(cells[place]) if place < number else "" for name, place in columns.items()
    }
