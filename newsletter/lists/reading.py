"""A list as somebody's spreadsheet wrote it: any usual encoding in, our own columns out."""

import codecs
import csv
import io
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import BinaryIO, TextIO

from django.utils.translation import gettext as _

from newsletter.lists.columns import NAMES, STANDING, folded
from newsletter.lists.dates import order_of
from newsletter.lists.exporting import unguarded
from newsletter.lists.programs import constants_of, program_of

BLOCK = 2**20
SEPARATORS = ",;\t|"
BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
LONGEST_FIELD, LONGEST_LINE = 10_000, 100_000
LONGEST_HEADER = 250_000
MOST_LINES = 30  # in one row: a wording has some, a quotation that somebody forgot to close has all
TOLD = 20  # columns that a message names
LOOKED_AT = 2000  # lines that tell how a file writes its dates
# What files begin with that are no text at all: archives, workbooks, papers.
NO_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"%PDF", b"7z\xbc\xaf", b"\x89PNG")


class Unreadable(Exception):
    """Nothing of the file can be taken; the message says what to change."""


@dataclass(frozen=True)
class Layout:
    """How a file is to be read: found out by looking, or said by a person."""

    encoding: str = "utf-8"
    separator: str = ","
    header: tuple[str, ...] = ()
    columns: dict[str, int] = field(default_factory=dict)  # our name → place in the line
    constants: dict[str, str] = field(default_factory=dict)  # where a line says nothing
    program: str = ""  # whose words its states are said in
    dates: str = ""  # which part of a date comes first; empty: the day

    @property
    def mapping(self) -> dict[str, str]:
        return {name: self.header[place] for name, place in self.columns.items()}


def look_at(
    file: BinaryIO, *, name="", encoding="", separator="", mapping=None, constants=None, dates=""
) -> Layout:
    """Find out how to read a file; what is said already is believed.

    Raises Unreadable where nobody could come in.
    """
    found = glance_at(file, name=name, encoding=encoding, separator=separator, mapping=mapping)
    found = replace(found, constants=found.constants | (constants or {}))
    return settle(file, found, dates=dates, wanted=mapping or {})


def settle(file: BinaryIO, layout: Layout, *, dates="", wanted=None) -> Layout:
    """The layout, once its columns are chosen: with the order of its dates. Raises Unreadable."""
    _refuse_what_tells_nothing(layout, wanted or {})
    return replace(layout, dates=dates or _order_of_dates(file, layout))


def samples(file: BinaryIO, layout: Layout, number: int) -> list[list[str]]:
    """The cells of the first lines."""
    file.seek(0)
    csv.field_size_limit(LONGEST_FIELD)
    with _text(file, layout.encoding) as text:
        text.readline(LONGEST_HEADER)
        return [cells or [] for cells in islice(Rows(text, layout.separator), number)]


def glance_at(file: BinaryIO, *, name="", encoding="", separator="", mapping=None) -> Layout:
    """The first line: how the file is written, whose it is, and which columns it has."""
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
    program = program_of(header)
    theirs = program.columns if program else {}
    columns = _places(header, mapping or {}, NAMES | theirs)
    constants = constants_of(program, header, name)
    if "consent_form" in columns:
        constants.pop("consent_form", "")
    return Layout(encoding, separator, header, columns, constants, program.name if program else "")


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


def _places(header: tuple[str, ...], mapping: dict[str, str], names: dict) -> dict[str, int]:
    """Where each of our columns is; what a person said is empty where there is none."""
    spelled = [folded(name) for name in header]
    places = {}
    for ours, usual in names.items():
        wanted = [folded(mapping[ours])] if ours in mapping else [folded(ours), *usual]
        found = next((spelled.index(name) for name in wanted if name and name in spelled), None)
        if found is not None:
            if spelled.count(spelled[found]) > 1:
                raise Unreadable(_("Two columns are called “%s”: rename one.") % header[found])
            places[ours] = found
        elif mapping.get(ours):
            raise Unreadable(_missing(ours, mapping[ours], header))
    return places


def _refuse_what_tells_nothing(layout: Layout, mapping: dict[str, str]) -> None:
    """No address; nobody's consent; or a program's file without the column of who has left."""
    has = layout.columns.keys() | {name for name, said in layout.constants.items() if said}
    tells = has & set(STANDING)
    needed = ["email"] if tells else ["email", "consent_at", "consent_form"]
    if missing := next((name for name in needed if name not in has), None):
        raise Unreadable(_missing(missing, mapping.get(missing, ""), layout.header))
    if layout.program and not tells:
        text = _(
            "This is a file of %(program)s that doesn’t tell who has left: export it again with "
            "that column, or say which status all of its readers have."
        )
        raise Unreadable(text % {"program": layout.program})


def _missing(field: str, wanted: str, header: tuple[str, ...]) -> str:
    have = ", ".join(filter(str.isprintable, header[:TOLD])) or "–"
    have += ", …" if len(header) > TOLD else ""
    if wanted:
        text = _("There is no column “%(wanted)s” for %(field)s. The columns are: %(have)s.")
    else:
        text = _("No column holds %(field)s: say which one does. The columns are: %(have)s.")
    return text % {"wanted": wanted, "field": field, "have": have}


def _order_of_dates(file: BinaryIO, layout: Layout) -> str:
    wanted = [name for name in layout.columns if name.endswith("_at")]
    first = (fields for _number, fields in islice(lines(file, layout), LOOKED_AT) if fields)
    return order_of(fields[name] for fields in first for name in wanted)


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
                yield number + 1, cells if cells is None else _fields(cells, layout)


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


def _fields(cells: list[str], layout: Layout) -> dict[str, str]:
    number = len(cells)
    fields = {
        name: unguarded(cells[place]) if place < number else ""
        for name, place in layout.columns.items()
    }
    for name, said in layout.constants.items():
        if said and not fields.get(name, "").strip():
            fields[name] = said
    return fields
