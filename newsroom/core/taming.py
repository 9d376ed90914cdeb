"""HTML that would hold up the parser for minutes never gets there; its words stay.

The parser's time grows with the square of the nesting, and of the attributes of one tag. What a
person writes, pastes or imports comes nowhere near these limits.
"""

import re
from html import unescape

LENGTH = 500_000  # five times the longest report of a newspaper, with its tags
NESTING = 400
TAG_LENGTH = 10_000

NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
WHOLE_TAG = re.compile(r"""<[a-zA-Z](?:[^>"']|"[^"]*"|'[^']*')*+""")
TAG = re.compile("<[^<>]*>")
# They hold nothing, or end by themselves where the next one begins.
UNNESTED = {
    *("br", "hr", "img", "input", "meta", "link", "col", "wbr", "source", "embed", "area"),
    *("p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "option"),
}


def is_tame(html: str) -> bool:
    return len(html) <= LENGTH and _nesting(html) <= NESTING and _longest_tag(html) <= TAG_LENGTH


def words_of(html: str) -> list[str]:
    """Its words alone, line by line, as plain text."""
    lines = unescape(TAG.sub("\n", html)).splitlines()
    return [line.strip() for line in lines if line.strip()]


def _nesting(html: str) -> int:
    """The depth at most: what is closed out of turn counts as open."""
    open_, deepest = [], 0
    for match in NAME.finditer(html):
        name = match[2].lower()
        if name in UNNESTED:
            continue
        if not match[1]:
            open_.append(name)
            deepest = max(deepest, len(open_))
        elif open_ and open_[-1] == name:
            open_.pop()
    return deepest


def _longest_tag(html: str) -> int:
    return max((len(match[0]) for match in WHOLE_TAG.finditer(html)), default=0)
