"""What stands in a body for something else: pictures, galleries, videos, cards of articles.

Each is an empty element that names what it shows in one attribute. Here is what such an attribute
may say, how the element is written, and what is found of each kind in a stored body.
"""

import re
from html import escape, unescape
from typing import NamedTuple

NUMBER = "[1-9][0-9]{0,14}"
GALLERY = 20  # pictures at most; two at least
WIDTHS = ("text", "wide")
LENGTHS = {"data-alt": 300, "data-caption": 400, "data-credit": 120}
UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
HOST = r"(?=[^/]{4,253}/)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,24}"
CODES = {
    "youtube": re.compile("[A-Za-z0-9_-]{11}"),
    "vimeo": re.compile("[1-9][0-9]{4,11}"),
    "dailymotion": re.compile("[A-Za-z0-9]{5,20}"),
    "peertube": re.compile(rf"{HOST}/(?:{UUID}|[1-9A-HJ-NP-Za-km-z]{{22}})"),
}
ATTRIBUTES = {
    "figure": {"data-picture", "data-gallery", "data-width", *LENGTHS},
    "div": {"data-article", *(f"data-{provider}" for provider in CODES)},
}
# An id is missing in bodies that were stored before blocks had one.
EMBED = re.compile(
    r'<(?P<tag>figure|div)(?: data-id="[a-z0-9]{8}")?'
    rf' data-(?P<kind>picture|gallery|article|{"|".join(CODES)})="(?P<value>[^"]*)"'
    r"(?P<more>[^>]*)></(?P=tag)>"
)
DETAIL = re.compile(r' data-(width|alt|caption|credit)="([^"]*)"')


class Video(NamedTuple):
    provider: str
    code: str


def start_tag(tag: str, given: dict[str, str]) -> str | None:
    """The one way to write this embed; None where the attributes name nothing to show."""
    if tag == "figure":
        return _figure(given)
    return _div(given) if tag == "div" else None


def _div(given: dict[str, str]) -> str | None:
    for provider, code in CODES.items():
        if code.fullmatch(given.get(f"data-{provider}", "")):
            return f'<div data-{provider}="{given[f"data-{provider}"]}">'
    article = given.get("data-article", "")
    return f'<div data-article="{article}">' if re.fullmatch(NUMBER, article) else None


def _figure(given: dict[str, str]) -> str | None:
    """A picture, or several as a gallery; a gallery of one is that picture."""
    listed = [given.get("data-picture", ""), *given.get("data-gallery", "")[:999].split(" ")]
    shown = [number for number in dict.fromkeys(listed) if re.fullmatch(NUMBER, number)][:GALLERY]
    if not shown:
        return None
    if len(shown) > 1:
        return f'<figure data-gallery="{" ".join(shown)}"{_texts(given, "data-caption")}>'
    width = given.get("data-width")
    width = width if width in WIDTHS else WIDTHS[0]
    return f'<figure data-picture="{shown[0]}" data-width="{width}"{_texts(given, *LENGTHS)}>'


def _texts(given: dict[str, str], *names: str) -> str:
    """What is said for this use only; without what is left to the library."""
    texts = ((name, _short(given.get(name, ""), LENGTHS[name])) for name in names)
    return "".join(f' {name}="{escape(text)}"' for name, text in texts if text)


def _short(text: str, length: int) -> str:
    plain = unescape(text[: 10 * length])  # an entity has less than ten letters
    return " ".join(plain.split())[:length].strip()


def details(embed: re.Match) -> dict[str, str]:
    """Width, alt, caption and credit of a picture, as far as they are given."""
    return {name: unescape(text) for name, text in DETAIL.findall(embed["more"])}


def numbers(embed: re.Match) -> list[int]:
    """The pictures or the article that it shows."""
    return [int(number) for number in embed["value"].split() if re.fullmatch(NUMBER, number)]


def pictures(html: str) -> list[int]:
    """The library's pictures that a stored body shows, in order, each once."""
    shown = (m for m in EMBED.finditer(html) if m["tag"] == "figure")
    return list(dict.fromkeys(number for embed in shown for number in numbers(embed)))


def cards(html: str) -> list[int]:
    """The articles that a stored body shows a card of, in order, each once."""
    shown = (m for m in EMBED.finditer(html) if m["kind"] == "article")
    return list(dict.fromkeys(number for embed in shown for number in numbers(embed)))


def videos(html: str) -> list[Video]:
    """The videos of a stored body, in order, each once."""
    found = (video(m) for m in EMBED.finditer(html) if m["kind"] in CODES)
    return list(dict.fromkeys(filter(None, found)))


def video(embed: re.Match) -> Video | None:
    is_code = CODES[embed["kind"]].fullmatch(embed["value"])
    return Video(embed["kind"], embed["value"]) if is_code else None
