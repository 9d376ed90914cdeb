"""A page as a reader's machines see it: its headings, resources, addresses and data."""

import json
from html.parser import HTMLParser
from urllib.parse import urlsplit

FETCHED = {"img", "script", "iframe", "source", "video", "audio", "embed"}
FETCHED_LINKS = {"stylesheet", "preload", "icon", "apple-touch-icon", "modulepreload", "manifest"}


class Page(HTMLParser):
    """What a test asks of the HTML of a response."""

    def __init__(self, response):
        super().__init__()
        self.headings, self.ids, self.canonicals, self.resources = [], [], [], []
        self.meta, self.attributes, self.data, self.lang, self.title = {}, set(), [], "", ""
        self._inside = None
        self.feed(response.content.decode())

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.attributes |= attrs.keys()
        if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self.headings.append(int(tag[1]))
        if "id" in attrs:
            self.ids.append(attrs["id"])
        if tag == "html":
            self.lang = attrs.get("lang")
        if tag == "meta":
            self.meta[attrs.get("name") or attrs.get("property")] = attrs.get("content")
        if tag == "link" and attrs["rel"] == "canonical":
            self.canonicals.append(attrs["href"])
        self._note_resources(tag, attrs)
        self._inside = tag if tag == "title" else None
        if tag == "script" and attrs.get("type") == "application/ld+json":
            self._inside = "data"

    def _note_resources(self, tag, attrs):
        if tag in FETCHED or (tag == "link" and attrs["rel"] in FETCHED_LINKS):
            self.resources += [attrs[name] for name in ("src", "href") if attrs.get(name)]
            if attrs.get("srcset"):
                self.resources += [part.split()[0] for part in attrs["srcset"].split(",")]

    def handle_data(self, data):
        if self._inside == "title":
            self.title += data
        if self._inside == "data":
            self.data.append(json.loads(data))

    def handle_endtag(self, tag):
        self._inside = None

    @property
    def foreign(self) -> list[str]:
        """What the page would fetch from another host."""
        return [url for url in self.resources if urlsplit(url).netloc not in {"", "testserver"}]

    @property
    def skipped_levels(self) -> list[tuple[int, int]]:
        pairs = zip(self.headings, self.headings[1:], strict=False)
        return [(above, below) for above, below in pairs if below > above + 1]
