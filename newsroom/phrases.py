"""Finds the phrases to translate, in code, templates and scripts, without settings or gettext."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

BASE = Path(__file__).resolve().parent.parent
FOLDERS = ("articles", "comments", "newsletter", "newsroom", "templates")
TEMPLATES = {".html", ".txt", ".xml"}
DOMAINS = ("django", "djangojs")  # what the server says, and what our scripts say

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


def collect(domain: str) -> dict[Phrase, list[str]]:
    """Every phrase, with the files that it stands in."""
    found: dict[Phrase, list[str]] = {}
    for path in sources(domain):
        name = path.relative_to(BASE).as_posix()
        for phrase in in_file(path):
            files = found.setdefault(phrase, [])
            if name not in files:
                files.append(name)
    return found


def sources(domain: str) -> Iterator[Path]:
    for folder in FOLDERS:
        for path in sorted((BASE / folder).rglob("*")):
            if domain_of(path) == domain:
                yield path


def domain_of(path: Path) -> str:
    """Which catalogue the phrases of a file belong to; empty where it has none."""
    if path.suffix == ".js":
        return "djangojs" if "static" in path.parts else ""
    if path.parent.name == "borrowed":
        return path.stem
    if path.suffix == ".py":
        return "" if "migrations" in path.parts else "django"
    return "django" if "templates" in path.parts and path.suffix in TEMPLATES else ""


def in_file(path: Path) -> Iterator[Phrase]:
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return in_python(source)
    if path.suffix == ".js":
        return in_calls(source)
    return in_template(source, name=str(path))


def in_python(source: str) -> Iterator[Phrase]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            values = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
            yield from phrase(name.removesuffix("_lazy").removesuffix("_noop"), values)


def in_template(source: str, name: str = "") -> Iterator[Phrase]:
    """Django turns a template into calls of gettext, everything else into X."""
    return in_calls(templatize(source, origin=name))


def in_calls(source: str) -> Iterator[Phrase]:
    """Calls with plain strings, written as Python and JavaScript both write them."""
    for function, arguments in CALL.findall(source):
        yield from phrase(function, ast.literal_eval(f"[{arguments}]"))


def phrase(function: str, values: list) -> Iterator[Phrase]:
    shape = SHAPES.get(function, ())
    words = [value for value in values if isinstance(value, str)][: len(shape)]
    if shape and len(words) == len(shape):
        yield Phrase(**dict(zip(shape, words, strict=True)))
