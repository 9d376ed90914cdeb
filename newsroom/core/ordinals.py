"""Ordinals of French: which letters behind a figure are raised, and which are a name’s."""

import re

from newsroom.core.pairs import NARROW, SPACE

# Roman numbers of I, V and X only: with C, D, L and M, “Ce” and “Le” would be ordinals.
NUMBER = rf"\d{{1,3}}(?:{SPACE}\d{{3}})+|\d+|[IVX]+"
# Nothing of an address, a version or a code: 802.11e, 00:1e, B-5e; but 15e-16e.
BEGINS = r"(?:(?<![\w.,:/@#-])|(?<=[\dIVX]e[-/]))"
ENDS = r"s?(?![\w@])(?![:/.]\w)"
ORDINAL = re.compile(rf"{BEGINS}(?:(?:1|I)(?:ère|er|re)|(?:2|II)nde?|(?:{NUMBER})(?:ème|e)){ENDS}")
ENDING = re.compile("(ère|ème|er|re|nde|nd|e)(s?)$")
NUMBERED = re.compile("[0-9IVX](?:e|è|r|n)")  # without it there is no ordinal
HYPHENED = re.compile(rf"[-/](?!(?:{NUMBER})(?:er|e)(?!\w))\w")
WORD_BEFORE = re.compile(rf"([^\W\d_][\w’'-]*){SPACE}$")
AGE = re.compile(rf"{SPACE}(?:siècle|millénaire|République|arrondissement|dynastie|Reich|corps)")
GAP = re.compile(SPACE)
# With a capital they begin a sentence: what follows is counted, and no model of a make.
COUNTING = re.compile(
    "le|la|les|au|aux|du|de|des|une?|ce|cet|cette|ces|mon|ma|mes|son|sa|ses|notre|nos|votre|vos"
    "|leurs?|chaque|en|pour|dès|et|ou|dans|à|après|avant|depuis|par|sur|vers|entre|toute?|si|que"
    "|quel|quelle|ni|mais|donc|voici|voilà|paris|lyon|marseille"
)
MODELS = frozenset(("modèle", "version", "norme", "gamme", "puce", "référence", "variante"))


def ordinals_in(line: str) -> list[tuple[int, int]]:
    """Where they stand in a line of text."""
    if not NUMBERED.search(line):
        return []
    return [match.span() for match in ORDINAL.finditer(line) if _is_one(match, line)]


def _is_one(match: re.Match, line: str) -> bool:
    """`16e` is one, but not behind the name of a make: iPhone 16e, Intel Xe."""
    number, ending = match[0].rstrip("s")[:-1], match[0].rstrip("s")[-1]
    if ending != "e" or match[0].rstrip("s").endswith(("ème", "nde", "ère", "re")):
        return True
    if HYPHENED.match(line, match.end()):
        return False
    before = WORD_BEFORE.search(line, max(0, match.start() - 40), match.start())
    word = before[1] if before else ""
    counts = bool(COUNTING.fullmatch(word.lower()))
    if number.isalpha():
        return len(number) > 1 or counts or bool(AGE.match(line, match.end()))
    return counts or (word == word.lower() and word not in MODELS)


def shortened(ordinal: str) -> str:
    """`1ère` and `2ème` are written 1re and 2e."""
    number, ending = _parts(ordinal)
    return number + ending


def raised(ordinal: str) -> str:
    number, ending = _parts(ordinal)
    return f"{number}<sup>{ending}</sup>"


def _parts(ordinal: str) -> tuple[str, str]:
    ending = ENDING.search(ordinal)
    short = {"ère": "re", "ème": "e"}.get(ending[1], ending[1])
    return GAP.sub(NARROW, ordinal[: ending.start()]), short + ending[2]
