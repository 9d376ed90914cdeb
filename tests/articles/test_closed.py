"""A piece that is published while its reporter types: no word is lost, and the editor is told."""

import re

import pytest
from django.test import Client

from articles.models import Article, Note
from articles.revisions import drafts, meeting
from tests.articles.test_admin import typed, url
from tests.articles.test_drafts import autosave, draft
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(reporter):
    return make_article(
        "Titre", created_by=reporter, standfirst="Chapô.", body="<p>Un.</p>", lead_picture=None
    )


@pytest.fixture(autouse=True)
def _log_in(client, reporter):
    client.force_login(reporter)


@pytest.fixture
def desk_of_editor(editor):
    browser = Client()
    browser.force_login(editor)
    return browser


class TestTooLate:
    def test_what_is_typed_is_still_kept_at_the_desk(self, client, article, editor, reporter):
        article.publish(by=editor)
        answer = autosave(client, article, body="<p>Un.</p><p>Deux.</p>").json()
        assert answer["closed"] is True
        assert "Deux." in draft(article, reporter).body
        assert "Deux." not in Article.objects.get().body

    def test_save_gives_the_words_back(self, client, article, editor):
        article.approve(by=editor)
        sent = typed(article, body="<p>Un.</p><p>Deux mots.</p>")
        answer = client.post(url(article), sent, follow=True)
        assert answer.redirect_chain == [(url(article), 302)]
        assert "What you wrote is below." in answer.text
        shown = re.search(r"<textarea readonly[^>]*>(.*?)</textarea>", answer.text, re.DOTALL)[1]
        assert shown.split() == ["Titre", "Chapô.", "Un.", "Deux", "mots."]
        assert "Deux" not in Article.objects.get().body

    @pytest.mark.parametrize("button", ["_save", "_continue", "_addanother", "_plan"])
    def test_whatever_button_was_pressed(self, client, article, editor, reporter, button):
        article.publish(by=editor)
        sent = typed(article, body="<p>Deux.</p>") | {button: "1"}
        assert client.post(url(article), sent).status_code == 302
        assert draft(article, reporter)

    def test_a_verb_too(self, client, article, editor, reporter):
        article.publish(by=editor)
        client.post(url(article), typed(article, body="<p>D.</p>") | {"_verb": "submit"})
        assert draft(article, reporter)
        assert Article.objects.get().status == "published"

    def test_it_is_compared_sent_as_a_note_and_left(self, client, article, editor, reporter):
        article.publish(by=editor)
        autosave(client, article, title="Autre", body="<p>Un.</p><p>Deux à @soraya.</p>")
        kept = draft(article, reporter)
        assert "Deux" in client.get(f"{url(article, 'versions/compare')}?v={kept.pk}").text
        client.post(url(article, "draft/send"))
        note = Note.objects.get()
        assert (note.by, note.mentions.count()) == (reporter, 0)
        assert "Deux à" in note.text
        assert "Title: Autre" in note.text
        assert f"?v={kept.pk}" in note.text
        assert draft(article, reporter) is None
        assert "What you wrote is kept" not in client.get(url(article)).text

    def test_a_long_text_fits_a_note(self, client, article, editor):
        article.publish(by=editor)
        autosave(client, article, body=f"<p>{'mot ' * 5000}</p>")
        client.post(url(article, "draft/send"))
        assert len(Note.objects.get().text) <= 2000

    def test_nobody_else_keeps_sends_or_sees_it(self, client, article, editor, other_reporter):
        article.publish(by=editor)
        autosave(client, article, body="<p>Mien.</p>")
        client.force_login(other_reporter)
        assert autosave(client, article, body="<p>X.</p>").status_code == 403
        assert client.post(url(article, "draft/send")).status_code == 403
        assert client.post(url(article), typed(article)).status_code == 403
        assert "Mien." not in client.get(url(article)).text
        assert client.get(url(article, "draft/send")).status_code == 405


class TestTheEditorIsTold:
    @pytest.mark.parametrize("verb", ["publish", "approve"])
    def test_once_before_it_is_done(self, client, desk_of_editor, article, verb):
        autosave(client, article, body="<p>Un.</p><p>Deux.</p>")
        sent = typed(article) | {"_verb": verb}
        answer = desk_of_editor.post(url(article), sent, follow=True)
        assert "has words here that are not saved" in answer.text
        assert 'name="despite"' in answer.text
        assert Article.objects.get().status == "draft"
        sent = typed(Article.objects.get()) | {"_verb": verb, "despite": "1"}
        desk_of_editor.post(url(article), sent)
        assert Article.objects.get().status != "draft"

    def test_the_list_and_the_board_wait_too(self, client, desk_of_editor, article, editor):
        autosave(client, article, body="<p>Deux.</p>")
        sent = {"action": "publish", "_selected_action": [article.pk]}
        answer = desk_of_editor.post("/admin/articles/article/", sent, follow=True)
        assert "has words here that are not saved" in answer.text
        assert Article.objects.get().status == "draft"

    def test_who_types_at_this_moment_counts(self, article, editor, reporter):
        assert meeting.shut_out(article, editor) == []
        meeting.beat(article, reporter)
        assert meeting.shut_out(article, editor) == []
        meeting.beat(article, reporter, writes=True)
        assert meeting.shut_out(article, editor) == [meeting.name_of(reporter)]

    def test_saved_words_editors_and_what_is_closed_already_do_not(
        self, client, article, editor, reporter
    ):
        drafts.keep_draft(article, {"title": "Autre"}, by=editor)
        assert meeting.shut_out(article, reporter) == []
        client.post(url(article), typed(article, body="<p>Un.</p><p>Deux.</p>"))
        assert meeting.shut_out(Article.objects.get(), editor) == []
        autosave(client, article, body="<p>Trois.</p>")
        article.approve(by=editor)
        assert meeting.shut_out(Article.objects.get(), editor) == []


def test_a_script_is_told_where_to_go_on(client, article):
    headers = {"X-Requested-With": "fetch"}
    answer = client.post(url(article), typed(article) | {"_continue": "1"}, headers=headers)
    assert answer.json() == {"location": url(article)}
    wrong = client.post(url(article), typed(article, title=""), headers=headers)
    assert "errornote" in wrong.text
    client.logout()
    assert client.post(url(article), typed(article), headers=headers).status_code == 302
