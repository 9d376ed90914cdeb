"""What the checks look at, and what they say."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape

from articles.models import Article, Picture
from newsroom.core.html import blocks, plain_text

TAG = re.compile(r"<[^>]*>")
START = re.compile(r"<([a-z0-9]+)")
LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)
HREF = re.compile(r'href="([^"]*)"')
SHOWN = re.compile(r'data-(?:picture|gallery)="([\d ]+)"')


@dataclass(frozen=True)
class Block:
    """One of the row of blocks that a body is."""

    id: str
    html: str
    place: int

    @property
    def tag(self) -> str:
        return START.match(self.html)[1]

    @cached_property
    def text(self) -> str:
        return plain_text(self.html)

    @property
    def blanks_and_all(self) -> str:
        """Its words with every space between them."""
        return unescape(TAG.sub("", self.html))

    @property
    def links(self) -> list[tuple[str, str]]:
        """Address and words of each."""
        return [
            (unescape(href[1]) if (href := HREF.search(start)) else "", plain_text(words).strip())
            for start, words in LINK.findall(self.html)
        ]


@dataclass(frozen=True)
class Hint:
    """What is wrong, what to do about it, and where: a field, or a block of the body."""

    text: str
    advice: str
    field: str
    block: Block | None = None
    picture: Picture | None = None  # what it is about, where it lacks something
    lacks: str = ""


@dataclass
class Piece:
    """An article as it stands, or as it is typed: read once for all checks."""

    article: Article
    is_signed: bool | None = None  # what the article itself says, unless a form says otherwise
    blocks: list[Block] = field(init=False)

    def __post_init__(self):
        rows = blocks(self.article.body)
        self.blocks = [Block(row.id, row.html, place) for place, row in enumerate(rows)]
        if self.is_signed is None:
            self.is_signed = bool(self.article.pk and self.article.byline)

    @cached_property
    def pictures(self) -> list[tuple[Picture, Block | None]]:
        """The lead picture, then those in the body with their blocks."""
        lead = self.article.lead_picture
        shown = [
            (int(pk), block)
            for block in self.blocks
            for pks in SHOWN.findall(block.html)
            for pk in pks.split()
        ]
        known = Picture.objects.in_bulk([pk for pk, _block in shown])
        inside = [(known[pk], block) for pk, block in shown if pk in known]
        return [*([(lead, None)] if lead else []), *inside]
