"""Addresses from French titles."""

from django.utils.text import slugify as django_slugify

LETTERS = str.maketrans(
    {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l"}
    | dict.fromkeys("’'‘`´ʼ–—/·…", " ")
    | {"&": " et "}
)


def slugify(text: str, max_length: int = 80) -> str:
    """`Cœur d’œuvre : l’élève` becomes `coeur-d-oeuvre-l-eleve`; cut at a word, at `max_length`."""
    slug = django_slugify(text.translate(LETTERS))
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
