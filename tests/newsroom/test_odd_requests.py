"""Whatever stands in an address, a query or a form: an answer, and never an error of ours.

Each page is opened once to see what it reads from its query and its form; then it is sent odd
values under each of these names, and in each part of its address.
"""

import re
import traceback
from contextlib import contextmanager
from urllib.parse import quote, urlencode

import pytest
from django.contrib.auth.models import User
from django.core.handlers import wsgi
from django.core.signals import got_request_exception
from django.db import transaction
from django.http import QueryDict
from django.urls import get_resolver

from articles.revisions.keeping import keep
from newsroom.core import asked
from tests.comments.factories import make_comment
from tests.factories import make_published_article
from tests.newsletter.factories import make_newsletter
from tests.newsroom.test_permissions import MAKERS, names_of_urls

pytestmark = pytest.mark.django_db
ODD = (
    "9" * 5000,
    str(2**63),
    "²",
    "\ud800",
    "\0",
    "9999-12-31T23:59:59.999999+00:00",
    "0001-01-01T00:00+14:00",
    "a,1,,9223372036854775808",
)
ALONE = ODD[:2] + ODD[4:6]  # each name by itself too: a page stops at the first that it refuses
# What every page of the desk reads, by Django's hand.
OF_DJANGO = {"_popup", "_to_field", "_changelist_filters", "_source_model", "csrfmiddlewaretoken"}
OFTEN = {"page", "id", "q"}
PART = re.compile(r"\(\?P<(\w+)>[^)]*\)|<(?:\w+:)?(\w+)>")
ROUTES = [
    (name, route.replace("^", "").replace("$", ""))
    for name, route in names_of_urls(get_resolver().url_patterns)
    if name != "logout"
]


class Recorder(QueryDict):
    """Notes the names that a page asks for."""

    asked: set

    def __getitem__(self, name):
        Recorder.asked.add(name)
        return super().__getitem__(name)

    def __contains__(self, name):
        Recorder.asked.add(name)
        return super().__contains__(name)

    def get(self, name, default=None):
        Recorder.asked.add(name)
        return super().get(name, default)

    def getlist(self, name, default=None):
        Recorder.asked.add(name)
        return super().getlist(name, default)


class Prober:
    """A browser that undoes what it did, and remembers where the site broke."""

    def __init__(self, client):
        self.client, self.broken, self.failure = client, {}, ""
        client.raise_request_exception = False

    def send(self, method, url, names=(), value=""):
        Recorder.asked = set()
        sent = urlencode(dict.fromkeys(names, value), errors="surrogatepass")
        with undone(), self.heard():
            if method == "GET":
                answer = self.client.get(f"{url}?{sent}")
            else:
                form = "application/x-www-form-urlencoded"
                answer = self.client.post(url, sent, content_type=form)
        if answer.status_code >= 500:
            what = f"{method} {url[:120]} {','.join(names)[:60]}={value[:20]!r}"
            self.broken[what] = self.failure

    @contextmanager
    def heard(self):
        def note(**_sent):
            self.failure = traceback.format_exc(limit=-3)

        got_request_exception.connect(note)
        try:
            yield
        finally:
            got_request_exception.disconnect(note)


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def prober(client, monkeypatch):
    client.force_login(User.objects.create_superuser("ada", "ada@example.org", "secret"))
    monkeypatch.setattr(wsgi, "QueryDict", Recorder)
    return Prober(client)


def address(route: str, parts: dict, other: str = "1") -> str:
    """The route with each part filled in."""

    def fill(part):
        return quote(parts.get(part[1] or part[2], other), safe="", errors="surrogatepass")

    return "/" + PART.sub(fill, route)


def real_parts(name) -> dict:
    """The parts of an address where all is well: of a thing of the desk, or of readers' pages."""
    models = [model for model in MAKERS if (name or "").startswith(model)]
    if models:
        thing = MAKERS[max(models, key=len)]()
        parts = dict.fromkeys(("pk", "object_id", "id", "number"), str(thing.pk))
        return parts | ({"number": str(keep(thing).pk)} if models == ["articles_article"] else {})
    article = make_published_article()
    return {
        "pk": str(make_comment(article).pk),
        "article_id": str(article.pk),
        "slug": article.slug,
        "section_slug": article.section.slug,
        "kind": "article",
        "year": "2026",
        "month": "11",
        "day": "02",
        "section": "articles",
        "provider": "postmark",
        "app_label": "articles",
    }


@pytest.mark.parametrize(("name", "route"), ROUTES, ids=[route for _name, route in ROUTES])
def test_no_address_query_or_form_breaks_a_page(prober, name, route):
    parts = real_parts(name)
    url = address(route, parts)
    prober.send("GET", url)
    read = Recorder.asked
    prober.send("POST", url)
    typed = Recorder.asked
    for value in ODD:
        prober.send("GET", url, sorted(read | OFTEN), value)
        prober.send("POST", url, sorted(typed), value)
        for part in {match[1] or match[2] for match in PART.finditer(route)}:
            prober.send("GET", address(route, parts | {part: value}))
    for value in ALONE:
        for one in sorted(read - OF_DJANGO):
            prober.send("GET", url, [one], value)
    assert not prober.broken, "\n".join(f"{what}\n{why}" for what, why in prober.broken.items())


@pytest.mark.parametrize("charset", ["rot13", "hex", "undefined", "utf-7", "utf-16", "x", '"'])
@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded"])
def test_a_query_is_utf8_whatever_else_is_claimed(client, charset, kind):
    claimed = f"{kind}; charset={charset}"
    answer = client.generic("GET", "/recherche/?q=%C3%A9cran", content_type=claimed)
    assert answer.status_code == 200
    assert answer.context["words"] == "écran"
    make_newsletter()  # else nobody signs up
    sent = client.generic("POST", "/newsletter/inscription/", b"email=%C3", content_type=claimed)
    assert sent.status_code == 422


def test_routes_read_keys_as_queries_do():
    numbers = [route for _name, route in ROUTES if "<int:" in route]
    assert not numbers, "write <key:…> in a route: a number without an end is no key"


@pytest.mark.parametrize(("text", "found"), [("7", 7), ("007", 7), (str(2**63 - 1), 2**63 - 1)])
def test_a_key_is_a_number_that_a_database_can_hold(text, found):
    assert asked.key(text) == asked.keys([text, "x"], most=5)[0] == found


@pytest.mark.parametrize(
    "text", [None, "", "0", "-1", "²", "٢", "1_0", " 1", "1\n", str(2**63), "9" * 5000]
)
def test_whatever_else_is_no_key(text):
    assert asked.key(text) is None


@pytest.mark.parametrize(
    "text", ["", "x", "2026-02-30", "1999-12-31", "0001-01-01", "9999-12-31", "²"]
)
def test_what_is_no_day_of_our_time_is_none(text):
    assert asked.day(text) is asked.moment(f"{text}T10:00") is None
    assert asked.day("2026-03-29").day == 29
