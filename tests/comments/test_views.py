import hashlib
import re
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from comments.models import Comment
from tests.comments.factories import EMAIL, FORM, make_comment, make_waiting_comment, send
from tests.comments.test_text import PAYLOADS
from tests.factories import make_article, make_published_article

pytestmark = pytest.mark.django_db


def form_url(article, reply_to=None):
    url = reverse("comment_post", args=[article.pk])
    return f"{url}?reply_to={reply_to.pk}" if reply_to else url


def text(response):
    return response.content.decode()


# Sending


def test_a_comment_waits_and_its_author_is_led_to_it(client, article):
    answer = send(client, article)
    comment = Comment.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, comment.get_own_url())
    assert comment.status == "waiting"
    own = client.get(comment.get_own_url())
    assert "It waits for a moderator." in text(own)
    assert f'href="{comment.get_own_url()}"' in text(own)  # to keep, where a script brings it
    assert comment.body in text(own)
    assert comment.body not in text(client.get(article.get_absolute_url()))


def test_what_is_stored_is_what_was_typed(client, article):
    send(client, article, name="  Marie   Curie ", body=" Un\r\n\r\nnavire. ")
    comment = Comment.objects.get()
    assert (comment.name, comment.email) == ("Marie Curie", EMAIL)
    assert comment.body == "Un\n\nnavire."
    assert comment.ip == "127.0.0.1"
    assert len(comment.network) == 64


def test_a_double_click_leads_twice_to_the_same_comment(client, article):
    first, second = send(client, article), send(client, article)
    assert first.headers["Location"] == second.headers["Location"]
    assert Comment.objects.count() == 1


def test_a_reply_stands_below_what_it_answers(client, article):
    parent = make_comment(article)
    send(client, article, reply_to=parent.pk)
    assert parent.replies.get().article == article


@pytest.mark.parametrize("status", ["waiting", "rejected", "spam"])
def test_a_reply_to_what_readers_do_not_see_is_refused_and_can_be_sent_on_its_own(
    client, article, status
):
    hidden = make_comment(article, status=status)
    answer = send(client, article, reply_to=hidden.pk)
    assert answer.status_code == 422
    assert "is no longer there" in text(answer)
    assert FORM["body"] in text(answer)
    assert 'name="reply_to"' not in text(answer)
    assert Comment.objects.count() == 1


def test_a_reply_to_another_article_is_refused(client, article):
    stranger = make_comment(make_published_article("Un autre câble"))
    assert send(client, article, reply_to=stranger.pk).status_code == 422


@pytest.mark.parametrize("reply_to", ["x", "-1", "0", "9" * 30, "9" * 5000, "1\x00", "١"])
def test_a_made_up_parent_is_refused(client, article, reply_to):
    assert send(client, article, reply_to=reply_to).status_code == 422


def test_spam_looks_to_its_author_as_if_it_waited(client, article):
    answer = send(client, article, subject="https://casino.example")
    assert answer.status_code == 303
    assert Comment.objects.get().status == "spam"
    assert "It waits for a moderator." in text(client.get(answer.headers["Location"]))


# Errors


@pytest.mark.parametrize(
    ("typed", "field", "error"),
    [
        ({"name": ""}, "name", "Write your name or a pseudonym"),
        ({"name": "x" * 61}, "name", "Shorten the name to 60 characters."),
        ({"name": "Visitez www.casino.example"}, "name", "Write a name without an address"),
        ({"name": "casino.com"}, "name", "Write a name without an address"),
        ({"name": EMAIL}, "name", "Write a name without an address"),
        ({"name": "…"}, "name", "Write a name with letters or figures."),
        ({"email": ""}, "email", "Write your e-mail address: it will not be published."),
        ({"email": "marie@"}, "email", "Check this e-mail address"),
        ({"email": "marie@example.org\nBcc: x@example.org"}, "email", "Check this e-mail address"),
        ({"body": ""}, "body", "Write your comment."),
        ({"body": " \n "}, "body", "Write your comment."),
        ({"body": "\u200b\u202e\x00"}, "body", "Write your comment."),
        ({"body": "Ok"}, "body", "Write 3 characters at least."),
        ({"body": "x" * 5001}, "body", "Shorten your comment to 5000 characters: it has 5001."),
    ],
)
def test_an_error_says_what_to_do_beside_its_field_and_on_top(client, article, typed, field, error):
    answer = send(client, article, **typed)
    html = text(answer)
    assert answer.status_code == 422
    assert not Comment.objects.exists()
    assert f'<a href="#comment-{field}">{error}' in html
    assert re.search(rf'id="comment-{field}-error">{re.escape(error)}', html)
    tag = re.search(rf'<(?:input|textarea)[^>]* id="comment-{field}"[^>]*>', html)[0]
    assert 'aria-invalid="true"' in tag
    assert re.search(rf'aria-describedby="[^"]*\bcomment-{field}-error\b', tag)
    assert html.count('aria-invalid="true"') == 1


def test_nothing_typed_is_lost(client, article):
    typed = {"name": 'Marie "M" <b>', "body": "\nUn <i>beau</i>\n\nnavire & un câble."}
    html = text(send(client, article, email="marie@", **typed))
    assert 'value="Marie &quot;M&quot; &lt;b&gt;"' in html
    assert 'value="marie@"' in html
    assert ">\n\nUn &lt;i&gt;beau&lt;/i&gt;\n\nnavire &amp; un câble.</textarea>" in html


def test_the_summary_takes_the_focus_and_leads_back_to_the_article(client, article):
    html = text(send(client, article, name=""))
    assert '<div class="form-errors" id="form-errors" role="alert" tabindex="-1" autofocus>' in html
    assert f'<a href="{article.get_absolute_url()}">{article.title}</a>' in html
    assert html.count("<h1") == 1


def test_all_fields_may_be_missing(client, article):
    answer = client.post(form_url(article))
    assert answer.status_code == 422
    assert text(answer).count('<li><a href="#comment-') == 3


@pytest.mark.parametrize(
    "name", ["J.-P. Martin", "Th. Vauquelin", "Zoé 2", "李明", "O’Neill, fils"]
)
def test_names_that_people_have_are_taken(client, article, name):
    assert send(client, article, name=name).status_code == 303


# Limits


def test_the_sixth_in_ten_minutes_waits_and_keeps_its_text(client, article, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    for number in range(5):
        assert send(client, article, body=f"Texte {number}").status_code == 303
    answer = send(client, article, body="Texte de trop")
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "600"
    assert "send it again in 10 minutes" in text(answer)
    assert "Texte de trop</textarea>" in text(answer)
    assert f'value="{EMAIL}"' in text(answer)  # to whoever typed it, and to nobody else
    assert "no-store" in answer.headers["Cache-Control"]
    assert Comment.objects.count() == 5


def test_neighbours_share_a_limit_and_strangers_do_not(client, article, settings):
    for number in range(5):
        client.post(form_url(article), FORM | {"body": f"Texte {number}"}, REMOTE_ADDR="192.0.2.1")
    post = {"data": FORM | {"body": "Encore"}, "path": form_url(article)}
    assert client.post(**post, REMOTE_ADDR="192.0.2.99").status_code == 429
    assert client.post(**post, REMOTE_ADDR="198.51.100.1").status_code == 303


# Where a post comes from


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 303),
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "none"}, 303),
        ({"Origin": "http://testserver"}, 303),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
def test_posts_of_other_sites_are_refused(client, article, headers, status):
    assert send(client, article, headers).status_code == status
    assert Comment.objects.count() == (status == 303)


def test_a_client_that_checks_tokens_is_not_asked_for_one(article):
    from django.test import Client

    assert send(Client(enforce_csrf_checks=True), article).status_code == 303


# What can be commented


@pytest.mark.parametrize("method", ["get", "post"])
def test_only_what_readers_see_can_be_commented(client, editor, method):
    draft, scheduled, withdrawn = (make_article(title) for title in ("Un", "Deux", "Trois"))
    scheduled.publish(by=editor, at=timezone.now() + timedelta(days=1))
    withdrawn.publish(by=editor)
    withdrawn.withdraw(by=editor, reason="False.")
    for article in (draft, scheduled, withdrawn):
        assert getattr(client, method)(form_url(article), FORM).status_code == 404
    assert not Comment.objects.exists()


@pytest.mark.parametrize("pk", ["0", "9" * 18, "9" * 30, "9" * 400])
def test_no_article_no_form(client, pk):
    assert client.get(f"/commentaires/{pk}/").status_code == 404
    assert client.post(f"/commentaires/{pk}/", FORM).status_code == 404


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client, article, method):
    assert getattr(client, method)(form_url(article)).status_code == 405


# The form on a page of its own


def test_the_form_has_a_page_of_its_own(client, article):
    page = client.get(form_url(article))
    assert page.status_code == 200
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert f'action="{form_url(article)}"' in text(page)
    assert "autofocus" not in text(page)


def test_whom_one_answers_is_quoted(client, article):
    parent = make_comment(article, name="Hermeline", body="Le gouvernail tient.")
    html = text(client.get(form_url(article, parent)))
    assert "Hermeline" in html
    assert "Le gouvernail tient." in html
    assert f'<input type="hidden" name="reply_to" value="{parent.pk}">' in html


def test_an_error_does_not_forget_whom_one_answers(client, article):
    parent = make_comment(article, name="Hermeline")
    html = text(send(client, article, reply_to=parent.pk, name=""))
    assert "Hermeline" in html
    assert f'name="reply_to" value="{parent.pk}"' in html


@pytest.mark.parametrize("reply_to", ["x", "", "9" * 30, "%00"])
def test_a_link_to_answer_nothing_leads_to_the_thread(client, article, reply_to):
    answer = client.get(f"{form_url(article)}?reply_to={reply_to}")
    assert answer.headers["Location"] == f"{article.get_absolute_url()}#comments"


def test_a_link_to_answer_what_was_taken_away_leads_to_the_thread(client, article):
    hidden = make_waiting_comment(article, name="Cachée")
    assert client.get(form_url(article, hidden)).status_code == 302


def test_the_labels_the_marks_and_the_promise_are_there(client, article):
    html = text(client.get(form_url(article)))
    for field in ("name", "email", "body"):
        assert f'<label class="field__label" for="comment-{field}">' in html
    assert "Your e-mail address will not be published." in html
    assert "Required fields are marked" in html
    assert reverse("privacy") in html
    assert 'autocomplete="name"' in html
    assert 'autocomplete="email"' in html
    trap = re.search(r'<div class="trap" aria-hidden="true">.*?</div>', html, re.DOTALL)[0]
    assert 'name="subject" tabindex="-1" autocomplete="off"' in trap


# One's own comment


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("waiting", "It waits for a moderator."),
        ("approved", "It is published."),
        ("rejected", "It was not published."),
        ("spam", "It waits for a moderator."),
    ],
)
def test_the_own_page_tells_what_became_of_it(client, article, status, said):
    comment = make_comment(article, status=status)
    assert said in text(client.get(comment.get_own_url()))


def test_a_rejection_gives_its_reason_and_an_approval_its_place(client, article, moderator):
    comment = make_waiting_comment(article)
    comment.reject(by=moderator, reason="Hors sujet.")
    assert "Hors sujet." in text(client.get(comment.get_own_url()))
    comment.approve(by=moderator)
    page = text(client.get(comment.get_own_url()))
    assert comment.get_absolute_url() in page
    assert "Hors sujet." not in page


def test_the_own_page_is_private_and_stays_out_of_sight(client, article):
    page = client.get(make_waiting_comment(article).get_own_url())
    assert page.headers["Cache-Control"] == "private, no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in page.headers["X-Robots-Tag"]
    assert EMAIL not in text(page)
    assert "canonical" not in text(page)


def test_a_forged_token_opens_nothing(client, article):
    comment = make_waiting_comment(article)
    token = comment.get_own_url().split("/")[-2]
    other = make_waiting_comment(article)
    forged = [
        str(comment.pk),
        token[:-1],
        token + "x",
        token.replace(str(comment.pk), str(other.pk), 1),
        f"{other.pk}:{token.split(':')[1]}",
        "x" * 3000,
        "%00",
    ]
    for wrong in forged:
        assert client.get(f"/commentaires/moi/{wrong}/").status_code == 404


def test_the_own_page_of_a_deleted_comment_is_missing(client, article):
    comment = make_waiting_comment(article)
    url = comment.get_own_url()
    comment.delete()
    assert client.get(url).status_code == 404


def test_the_own_page_tells_nothing_of_an_article_that_is_no_longer_out(client, article, editor):
    comment = make_comment(article)
    article.withdraw(by=editor, reason="False.")
    page = client.get(comment.get_own_url())
    assert page.status_code == 200
    assert article.title not in text(page)


def test_a_get_changes_nothing(client, article):
    comment = make_waiting_comment(article)
    before = list(Comment.objects.values())
    for url in (form_url(article), form_url(article, comment), comment.get_own_url()):
        client.get(url)
        client.head(url)
    assert list(Comment.objects.values()) == before
    assert not comment.decisions.exists()


# Nobody is recognised, nothing is told


def test_no_page_of_comments_sets_a_cookie_or_differs(client, article, moderator):
    parent = make_comment(article)
    urls = [form_url(article), form_url(article, parent), article.get_absolute_url()]
    first = [client.get(url) for url in urls]
    client.force_login(moderator)
    second = [client.get(url) for url in urls]
    for one, two in zip(first, second, strict=True):
        assert one.content == two.content
        assert not one.cookies
        assert "Cookie" not in one.headers.get("Vary", "")
        assert "csrf" not in text(one).lower()


def test_posting_sets_no_cookie(client, article):
    for answer in (send(client, article), send(client, article, name="")):
        assert not answer.cookies


def test_an_address_is_nowhere(client, article, moderator):
    """Rule 3: in no answer, no header, not in clear in the database."""
    parent = make_comment(article, email="pierre.loti@example.org")
    answers = [send(client, article), send(client, article, body="Réponse", reply_to=parent.pk)]
    for comment in Comment.objects.waiting():
        comment.approve(by=moderator)
    urls = [
        article.get_absolute_url(),
        form_url(article),
        form_url(article, parent),
        form_url(article, parent.replies.get()),
        *(comment.get_own_url() for comment in Comment.objects.all()),
        "/",
        "/rss.xml",
        "/sitemap.xml",
    ]
    answers += [client.get(url) for url in urls]
    for answer in answers:
        assert answer.status_code < 400
        seen = f"{text(answer)}{dict(answer.headers)}".lower()
        for secret in secrets_of(EMAIL) + secrets_of("pierre.loti@example.org"):
            assert secret not in seen
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM comments_comment")
        stored = str(cursor.fetchall())
    assert "marie.curie" not in stored
    assert "127.0.0.1" not in stored


def secrets_of(email):
    """The address, what stands before its @, and every hash of it that somebody could look up."""
    hashes = ("md5", "sha1", "sha256", "sha512")
    keyed = Comment.objects.from_address(email).values_list("email_fingerprint", flat=True)
    return [
        email,
        email.partition("@")[0],
        *(hashlib.new(name, email.encode()).hexdigest() for name in hashes),
        *keyed,
    ]


# Hostile input


def pages_of(client, article, moderator, words):
    """Every page that shows what a reader typed."""
    own = send(client, article, body=f"Bon. {words}").headers["Location"]
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
        assert after.names <= before.names | {"p", "br", "a"}
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
    send(client, article, name="Ma\x00rie\u202e", body="gnp.\u202etxt\x00\x1b[31m fini")
    comment = Comment.objects.get()
    assert (comment.name, comment.body) == ("Marie", "gnp.txt[31m fini")


def test_invalid_utf_8_is_an_ordinary_text(client, article):
    form = b"name=Marie&email=marie%40example.org&body=Caf%E9+%FF%FE+noir"
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
