"""Well-formed HTML, as the cleaner gives it, as a tree of elements and words."""

import re
from dataclasses import dataclass, field
from functools import cached_property

TOKEN = re.compile(r"<(?P<end>/?)(?P<name>[a-z0-9]+)(?P<rest>[^>]*)>|[^<]+")
START = re.compile(r"</?([a-z0-9]+)")
ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
ID = re.compile(r' data-id="([^"]*)"')
VOID = {"br", "hr"}
INLINE = {"strong", "em", "a", "sub", "sup", "code", "br"}
# What pastes and imports call the same thing
SYNONYMS = {
    **{"b": "strong", "i": "em", "h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3"},
    **dict.fromkeys(("tt", "kbd", "samp"), "code"),
    **dict.fromkeys(("section", "article", "main", "header", "address", "center"), "div"),
    **dict.fromkeys(("figcaption", "dt", "dd", "details", "summary"), "div"),
}
MAX_DEPTH = 30


@dataclass
class Element:
    tag: str
    start: str
    children: list = field(default_factory=list)
    id: str = ""

    @cached_property
    def is_inline(self) -> bool:
        return self.tag in INLINE and all(isinstance(c, str) or c.is_inline for c in self.children)

    @property
    def attributes(self) -> dict[str, str]:
        """Their values are escaped, as they stand in the HTML."""
        return dict(ATTRIBUTE.findall(self.start))

    def around(self, inner: str) -> str:
        return f"{self.start}{inner}</{self.tag}>"


def parse(html: str) -> list[Element | str]:
    """The tree of well-formed HTML; what is nested deeper than any text needs comes up."""
    body = Element("body", "")
    open_ = [body]
    for token in TOKEN.finditer(html):
        end, name, rest = token.groups()
        if not name:
            open_[-1].children.append(token[0])
        elif end:
            open_.pop()
        else:
            element = _element(SYNONYMS.get(name, name), rest)
            open_[min(len(open_), MAX_DEPTH) - 1].children.append(element)
            if element.tag not in VOID:
                open_.append(element)
    return body.children


def _element(tag: str, rest: str) -> Element:
    given = ID.search(rest) if rest else None
    if given:
        rest = rest[: given.start()] + rest[given.end() :]
    return Element(tag, f"<{tag}{rest}>", id=given[1] if given else "")
