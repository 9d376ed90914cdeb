"""What no browser sends, and what only enemies write."""

from html.parser import HTMLParser

import pytest

from comments.models import Comment
from tests.comments.factories import FORM, form_url, send, text
from tests.comments.test_text import PAYLOADS

pytestmark = pytest.mark.django_db


def pages_of(client, article, moderator, words):
    """Every page that shows what a reader typed."""
    own = send(client, article, body=f"Bon, un navire. {words}").headers["Location"]
    pages = [client.get(own), send(client, article, body=words, name=words, email=words)]
    comment = Comment.objects.latest("pk")
    comment.approve(by=moderator)
    return [
        *pages,
        client.get(own),
        client.get(article.get_absolute_url()),
        client.get(form_url(article, comment)),
    ]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_payloads_are_inert_on_every_page(client, article, moderator, payload):
    plain = pages_of(client, article, moderator, "Un navire.")
    hostile = pages_of(client, article, moderator, payload)
    for before, after in zip(map(Elements, plain), map(Elements, hostile), strict=True):
        assert after.names <= before.names | {"p", "br", "a", "em", "blockquote"}
        assert after.attributes <= before.attributes | {"rel"}
        assert not [url for url in after.links if not url.startswith(("http", "/", "#"))]


class Elements(HTMLParser):
    """What a browser would make of a page: the names of its elements and attributes, its links."""

    def __init__(self, page):
        super().__init__()
        self.names, self.attributes, self.links = set(), set(), set()
        self.feed(text(page))

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)
        self.attributes.update(name for name, _value in attrs)
        self.links.update(value for name, value in attrs if name in {"href", "src", "action"})


def test_controls_and_bidi_are_cleaned_before_they_are_stored(client, article):
    send(client, article, name="Ma\x00rie\u202e", body="gnp.\u202etxt\x00\x1b[31m fini, bien fini")
    comment = Comment.objects.get()
    assert (comment.name, comment.body) == ("Marie", "gnp.txt[31m fini, bien fini")


def test_invalid_utf_8_is_an_ordinary_text(client, article):
    form = b"name=Marie&email=marie%40example.org&body=Caf%E9+%FF%FE+noir+comme+la+nuit"
    kind = "application/x-www-form-urlencoded"
    assert client.post(form_url(article), form, content_type=kind).status_code == 303
    assert "\ufffd" in Comment.objects.get().body


@pytest.mark.parametrize(
    "kind", ["application/json", "text/plain", "multipart/form-data", "application/xml", ""]
)
def test_other_kinds_of_posts_are_refused(client, article, kind):
    answer = client.post(form_url(article), b'{"name": "Marie"}', content_type=kind)
    assert answer.status_code in {400, 422}
    assert not Comment.objects.exists()


def test_ten_megabytes_are_refused(client, article):
    assert send(client, article, body="x" * 10 * 2**20).status_code == 400
    assert not Comment.objects.exists()


def test_a_thousand_and_more_fields_are_refused(client, article):
    assert send(client, article, **{f"f{n}": "x" for n in range(1500)}).status_code == 400


def test_the_same_field_twice_is_no_error(client, article):
    form = FORM | {"name": ["Marie", "Pierre"]}
    assert client.post(form_url(article), form).status_code == 303
    assert Comment.objects.get().name == "Pierre"
