"""What the desk says among itself: notes, answers, mails to who is named, who was given what."""

from datetime import date

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from articles import telling
from articles.models import Article, Mention, Note
from newsroom.core.models import DeskLanguage
from tests.articles.test_admin import url
from tests.factories import make_article, make_published_article

pytestmark = pytest.mark.django_db
DAY = date(2027, 3, 5)


@pytest.fixture
def piece(reporter):
    return make_article("Le câble", created_by=reporter)


def send(client, article, act, **fields):
    return client.post(url(article, "notes"), {"_act": act} | fields)


def names(people):
    return [person.username for person in people]


def test_a_note_is_answered_and_done(piece, reporter, editor):
    note, _strangers = Note.write(piece, " Et la source ? ", by=editor)
    answer, _strangers = Note.write(piece, "Elle vient.", by=reporter, parent=note)
    Note.write(piece, "Merci.", by=editor, parent=answer)
    (thread,) = piece.notes.for_page()
    assert thread.text == "Et la source ?"
    assert [answer.text for answer in thread.answers.all()] == ["Elle vient.", "Merci."]
    note.finish(by=reporter)
    note.finish(by=editor)
    assert note.done_by == reporter
    assert not piece.notes.open().exists()
    note.reopen()
    assert piece.notes.open().get() == note


@pytest.mark.parametrize("text", ["", "  \n", "é" * 2001])
def test_an_empty_or_endless_note_is_refused(piece, editor, text):
    with pytest.raises(ValidationError):
        Note.write(piece, text, by=editor)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("@noemie, et la source ?", ["noemie"]),
        ("Demande à @Noemie.", ["noemie"]),
        ("@noemie @noemie", ["noemie"]),
        ("Écrire à noemie@example.org", []),
        ("@soraya, c’est moi", []),
        ("@personne @" + "a" * 200, []),
    ],
)
def test_who_is_named_hears_of_it(piece, reporter, editor, text, told):
    note, _strangers = Note.write(piece, text, by=editor)
    assert names(mention.person for mention in note.mentions.all()) == told


def test_who_may_not_see_the_piece_is_not_told_of_it(piece, reporter, other_reporter, moderator):
    note, strangers = Note.write(piece, "@malo @anatole, regardez", by=reporter)
    assert names(strangers) == ["anatole", "malo"]
    assert not note.mentions.exists()


class TestMail:
    @pytest.fixture
    def mention(self, piece, reporter, editor):
        note, _strangers = Note.write(piece, "@noemie <b>vite</b>\nBcc: x@example.org", by=editor)
        return note.mentions.get()

    def test_one_mail_in_the_language_of_who_gets_it(self, client, mention, reporter):
        DeskLanguage.remember(reporter, "en")
        assert telling.tell_colleague(mention.pk)
        assert not telling.tell_colleague(mention.pk)
        (message,) = mail.outbox
        assert message.to == ["noemie@example.org"]
        assert message.subject == "soraya on “Le câble”"
        assert "<b>" not in message.alternatives[0].content
        assert '<html lang="en"' in message.alternatives[0].content
        DeskLanguage.remember(reporter, "fr")
        Mention.objects.update(told_at=None)
        telling.tell_colleague(mention.pk)
        assert '<html lang="fr"' in mail.outbox[1].alternatives[0].content
        assert url(mention.note.article) in mail.outbox[1].body

    def test_who_left_or_lost_the_piece_hears_nothing(self, mention, reporter, piece):
        reporter.is_active = False
        reporter.save()
        assert not telling.tell_colleague(mention.pk)
        assert mail.outbox == []

    def test_a_line_break_in_a_title_breaks_no_mail(self, mention, piece):
        Article.objects.update(title="A\nBcc: x@example.org")
        assert telling.tell_colleague(mention.pk)
        assert "\n" not in mail.outbox[0].subject

    def test_it_leaves_once_the_note_is_stored(
        self, piece, reporter, editor, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            Note.write(piece, "@noemie", by=editor)
        assert len(mail.outbox) == 1


def test_the_language_of_the_desk_is_remembered(client, reporter):
    client.post("/admin/login/", {"username": "noemie", "password": "secret", "next": "/admin/"})
    client.post("/admin/language/", {"language": "fr", "next": "/admin/"})
    assert DeskLanguage.of(reporter) == "fr"
    client.post("/admin/language/", {"language": "xx", "next": "/admin/"})
    assert DeskLanguage.of(reporter) == "fr"


class TestAssignment:
    def test_who_is_given_a_piece_may_write_it(self, piece, other_reporter, editor):
        assert not piece.may_be_changed_by(other_reporter)
        piece.assign(by=editor, to=other_reporter, due_on=DAY)
        piece.assign(by=editor, to=other_reporter, due_on=DAY)
        assert piece.may_be_changed_by(other_reporter)
        assert piece in Article.objects.visible_to(other_reporter)
        assert piece in Article.objects.of(other_reporter)
        line = piece.notes.get()
        assert (line.by, line.assigned_to, line.due_on) == (editor, other_reporter, DAY)
        telling.tell_colleague(line.mentions.get().pk)
        assert "Le câble" in mail.outbox[0].subject

    def test_who_takes_it_is_not_written_to(self, piece, editor):
        piece.assign(by=editor, to=editor, due_on=None)
        piece.assign(by=editor, to=editor, due_on=DAY)
        assert not Mention.objects.exists()

    def test_editors_give_reporters_do_not(self, client, piece, reporter, other_reporter, editor):
        chosen = {"assigned_to": other_reporter.pk, "due_on": "2027-03-05"}
        client.force_login(reporter)
        assert send(client, piece, "assign", **chosen).status_code == 403
        client.force_login(editor)
        assert send(client, piece, "assign", **chosen).status_code == 302
        piece.refresh_from_db()
        assert (piece.assigned_to, piece.due_on) == (other_reporter, DAY)

    @pytest.mark.parametrize(
        "typed", [{"due_on": "demain"}, {"due_on": "2027-02-31"}, {"assigned_to": "999999"}]
    )
    def test_nonsense_is_refused_in_words(self, client, piece, editor, typed):
        client.force_login(editor)
        answer = send(client, piece, "assign", **typed)
        assert answer.status_code == 200
        assert 'role="alert"' in answer.text


class TestPage:
    def test_works_without_a_script(self, client, piece, editor):
        client.force_login(editor)
        send(client, piece, "note", text="<script>Et la source ?")
        note = Note.objects.get()
        send(client, piece, f"reply-{note.pk}", **{f"reply-{note.pk}": "Elle vient."})
        send(client, piece, f"done-{note.pk}")
        for page in (url(piece, "notes"), url(piece)):
            text = client.get(page).text
            assert "&lt;script&gt;Et la source ?" in text
            assert "Elle vient." in text
            assert "done, soraya" in text

    def test_keeps_what_was_refused(self, client, piece, editor):
        client.force_login(editor)
        page = send(client, piece, "note", text="é" * 2001).text
        assert "A note has 2,000 characters at most" in page
        assert "é" * 2001 in page

    def test_a_script_gets_the_panel_alone_with_what_was_said(
        self, client, piece, editor, moderator
    ):
        client.force_login(editor)
        sent = {"_act": "note", "text": "@anatole ?"}
        headers = {"X-Requested-With": "fetch"}
        panel = client.post(url(piece, "notes"), sent, headers=headers).text
        assert "<html" not in panel
        assert "anatole does not work on this piece" in panel

    @pytest.mark.parametrize("act", ["", "nonsense", "done-x", "done-999", "reply-999"])
    def test_forged_acts_do_nothing(self, client, piece, editor, act):
        client.force_login(editor)
        assert send(client, piece, act, text="x").status_code in {403, 404}
        assert not Note.objects.exists()

    def test_the_notes_of_another_piece_are_not_touched(self, client, piece, editor):
        note, _strangers = Note.write(make_article("Autre"), "Secret", by=editor)
        client.force_login(editor)
        assert send(client, piece, f"done-{note.pk}").status_code == 404
        assert Note.objects.open().exists()

    def test_strangers_to_a_piece_read_none_of_it(self, client, other_reporter, moderator, editor):
        out = make_published_article("Paru")
        Note.write(out, "Un secret", by=editor)
        for who in (other_reporter, moderator):
            client.force_login(who)
            assert client.get(url(out, "notes")).status_code == 403
            assert send(client, out, "note", text="x").status_code == 403
            assert "Un secret" not in client.get(url(out)).text
