"""What of a comment the classifier looks at: its words, their pieces, and a few signs."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from comments.text import count_links

WORD = re.compile(r"\w+")
LONGEST_WORD = 40  # of a longer one, its beginning
MOST_WORDS = 800
PIECE = 4
MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}\.\w")
PHONE = re.compile(r"\+?\d(?:[ .-]?\d){8,14}")
MONEY = re.compile(r"[$€£]\s?\d|\d\s?(?:[$€£]|euros?\b|usd\b)", re.IGNORECASE)
EMOJI = re.compile("[\u2600-\u27bf\U0001f300-\U0001faff]")
LOOK_ALIKES = re.compile("[\u0370-\u052f]")  # Greek and Cyrillic
LATIN = re.compile("[A-Za-z]")
SHORT = 40
EDGE = 1000  # characters at the beginning and the end, where advertising shows its signs
FEWEST_LETTERS = 12  # fewer than that may be capitals: "OK !"
MANY_EMOJI = 3


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """Without accents, capitals and the fancy letters that only look different."""
    apart = unicodedata.normalize("NFKD", word[:LONGEST_WORD])
    return "".join(filter(str.isprintable, map(_without_marks, apart))).casefold()


def _without_marks(character: str) -> str:
    return "" if unicodedata.combining(character) else character


def words_of(text: str) -> list[str]:
    """The words of a text as they are counted, up to a number that no honest comment reaches."""
    return [fold(word) for word in WORD.findall(text)[:MOST_WORDS]]


@lru_cache(maxsize=20_000)
def pieces(word: str) -> tuple[str, ...]:
    """The word itself and what stands in it: `casin0` still has most of `casino`."""
    framed = f"^{word}$"
    runs = {framed[at : at + PIECE] for at in range(len(framed) - PIECE + 1)}
    return (word, *sorted(f"#{run}" for run in runs))


def pairs(words: list[str]) -> set[str]:
    return set(map(" ".join, pairwise(words)))


def signs(text: str) -> Iterator[str]:
    """What no single word shows."""
    text = text if len(text) <= 2 * EDGE else f"{text[:EDGE]}\n{text[-EDGE:]}"
    links = count_links(text)
    found = {
        "*link": links == 1,
        "*links": links > 1,
        "*mail": "@" in text and MAIL.search(text),
        "*phone": PHONE.search(text),
        "*money": MONEY.search(text),
        "*short": len(text) < SHORT,
        "*shouting": _is_shouting(text),
        "*emoji": len(EMOJI.findall(text)) >= MANY_EMOJI,
        "*scripts": _is_mixed(text),
    }
    return (sign for sign, holds in found.items() if holds)


def _is_shouting(text: str) -> bool:
    letters, capitals = sum(map(str.isalpha, text)), sum(map(str.isupper, text))
    return letters >= FEWEST_LETTERS and capitals > 0.6 * letters


def _is_mixed(text: str) -> bool:
    """Latin letters beside those that look like them."""
    return not text.isascii() and bool(LOOK_ALIKES.search(text) and LATIN.search(text))


def features(text: str, name: str = "") -> list[str]:
    """Each word with its pieces once, however often it is said."""
    words = words_of(text)
    found = [*beside_words(text, name, words)]
    for word in dict.fromkeys(words):
        found += pieces(word)
    return found


def beside_words(text: str, name: str, words: list[str]) -> set[str]:
    return pairs(words) | {f"@{word}" for word in words_of(name)} | set(signs(text))
