"""French typography, set on rendering and never twice: spaces, quotes, apostrophes, ordinals.

Rules of the Imprimerie nationale as newspapers apply them on the web: a narrow no-break space
before ; ! ? and inside « », a no-break space before : and %, numbers kept with their units, names
with their titles. What goes in pairs is found by `newsroom.core.pairs`, ordinals by
`newsroom.core.ordinals`. English words, and an English paper, are set by `newsroom.core.english`;
words in any other language are left as typed.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import escape, unescape

from django.conf import settings

from newsroom.core.english import english_line, typeset_english
from newsroom.core.ordinals import ordinals_in, raised, shortened
from newsroom.core.pairs import NARROW, NBSP, SPACE, with_pairs

DIGITS = "0123456789"
UNITS = (
    "€|k€|M€|Mds?€|\\$|£|%|‰|°C|°F|km²|km/h|km|cm²|cm|mm²|mm|nm|µm|m²|m³|m/s|m|ha|kg|mg|µg|g|t|cl|ml|"
    "[kKMGT]i?o(?:/s)?|[kMGT]i?[bB](?:its?)?(?:/s|ps)?|[GMk]?Hz|[kMGT]?Wh?|[kMG]?V|m?Ah?|dB|px|Mpx|ips|"
    "h|min|ms|µs|ns|s|ans|"
    "millions?|milliards?|euros?|dollars?|litres?|mètres?|kilomètres?|tonnes?|secondes?|minutes?|"
    "heures?|jours?|octets?|pixels?"
)
TITLES = "MM?\\.|Mmes?|Mlles?|Me|Dr|Pr|Mgr"
PLACES = "pp?\\.|chap\\.|art\\.|fig\\.|vol\\.|t\\.|§"

# What a text must hold for the rule to be tried, most texts being without; what it finds; what
# stands there then. The start and the end of the text count as neighbours: a tag may stand there.
# A rule begins with the character it is about and looks back from there: that is found the fastest.
RULES: tuple[tuple[str, re.Pattern, str], ...] = (
    (".", re.compile(r"\.\.\.+"), "…"),
    ("'", re.compile(r"'(?<=[^\W\d_]')|'(?<!\w')(?=\d\d(?!\d)|n['’](?!\w))"), "’"),
    ("«", re.compile(rf"«{SPACE}*"), f"«{NARROW}"),
    ("»", re.compile(rf"(?<!{SPACE}){SPACE}*»"), f"{NARROW}»"),
    (";!?", re.compile(rf"{SPACE}(?<!\s{SPACE}){SPACE}*(?=[;!?](?![-)(]))"), NARROW),
    ("!?", re.compile(r"[!?](?<=[\w»”’)\]%…][!?])[!?]*(?=[\s»”)]|$)"), rf"{NARROW}\g<0>"),
    (":", re.compile(rf"{SPACE}(?<![\s«]{SPACE}){SPACE}*(?=:(?:\s|$))"), NBSP),
    (DIGITS, re.compile(rf"{SPACE}(?<=\d{SPACE}){SPACE}*(?=(?:{UNITS})(?![\w'’]))"), NBSP),
    (DIGITS, re.compile(rf"{SPACE}(?<=\d{SPACE}h{SPACE})(?=\d\d(?!\d))"), NBSP),
    (
        "€$£",
        re.compile(rf"(?:(?<=llion)|(?<=llions)|(?<=lliard)|(?<=lliards)){SPACE}+(?=[$€£])"),
        NBSP,
    ),
    ("MDP", re.compile(rf"\b({TITLES}){SPACE}+(?=[A-ZÀ-ÖØ-Þ]|$)"), rf"\1{NBSP}"),
    ("°º", re.compile(rf"\b([nN][°º]){SPACE}+(?=\w|$)"), rf"\1{NBSP}"),
    (".§", re.compile(rf"(?<!\w)({PLACES}){SPACE}+(?=[\dIVX])"), rf"\1{NBSP}"),
)
SIGNS = frozenset("".join(needed for needed, _pattern, _replacement in RULES))
THOUSANDS = re.compile(rf"\d(?<![\d.,]\d)\d{{0,2}}(?:{SPACE}\d{{3}})+(?!\d)")
GAP = re.compile(SPACE)
# What no rule touches: addresses of the web, of machines and of devices.
ADDRESS = re.compile(
    r"\b[a-z][a-z+.-]{1,9}://\S+|(?<![\w:])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{1,4}(?![\w:])"
    r"|(?<![\w-])(?:[0-9A-Fa-f]{2}-){5}[0-9A-Fa-f]{2}(?![\w-])"
)
# A tag, or code with all that is in it, or the text up to the next one.
TOKEN = re.compile(
    r"<(?:pre\b[^<>]*>.*?</pre>|code>.*?</code>|[^<>]*>)|(?:[^<]|<(?![^<>]*>))+", re.DOTALL
)
INLINE = re.compile(r"</?(?:strong|em|a|sub|sup|span|b|i|mark|time|abbr|cite)\b|<code>")
STARTED = re.compile(r"<([a-z0-9]+)[^>]*?(?: lang=\"([^\"]*)\"[^>]*)?>")
VOID = {"br", "hr", "img", "wbr", "source", "input"}


def typeset(text: str) -> str:
    """Plain text as the language of the site sets it. Safe to repeat."""
    return _typeset(text) if _is_french() else typeset_english(text)


@lru_cache(maxsize=2048)  # the same titles come back on page after page
def _typeset(text: str) -> str:
    return "".join(_line([text], [True], shortened, str))


def typeset_words(text: str) -> str:
    """Plain text as HTML: the same with raised ordinals, escaped."""
    return _words(text) if _is_french() else _escape(typeset_english(text))


@lru_cache(maxsize=2048)
def _words(text: str) -> str:
    return "".join(_line([text], [True], raised, _escape))


def typeset_html(html: str) -> str:
    """The same for the text between tags, with raised ordinals; not for code."""
    found: list[str] = []
    line: list[int] = []  # where in it the words of one line are
    languages: list[str] = []  # of each; none of code
    for token, language in _tokens(html):
        is_tag = token.startswith("<") and token.endswith(">")
        if is_tag and not INLINE.match(token):
            _set(found, line, languages)
        elif not is_tag or token.startswith("<code>"):
            line.append(len(found))
            languages.append("" if is_tag else language)
        found.append(token)
    _set(found, line, languages)
    return "".join(found)


def _tokens(html: str) -> Iterator[tuple[str, str]]:
    """Tags and texts, and the language of each."""
    languages = [settings.LANGUAGE_CODE]
    is_mixed = ' lang="' in html
    for match in TOKEN.finditer(html):
        token = match[0]
        if is_mixed and token.startswith("</"):
            languages[1:] = languages[1:-1]
        elif is_mixed and (start := STARTED.fullmatch(token)) and start[1] not in VOID:
            languages.append(start[2] or languages[-1])
        yield token, languages[-1]


def _set(found: list[str], line: list[int], languages: list[str]) -> None:
    """Set the words of a line where they stand, then begin the next one.

    Entities are characters to the rules: of `&nbsp;` and `&#x27;` they would see nothing.
    """
    french, english = ([lang.startswith(code) for lang in languages] for code in ("fr", "en"))
    texts = [found[at] for at in line]
    if any(english):
        texts = _english(texts, english)
    if any(french):
        plain = [unescape(text) if mine else text for text, mine in zip(texts, french, strict=True)]
        texts = list(_line(plain, french, raised, _escape))
    for at, text in zip(line, texts, strict=True):
        found[at] = text
    line.clear()
    languages.clear()


def _english(texts: list[str], ours: list[bool]) -> list[str]:
    plain = [unescape(text) if mine else text for text, mine in zip(texts, ours, strict=True)]
    pairs = zip(english_line(plain, ours), ours, strict=True)
    return [_escape(text) if mine else text for text, mine in pairs]


def _line(texts: list[str], ours: list[bool], ordinal, keep) -> Iterator[str]:
    """The texts of one line, read as one, whatever tags stand between them."""
    parts = [text if mine else "x" * len(text) for text, mine in zip(texts, ours, strict=True)]
    masked, kept = "", []
    for part in parts:
        kept += [
            (len(masked) + m.start(), len(masked) + m.end(), keep) for m in ADDRESS.finditer(part)
        ]
        masked += ADDRESS.sub(lambda address: "x" * len(address[0]), part)
    whole = with_pairs("".join(parts), masked)
    kept += [(start, end, ordinal) for start, end in ordinals_in(masked)]
    kept.sort()
    at = 0
    for text, mine in zip(texts, ours, strict=True):
        end = at + len(text)
        yield _with_kept(whole, at, end, kept, keep) if mine else text
        at = end


def _with_kept(whole: str, at: int, end: int, kept: list, keep) -> str:
    """A part of a line by the rules, but for what is kept or written in its own way."""
    parts = []
    for start, stop, change in kept:
        if at <= start and stop <= end:
            parts += [keep(_apply(whole[at:start])), change(whole[start:stop])]
            at = stop
    return "".join([*parts, keep(_apply(whole[at:end]))])


def _is_french() -> bool:
    return settings.LANGUAGE_CODE.startswith("fr")


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


def _escape(text: str) -> str:
    return escape(text, quote=False)
