"""Well-formed HTML, as the cleaner gives it, as a tree of elements and words."""

import re
from dataclasses import dataclass, field, replace
from functools import cached_property

TOKEN = re.compile(r"<(?P<end>/?)(?P<name>[a-z0-9]+)(?P<rest>[^>]*)>|[^<]+")
START = re.compile(r"</?([a-z0-9]+)")
ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
ID = re.compile(r' data-id="([^"]*)"')
TONGUE = re.compile(r' (lang|dir)="([^"]*)"')
VOID = {"br", "hr"}
# Blocks that may say their language and direction; words in a line do by a span.
SPOKEN = {"p", "h2", "h3", "ul", "ol", "li", "blockquote", "aside", "table", "th", "td"}
INLINE = {"strong", "em", "a", "sub", "sup", "code", "br", "span"}
# What pastes and imports call the same thing
SYNONYMS = {
    **{"b": "strong", "i": "em", "h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3"},
    **dict.fromkeys(("tt", "kbd", "samp"), "code"),
    **dict.fromkeys(("bdi", "bdo"), "span"),
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
    tongue: str = ""

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
    tongue = _tongue(rest)
    if tongue:
        rest = TONGUE.sub("", rest) + (tongue if tag in SPOKEN else "")
    return Element(tag, f"<{tag}{rest}>", id=given[1] if given else "", tongue=tongue)


def _tongue(rest: str) -> str:
    """The language and the direction of an element, as they are written: in one order."""
    given = dict(TONGUE.findall(rest)) if rest else {}
    return "".join(f' {name}="{given[name]}"' for name in ("lang", "dir") if name in given)


def said_in(tongue: str, children: list[Element | str]) -> list[Element | str]:
    """What stood in an element that says its language, and is to stand without it."""
    return [_said_in(tongue, child) for child in children] if tongue else children


def _said_in(tongue: str, child: Element | str) -> Element | str:
    if isinstance(child, str):
        return Element("span", "<span>", [child], tongue=tongue) if child.strip() else child
    if child.tongue:
        return child
    if child.is_inline:
        return Element("span", "<span>", [child], tongue=tongue)
    start = f"{child.start[:-1]}{tongue}>" if child.tag in SPOKEN else child.start
    return replace(child, start=start, tongue=tongue)
