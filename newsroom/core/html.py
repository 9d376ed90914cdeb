"""The HTML that a body may hold: what is kept, and the plain text of it."""

import re
from html import unescape

import nh3

from newsroom.core.blocks import SYNONYMS, tidy

NUMBER = re.compile(r"[1-9][0-9]{0,2}")
VIDEO_ID = re.compile(r"[A-Za-z0-9_-]{11}")
VIDEO = re.compile(rf'<div data-youtube="({VIDEO_ID.pattern})"></div>')
WORDS_PER_MINUTE = 220

TAGS = {
    *("p", "h2", "h3", "strong", "em", "a", "ul", "ol", "li", "blockquote", "br", "hr"),
    *("sub", "sup", "div", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {
    "a": {"href", "title"},
    "ol": {"start"},
    "div": {"data-youtube"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
}
BLOCK_END = re.compile(r"</(?:p|h2|h3|li|blockquote|tr|div)>|<br>|<hr>")
TAG = re.compile(r"<[^>]*>")
# Left by PDFs and word processors; no XML, so no feed, may hold them.
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def _keep_attribute(tag: str, name: str, value: str) -> str | None:
    if name == "data-youtube":
        return value if VIDEO_ID.fullmatch(value) else None
    if name in {"colspan", "rowspan", "start"}:
        return value if NUMBER.fullmatch(value) else None
    return value


_cleaner = nh3.Cleaner(
    tags=TAGS | set(SYNONYMS),
    attributes=ATTRIBUTES,
    attribute_filter=_keep_attribute,
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
    clean_content_tags={"script", "style", "template", "title"},
)


def sanitize(html: str) -> str:
    """Only the elements of a body, in its shape, with harmless attributes. Safe to repeat."""
    clean = tidy(_cleaner.clean(CONTROLS.sub("", html)))
    return "" if not plain_text(clean) and "data-youtube" not in clean else clean


def plain_text(html: str) -> str:
    """The words of a body, blocks apart by a line break, entities resolved."""
    text = unescape(TAG.sub("", BLOCK_END.sub("\n", html)))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def excerpt(text: str, length: int = 160) -> str:
    """The first `length` characters at most, cut between words."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    cut = text[: length + 1].rpartition(" ")[0] or text[:length]
    return cut.rstrip(" ,;:.") + "…"


def reading_minutes(text: str) -> int:
    """At least one minute, at 220 words a minute."""
    return max(1, round(len(text.split()) / WORDS_PER_MINUTE))


def videos(html: str) -> list[str]:
    """The YouTube videos of a sanitised body, in order."""
    return VIDEO.findall(html)
