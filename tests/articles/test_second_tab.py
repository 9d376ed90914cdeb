"""One's own second tab is nobody else: the page and its scripts say whose the other change is."""

import pytest

from articles.models import Article
from tests.articles.test_admin import said, typed, url
from tests.factories import make_article

pytestmark = pytest.mark.django_db
BODY = '<p data-id="aaaaaaaa">Un.</p><p data-id="bbbbbbbb">Deux.</p>'
OWN = "You have changed this article in another tab."


@pytest.fixture
def article(editor, client):
    client.force_login(editor)
    return make_article("Avant", body=BODY)


def save(client, article, opened, **fields):
    return client.post(url(article), opened | fields)


def told(answer):
    return " ".join(said(answer))


def test_what_was_brought_together_of_two_own_tabs_says_so(client, article):
    opened = typed(article)
    save(client, article, opened, title="Après")
    answer = save(client, article, opened, standfirst="Long.")
    assert OWN in told(answer)
    assert "somebody else" not in told(answer)
    article.refresh_from_db()
    assert (article.title, article.standfirst) == ("Après", "Long.")


def test_what_a_colleague_saved_is_a_colleagues(client, article, editor, other_reporter):
    opened = typed(article)
    other_reporter.is_superuser = True
    other_reporter.save()
    client.force_login(other_reporter)
    save(client, article, opened, title="Après")
    client.force_login(editor)
    answer = save(client, article, opened, standfirst="Long.")
    assert "changed by somebody else" in told(answer)
    again = save(client, article, opened, title="Autre")
    assert "Somebody else changed the same places" in again.text
    assert "Two people changed the same places" in again.text


def test_of_both_the_colleague_is_named(client, article, editor, other_reporter):
    """The own tab was first, a colleague came after it: what is new is not only one's own."""
    opened = typed(article)
    save(client, article, opened, title="Après")
    other_reporter.is_superuser = True
    other_reporter.save()
    client.force_login(other_reporter)
    save(client, article, typed(Article.objects.get()), slug="ailleurs")
    client.force_login(editor)
    answer = save(client, article, opened, standfirst="Long.")
    assert "changed by somebody else" in told(answer)


def test_after_the_choice_it_is_still_the_own_tab(client, article):
    opened = typed(article)
    save(client, article, opened, title="Après")
    page = save(client, article, opened, title="Autre")
    form = page.context["adminform"].form
    choice = {"version": form.data["version"], "conflict": "title", "choice-title": "mine"}
    answer = save(client, article, opened, title="Autre", **choice)
    assert OWN in told(answer)
    article.refresh_from_db()
    assert article.title == "Autre"


def test_the_page_hears_whose_the_newer_version_is(client, article, other_reporter):
    save(client, article, typed(article), title="Après")
    assert client.post(url(article, "presence")).json()["own"] is True
    other_reporter.is_superuser = True
    other_reporter.save()
    client.force_login(other_reporter)
    assert client.post(url(article, "presence")).json()["own"] is False
