"""What readers are told of changes: of what they saw, and never of a draft."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article
from articles.revisions.content import of_article
from articles.revisions.keeping import keep, keep_what_was, write
from articles.revisions.public import seen_by_readers
from tests.factories import make_article, make_correction, make_published_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(editor):
    """Out for a day, and changed an hour ago."""
    article = make_article("Brouillon secret", slug="cable", body="<p>Le fil secret.</p>")
    keep(article, by=editor)
    change(article, "Le fil", "<p>Le fil tient.</p>")
    article.publish(by=editor)
    article.published_at = timezone.now() - timedelta(days=1)
    article.save()
    change(article, "Le câble", "<p>Le câble tient.</p>")
    return article


def change(article, title, body):
    article.title, article.body, article.changed_at = title, body, timezone.now()
    article.save()
    return keep(article, at=article.changed_at)


def address(article):
    return f"{article.get_absolute_url()}modifications/"


def test_the_page_of_the_article_leads_to_what_changed(client, article):
    assert address(article) in client.get(article.get_absolute_url()).text
    page = client.get(address(article)).text
    assert "<del>fil</del><ins>câble</ins>" in page
    assert 'content="noindex"' in page
    assert "secret" not in page


def test_drafts_and_what_is_planned_are_not_in_it(client, article, editor):
    for kind in ("autosaved", "planned"):
        content = of_article(article) | {"title": "Secret"}
        write(article, content, kind=kind, by=editor, is_public=False)
    assert [version.content["title"] for version in seen_by_readers(article)] == [
        "Le fil",
        "Le câble",
    ]


def test_what_was_withdrawn_is_not_told_again(client, article, editor):
    article.withdraw(by=editor, reason="Diffamation.")
    assert client.get(address(article)).status_code == 404
    change(article, "Le câble, corrigé", "<p>Rien.</p>")
    article.publish(by=editor)
    assert client.get(address(article)).status_code == 404
    assert len(seen_by_readers(article)) == 1


def test_what_was_changed_before_its_hour_nobody_saw(editor, time_machine):
    article = make_article("Un")
    article.publish(by=editor, at=timezone.now() + timedelta(hours=2))
    for title in ("Deux", "Trois"):
        change(article, title, "<p>Texte.</p>")
    time_machine.move_to(timezone.now() + timedelta(hours=3), tick=False)
    change(article, "Quatre", "<p>Texte.</p>")
    titles = [version.content["title"] for version in seen_by_readers(article)]
    assert titles == ["Trois", "Quatre"]


def test_an_editor_says_from_which_version_on(client, article, editor):
    change(article, "Le câble, enfin", "<p>Le câble tient bon.</p>")
    second = article.revisions.newest_first()[1]
    client.force_login(editor)
    start = f"/admin/articles/article/{article.pk}/versions/{second.pk}/start/"
    assert client.get(start).status_code == 405
    client.post(start)
    assert "<del>fil</del>" not in client.get(address(article)).text
    client.post(start)
    assert "<del>fil" in client.get(address(article)).text


def test_an_article_that_was_not_changed_has_no_such_page(client):
    article = make_published_article()
    keep(article)
    assert client.get(address(article)).status_code == 404
    assert address(article) not in client.get(article.get_absolute_url()).text


def test_a_draft_has_none(client, article, editor):
    draft = make_article("Rien")
    assert client.get(address(draft)).status_code == 404


def test_under_another_section_it_leads_to_its_own(client, article):
    answer = client.get(address(article).replace("/materiel/", "/ailleurs/"))
    assert (answer.status_code, answer.url) == (301, address(article))


def test_no_page_leads_to_changes_that_there_are_none_of(client, editor):
    """Corrected alone, or changed where no earlier version was kept: no link, and no such page."""
    article = make_published_article(hours=5)
    make_correction(article)
    Article.objects.filter(pk=article.pk).update(changed_at=timezone.now())
    keep_what_was(article.pk)
    page = client.get(article.get_absolute_url()).text
    address = f"{article.get_absolute_url()}modifications/"
    assert (client.get(address).status_code == 200) == (address in page)
    assert "Updated" in page
