"""Rules 2 and 3: nobody is recognised, nothing is told."""

import hashlib

import pytest
from django.db import connection

from comments.models import Comment
from tests.comments.factories import (
    EMAIL,
    form_url,
    make_comment,
    send,
    text,
)

pytestmark = pytest.mark.django_db


def test_no_page_of_comments_sets_a_cookie_or_differs(client, article, moderator):
    parent = make_comment(article)
    urls = [form_url(article), form_url(article, parent), article.get_absolute_url()]
    urls += [f"{form_url(article)}fil/?ordre=recents", f"{form_url(article)}rss.xml"]
    urls += [f"{parent.get_absolute_url()}signaler/", "/commentaires/regles/", "/mes-donnees/"]
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
    answers = [
        send(client, article),
        send(client, article, body="Une réponse, et un câble.", reply_to=parent.pk),
    ]
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
