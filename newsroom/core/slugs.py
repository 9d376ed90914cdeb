"""Addresses from titles, in the letters that an address has."""

import re

from newsroom.core.words import fold

SIGNS = str.maketrans({"&": " et ", "½": " 1/2", "¼": " 1/4", "¾": " 3/4"})
INITIALS = re.compile(r"\b(?:[a-z]\.){2,}(?![a-z0-9])")  # S.N.C.F. is one word
APART = re.compile("[^a-z0-9_]+")


def _written(letters: str, ours: str) -> dict[str, str]:
    return dict(zip(letters, ours.split(" "), strict=True))


# As newspapers write names of these letters, so that an address says what the title does.
GREEK = _written(
    "αβγδεζηθικλμνξοπρςστυφχψω", "a v g d e z i th i k l m n x o p r s s t y f ch ps o"
)
CYRILLIC = _written("абвгдежзиклмнопрстуфхц", "a b v g d e j z i k l m n o p r s t ou f kh ts")
MORE = _written("чшщыэюяіґєјљњћђџъь", "tch ch chtch y e iou ia i g ie j lj nj c dj dz  ")
ALPHABETS = str.maketrans(GREEK | CYRILLIC | MORE)


def slugify(text: str, max_length: int = 80) -> str:
    """`Cœur d’œuvre : l’élève` becomes `coeur-d-oeuvre-l-eleve`; cut at a word, at `max_length`."""
    plain = fold(text.translate(SIGNS)).translate(ALPHABETS)
    plain = INITIALS.sub(lambda initials: initials[0].replace(".", ""), plain)
    slug = APART.sub("-", plain).strip("-_")
    if len(slug) <= max_length:
        return slug
    cut = slug[: max_length + 1].rpartition("-")[0]
    return cut or slug[:max_length]


def unique_slug(text: str, taken, max_length: int = 80) -> str:
    """A slug for which `taken(slug)` is false: `ia`, then `ia-2`, `ia-3` …"""
    base = slugify(text, max_length) or "sans-titre"
    slug, number = base, 1
    while taken(slug):
        number += 1
        slug = f"{base[: max_length - len(str(number)) - 1].rstrip('-')}-{number}"
    return slug
