"""The HTML that a body may hold: what is kept, and the plain text of it."""

import re
from html import unescape

import nh3

VIDEO_ID = re.compile(r"[A-Za-z0-9_-]{11}")
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
EMPTY_VIDEO = re.compile(r"<div>(.*?)</div>", re.DOTALL)


def _keep_attribute(tag: str, name: str, value: str) -> str | None:
    if name == "data-youtube":
        return value if VIDEO_ID.fullmatch(value) else None
    if name in {"colspan", "rowspan", "start"}:
        return value if value.isdigit() and len(value) < 4 else None
    return value


_cleaner = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    attribute_filter=_keep_attribute,
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
    clean_content_tags={"script", "style", "template", "title"},
)


def sanitize(html: str) -> str:
    """Only the elements of a body, with only their harmless attributes. Safe to repeat."""
    clean = EMPTY_VIDEO.sub(r"\1", _cleaner.clean(html))
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
    return text[:length].rpartition(" ")[0].rstrip(" ,;:.") + "…"


def reading_minutes(text: str) -> int:
    """At least one minute, at 220 words a minute."""
    return max(1, round(len(text.split()) / WORDS_PER_MINUTE))
