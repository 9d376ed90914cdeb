"""The shape of a body: a row of blocks, each with an id, words only inside of them.

Takes what the allow-list let through, which is well-formed but may be nested in any way, and
gives what the renderers, the feeds and the editor count on: no words outside a block, no block
in a paragraph, no table or quotation within another, pictures and videos at the top and empty.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from html import escape
from typing import NamedTuple

from newsroom.core import embeds
from newsroom.core.tree import INLINE, START, Element, parse, said_in

ID = re.compile("[a-z0-9]{8}")
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
BLANK = re.compile(r"(?:\s|&nbsp;|<br>)*")
DASH = re.compile(r"(?:\s|&nbsp;)*[—–](?:\s|&nbsp;|[—–])*")
LAST = re.compile(r"(.+)<p([^>]*)>(.*)</p>", re.DOTALL)
LISTS = {"ul", "ol"}
CELLS = {"th", "td"}
WITHIN_A_TABLE = {
    "table": {"thead", "tbody", "tr"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tr": CELLS,
}
# Which blocks may stand where; an embed stands at the top only.
DEEP = {"p", "h2", "h3", "hr", "pre", "table", "blockquote", *LISTS}
TOP = DEEP | {"aside", "embed"}
QUOTATION = {"p", *LISTS}
BOXES = {"pull": {"p"}, "note": {"p", "h3", *LISTS}}
END = None  # between words that were in blocks of their own


class Block(NamedTuple):
    id: str
    html: str


def tidy(html: str) -> list[Block]:
    """A row of blocks, each with an id of its own. Safe to repeat."""
    return _identified(list(_blocks(parse(html), TOP)))


def paragraphs(lines: list[str]) -> list[Block]:
    """Lines of plain text as such a row."""
    texts = (escape(line, quote=False).replace("\xa0", "&nbsp;") for line in lines)
    return _identified([Block("", f"<p>{text}</p>") for text in texts])


def _identified(blocks: list[Block]) -> list[Block]:
    """Ids that are missing or taken are made of what the block says: alike wherever it is done."""
    taken = {block.id for block in blocks}
    kept, turns = set(), Counter()

    def own(block: Block) -> str:
        if ID.fullmatch(block.id) and block.id not in kept:
            return block.id
        while True:
            turns[block.html] += 1
            made = _digest(f"{turns[block.html]}{block.html}")
            if made not in taken:
                return made

    found = []
    for block in blocks:
        id_ = own(block)
        taken.add(id_)
        kept.add(id_)
        name = START.match(block.html).end()
        found.append(Block(id_, f'{block.html[:name]} data-id="{id_}"{block.html[name:]}'))
    return found


def _digest(text: str) -> str:
    number = int.from_bytes(blake2b(text.encode(), digest_size=8).digest())
    letters = ""
    for _place in range(8):
        number, place = divmod(number, 36)
        letters += DIGITS[place]
    return letters


def _blocks(children: Iterable, allowed: set[str]) -> Iterator[Block]:
    """Blocks, the words between them as paragraphs."""
    words: list = []
    for child in _unpacked(children, allowed):
        if isinstance(child, str) or (child and child.is_inline):
            words.append(child)
            continue
        if words:
            yield from _kept("", _paragraph(words))
            words = []
        if child:
            yield from _block(child, allowed)
    if words:
        yield from _kept("", _paragraph(words))


def _kept(id_: str, html: str) -> Iterator[Block]:
    if html:
        yield Block(id_, html)


def _flow(children: Iterable, allowed: set[str]) -> str:
    return "".join(block.html for block in _blocks(children, allowed))


def _unpacked(children: Iterable, allowed: set[str]) -> Iterator[str | Element | None]:
    """Without the elements that mean nothing here, but with what is in them."""
    for child in children:
        if isinstance(child, str) or child.is_inline:
            yield child
        elif start := _embed(child):
            if "embed" in allowed:
                yield Element(child.tag, start, id=child.id)
            yield from _unpacked(said_in(child.tongue, child.children), allowed)
        elif child.tag in allowed and (child.tag != "aside" or "data-kind" in child.start):
            yield child
        elif child.tag in INLINE:
            yield from _unpacked(said_in(child.tongue, child.children), allowed)
        else:
            inner = said_in(child.tongue, child.children)
            yield from (END, *_unpacked(inner, allowed), END)


def _embed(element: Element) -> str | None:
    """How it is written, where it stands for something else."""
    is_one = element.tag in embeds.ATTRIBUTES
    return embeds.start_tag(element.tag, element.attributes) if is_one else None


def _block(element: Element, allowed: set[str]) -> Iterator[Block]:
    strays: list = []
    html = _html(element, allowed, strays)
    yield from _blocks(strays, allowed - {"table"})
    yield from _kept(element.id, html)
    if allowed is TOP:
        yield from _embeds_in(element)


def _html(element: Element, allowed: set[str], strays: list) -> str:
    if element.tag in {"hr", "div", "figure"}:
        return element.start if element.tag == "hr" else element.around("")
    if element.tag in LISTS:
        inner = _items(element, allowed & DEEP)
    elif element.tag == "table":
        inner = _rows(element, (allowed & DEEP) - {"table"}, strays)
    elif element.tag == "blockquote":
        inner = _quotation(element, allowed)
    elif element.tag == "aside":
        inner = _flow(element.children, BOXES[element.attributes["data-kind"]])
    elif element.tag == "pre":
        inner = _code(element)
    else:
        inner = _words(element.children).strip()
    return _wrapped(element, inner)


def _embeds_in(element: Element) -> Iterator[Block]:
    """What stood too deep comes up, after the block that it stood in."""
    for child in element.children:
        if isinstance(child, Element) and not child.is_inline:
            if start := _embed(child):
                yield Block(child.id, Element(child.tag, start).around(""))
            yield from _embeds_in(child)


def _wrapped(element: Element, inner: str) -> str:
    return "" if BLANK.fullmatch(inner) else element.around(inner)


def _paragraph(words: list) -> str:
    return _wrapped(Element("p", "<p>"), _words(words).strip())


def _words(children: Iterable, linked=False) -> str:
    """Only what stands in a line; a block that strayed into one leaves a blank."""
    return "".join(c if isinstance(c, str) else _word(c, linked) for c in children)


def _word(element: Element, linked: bool) -> str:
    if element.tag == "br":
        return element.start
    is_link = element.tag == "a"
    inner = _words(element.children, linked or is_link)
    if element.tag == "span" or (is_link and (linked or "href" not in element.start)):
        return _spoken(element, inner)
    if element.tag in INLINE:
        return _spoken(element, element.around(inner)) if inner else ""
    return f"{inner} "


def _spoken(element: Element, html: str) -> str:
    """Words with their language and direction, which code has none of."""
    is_said = html and element.tongue and element.tag != "code"
    return f"<span{element.tongue}>{html}</span>" if is_said else html


def _quotation(element: Element, allowed: set[str]) -> str:
    """What was said, then who said it: the last footer, or a last line that begins with a dash."""
    footers = [c for c in element.children if isinstance(c, Element) and c.tag == "footer"]
    foot = footers[-1] if footers else None
    rest = [c for c in element.children if c is not foot]
    said = _flow(rest, allowed & QUOTATION)
    speaker = _speaker(_words(said_in(foot.tongue, foot.children)) if foot else "")
    if not speaker:
        said, speaker = _signed(said)
    if not said:
        return speaker and f"<p>{speaker}</p>"
    return f"{said}<footer>{speaker}</footer>" if speaker else said


def _signed(said: str) -> tuple[str, str]:
    last = LAST.fullmatch(said)
    speaker = _speaker(last[3]) if last and DASH.match(last[3]) else ""
    if speaker and last[2]:
        speaker = f"<span{last[2]}>{speaker}</span>"
    return (last[1], speaker) if speaker else (said, "")


def _speaker(words: str) -> str:
    words = DASH.sub("", words.strip(), count=1) if DASH.match(words) else words.strip()
    return "" if BLANK.fullmatch(words) else words


def _code(element: Element) -> str:
    """Its lines as they are, and nothing but words in them."""
    lines = "".join(_lines(element.children)).strip("\n").rstrip()
    return f"<code>{lines}</code>" if lines else ""


def _lines(children: Iterable) -> Iterator[str]:
    for child in children:
        if isinstance(child, str):
            yield child
        else:
            yield from _lines(child.children)
            yield "" if child.is_inline and child.tag != "br" else "\n"


def _items(list_: Element, allowed: set[str]) -> str:
    """List items; words that stand between them become one."""
    items = []
    for child in list_.children:
        if isinstance(child, str) and not child.strip():
            continue
        is_item = isinstance(child, Element) and child.tag == "li"
        item = child if is_item else Element("li", "<li>", [child])
        items.append(item.around(_mixed(item.children, allowed)))
    return "".join(items)


def _rows(element: Element, allowed: set[str], strays: list) -> str:
    """The rows of a table; what stands in none of its cells goes to the strays."""
    rows = []
    for child in element.children:
        if isinstance(child, str) or child.tag not in WITHIN_A_TABLE[element.tag]:
            strays.append(child)
        elif child.tag in CELLS:
            rows.append(child.around(_mixed(child.children, allowed)))
        else:
            rows.append(child.around(_rows(child, allowed, strays)))
    return "".join(rows)


def _mixed(children: list, allowed: set[str]) -> str:
    """A list item or a cell holds either words or blocks."""
    if all(isinstance(child, str) or child.is_inline for child in children):
        return _words(children).strip()
    return _flow(children, allowed)
