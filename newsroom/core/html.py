"""The HTML that a body may hold: what is kept, what is found in it, and the plain text of it.

A body is a row of blocks: `newsroom.core.blocks` knows their shape, `newsroom.core.embeds` what
stands for pictures, videos and other articles.
"""

import re
from html import unescape

import nh3

from newsroom.core import embeds, words
from newsroom.core.blocks import BOXES, ID, Block, paragraphs, tidy
from newsroom.core.embeds import EMBED, Video, cards, pictures, videos  # noqa: F401 (one door)
from newsroom.core.taming import is_tame, words_of
from newsroom.core.tree import SYNONYMS

NUMBER = re.compile(r"[1-9][0-9]{0,2}")
LANGUAGE = re.compile("[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
DIRECTIONS = {"ltr", "rtl", "auto"}
WORDS_PER_MINUTE = 220

# Where a link may lead; the editor and its dialog are given this list.
SCHEMES = ("http", "https", "mailto", "tel")

TAGS = {
    *("p", "h2", "h3", "strong", "em", "a", "ul", "ol", "li", "blockquote", "footer", "br", "hr"),
    *("sub", "sup", "code", "pre", "div", "figure", "aside", "span"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
TOP_TAGS = {*("p", "h2", "h3", "ul", "ol", "blockquote", "hr", "pre", "aside", "table")}
ATTRIBUTES = {
    **{tag: {"data-id"} for tag in TOP_TAGS},
    **{tag: {"data-id", *names} for tag, names in embeds.ATTRIBUTES.items()},
    "a": {"href", "title"},
    "ol": {"data-id", "start"},
    "aside": {"data-id", "data-kind"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
    "*": {"lang", "dir"},
}
BLOCK_END = re.compile(r"</(?:p|h2|h3|li|blockquote|footer|pre|tr|div|figure)>|<br>|<hr[^>]*>")
GIVEN_ID = re.compile(r'(<[a-z0-9]+) data-id="[a-z0-9]{8}"')
TAG = re.compile(r"<[^>]*>")
LINK = re.compile(r'<a [^>]*?href="([^"]*)"')
# Left by PDFs and word processors; no XML, so no feed, may hold them.
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def _keep_attribute(tag: str, name: str, value: str) -> str | None:
    if name == "data-id":
        return value if ID.fullmatch(value) else None
    if name == "data-kind":
        return value if value in BOXES else None
    if name == "dir":
        return value.lower() if value.lower() in DIRECTIONS else None
    if name == "lang":
        return value if LANGUAGE.fullmatch(value) else None
    if name in {"colspan", "rowspan", "start"}:
        return value if NUMBER.fullmatch(value) else None
    return value


_cleaner = nh3.Cleaner(
    tags=TAGS | set(SYNONYMS),
    attributes=ATTRIBUTES,
    attribute_filter=_keep_attribute,
    url_schemes={*SCHEMES},
    link_rel=None,
    clean_content_tags={"script", "style", "template", "title"},
)


def blocks(html: str) -> list[Block]:
    """The body's blocks, `(id, html)` each: only the elements of a body, in its shape."""
    html = CONTROLS.sub("", html)
    found = _tidied(html) if is_tame(html) else paragraphs(words_of(words.clean(html)))
    says_something = any(plain_text(html) or EMBED.search(html) for _id, html in found)
    return found if says_something else []


def _tidied(html: str) -> list[Block]:
    clean = _cleaner.clean(html)
    # After the parser, to whom a lone CR is a line break: `&#11;` and `&shy;` are signs only now.
    return tidy(words.clean(clean))


def sanitize(html: str) -> str:
    """The same as one text, as it is stored. Safe to repeat."""
    return "".join(block.html for block in blocks(html))


def without_ids(html: str) -> str:
    """As readers get it: the ids are for the desk."""
    return GIVEN_ID.sub(r"\1", html)


def plain_text(html: str) -> str:
    """The words of a body, blocks apart by a line break, entities resolved."""
    text = unescape(TAG.sub("", BLOCK_END.sub("\n", html)))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def links(html: str) -> list[str]:
    """Where the links of a body lead, in order."""
    return [unescape(href) for href in LINK.findall(html)]


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
