"""French typography, set on rendering and never twice: spaces, quotes, apostrophes, ordinals.

Rules of the Imprimerie nationale as newspapers apply them on the web: a narrow no-break space
before ; ! ? and inside « », a no-break space before : and %, numbers kept with their units.
A paper in another language is left as it was typed.
"""

import re
from functools import lru_cache
from html import escape, unescape

from django.conf import settings

NARROW = "\u202f"
NBSP = "\u00a0"
SPACE = rf"[ {NBSP}{NARROW}\u2009]"  # the thin space is what some word processors put there
DIGITS = "0123456789"
UNITS = (
    "€|\\$|£|%|°C|km|cm|mm|nm|m|kg|g|Go|Mo|To|ko|GHz|MHz|Hz|kWh|MWh|TWh|W|V|mA|h|min|s|ans|"
    "millions?|milliards?|euros?|dollars?|litres?|mètres?|kilomètres?|minutes?|heures?|jours?"
)

# What a text must hold for the rule to be tried, most texts being without; what it finds; what
# stands there then. The start and the end of the text count as neighbours: a tag may stand there.
# A rule begins with the character it is about and looks back from there: that is found the fastest.
RULES: tuple[tuple[str, re.Pattern, str], ...] = (
    (".", re.compile(r"\.\.\.+"), "…"),
    ("'", re.compile(r"'(?<=[^\W\d_]')(?=[\w«“\"]|$)"), "’"),
    ("«", re.compile(rf"«{SPACE}*"), f"«{NARROW}"),
    ("»", re.compile(rf"(?<!{SPACE}){SPACE}*»"), f"{NARROW}»"),
    (
        '"',
        re.compile(r'"(?<![^\s(\[’]")(?=[^\s"])([^"\n]*)(?<=[^\s"])"(?!\w)'),
        rf"«{NARROW}\1{NARROW}»",
    ),
    (";!?", re.compile(rf"{SPACE}(?<!\s{SPACE}){SPACE}*(?=[;!?](?![-)(]))"), NARROW),
    ("!?", re.compile(r"([!?])(?<=[\w»)][!?])(?=\s|$)"), rf"{NARROW}\1"),
    (":", re.compile(rf"{SPACE}(?<![\s«]{SPACE}){SPACE}*(?=:(?:\s|$))"), NBSP),
    (DIGITS, re.compile(rf"{SPACE}(?<=\d{SPACE}){SPACE}*(?=(?:{UNITS})(?!\w))"), NBSP),
    (
        "€$£",
        re.compile(rf"(?:(?<=llion)|(?<=llions)|(?<=lliard)|(?<=lliards)){SPACE}+(?=[$€£])"),
        NBSP,
    ),
    ("–—", re.compile(rf"{SPACE}(?<= [–—]{SPACE})"), NBSP),
)
SIGNS = frozenset("".join(needed for needed, _pattern, _replacement in RULES))
THOUSANDS = re.compile(rf"\d(?<![\d.,]\d)\d{{0,2}}(?:{SPACE}\d{{3}})+(?!\d)")
GAP = re.compile(SPACE)
ADDRESS = re.compile(r"\b[a-z][a-z+.-]{1,9}://\S+")
# Roman numbers of I, V and X only: with C, D, L and M, “Ce” and “Le” would be ordinals.
NUMBER = rf"\d{{1,3}}(?:{SPACE}\d{{3}})+|\d+|[IVX]+"
ORDINAL = re.compile(rf"\b(?:(?:1|I)(?:ère|er|re)|(?:{NUMBER})(?:ème|e))s?\b")
ENDING = re.compile("(ère|ème|er|re|e)(s?)$")
NUMBERED = re.compile("[0-9IVX](?:e|è|r)")  # without it there is no ordinal
# What rules don't touch: tags, and code with all that is in it.
TAG = re.compile(r"<(?:pre\b[^<>]*>.*?</pre>|code>.*?</code>|[^<>]*>)", re.DOTALL)


def typeset(text: str) -> str:
    """Plain text with French spacing. Safe to repeat."""
    return _typeset(text) if _is_french() else text


@lru_cache(maxsize=2048)  # the same titles come back on page after page
def _typeset(text: str) -> str:
    return _outside(ADDRESS, text, _apply)


def typeset_html(html: str) -> str:
    """The same for the text between tags, with raised ordinals, and for no code."""
    return _outside(TAG, html, _typeset_escaped) if _is_french() else html


def _is_french() -> bool:
    return settings.LANGUAGE_CODE.startswith("fr")


def _outside(pattern: re.Pattern, text: str, change, keep=str) -> str:
    """Text with `change` made to what is not the pattern, and `keep` to what is."""
    parts, end = [], 0
    for match in pattern.finditer(text):
        if end < match.start():
            parts.append(change(text[end : match.start()]))
        parts.append(keep(match[0]))
        end = match.end()
    return "".join([*parts, change(text[end:])])


def _apply(text: str) -> str:
    there = SIGNS.intersection(text)
    if not there:
        return text
    for needed, pattern, replacement in RULES:
        if not there.isdisjoint(needed):
            text = pattern.sub(replacement, text)
    if there.isdisjoint(DIGITS):
        return text
    return THOUSANDS.sub(lambda number: GAP.sub(NARROW, number[0]), text)


def _typeset_escaped(text: str) -> str:
    """Entities are characters to the rules: of `&nbsp;` and `&#x27;` they would see nothing."""
    text = unescape(text)
    if "://" not in text:
        return _with_ordinals(text)
    return _outside(ADDRESS, text, _with_ordinals, keep=_escape)


def _with_ordinals(text: str) -> str:
    if not NUMBERED.search(text):
        return _escape(_apply(text))
    return _outside(ORDINAL, text, lambda rest: _escape(_apply(rest)), keep=_raised)


def _raised(ordinal: str) -> str:
    """`1ère` and `2ème` are written 1re and 2e."""
    ending = ENDING.search(ordinal)
    short = {"ère": "re", "ème": "e"}.get(ending[1], ending[1])
    return f"{GAP.sub(NARROW, ordinal[: ending.start()])}<sup>{short}{ending[2]}</sup>"


def _escape(text: str) -> str:
    return escape(text, quote=False)
