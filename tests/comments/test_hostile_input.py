"""What no browser sends, and what only enemies write."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest

from comments import tokens
from comments.models import Appeal, Comment, Decision, Device, Report, Silence
from tests.comments.factories import FORM, form_url, make_comment, send, text
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
    assert send(client, article, body="x" * 10 * 2**20).status_code == 413
    assert not Comment.objects.exists()


def test_a_thousand_and_more_fields_are_refused(client, article):
    assert send(client, article, **{f"f{n}": "x" for n in range(1500)}).status_code == 400


def test_the_same_field_twice_is_no_error(client, article):
    form = FORM | {"name": ["Marie", "Pierre"]}
    assert client.post(form_url(article), form).status_code == 303
    assert Comment.objects.get().name == "Pierre"


FORM_KIND = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=b"
BODIES = {
    "cut": (MULTIPART, b'--b\r\nContent-Disposition: form-data; name="body"\r\n\r\nUn nav'),
    "no boundary": ("multipart/form-data", b"--b\r\n\r\n--b--"),
    "no name": (MULTIPART, b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n"),
    "a bad encoding": (
        MULTIPART,
        b'--b\r\nContent-Disposition: form-data; name="body"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n!\r\n--b--\r\n",
    ),
    "bad UTF-8": (FORM_KIND, b"verb=%FF%FE&name=\xff\xfe&body=\xc3(%00&reason=%ED%A0%80"),
    "an unknown charset": (f"{FORM_KIND}; charset=utf-7", b"body=+ADw-script+AD4-"),
    "10,000 fields": (FORM_KIND, b"&".join(b"f%d=x" % n for n in range(10_000))),
    "10 MB": (FORM_KIND, b"body=" + b"x" * 10 * 2**20),
    "10 MB of signs": (FORM_KIND, b"&" * 10 * 2**20),
}


def readers_forms(comment, moderator):
    """Wherever a reader can send something about comments; the last five by a link of a mail."""
    report = Report.objects.create(comment=comment, reason="insult")
    refused = make_comment(comment.article)
    refused.reject(by=moderator, code="insult")
    return [
        form_url(comment.article),
        form_url(comment.article, comment),
        comment.get_own_url(),
        f"{refused.get_own_url()}recours/",
        f"{comment.get_absolute_url()}signaler/",
        report.get_status_url(),
        *(
            urlsplit(url_of(comment)).path
            for url_of in (
                tokens.confirmation_url,
                tokens.stop_url,
                tokens.stop_talk_url,
                tokens.come_back_url,
            )
        ),
    ]


@pytest.mark.parametrize("body", BODIES)
def test_no_form_breaks_at_what_no_browser_sends(body, client, article, moderator):
    comment = make_comment(article)
    urls = readers_forms(comment, moderator)
    kind, data = BODIES[body]
    before = list(Comment.objects.order_by("pk").values("status", "body", "corrections"))
    for url in urls:
        answer = client.post(url, data, content_type=kind)
        assert answer.status_code in {200, 303, 400, 405, 413, 422, 429}, url
        assert answer.content or answer.status_code in {303, 405}
    assert list(Comment.objects.order_by("pk").values("status", "body", "corrections")) == before
    assert Report.objects.count() == 1


VERBS = ("edit", "retract", "restore", "confirm", "replies", "prove")


@pytest.mark.parametrize("verb", VERBS)
def test_no_link_does_what_a_button_does(verb, client, article, moderator):
    """Rule 5, whatever stands in the address: scanners open the links of mails."""
    urls = readers_forms(make_comment(article), moderator)
    typed = FORM | {"verb": verb, "reason": "insult", "text": "Mais il est bien !"}
    typed |= {"reply_mails": "daily", "List-Unsubscribe": "One-Click"}
    before = everything()
    for url in urls:
        assert client.get(url, typed).status_code == 200, url
    assert everything() == before


def everything():
    models = (Comment, Report, Decision, Appeal, Device, Silence)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_no_token_opens_the_door_of_another(client, article, moderator):
    """Each is signed for one purpose alone."""
    doors = [url for url in readers_forms(make_comment(article), moderator) if ":" in url]
    doors = [url for url in doors if "recours" not in url]  # behind the door of its comment
    keys = [next(part for part in url.split("/") if ":" in part) for url in doors]
    for door, own in zip(doors, keys, strict=True):
        fits = [key for key in keys if client.get(door.replace(own, key)).status_code == 200]
        assert fits == [own], door
