"""A template for many rows: rendered once for each shape of them, then filled with their words.

A thread is the one place where a page repeats a template hundreds of times. Rendering each comment
by itself took a third of the page's time, and most of it went into looking up the same names.
"""

from collections.abc import Iterable
from functools import partial

from django.core.cache import caches
from django.core.cache.utils import make_template_fragment_key
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

SLOT = "\ue000"  # of no alphabet; around the name of a value


def filled(template: str, rows: Iterable[dict], context: dict) -> SafeString:
    """The rows one after the other; each is a `row` to the template.

    What is a text in a row may only be written by the template, or asked whether there is any: to
    the template it is its place. All else, and what is in `context`, is as usual.
    """
    shapes: dict[tuple, list[str]] = {}
    html: list[str] = []
    for row in rows:
        shape = shape_of(row)
        if shape not in shapes:
            shapes[shape] = kept_parts(template, shape, row, context)
        html += fill(shapes[shape], row)
    return SafeString("".join(html))


def shape_of(row: dict) -> tuple:
    """What a template may decide by: of texts, which are there; of other values, all."""
    return (*row, *[bool(value) if isinstance(value, str) else value for value in row.values()])


def kept_parts(template: str, shape: tuple, row: dict, context: dict) -> list[str]:
    """Made by the first page that has such a row."""
    key = make_template_fragment_key(template, [get_language(), context, shape])
    make = partial(parts_of, template, row, context)
    return caches["template_fragments"].get_or_set(key, make, timeout=None)


def parts_of(template: str, row: dict, context: dict) -> list[str]:
    """What the template writes for such rows: text and, at every second place, a name."""
    places = {
        name: SafeString(f"{SLOT}{name}{SLOT}") if value and isinstance(value, str) else value
        for name, value in row.items()
    }
    return render_to_string(template, context | {"row": places}).split(SLOT)


def fill(parts: list[str], row: dict) -> list[str]:
    """Each name is replaced by its value, which is escaped unless it is safe already."""
    filled = parts.copy()
    for place in range(1, len(parts), 2):
        value = row[parts[place]]
        filled[place] = value if type(value) is SafeString else escape(value)
    return filled
