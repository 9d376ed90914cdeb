"""Two versions side by side: each field, and each block of the body by its id."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from html import unescape

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article, Author
from articles.revisions.content import KEYS
from articles.revisions.words import TOKEN, Part, compare_words
from newsroom.core.html import blocks, plain_text

ATTRIBUTE = re.compile(r' data-([a-z]+)="([^"]*)"')
BESIDE = {"id", "width"}
NAMES = {
    "picture": gettext_lazy("picture"),
    "gallery": gettext_lazy("gallery"),
    "article": gettext_lazy("article"),
    "youtube": "YouTube",
    "vimeo": "Vimeo",
    "dailymotion": "Dailymotion",
    "peertube": "PeerTube",
}
TOLD = (
    "title",
    "standfirst",
    "section",
    "authors",
    "tags",
    "lead_picture",
    "lead_alt",
    "lead_caption",
    "slug",
)
ALIKE = 0.5  # of the words
SHOWN_AROUND = 1  # blocks that did not change, on each side of one that did


@dataclass
class Row:
    """A field or a block, before and after; None where it was not there."""

    old: str | None
    new: str | None
    label: str = ""
    only_form: bool = False

    @property
    def is_changed(self) -> bool:
        return self.old != self.new or self.only_form

    @cached_property
    def parts(self) -> list[Part]:
        return compare_words(self.old or "", self.new or "")

    @property
    def left(self) -> list[Part]:
        return [part for part in self.parts if part.where != "new"]

    @property
    def right(self) -> list[Part]:
        return [part for part in self.parts if part.where != "old"]


@dataclass
class Comparison:
    fields: list[Row]
    body: list[Row]

    @property
    def is_empty(self) -> bool:
        return not self.fields and not any(row.is_changed for row in self.body)

    @property
    def stretches(self) -> list[dict]:
        """The body in stretches; what is far from any change is folded."""
        near = {
            place + step
            for place, row in enumerate(self.body)
            if row.is_changed
            for step in range(-SHOWN_AROUND, SHOWN_AROUND + 1)
        }
        stretches: list[dict] = []
        for place, row in enumerate(self.body):
            folded = place not in near
            if not stretches or stretches[-1]["folded"] != folded:
                stretches.append({"folded": folded, "rows": []})
            stretches[-1]["rows"].append(row)
        return stretches


def compare(old: dict, new: dict, names: tuple[str, ...] = TOLD) -> Comparison:
    """What differs between the contents of two versions, in these fields and in the body."""
    return Comparison(_compare_fields(old, new, names), compare_bodies(old["body"], new["body"]))


def _compare_fields(old: dict, new: dict, names: tuple[str, ...]) -> list[Row]:
    names = [name for name in names if old.get(name) != new.get(name)]
    return [Row(tell(name, old), tell(name, new), label(name)) for name in names]


def label(name: str) -> str:
    return capfirst(Article._meta.get_field(name).verbose_name)


def tell(name: str, content: dict) -> str:
    """A field of a version in words."""
    value = content.get(name)
    if name in KEYS:
        return _name(KEYS[name], value)
    if name == "authors":
        return _names(value)
    return ", ".join(value) if name == "tags" else str(value or "")


def _name(model, key) -> str:
    if key is None:
        return ""
    found = model.objects.filter(pk=key).first()
    return str(found) if found else _("no longer there")


def _names(keys) -> str:
    known = Author.objects.in_bulk(keys)
    return ", ".join(known[key].name if key in known else _("no longer there") for key in keys)


def compare_bodies(old: list[str], new: list[str]) -> list[Row]:
    """Block by block, in the order of the new body, what went at its old place."""
    before, after = _keyed(old), _keyed(new)
    matcher = SequenceMatcher(None, list(before), list(after), autojunk=False)
    rows: list[Row] = []
    for kind, i, j, k, m in matcher.get_opcodes():
        gone, come = list(before)[i:j], list(after)[k:m]
        pairs = [(before[a], after[b]) for a, b in zip(gone, come, strict=False)]
        if kind == "equal" or (len(gone) == len(come) and all(map(_is_rewritten, pairs))):
            rows += [_row(*pair) for pair in pairs]
            continue
        rows += [_row(before[key], None) for key in gone if key not in after]
        rows += [_row(before.get(key), after[key]) for key in come]
    return rows


def _is_rewritten(pair: tuple[str, str]) -> bool:
    """Whether a block without an id, from before there were any, became the other one."""
    old, new = (TOKEN.findall(plain_text(side)) for side in pair)
    return SequenceMatcher(None, old, new).quick_ratio() > ALIKE


def _keyed(body: list[str]) -> dict[str, str]:
    return dict(blocks("".join(body)))


def _row(old: str | None, new: str | None) -> Row:
    before, after = (None if html is None else said(html) for html in (old, new))
    return Row(before, after, only_form=before == after and old != new)


def said(block: str) -> str:
    """The words of a block; of one that has none, what it is."""
    words = plain_text(block)
    if words:
        return words
    given = [(m[1], unescape(m[2])) for m in ATTRIBUTE.finditer(block) if m[1] not in BESIDE]
    if not given:
        return _("a line across")
    (kind, key), *others = given
    name = capfirst(NAMES.get(kind, kind))
    return " · ".join([f"{name} {key}", *(value for _name, value in others if value)])
