"""A reader's words: plain text, cleaned on the way in, made HTML on the way out."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from newsroom.core.typography import typeset

# Controls, what turns the writing direction of the text around it, and letters that nobody sees.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2060-\u2064\ufeff\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]"
)
LINE_END = re.compile("\r\n?|[\u2028\u2029\x85]")
PARAGRAPH_END = re.compile(r"\n\s*\n")
URL = re.compile(r"\b(?:https?://|www\.)[^\s<>\"«»“”]+", re.IGNORECASE)
AFTER_A_URL = ".,;:!?…'’*"
MAX_URL = 2000


def clean(text: str) -> str:
    """What may be stored: line ends of one kind, no control or direction-turning characters."""
    return INVISIBLE.sub("", LINE_END.sub("\n", text))


def count_links(text: str) -> int:
    return len(URL.findall(text))


def render(text: str) -> SafeString:
    """Paragraphs, line breaks, links and typography; everything else as it was typed."""
    return _render(text, settings.LANGUAGE_CODE)


@lru_cache(maxsize=2048)  # a thread is read far more often than it is written to
def _render(text: str, language: str) -> SafeString:
    paragraphs = (_inline(part.strip()) for part in PARAGRAPH_END.split(text))
    return mark_safe("".join(f"<p>{html}</p>" for html in paragraphs if html))  # noqa: S308


def _inline(text: str) -> str:
    html, end = [], 0
    for match in URL.finditer(text):
        url = _without_punctuation(match[0])
        html += [escape(typeset(text[end : match.start()])), _link(url)]
        end = match.start() + len(url)
    return "".join([*html, escape(typeset(text[end:]))]).replace("\n", "<br>")


def _without_punctuation(url: str) -> str:
    """A full stop or a closing bracket after an address belongs to the sentence."""
    while url:
        bracket = url[-1] == ")" and url.count(")") > url.count("(")
        if not bracket and url[-1] not in AFTER_A_URL:
            break
        url = url[:-1]
    return url


def _link(url: str) -> str:
    href = url if "://" in url else f"https://{url}"
    if len(href) > MAX_URL or not _has_host(href):
        return escape(url)
    return f'<a href="{escape(href)}" rel="ugc nofollow noopener">{escape(url)}</a>'


def _has_host(href: str) -> bool:
    try:
        return "." in (urlsplit(href).hostname or "")
    except ValueError:
        return False
