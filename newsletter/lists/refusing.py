"""The report of an import: each refused line, and why."""

from collections.abc import Iterable
from typing import TextIO

from django.utils.translation import gettext as _

from newsletter.lists.exporting import as_csv
from newsletter.lists.judging import Line


def report(refused: Iterable[Line]) -> str:
    return as_csv((line.number, line.typed, _(line.refusal)) for line in refused)


def heading() -> str:
    return as_csv([(_("line"), _("e-mail address"), _("reason"))])


class Report:
    """Into a file, or into nothing."""

    def __init__(self, file: TextIO | None):
        self.file = file
        self._write(heading())

    def add(self, refused: list[Line]) -> None:
        if refused:
            self._write(report(refused))

    def _write(self, text: str) -> None:
        if self.file:
            self.file.write(text)
