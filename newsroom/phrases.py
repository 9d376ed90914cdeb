"""Finds the phrases to translate, in Python and in templates, without settings or GNU gettext."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

BASE = Path(__file__).resolve().parent.parent
FOLDERS = ("articles", "comments", "newsletter", "newsroom", "templates")
TEMPLATES = {".html", ".txt", ".xml"}

# What the arguments of each function are, in order
SHAPES = {
    "_": ("text",),
    "gettext": ("text",),
    "ngettext": ("text", "plural"),
    "pgettext": ("context", "text"),
    "npgettext": ("context", "text", "plural"),
}
STRING = r"""u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
CALL = re.compile(rf"\b({'|'.join(SHAPES)})\(\s*({STRING}(?:\s*,\s*{STRING})*)", re.DOTALL)


@dataclass(frozen=True)
class Phrase:
    text: str
    plural: str = ""
    context: str = ""


def collect() -> dict[Phrase, list[str]]:
    """Every phrase, with the files that it stands in."""
    found: dict[Phrase, list[str]] = {}
    for path in sources():
        name = path.relative_to(BASE).as_posix()
        for phrase in in_file(path):
            files = found.setdefault(phrase, [])
            if name not in files:
                files.append(name)
    return found


def sources() -> Iterator[Path]:
    for folder in FOLDERS:
        for path in sorted((BASE / folder).rglob("*")):
            in_templates = "templates" in path.parts and path.suffix in TEMPLATES
            if in_templates or (path.suffix == ".py" and "migrations" not in path.parts):
                yield path


def in_file(path: Path) -> Iterator[Phrase]:
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return in_python(source)
    return in_template(source, name=str(path))


def in_python(source: str) -> Iterator[Phrase]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            values = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
            yield from phrase(name.removesuffix("_lazy").removesuffix("_noop"), values)


def in_template(source: str, name: str = "") -> Iterator[Phrase]:
    """Django turns a template into calls of gettext, everything else into X."""
    for function, arguments in CALL.findall(templatize(source, origin=name)):
        yield from phrase(function, ast.literal_eval(f"[{arguments}]"))


def phrase(function: str, values: list) -> Iterator[Phrase]:
    shape = SHAPES.get(function, ())
    words = [value for value in values if isinstance(value, str)][: len(shape)]
    if shape and len(words) == len(shape):
        yield Phrase(**dict(zip(shape, words, strict=True)))
