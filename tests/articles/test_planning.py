"""A change of what is out takes effect at its second, is cancelled, or held where edits overlap."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, PlannedChange, Tag
from articles.revisions.content import of_article
from articles.revisions.keeping import keep
from articles.revisions.planning import cancel, look_after, make_due, plan
from tests.articles.test_admin import at, said, typed, url
from tests.factories import (
    make_article,
    make_author,
    make_picture,
    make_published_article,
    make_section,
    picture_file,
)

pytestmark = pytest.mark.django_db
A, B = "aaaaaaaa", "bbbbbbbb"
NOW = timezone.now().replace(microsecond=0)
THEN = NOW + timedelta(hours=6)


def p(key, text):
    return f'<p data-id="{key}">{text}</p>'


@pytest.fixture(autouse=True)
def _clock(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def article():
    return make_published_article("Avant", body=p(A, "Un.") + p(B, "Deux."), tags=["Mer"])


def set_for_then(article, by, **changes):
    return plan(article, of_article(article) | changes, at=THEN, by=by)


def body(*blocks):
    return {"body": list(blocks)}


def test_the_page_changes_at_its_second_without_any_job(client, editor, article, time_machine):
    picture = make_picture(caption="Nouvelle légende")
    set_for_then(article, editor, title="Après", lead_picture=picture.pk, **body(p(A, "I.")))
    time_machine.move_to(THEN - timedelta(seconds=1), tick=False)
    before = client.get(article.get_absolute_url())
    time_machine.move_to(THEN, tick=False)
    after = client.get(article.get_absolute_url())
    assert ("Avant</h1>" in before.text, "Après</h1>" in before.text) == (True, False)
    assert ("Avant</h1>" in after.text, "Après</h1>" in after.text) == (False, True)
    assert "I.</p>" in after.text
    assert "Nouvelle légende" in after.text
    assert Article.objects.get().title == "Avant"


def test_all_of_it_changes_at_once_on_the_page_in_lists_and_in_feeds(
    client, editor, article, time_machine
):
    elsewhere, zoe = make_section("Réseaux", slug="reseaux"), make_author("Zoé Lambert")
    Tag.objects.create(name="Fibre", slug="fibre")
    before = article.get_absolute_url()
    changes = {"title": "Après", "standfirst": "Le chapô d’après.", "search_description": "Vu."}
    related = {"section": elsewhere.pk, "authors": [zoe.pk], "tags": ["Fibre"]}
    set_for_then(article, editor, **changes, **related)
    time_machine.move_to(THEN, tick=False)
    moved = client.get(before)
    assert (moved.status_code, moved.url) == (301, "/reseaux/avant/")
    page = client.get(moved.url).text
    for words in ("Après", "d’après.", "Zoé Lambert", "Fibre", "Réseaux", 'content="Vu."'):
        assert words in page
    assert "Noémie Faure" not in page
    for address in (reverse("front_page"), reverse("feed"), article.section.get_absolute_url()):
        answer = client.get(address).text
        assert ("Après" in answer, "Avant" in answer) == (True, False)
    assert Article.objects.get().title == "Avant"


def test_the_worker_then_makes_it_the_article_once(client, editor, article, time_machine):
    set_for_then(article, editor, title="Après", tags=["Fibre"], **body(p(A, "I.")))
    assert make_due() == 0
    time_machine.move_to(THEN + timedelta(seconds=20), tick=False)
    assert (make_due(), make_due()) == (1, 0)
    article = Article.objects.get()
    assert (article.title, article.changed_at, article.status) == ("Après", THEN, "published")
    assert [tag.name for tag in article.tags.all()] == ["Fibre"]
    newest = article.revisions.newest_first()[0]
    assert (newest.by, newest.is_public, newest.note) == (editor, True, "A change set beforehand")
    assert "Après" in client.get("/").text


def test_what_was_saved_meanwhile_elsewhere_is_in_it_too(client, editor, article, time_machine):
    change = set_for_then(article, editor, title="Après", **body(p(A, "I."), p(B, "Deux.")))
    client.force_login(editor)
    answer = client.post(url(article), typed(article, tags="Mer", body=p(A, "Un.") + p(B, "2.")))
    assert answer.status_code == 302
    change.refresh_from_db()
    assert change.status == "waiting"
    time_machine.move_to(THEN, tick=False)
    assert "2.</p>" in client.get(article.get_absolute_url()).text
    make_due()
    article.refresh_from_db()
    assert article.body == p(A, "I.") + p(B, "2.")


def test_what_was_saved_meanwhile_at_the_same_place_holds_it(client, editor, article, time_machine):
    change = set_for_then(article, editor, title="Après")
    client.force_login(editor)
    answer = client.post(url(article), typed(article, tags="Mer", title="Corrigé"))
    assert any("It is held" in sentence for sentence in said(answer))
    assert "It is held" in client.get(url(article)).text
    time_machine.move_to(THEN, tick=False)
    assert make_due() == 0
    assert "Corrigé</h1>" in client.get(article.get_absolute_url()).text
    change.refresh_from_db()
    assert change.status == "held"


def test_an_overlap_that_is_taken_back_sets_it_free(client, editor, article):
    set_for_then(article, editor, title="Après")
    for title, status in (("Corrigé", "held"), ("Avant", "waiting")):
        article.title = title
        article.save()
        assert look_after(article).status == status


def test_what_is_withdrawn_meanwhile_does_not_come_back(client, editor, article, time_machine):
    change = set_for_then(article, editor, title="Après")
    article.withdraw(by=editor, reason="Faux.")
    time_machine.move_to(THEN, tick=False)
    assert make_due() == 0
    assert client.get(article.get_absolute_url()).status_code == 410
    change.refresh_from_db()
    assert change.status == "held"


def test_cancelled_it_does_not_take_effect_and_its_text_is_offered(
    client, editor, article, time_machine
):
    change = set_for_then(article, editor, title="Après")
    cancel(change, by=editor)
    cancel(change, by=editor)
    draft = article.revisions.get(is_open=True)
    assert (draft.content["title"], draft.by) == ("Après", editor)
    time_machine.move_to(THEN, tick=False)
    assert make_due() == 0
    assert "Avant</h1>" in client.get(article.get_absolute_url()).text


@pytest.mark.parametrize("moment", [None, NOW, NOW - timedelta(days=1)])
def test_it_needs_a_time_to_come(editor, article, moment):
    with pytest.raises(ValidationError):
        plan(article, of_article(article), at=moment, by=editor)


def test_it_is_of_what_readers_see_one_at_a_time_and_nothing_unfinished(editor, article):
    with pytest.raises(ValidationError):
        set_for_then(make_article("Brouillon"), editor)
    with pytest.raises(ValidationError):
        set_for_then(article, editor, body=[])
    assert Article.objects.get(pk=article.pk).body == article.body
    set_for_then(article, editor, title="A")
    with pytest.raises(ValidationError):
        set_for_then(article, editor, title="B")
    assert PlannedChange.objects.count() == 1


class TestForm:
    @pytest.fixture(autouse=True)
    def _log_in(self, client, editor):
        client.force_login(editor)

    def test_the_button_sets_it_and_the_other_cancels_it(self, client, article):
        sent = typed(article, tags="Mer", title="Après", _plan="1", **at(THEN))
        assert client.post(url(article), sent).status_code == 302
        change = PlannedChange.objects.get()
        assert change.takes_effect_at == THEN
        assert change.revision.content["title"] == "Après"
        assert Article.objects.get().title == "Avant"
        assert "Cancel this change" in client.get(url(article)).text
        client.post(url(article, "planned/cancel"))
        change.refresh_from_db()
        assert change.status == "cancelled"

    def test_who_signs_changes_with_it(self, client, article, time_machine):
        zoe = make_author("Zoé")
        rows = {"bylines-1-author": zoe.pk, "bylines-1-position": 1, "bylines-0-DELETE": "on"}
        rows |= {"bylines-TOTAL_FORMS": 2}
        client.post(url(article), typed(article, _plan="", **at(THEN)) | rows)
        assert [author.name for author in article.byline] == ["Noémie Faure"]
        time_machine.move_to(THEN, tick=False)
        assert make_due() == 1
        assert [author.name for author in Article.objects.get().byline] == ["Zoé"]

    def test_a_new_picture_comes_with_it(self, client, article, time_machine):
        words = {"picture_alt": "Un quai", "picture_credit": "Zoé", "picture_licence": "own"}
        sent = typed(article, _plan="", picture_file=picture_file(), **at(THEN), **words)
        client.post(url(article), sent)
        time_machine.move_to(THEN, tick=False)
        assert "Un quai" in client.get(article.get_absolute_url()).text

    @pytest.mark.parametrize("when", [{}, at(NOW - timedelta(days=1))])
    def test_without_a_time_nothing_is_saved_and_the_text_stays(self, client, article, when):
        answer = client.post(url(article), typed(article, title="Après", _plan="1", **when))
        assert "Say when the change takes effect" in answer.text
        assert "Après" in answer.text
        assert Article.objects.get().title == "Avant"

    def test_only_by_who_publishes(self, client, reporter, article):
        own = make_article("Le mien", created_by=reporter)
        client.force_login(reporter)
        for piece in (article, own):
            sent = typed(piece, title="Volé", _plan="1", **at(THEN))
            client.post(url(piece), sent)
            assert Article.objects.get(pk=piece.pk).title == piece.title
        assert client.post(url(article, "planned/cancel")).status_code == 403
        assert not PlannedChange.objects.exists()


def test_a_change_of_what_was_imported_takes_effect_too(client, editor, time_machine):
    """Its first version is younger than its last change, which is of the time before."""
    article = make_published_article("Avant", hours=48)
    keep(article)
    Article.objects.update(changed_at=timezone.now() - timedelta(days=9))
    at = timezone.now() + timedelta(hours=1)
    plan(article, of_article(article) | {"title": "Après"}, at=at, by=editor)
    time_machine.move_to(at, tick=False)
    assert "Après" in client.get(article.get_absolute_url()).content.decode()
