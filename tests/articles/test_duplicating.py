"""A copy is a new draft of who makes it: what the piece says, and nothing that happened to it."""

import pytest
from django.utils import timezone

from articles.admin.duplicates import AT_ONCE
from articles.duplicating import duplicate
from articles.models import Article
from tests.articles.test_admin import LIST, said, url
from tests.comments.factories import make_comment
from tests.factories import (
    make_article,
    make_author,
    make_picture,
    make_published_article,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(editor):
    picture = make_picture()
    article = make_published_article(
        "La semaine en mer",
        body=f'<p>Un.</p><figure data-picture="{picture.pk}"></figure>',
        tags=["Mer", "Fibre"],
        lead_picture=picture,
        lead_caption="Au port.",
        is_pick=True,
        authors=[make_author("Zoé")],
    )
    make_comment(article)
    article.corrections.create(kind="correction", text="Le nom.", by=editor)
    Article.objects.filter(pk=article.pk).update(due_on=timezone.localdate(), assigned_to=editor)
    article.refresh_from_db()
    return article


def test_it_says_the_same_and_has_gone_through_nothing(article, reporter):
    copy = Article.objects.get(pk=duplicate(article, by=reporter).pk)
    for name in ("title", "standfirst", "body", "section", "lead_picture", "lead_caption"):
        assert getattr(copy, name) == getattr(article, name), name
    assert {tag.name for tag in copy.tags.all()} == {"Mer", "Fibre"}
    assert copy.byline == [reporter.author]
    assert (copy.status, copy.created_by, copy.is_pick) == ("draft", reporter, False)
    empty = ("published_at", "embargo_until", "expires_at", "due_on", "assigned_to")
    assert [getattr(copy, name) for name in empty] == [None] * 5
    assert copy.slug != article.slug
    assert copy.slug.startswith(article.slug)
    for related in ("comments", "corrections", "notes", "status_changes", "planned_changes"):
        assert not getattr(copy, related).exists(), related
    assert copy.revisions.get().by == reporter
    assert copy.lead_picture.uses.filter(article=copy).exists()


def test_who_has_no_page_as_an_author_signs_nothing(article, editor):
    assert duplicate(article, by=editor).byline == []


def test_the_page_has_a_button_and_leads_to_the_copy(client, reporter, article):
    client.force_login(reporter)
    assert f'action="{url(article, "duplicate")}"' in client.get(url(article)).text
    answer = client.post(url(article, "duplicate"))
    copy = Article.objects.latest("pk")
    assert answer.url == url(copy)
    assert said(answer) == ["This is a copy of “La semaine en mer”: a new draft."]
    assert client.get(answer.url).status_code == 200
    assert copy.may_be_changed_by(reporter)


def test_looking_makes_no_copy(client, editor, article):
    client.force_login(editor)
    assert client.get(url(article, "duplicate")).status_code == 405
    assert Article.objects.count() == 1


def test_nobody_copies_what_they_may_not_see_or_without_writing(client, reporter, moderator):
    hidden = make_article("À un autre", authors=[make_author("Zoé")])
    for user, status in ((reporter, {404}), (moderator, {403, 404})):
        client.force_login(user)
        assert client.post(url(hidden, "duplicate")).status_code in status
    client.force_login(moderator)
    shown = make_published_article()
    assert client.post(url(shown, "duplicate")).status_code in {403, 404}
    assert Article.objects.count() == 2


def test_several_from_the_list_at_once_up_to_a_number(client, editor, article):
    client.force_login(editor)
    chosen = [article.pk, make_article("Autre").pk]
    answer = client.post(LIST, {"action": "duplicate", "_selected_action": chosen})
    assert said(answer) == ["2 new drafts."]
    assert Article.objects.filter(created_by=editor, status="draft").count() == 2
    chosen = [make_article(f"Numéro {n}").pk for n in range(AT_ONCE + 1)]
    before = Article.objects.count()
    answer = client.post(LIST, {"action": "duplicate", "_selected_action": chosen})
    assert said(answer)[1:] == ["Duplicate 20 articles at most at once."]
    assert Article.objects.count() == before
