"""Letters as a person reads them, whatever a writer makes of them, and where they stood.

“1n$ulte”, “i.n.s.u.l.t.e”, “insuuuulte” and the same in Cyrillic letters all read “insulte”. All of
it takes time in proportion to the length of the text, whatever is in it.
"""

import hashlib
import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import cached_property, lru_cache
from itertools import accumulate

# What looks like our letters, and letters of ours whose stroke is no accent to take off.
LOOK_ALIKES = {
    "a": "аɑα",
    "b": "вьβʙ",
    "c": "сϲᴄ",
    "d": "ԁđð",
    "e": "еєεэ",
    "g": "ɡɢ",
    "h": "һнħʜΗ",
    "i": "іїıιɪ",
    "j": "јϳ",
    "k": "кκᴋ",
    "l": "ӏłʟⅼ",
    "m": "мΜᴍ",
    "n": "ηпπɴΝ",
    "o": "оοøσᴏΟ",
    "p": "рρᴘΡ",
    "q": "ԛ",
    "r": "гʀ",
    "s": "ѕꜱ",
    "t": "тτᴛ",
    "u": "υᴜ",
    "v": "ѵνᴠ",
    "w": "ԝωᴡ",
    "x": "хχΧ",
    "y": "уүʏΥ",
    "z": "ᴢΖ",
    "oe": "œ",
    "ae": "æ",
}
LOOKS = {look: letter for letter, looks in LOOK_ALIKES.items() for look in looks}
FILLERS = {"\u115f", "\u1160", "\u2800", "\u3164", "\uffa0"}  # "letters" that nobody sees
SIGNS = "@$!|€"  # that stand for letters inside a word
LEET = {**dict(zip("034578@$!|€", "oeastbasiie", strict=True)), "1": "i", "9": "g", "6": "g"}
AS_I = str.maketrans(LEET)
AS_L = str.maketrans({**LEET, "1": "l", "|": "l", "!": "l"})
ALSO_L = frozenset("1|!")
STRETCHED = re.compile(r"(.)\1{2,}")
SPELLED = re.compile(r"(?<!\S)\S(?:\s++\S(?!\S)){2,}")
COMPOUND = re.compile(r"(?<![\w-])\w+(?:[-‐‑–_.*·•~+/]+\w+){1,9}(?![\w-])")
MOST_PARTS = 3  # a ligature has three letters; some signs are whole sentences
SHORTEST_KNOWN_AGAIN, SHORTEST_LINK = 20, 10  # letters
LINK = re.compile(r"://|\bwww\.", re.IGNORECASE)


@lru_cache(maxsize=4096)
def fold(character: str) -> str:
    """Small letters and digits without accents; a blank for what parts words; nothing at all for
    what can't be seen."""
    if character in LOOKS:
        return LOOKS[character]
    parts = unicodedata.normalize("NFKD", character).casefold()[:MOST_PARTS]
    return "".join(map(_fold_part, parts))


def _fold_part(part: str) -> str:
    if part in LOOKS:
        return LOOKS[part]
    if part in FILLERS or unicodedata.category(part) in {"Mn", "Me", "Mc", "Cf"}:
        return ""
    return part if part.isalnum() or part in SIGNS else " "


class Folded:
    """A text with its words as they read."""

    def __init__(self, text: str):
        self.text = text
        self.parts = list(map(fold, text))
        self.letters = "".join(self.parts)

    @cached_property
    def words(self) -> list[str]:
        return self.letters.split()

    @cached_property
    def places(self) -> list[tuple[int, int]]:
        """Where in the letters each of the words stands."""
        return [match.span() for match in re.finditer(r"\S+", self.letters)]

    @cached_property
    def counted(self) -> Counter:
        """How often each character is in the text, as it was written."""
        return Counter(self.text)

    def spelled(self) -> Iterator[tuple[str, tuple[int, int]]]:
        """Words that are written letter by letter, “i n s u l t e”, each with its place."""
        for match in SPELLED.finditer(self.letters):
            yield "".join(match[0].split()), match.span()

    def compounds(self) -> Iterator[tuple[str, tuple[int, int]]]:
        """Words whose parts signs hold together, “con-nard”, as one word, each with its place."""
        for match in COMPOUND.finditer(self.text):
            start, end = self._starts[match.start()], self._starts[match.end()]
            parts = self.letters[start:end].split()
            if len(parts) > 1:
                first = start + self.letters[start:end].index(parts[0])
                yield "".join(parts), (first, first + len(self.letters[first:end].rstrip()))

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate(map(len, self.parts), initial=0))

    def original(self, start: int, end: int) -> str:
        """The exact words that stand in the text where these letters come from."""
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, end - 1)
        while last < len(self.parts) and not self.parts[last]:
            last += 1  # accents that stand behind their letter
        return self.text[first:last]


def readings(word: str) -> Iterator[str]:
    """What a word may be read as: as it stands, its signs as letters, without stretched letters."""
    if word.isdigit():
        return
    for reading in (word,) if word.isalpha() else _without_signs(word):
        yield reading
        if STRETCHED.search(reading):
            yield STRETCHED.sub(r"\1", reading)
            yield STRETCHED.sub(r"\1\1", reading)


def _without_signs(word: str) -> Iterator[str]:
    inner = word.strip("!|")
    yield inner.strip(SIGNS)
    yield inner.translate(AS_I)
    if not ALSO_L.isdisjoint(inner):
        yield inner.translate(AS_L)


def spellings(words: list[str]) -> Iterator[list[str]]:
    """The words of a text as `readings` reads each; one list for each way to read them all."""
    plain = [word.strip("!|") for word in words]
    with_signs = ([w if w.isdigit() else w.translate(to) for w in plain] for to in (AS_I, AS_L))
    known = []
    for way in (plain, *with_signs):
        short = ([STRETCHED.sub(by, word) for word in way] for by in (r"\1", r"\1\1"))
        known += [way, *short]
    for place, way in enumerate(known):
        if way not in known[:place]:
            yield way


def text_fingerprint(text: str) -> str:
    """The same for texts that read the same; empty for a few words, which anybody may say.

    “Félicitations !” of two readers is no repeat; a link is one, however short it is.
    """
    letters = "".join(filter(str.isalnum, Folded(text).letters))
    shortest = SHORTEST_LINK if LINK.search(text) else SHORTEST_KNOWN_AGAIN
    if len(letters) < shortest:
        return ""
    return hashlib.sha256(letters.encode()).hexdigest()[:32]
