"""A stored body as readers see it: typography, anchors, quotations with speakers, video stills."""

import re
from html import escape
from itertools import count
from urllib.parse import urljoin

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles.models import VideoStill
from newsroom.core.html import plain_text, without_ids
from newsroom.core.slugs import unique_slug
from newsroom.core.typography import typeset_html

HEADING = re.compile(r"<(h[23])>(.*?)</\1>", re.DOTALL)
SPEAKER = re.compile(
    r"<blockquote>((?:(?!</blockquote>).)*)<footer>(.*?)</footer></blockquote>", re.DOTALL
)
VIDEO = re.compile(r'<div data-youtube="([^"]*)"></div>')
QUOTATION = (
    r'<figure class="quotation"><blockquote>\1</blockquote><figcaption>\2</figcaption></figure>'
)
TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
LINK = re.compile(r'(<a [^>]*?href=")([^"]*)"')


def render(body: str, still: VideoStill | None = None) -> SafeString:
    """The body of an article page. `body` must have been sanitised, as `BodyField` does.

    `still` is one that is at hand already; only the stills of other videos are looked up.
    """
    html = typeset_html(without_ids(body))
    html = _anchored(html)
    html = SPEAKER.sub(QUOTATION, html)
    html = _scrolling_tables(html)
    html = _with_videos(html, still)
    return mark_safe(html)  # noqa: S308 (sanitised on the way in)


def render_for_feed(body: str, *, address: str) -> str:
    """The same for feed readers: a video as a link, links as seen from the page's `address`."""
    html = SPEAKER.sub(QUOTATION, typeset_html(without_ids(body)))
    html = VIDEO.sub(
        r'<p><a href="https://www.youtube.com/watch?v=\1">https://www.youtube.com/watch?v=\1</a></p>',
        html,
    )
    return LINK.sub(lambda m: f'{m[1]}{_seen_from(address, m[2])}"', html)


def _seen_from(address: str, href: str) -> str:
    """The full address of a link, which is escaped already; as it is where it can't be read."""
    try:
        return urljoin(address, href)
    except ValueError:
        return href


def _anchored(html: str) -> str:
    """An id for each heading; with a prefix, since “Comments” is an id of the page's own."""
    used: set[str] = set()

    def heading(match: re.Match) -> str:
        anchor = unique_slug(plain_text(match[2]), used.__contains__, max_length=60)
        used.add(anchor)
        return f'<{match[1]} id="h-{anchor}">{match[2]}</{match[1]}>'

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


def _with_videos(html: str, still: VideoStill | None) -> str:
    stills = {still.youtube_id: still} if still else {}
    if missing := set(VIDEO.findall(html)) - set(stills):
        found = VideoStill.objects.filter(youtube_id__in=missing).select_related("picture")
        stills |= {still.youtube_id: still for still in found}
    template = "articles/_video.html"
    return VIDEO.sub(
        lambda m: render_to_string(template, {"id": m[1], "still": stills.get(m[1])}), html
    )
