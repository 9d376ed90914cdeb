"""A list as somebody's spreadsheet wrote it: any usual encoding in, our own columns out."""

import codecs
import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _

from newsletter.lists.exporting import unguarded

BLOCK = 2**20
SEPARATORS = ",;\t|"
BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
LONGEST_FIELD = 10_000
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
    encoding = encoding or encoding_of(file)
    file.seek(0)
    try:
        with _text(file, encoding) as text:
            first = text.readline(LONGEST_FIELD)
    except (LookupError, UnicodeError):
        raise Unreadable(_("The file can’t be read as %s.") % encoding) from None
    separator = separator or max(SEPARATORS, key=first.count)
    header = tuple(cell.strip() for cell in next(csv.reader([first], delimiter=separator), []))
    return Layout(encoding, separator, header, _places(header, mapping or {}))


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
            places[field] = found
        elif field in mapping or field in REQUIRED:
            raise Unreadable(_missing(field, mapping.get(field, ""), header))
    return places


def _missing(field: str, wanted: str, header: tuple[str, ...]) -> str:
    have = ", ".join(header) or "–"
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
        reader = csv.reader(text, delimiter=layout.separator)
        next(reader, None)
        for number, cells in enumerate(_rows(reader), start=1):
            if number > skip:
                yield number + 1, cells if cells is None else _fields(cells, layout.columns)


def _rows(reader) -> Iterator[list[str] | None]:
    """Without empty lines; one that is too long, or whose quotation never ends, is None."""
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield None
            continue
        if cells:
            yield cells


def _fields(cells: list[str], columns: dict[str, int]) -> dict[str, str]:
    number = len(cells)
    return {
        name: unguarded(cells[place]) if place < number else "" for name, place in columns.items()
    }
