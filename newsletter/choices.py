"""What a reader wants of an issue: all readers with the same choice get the same mail."""

from typing import NamedTuple

from django.conf import settings


class Choice(NamedTuple):
    language: str = ""  # empty: the paper's
    sections: str = ""  # keys of sections, ascending, with commas; empty: all of them

    @property
    def section_keys(self) -> list[int]:
        return [int(key) for key in self.sections.split(",") if key]

    @property
    def spoken(self) -> str:
        return self.language or settings.LANGUAGE_CODE

    @property
    def is_whole(self) -> bool:
        """The letter as most get it, which the approval freezes ready."""
        return not self.sections and self.spoken == settings.LANGUAGE_CODE

    def wants(self, line: dict) -> bool:
        return not self.sections or line["section_id"] in self.section_keys


WHOLE = Choice()
