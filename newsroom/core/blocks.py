"""The shape of a body: a row of blocks, words only inside of them.

Takes what the allow-list let through, which is well-formed but may be nested in any way, and
gives what the renderers, the feeds and the editor count on: no words outside a block, no block
in a paragraph, no table or quotation within another, a video that holds nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

TOKEN = re.compile(r"<[^>]*>|[^<]+")
NAME = re.compile(r"</?([a-z0-9]+)")
VOID = {"br", "hr"}
INLINE = {"strong", "em", "a", "sub", "sup", "br"}
LISTS = {"ul", "ol"}
CELLS = {"th", "td"}
WITHIN_A_TABLE = {
    "table": {"thead", "tbody", "tr"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tr": CELLS,
}
NEVER_WITHIN_ITSELF = {"blockquote", "table"}
# What pastes and imports call the same thing
SYNONYMS = {"b": "strong", "i": "em", "h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3"}
BLANK = re.compile(r"(?:\s|&nbsp;|<br>)*")
MAX_DEPTH = 30


@dataclass
class Element:
    tag: str
    start: str = ""
    children: list = field(default_factory=list)

    @cached_property
    def is_inline(self) -> bool:
        return self.tag in INLINE and all(isinstance(c, str) or c.is_inline for c in self.children)

    @property
    def is_video(self) -> bool:
        return "data-youtube" in self.start

    def around(self, inner: str) -> str:
        return f"{self.start}{inner}</{self.tag}>"


def tidy(html: str) -> str:
    """A row of blocks. Safe to repeat."""
    return _flow(_parse(html).children)


def _parse(html: str) -> Element:
    """The tree of well-formed HTML; what is nested deeper than any text needs comes up."""
    body = Element("body")
    open_ = [body]
    for token in TOKEN.findall(html):
        if not token.startswith("<"):
            open_[-1].children.append(token)
        elif token.startswith("</"):
            open_.pop()
        else:
            element = _element(token)
            open_[min(len(open_), MAX_DEPTH) - 1].children.append(element)
            if element.tag not in VOID:
                open_.append(element)
    return body


def _element(start: str) -> Element:
    name = NAME.match(start)[1]
    tag = SYNONYMS.get(name, name)
    return Element(tag, start.replace(name, tag, 1))


def _flow(children, within=frozenset()) -> str:
    """Blocks, the words between them as paragraphs."""
    blocks, words = [], []
    for child in _unpacked(children, within):
        if isinstance(child, str) or child.is_inline:
            words.append(child)
        else:
            blocks += [_paragraph(words), _block(child, within)]
            words = []
    return "".join([*blocks, _paragraph(words)])


def _unpacked(children, within) -> Iterator[str | Element]:
    """Without the elements that mean nothing here, but with what is in them."""
    for child in children:
        if isinstance(child, str) or child.is_inline:
            yield child
        elif child.is_video:
            yield Element("div", child.start)
            yield from _unpacked(child.children, within)
        elif child.tag in {"p", "h2", "h3", "hr", *LISTS, *NEVER_WITHIN_ITSELF} - within:
            yield child
        else:
            yield from _unpacked(child.children, within)


def _block(element: Element, within) -> str:
    if element.tag in LISTS:
        return _wrapped(element, _items(element, within))
    if element.tag == "blockquote":
        return _wrapped(element, _flow(element.children, within | {"blockquote"}))
    if element.tag == "table":
        strays: list = []
        rows = _rows(element, within | {"table"}, strays)
        return _flow(strays, within) + _wrapped(element, rows)
    if element.tag in {"hr", "div"}:
        return element.start if element.tag == "hr" else element.around("")
    return _wrapped(element, _words(element.children).strip())


def _wrapped(element: Element, inner: str) -> str:
    return "" if BLANK.fullmatch(inner) else element.around(inner)


def _paragraph(words) -> str:
    return _wrapped(Element("p", "<p>"), _words(words).strip())


def _words(children, linked=False) -> str:
    """Only what stands in a line; a block that strayed into one leaves a blank."""
    return "".join(c if isinstance(c, str) else _word(c, linked) for c in children)


def _word(element: Element, linked: bool) -> str:
    if element.tag == "br":
        return element.start
    is_link = element.tag == "a"
    inner = _words(element.children, linked or is_link)
    if is_link and (linked or "href" not in element.start):
        return inner
    if element.tag in INLINE:
        return element.around(inner) if inner else ""
    return f"{inner} "


def _items(list_: Element, within) -> str:
    """List items; words that stand between them become one."""
    items = []
    for child in list_.children:
        if isinstance(child, str) and not child.strip():
            continue
        is_item = isinstance(child, Element) and child.tag == "li"
        item = child if is_item else Element("li", "<li>", [child])
        items.append(item.around(_mixed(item.children, within)))
    return "".join(items)


def _rows(element: Element, within, strays: list) -> str:
    """The rows of a table; what stands in none of its cells goes to the strays."""
    rows = []
    for child in element.children:
        if isinstance(child, str) or child.tag not in WITHIN_A_TABLE[element.tag]:
            strays.append(child)
        elif child.tag in CELLS:
            rows.append(child.around(_mixed(child.children, within)))
        else:
            rows.append(child.around(_rows(child, within, strays)))
    return "".join(rows)


def _mixed(children, within) -> str:
    """A list item or a cell holds either words or blocks."""
    if all(isinstance(child, str) or child.is_inline for child in children):
        return _words(children).strip()
    return _flow(children, within)
