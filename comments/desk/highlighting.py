"""The words that a rule went by, marked in the text they come from."""

import re
from html import escape
from itertools import islice

from django.utils.safestring import SafeString

MOST = 50


def highlight(text: str, evidence: list) -> SafeString:
    """The text as it was typed, safe for a page, with its evidence in `<mark>`."""
    words = [word for word in evidence if isinstance(word, str) and is_telling(word)]
    if not words:
        return SafeString(escape(text))
    longest_first = sorted(set(words), key=len, reverse=True)
    pattern = "|".join(map(re.escape, islice(longest_first, MOST)))
    parts = re.split(f"({pattern})", text, flags=re.IGNORECASE)
    return SafeString("".join(marked(n, escape(part)) for n, part in enumerate(parts)))


def is_telling(word: str) -> bool:
    """A number is how often something was found, not where."""
    return len(word.strip()) > 1 and not word.isdecimal()


def marked(place: int, html: str) -> str:
    """`re.split` puts what matched at every second place."""
    return f"<mark>{html}</mark>" if place % 2 else html
