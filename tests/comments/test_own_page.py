"""What became of a comment, for its author alone."""

import pytest

from comments.models import Comment
from tests.comments.factories import EMAIL, form_url, make_comment, make_waiting_comment, text

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("waiting", "It waits for a moderator."),
        ("approved", "It is published."),
        ("rejected", "It is not published."),
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
