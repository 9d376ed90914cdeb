"""A stored body as readers see it: typography, anchors, quotations, and all that it shows."""

import re
from functools import lru_cache, partial
from html import escape
from itertools import count
from urllib.parse import urljoin

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.providers import source_of
from articles.showing import Shown
from newsroom.core import embeds
from newsroom.core.html import EMBED, plain_text, without_ids
from newsroom.core.slugs import unique_slug
from newsroom.core.typography import typeset_html
from newsroom.core.words import RIGHT_TO_LEFT, direction

HEADING = re.compile(r"<(h[23])([^>]*)>(.*?)</\1>", re.DOTALL)
QUOTATION = re.compile(r"(<blockquote[^>]*>)((?:(?!</?blockquote).)*)</blockquote>", re.DOTALL)
SPEAKER = re.compile(r"(.*)<footer>(.*)</footer>", re.DOTALL)
TABLE = re.compile(r"<table[^>]*>.*?</table>", re.DOTALL)
DIRECTED = re.compile(r"<(p|h2|h3|blockquote|ul|ol|table|aside)\b([^>]*)>(?=(.*?)</\1>)", re.DOTALL)
OWN_LINK = re.compile(r'<a [^>]*?href="(/(?!/)[^"]*)"')
LINK = re.compile(r'(<a [^>]*?href=")([^"]*)"')


def render(body: str, shown: Shown | None = None) -> SafeString:
    """The body of an article page. `body` must have been sanitised, as `BodyField` does.

    `shown` is what it shows, where that is at hand already.
    """
    html = _set(body, get_language())
    return mark_safe(_with_embeds(html, shown or Shown.of(body), "articles/embeds"))  # noqa: S308


@lru_cache(maxsize=128)  # what is new is read again and again
def _set(body: str, language: str) -> str:
    """All that comes of the words alone."""
    html = _anchored(_typeset(body)).replace("<pre>", '<pre tabindex="0">')
    return _scrolling_tables(OWN_LINK.sub(_with_address, html))


def _with_address(match: re.Match) -> str:
    """On paper, a link of ours needs all of its address."""
    return f'{match[0]} data-address="{settings.SITE_URL}{match[1]}"'


def render_for_feed(body: str, *, address: str, shown: Shown | None = None) -> str:
    """The same for feed readers: a video as a link, links as seen from the page's `address`."""
    html = _with_embeds(_typeset(body), shown or Shown.of(body), "articles/feed_embeds")
    return LINK.sub(lambda m: f'{m[1]}{_seen_from(address, m[2])}"', html)


def _typeset(body: str) -> str:
    return QUOTATION.sub(_quotation, _directed(typeset_html(without_ids(body))))


def _directed(html: str) -> str:
    """A block whose letters run from right to left is set so, whether it says so or not."""
    return DIRECTED.sub(_direct, html) if RIGHT_TO_LEFT.search(html) else html


def _direct(match: re.Match) -> str:
    way = "" if " dir=" in match[2] else direction(plain_text(match[3]))
    return f'<{match[1]}{match[2]} dir="{way}">' if way else match[0]


def _seen_from(address: str, href: str) -> str:
    """The full address of a link, which is escaped already; as it is where it can't be read."""
    try:
        return urljoin(address, href)
    except ValueError:
        return href


def _quotation(match: re.Match) -> str:
    speaker = SPEAKER.fullmatch(match[2])
    if not speaker:
        return match[0]
    return (
        f'<figure class="quotation">{match[1]}{speaker[1]}</blockquote>'
        f"<figcaption>{speaker[2]}</figcaption></figure>"
    )


def _anchored(html: str) -> str:
    """An id for each heading; with a prefix, since “Comments” is an id of the page's own."""
    used: set[str] = set()

    def heading(match: re.Match) -> str:
        anchor = unique_slug(plain_text(match[3]), used.__contains__, max_length=60)
        used.add(anchor)
        return f'<{match[1]} id="h-{anchor}"{match[2]}>{match[3]}</{match[1]}>'

    return HEADING.sub(heading, html)


def _scrolling_tables(html: str) -> str:
    """A wide table scrolls in a region of its own, named, so that the keyboard gets there too."""
    numbers = count(1)

    def region(match: re.Match) -> str:
        label = escape(_("Table %(number)d") % {"number": next(numbers)})
        return (
            f'<div class="table" tabindex="0" role="region" aria-label="{label}">{match[0]}</div>'
        )

    return TABLE.sub(region, html)


def _with_embeds(html: str, shown: Shown, folder: str) -> str:
    return EMBED.sub(partial(_embed, shown=shown, folder=folder), html)


def _embed(match: re.Match, *, shown: Shown, folder: str) -> str:
    """What there is to show; nothing where it is gone."""
    kind, details = match["kind"], embeds.details(match)
    if kind in embeds.CODES:
        video = embeds.video(match)
        return _from(folder, "video", source=source_of(video), still=shown.stills.get(video))
    if kind == "article":
        article = shown.articles.get(*embeds.numbers(match))
        return _from(folder, "card", article=article) if article else ""
    found = [shown.pictures[pk] for pk in embeds.numbers(match) if pk in shown.pictures]
    if len(found) > 1:
        return _from(folder, "gallery", pictures=found, **details)
    return _from(folder, "picture", picture=found[0], **details) if found else ""


def _from(folder: str, name: str, **context) -> str:
    return render_to_string(f"{folder}/{name}.html", context).strip()
