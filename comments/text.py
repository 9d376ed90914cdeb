"""A reader's words: plain text, cleaned on the way in, made HTML on the way out."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby

from ada_url import URL as BrowserURL
from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from newsroom.core import words
from newsroom.core.typography import typeset

MARK = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]"
MOST_MARKS = 3  # on one letter: Vietnamese has two, towers of them cover the lines above
TOWER = re.compile(f"({MARK}{{{MOST_MARKS}}}){MARK}+")
PARAGRAPH_END = re.compile(r"\n\s*\n")
URL = re.compile(r"\b(?:https?://|www\.)[^\s<>\"«»“”]+", re.IGNORECASE)
# What stars enclose on one line; a lone star, two together or one inside a word stay as typed.
STRESSED = re.compile(r"(?<![\w*])\*(?=[^\s*])(?P<stressed>[^*\n]*[^\s*])\*(?![\w*])")
SPECIAL = re.compile(f"{URL.pattern}|{STRESSED.pattern}", re.IGNORECASE)
QUOTATION = re.compile(r"^>[ \t]?", re.MULTILINE)
BETWEEN_QUOTATIONS = "</blockquote><blockquote>"
AFTER_A_URL = ".,;:!?…'’*"
MAX_URL = 2000


def clean(text: str) -> str:
    """What may be stored: as all words of the paper, and without towers of marks."""
    return TOWER.sub(r"\1", words.clean(text))


def count_links(text: str) -> int:
    return len(links(text))


def links(text: str) -> list[str]:
    """The addresses in a text that a browser can open, as they were typed."""
    found = (_without_punctuation(match[0]) for match in URL.finditer(text))
    return [url for url in found if href_of(url)]


def href_of(url: str) -> str:
    """Where a link leads; empty where no browser could go there."""
    href = url if "://" in url else f"https://{url}"
    return href if len(href) <= MAX_URL and _is_parsed(href) else ""


def _is_parsed(href: str) -> bool:
    """As browsers read it (the URL standard), with a host that is a name or a number on the net."""
    try:
        host = BrowserURL(href).hostname
    except ValueError:
        return False
    labels = host.removesuffix(".").split(".")
    return len(labels) > 1 and all(labels)


def render(text: str) -> SafeString:
    """Paragraphs, quotations, links, *stress* and typography; all else as it was typed."""
    return _render(text, settings.LANGUAGE_CODE)


@lru_cache(maxsize=2048)  # a thread is read far more often than it is written to
def _render(text: str, language: str) -> SafeString:
    parts = (_block(part) for part in PARAGRAPH_END.split(text.strip()))
    return mark_safe("".join(parts).replace(BETWEEN_QUOTATIONS, ""))  # noqa: S308


def _block(text: str) -> str:
    """One paragraph; lines that begin with > are a quotation in it."""
    runs = groupby(text.split("\n"), key=lambda line: line.startswith(">"))
    return "".join(_run(lines, is_quoted) for is_quoted, lines in runs)


def _run(lines: Iterable[str], is_quoted: bool) -> str:
    typed = "\n".join(lines).strip()
    quoted = QUOTATION.sub("", typed).strip() if is_quoted else ""
    way = words.direction(typed)
    start = f'<p dir="{way}">' if way else "<p>"
    if quoted:
        return f"<blockquote>{start}{_inline(quoted)}</p></blockquote>"
    return f"{start}{_inline(typed)}</p>" if typed else ""


def _inline(text: str, special: re.Pattern = SPECIAL) -> str:
    html, end = [], 0
    for match in special.finditer(text):
        html.append(escape(typeset(text[end : match.start()])))
        stressed = match.groupdict().get("stressed")
        if stressed:
            html.append(f"<em>{_inline(stressed, URL)}</em>")
            end = match.end()
        else:
            url = _without_punctuation(match[0])
            html.append(_link(url))
            end = match.start() + len(url)
    return "".join([*html, escape(typeset(text[end:]))]).replace("\n", "<br>")


def _without_punctuation(url: str) -> str:
    """A full stop or a closing bracket after an address belongs to the sentence."""
    while url:
        bracket = url[-1] == ")" and url.count(")") > url.count("(")
        if not bracket and url[-1] not in AFTER_A_URL:
            break
        url = url[:-1]
    return url


def _link(url: str) -> str:
    href = href_of(url)
    if not href:
        return escape(url)
    return f'<a href="{escape(href)}" rel="ugc nofollow noopener">{escape(url)}</a>'
