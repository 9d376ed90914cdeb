"""A live piece is changed over days: the desk sees the draft of the change, readers what stands."""

import pytest

from articles.dashboard import planned_changes
from articles.models import Article
from tests.articles.test_admin import said, typed, url
from tests.factories import make_article, make_published_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(editor, client):
    client.force_login(editor)
    return make_published_article("Avant")


def keep(client, article, **fields):
    return client.post(url(article), typed(article, _aside="1", **fields))


def kept(article):
    return article.planned_changes.open().get()


def title_now():
    return Article.objects.get().title


def test_it_is_kept_and_readers_see_what_stands(client, article, editor):
    keep(client, article, title="Après")
    assert kept(article).revision.content["title"] == "Après"
    assert title_now() == "Avant"
    assert "Après" not in client.get(article.get_absolute_url()).text
    page = client.get(url(article)).text
    assert "A draft of a change is kept since" in page
    assert "Set this change for later" not in page
    assert [row["text"] for row in planned_changes(editor)["rows"]] == ["Avant: draft of a change"]
    assert client.get("/admin/").status_code == 200


def test_it_is_gone_on_with_and_kept_again(client, article):
    keep(client, article, title="Après")
    first = kept(article).revision_id
    page = client.get(url(article), {"change": first}).text
    assert "Après</textarea>" in page
    assert f'name="taken_up" value="{first}"' in page
    assert 'name="_verb"' not in page  # it would save the draft as the article
    keep(client, article, title="Encore après", taken_up=first)
    assert kept(article).revision.content["title"] == "Encore après"
    assert title_now() == "Avant"


def test_what_a_colleague_kept_meanwhile_is_not_written_over(client, article):
    keep(client, article, title="Après")
    first = kept(article).revision_id
    keep(client, article, title="Le sien", taken_up=first)
    for fields in ({"taken_up": first}, {}):
        answer = keep(client, article, title="Le mien", **fields)
        assert "Another draft of a change is kept" in answer.text
        assert "Le mien</textarea>" in answer.text
    assert kept(article).revision.content["title"] == "Le sien"


def test_one_button_puts_it_out_with_what_was_saved_meanwhile(client, article):
    keep(client, article, title="Après")
    client.post(url(article), typed(article, standfirst="Autre chapô."))
    answer = client.post(url(article, "planned/out"))
    assert said(answer)[-1:] == ["The change is out: readers see it now."]
    found = Article.objects.get()
    assert (found.title, found.standfirst) == ("Après", "Autre chapô.")
    assert not found.planned_changes.open().exists()
    client.post(url(article, "planned/out"))
    assert title_now() == "Après"


def test_where_a_later_edit_overlaps_it_is_not_put_out(client, article):
    keep(client, article, title="Après")
    client.post(url(article), typed(article, title="Corrigé"))
    answer = client.post(url(article, "planned/out"))
    assert "in the same places" in said(answer)[-1]
    assert title_now() == "Corrigé"
    assert kept(article).revision.content["title"] == "Après"


def test_saved_as_the_article_itself_it_is_no_draft_any_more(client, article):
    keep(client, article, title="Après")
    client.post(url(article), typed(article, title="Après", taken_up=kept(article).revision_id))
    assert title_now() == "Après"
    assert not article.planned_changes.open().exists()


def test_cancelled_its_text_is_offered(client, article):
    keep(client, article, title="Après")
    client.post(url(article, "planned/cancel"))
    assert "you wrote here and did not save it" in client.get(url(article)).text


def test_no_draft_of_a_change_of_what_nobody_sees(client, article):
    hidden = make_article("Brouillon")
    answer = keep(client, hidden, title="Après")
    assert "Readers don’t see this article" in answer.text
    assert not hidden.planned_changes.exists()


def test_who_may_not_change_it_neither_keeps_nor_puts_out(client, article, reporter):
    keep(client, article, title="Après")
    client.force_login(reporter)
    assert client.post(url(article, "planned/out")).status_code == 403
    keep(client, article, title="Le mien")
    assert kept(article).revision.content["title"] == "Après"
    assert title_now() == "Avant"
