"""Conditions that stand beside others: each is broken by a case of its own."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from articles.models import Article
from comments import devices, silence
from comments.models import Claim, Comment, Device, Measure, Silence
from comments.moderation import OF_A_CORRECTION, Verdict
from comments.notifying import note_replies, tellable
from comments.posting import correct
from comments.proof import accept, challenge_for
from comments.rules.closing import why_closed
from comments.threads import thread_of
from tests.comments.factories import make_comment, make_waiting_comment, own, send, text
from tests.comments.test_notifying import answer, make_asker
from tests.comments.test_proof import solve

pytestmark = pytest.mark.django_db


def trusted_device(article):
    """A confirmed browser with three approved comments."""
    first = make_comment(article)
    device = Device.objects.create(email_fingerprint=first.email_fingerprint)
    Comment.objects.update(device=device)
    for body in ("Bien dit, et bien vu.", "Bien vu, et bien dit."):
        make_comment(article, body=body, device=device)
    return device


# A proof of work, a correction


@pytest.mark.parametrize(("shows_it", "status"), [(True, "approved"), (False, "waiting")])
def test_a_proof_without_the_trusted_browser_brings_none_of_its_trust(article, shows_it, status):
    """Whoever has only the secret address of a comment computes as well as anybody."""
    device = trusted_device(article)
    comment = make_waiting_comment(article, device=device, body="Un navire, et son câble.")
    comment.decisions.create(status="waiting", rule="hold_hasty", reason="x")
    solution = solve(challenge_for(comment))
    assert accept(comment, solution, shown=device if shows_it else None)
    assert Comment.objects.get(pk=comment.pk).status == status


def approve(case):
    return Verdict(Comment.Status.APPROVED, "x")


def test_a_stale_correction_does_not_write_over_the_desk(article, moderator):
    comment = make_waiting_comment(article)
    as_read_before = Comment.objects.get(pk=comment.pk)
    comment.edit("Ce que dit la rédaction.", by=moderator, reason="Injure.")
    assert not correct(as_read_before, "Un récit corrigé, et bien relu.", rules=(approve,))
    comment.refresh_from_db()
    assert comment.body == "Ce que dit la rédaction."


def test_a_stale_correction_does_not_write_over_another_tab(article):
    comment = make_waiting_comment(article)
    other_tab = Comment.objects.get(pk=comment.pk)
    assert correct(comment, "Un récit corrigé, et bien relu.")
    assert not correct(other_tab, "Un autre texte, d’un autre onglet.")
    comment.refresh_from_db()
    assert comment.body == "Un récit corrigé, et bien relu."


def test_what_was_taken_is_corrected_though_the_thread_has_closed_since(client, article, editor):
    send(client, article)
    Measure.objects.create(kind="closed", article=article, reason="Assez.", by=editor)
    comment = Comment.objects.get()
    own(client, comment, "edit", body="Oui.")
    comment.refresh_from_db()
    assert comment.body == "Oui."
    assert not {"refuse_closed_thread", "refuse_length"} & {r.__name__ for r in OF_A_CORRECTION}


# Measures, decisions, claims


def test_a_thread_that_was_closed_and_opened_again_has_its_form(client, article, editor):
    make_comment(article)
    closed = Measure.objects.create(kind="closed", article=article, reason="Assez.", by=editor)
    assert why_closed(article) == "Assez."
    Measure.objects.filter(pk=closed.pk).update(ended_at=timezone.now())
    assert why_closed(article) == ""
    page = text(client.get(article.get_absolute_url()))
    assert '<form class="comment-form"' in page
    assert "Assez." not in page
    assert send(client, article).status_code == 303


@pytest.mark.parametrize("why", [{"code": "other"}, {"code": "other", "reason": " \n"}, {}])
def test_nobody_is_refused_for_another_reason_without_a_word(article, moderator, why):
    comment = make_waiting_comment(article)
    with pytest.raises(ValidationError):
        comment.reject(by=moderator, **why)
    comment.refresh_from_db()
    assert (comment.status, comment.decisions.count()) == ("waiting", 0)


def test_nobody_gives_back_what_a_colleague_reads(article, moderator, editor):
    comment = make_waiting_comment(article)
    assert Claim.objects.take([comment.pk], by=moderator) == {comment.pk}
    Claim.objects.give_back([comment.pk], by=editor)
    assert Claim.objects.get().by == moderator
    Claim.objects.give_back([comment.pk], by=moderator)
    assert not Claim.objects.exists()


# What a page says


@pytest.mark.parametrize("name", ['"x', "'x", "<x", "&x"])
def test_a_name_stays_in_its_attributes_whatever_it_begins_with(client, article, name):
    make_comment(article, name=name)
    page = text(client.get(article.get_absolute_url()))
    initial = {'"x': "&quot;", "'x": "&#x27;", "<x": "&lt;", "&x": "&amp;"}[name]
    assert f'data-initial="{initial}"' in page
    assert thread_of(Article.objects.get(pk=article.pk)).rows[0]["initial"] == initial


# Mails, silences, browsers


def test_no_mail_leads_to_an_article_that_was_withdrawn_since(editor):
    asker = make_asker()
    reply = answer(asker)
    note_replies(timezone.now())
    assert reply in tellable()
    asker.article.withdraw(by=editor, reason="Faux.")
    assert reply not in tellable()


def test_another_browser_breaks_no_silence(article):
    comment = make_asker(article, when="")
    silence.stop(comment)
    other = Device.objects.create(email_fingerprint=comment.email_fingerprint)
    for shown in (None, other):
        silence.tell_of_replies(comment, "at_once", shown=shown)
        assert Silence.objects.exists()
    silence.tell_of_replies(comment, "at_once", shown=comment.device)
    assert not Silence.objects.exists()


@pytest.mark.parametrize(("days", "is_known"), [(364, True), (366, False)])
def test_a_browser_is_known_for_a_year(client, article, time_machine, days, is_known):
    device = Device.objects.create(email_fingerprint="f" * 64)
    time_machine.move_to(timezone.now(), tick=False)
    response = HttpResponse()
    devices.give(response, device)
    request = RequestFactory().get("/")
    request.COOKIES[devices.NAME] = response.cookies[devices.NAME].value
    time_machine.move_to(timezone.now() + timedelta(days=days), tick=False)
    assert devices.device_of(request) == (device if is_known else None)
