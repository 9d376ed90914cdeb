"""French typography, set on rendering and never twice: spaces, apostrophes, ordinals, units.

Rules of the Imprimerie nationale as newspapers apply them on the web: a narrow no-break space
before ; ! ? and inside « », a no-break space before : and %, numbers kept with their units.
"""

import re

NARROW = "\u202f"
NBSP = "\u00a0"
SPACE = rf"[ {NBSP}{NARROW}]"
UNITS = (
    "€|\\$|£|%|°C|km|cm|mm|nm|m|kg|g|Go|Mo|To|ko|GHz|MHz|Hz|kWh|MWh|TWh|W|V|mA|h|min|s|ans|"
    "millions?|milliards?|euros?|dollars?|litres?|mètres?|kilomètres?|minutes?|heures?|jours?"
)

RULES: tuple[tuple[re.Pattern, str], ...] = (
    (re.compile(r"\.\.\."), "…"),
    (re.compile(r"(?<=\w)'(?=\w)"), "’"),
    (re.compile(rf"«{SPACE}*(?=\S)"), f"«{NARROW}"),
    (re.compile(rf"(?<=\S){SPACE}*»"), f"{NARROW}»"),
    (re.compile(rf"(?<=[\w»)…%€]){SPACE}+(?=[;!?])"), NARROW),
    (re.compile(r"(?<=[\w»)])(?=[!?](?:\s|$))"), NARROW),
    (re.compile(rf"(?<=[\w»)…%€]){SPACE}+(?=:(?:\s|$|{NBSP}|{NARROW}))"), NBSP),
    (re.compile(rf"(?<=\d){SPACE}+(?=%)"), NBSP),
    (re.compile(rf"(?<=\d){SPACE}(?=\d{{3}}(?!\d))"), NARROW),
    (re.compile(rf"(?<=\d){SPACE}(?=(?:{UNITS})(?!\w))"), NBSP),
    (re.compile(rf"(?<= [–—]){SPACE}"), NBSP),
)
ORDINAL = re.compile(r"\b(1|I|XI|XX|XXI|\d+|[IVX]+)(er|re|ère|e|es|ème)\b")
PARTS = re.compile(r"(<[^>]*>)")
VERBATIM = {"code", "pre", "script", "style"}


def typeset(text: str) -> str:
    """Plain text with French spacing. Safe to repeat."""
    if "://" in text:
        return re.sub(r"\S*://\S*|[^\s](?:(?!\S*://).)*?(?=\s\S*://|$)|\s+", _unless_url, text)
    return _apply(text)


def _unless_url(match: re.Match) -> str:
    return match[0] if "://" in match[0] else _apply(match[0])


def _apply(text: str) -> str:
    for pattern, replacement in RULES:
        text = pattern.sub(replacement, text)
    return text


def typeset_html(html: str) -> str:
    """The same for the text between tags; code and addresses stay as they are."""
    parts, verbatim = PARTS.split(html), 0
    for number, part in enumerate(parts):
        if part.startswith("<"):
            verbatim += _depth_change(part)
        elif part and not verbatim:
            parts[number] = typeset(part)
    return "".join(parts)


def _depth_change(tag: str) -> int:
    name = tag.strip("</>").split()[0].lower() if tag.strip("</>") else ""
    if name not in VERBATIM:
        return 0
    return -1 if tag.startswith("</") else 1
