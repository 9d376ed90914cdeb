import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from comments.models import Comment, Measure, Rulebook
from tests.comments.factories import (
    EMAIL,
    FORM,
    form_url,
    make_comment,
    make_waiting_comment,
    send,
    text,
)
from tests.factories import make_article, make_published_article, make_section

pytestmark = pytest.mark.django_db


# Sending


def test_a_comment_waits_and_its_author_is_led_to_it(client, article):
    answer = send(client, article)
    comment = Comment.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, comment.get_own_url())
    assert comment.status == "waiting"
    own = client.get(comment.get_own_url())
    assert "It waits for a moderator." in text(own)
    assert f'href="{comment.get_own_url()}"' in text(own)  # to keep, where a script brings it
    assert comment.body in text(own)
    assert comment.body not in text(client.get(article.get_absolute_url()))


def test_what_is_stored_is_what_was_typed(client, article):
    send(client, article, name="  Marie   Curie ", body=" Un grand\r\n\r\nnavire de mer. ")
    comment = Comment.objects.get()
    assert (comment.name, comment.email) == ("Marie Curie", EMAIL)
    assert comment.body == "Un grand\n\nnavire de mer."
    assert comment.origin.ip == "127.0.0.1"
    assert len(comment.network) == 64


def test_a_double_click_leads_twice_to_the_same_comment(client, article):
    first, second = (send(client, article, sending="w" * 32) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Comment.objects.count() == 1


def test_a_reply_stands_below_what_it_answers(client, article):
    parent = make_comment(article)
    send(client, article, reply_to=parent.pk)
    assert parent.replies.get().article == article


@pytest.mark.parametrize("status", ["waiting", "rejected", "spam"])
def test_a_reply_to_what_readers_do_not_see_is_refused_and_can_be_sent_on_its_own(
    client, article, status
):
    hidden = make_comment(article, status=status)
    answer = send(client, article, reply_to=hidden.pk)
    assert answer.status_code == 422
    assert "is no longer there" in text(answer)
    assert FORM["body"] in text(answer)
    assert 'name="reply_to"' not in text(answer)
    assert Comment.objects.count() == 1


def test_a_reply_to_another_article_is_refused(client, article):
    stranger = make_comment(make_published_article("Un autre câble"))
    assert send(client, article, reply_to=stranger.pk).status_code == 422


@pytest.mark.parametrize("reply_to", ["x", "-1", "0", "9" * 30, "9" * 5000, "1\x00", "١"])
def test_a_made_up_parent_is_refused(client, article, reply_to):
    assert send(client, article, reply_to=reply_to).status_code == 422


def test_spam_looks_to_its_author_as_if_it_waited(client, article):
    answer = send(client, article, subject="https://casino.example")
    assert answer.status_code == 303
    assert Comment.objects.get().status == "spam"
    assert "It waits for a moderator." in text(client.get(answer.headers["Location"]))


# Where a post comes from


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 303),
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "none"}, 303),
        ({"Origin": "http://testserver"}, 303),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
def test_posts_of_other_sites_are_refused(client, article, headers, status):
    assert send(client, article, headers).status_code == status
    assert Comment.objects.count() == (status == 303)


def test_a_client_that_checks_tokens_is_not_asked_for_one(article):
    from django.test import Client

    assert send(Client(enforce_csrf_checks=True), article).status_code == 303


# What can be commented


@pytest.mark.parametrize("method", ["get", "post"])
def test_only_what_readers_see_can_be_commented(client, editor, method):
    draft, scheduled, withdrawn = (make_article(title) for title in ("Un", "Deux", "Trois"))
    scheduled.publish(by=editor, at=timezone.now() + timedelta(days=1))
    withdrawn.publish(by=editor)
    withdrawn.withdraw(by=editor, reason="False.")
    for article in (draft, scheduled, withdrawn):
        was_out = method == "post" and article is withdrawn
        answer = getattr(client, method)(form_url(article), FORM)
        assert answer.status_code == (410 if was_out else 404)
    assert not Comment.objects.exists()


@pytest.mark.parametrize("pk", ["0", "9" * 18])
def test_no_article_no_form(client, pk):
    assert client.get(f"/commentaires/{pk}/").status_code == 404
    assert client.post(f"/commentaires/{pk}/", FORM).status_code == 404


@pytest.mark.parametrize("pk", ["9" * 30, "9" * 400])
def test_what_is_no_key_is_no_form(client, pk):
    """Its path is that of an article then, which takes no form."""
    assert client.get(f"/commentaires/{pk}/").status_code == 404
    assert client.post(f"/commentaires/{pk}/", FORM).status_code == 405


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client, article, method):
    assert getattr(client, method)(form_url(article)).status_code == 405


# The form on a page of its own


def test_the_form_has_a_page_of_its_own(client, article):
    page = client.get(form_url(article))
    assert page.status_code == 200
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert f'action="{form_url(article)}"' in text(page)
    assert "autofocus" not in text(page)


def test_whom_one_answers_is_quoted(client, article):
    parent = make_comment(article, name="Hermeline", body="Le gouvernail tient.")
    html = text(client.get(form_url(article, parent)))
    assert "Hermeline" in html
    assert "Le gouvernail tient." in html
    assert f'<input type="hidden" name="reply_to" value="{parent.pk}">' in html


def test_an_error_does_not_forget_whom_one_answers(client, article):
    parent = make_comment(article, name="Hermeline")
    html = text(send(client, article, reply_to=parent.pk, name=""))
    assert "Hermeline" in html
    assert f'name="reply_to" value="{parent.pk}"' in html


@pytest.mark.parametrize("reply_to", ["x", "", "9" * 30])
def test_a_link_to_answer_nothing_leads_to_the_thread(client, article, reply_to):
    answer = client.get(f"{form_url(article)}?reply_to={reply_to}")
    assert answer.headers["Location"] == f"{article.get_absolute_url()}#comments"


def test_a_link_to_answer_what_was_taken_away_leads_to_the_thread(client, article):
    hidden = make_waiting_comment(article, name="Cachée")
    assert client.get(form_url(article, hidden)).status_code == 302


def test_the_labels_the_marks_and_the_promise_are_there(client, article):
    html = text(client.get(form_url(article)))
    for field in ("name", "email", "body"):
        assert f'<label class="field__label" for="comment-{field}">' in html
    assert "Your e-mail address will not be published." in html
    assert "Required fields are marked" in html
    assert "Up to 5,000 characters." in html
    assert reverse("privacy") in html
    assert reverse("comment_rules") in html
    assert 'autocomplete="name"' in html
    assert 'autocomplete="email"' in html
    trap = re.search(r'<div class="trap" aria-hidden="true">.*?</div>', html, re.DOTALL)[0]
    assert 'name="subject" tabindex="-1" autocomplete="off"' in trap


def test_the_form_says_beforehand_how_long_a_comment_may_be(client, article, editor):
    Rulebook.objects.create(by=editor, shortest=30, longest=1500)
    for url in (form_url(article), article.get_absolute_url()):
        assert "30 to 1,500 characters." in text(client.get(url))


def test_no_page_cuts_what_is_pasted_into_it(client, article, moderator):
    """What is too long is told with its length, and kept: a browser would cut it in silence."""
    own = send(client, article).headers["Location"]
    refused = make_comment(article)
    refused.reject(by=moderator, code="insult")
    report = f"{make_comment(article).get_absolute_url()}signaler/"
    for url in (form_url(article), own, report, f"{refused.get_own_url()}recours/"):
        (area,) = re.findall(r"<textarea[^>]*>", text(client.get(url)))
        assert "maxlength" not in area


# Closed threads


def test_a_closed_thread_says_why_instead_of_the_form(client, article, editor):
    make_comment(article)
    Measure.objects.create(kind="closed", article=article, reason="The trial begins.", by=editor)
    html = text(client.get(article.get_absolute_url()))
    assert "The trial begins." in html
    assert '<form class="comment-form"' not in html
    assert "comment__reply" not in html
    leads = client.get(form_url(article))
    assert leads.headers["Location"] == f"{article.get_absolute_url()}#comments"


def test_a_form_of_an_old_page_keeps_its_text_where_the_thread_has_closed(client, article, editor):
    Measure.objects.create(kind="closed", article=article, reason="The trial begins.", by=editor)
    answer = send(client, article)
    assert answer.status_code == 422
    assert "The trial begins." in text(answer)
    assert f"{FORM['body']}</textarea>" in text(answer)
    assert '<form class="comment-form"' not in text(answer)  # it could only fail again
    assert not Comment.objects.exists()
    assert "The trial begins." in text(send(client, article, body="x", email=""))


@pytest.mark.parametrize(
    ("gone", "status", "why"),
    [
        ({"status": "withdrawn"}, 410, "The newsroom has withdrawn the article while you wrote."),
        ({"expires_at": timezone.now()}, 410, "The article was taken offline while you wrote."),
        ({"status": "draft"}, 410, "The article was taken offline while you wrote."),
        ({"published_at": timezone.now() + timedelta(days=1)}, 404, "The article is not online."),
        ({"status": "draft", "published_at": None}, 404, "The article is not online."),
    ],
)
def test_the_words_come_back_where_the_article_has_gone(client, article, gone, status, why):
    Article.objects.filter(pk=article.pk).update(**gone)
    for typed in ({}, {"preview": "1"}, {"email": "", "name": ""}):
        answer = send(client, article, body="Un <b>beau</b> navire.", **typed)
        assert answer.status_code == status
        assert why in text(answer)
        assert "Un &lt;b&gt;beau&lt;/b&gt; navire.</textarea>" in text(answer)
        assert article.title not in text(answer)
        assert answer["X-Robots-Tag"] == "noindex"
    assert not Comment.objects.exists()


def test_the_words_come_back_where_the_article_was_erased(client, article):
    url = form_url(article)
    article.delete()
    answer = client.post(url, FORM)
    assert answer.status_code == 404
    assert f"{FORM['body']}</textarea>" in text(answer)
    assert client.get(url).status_code == 404


def test_a_correction_comes_back_where_the_comment_was_erased(client, article):
    url = make_waiting_comment(article).get_own_url()
    Comment.objects.all().delete()
    answer = client.post(url, {"verb": "edit", "body": "Un récit corrigé, et bien relu."})
    assert answer.status_code == 404
    assert "Un récit corrigé, et bien relu.</textarea>" in text(answer)
    assert client.get(url).status_code == 404


def test_an_article_that_moves_takes_its_form_with_it(client, article):
    """The form is sent to the article's number: section and slug may change while one writes."""
    url = form_url(article)
    Article.objects.filter(pk=article.pk).update(
        slug="ailleurs", section=make_section("Ailleurs", "ailleurs")
    )
    assert client.post(url, FORM).status_code == 303
    assert Comment.objects.get().article_id == article.pk


@pytest.mark.parametrize(
    ("took", "rule"),
    [("0.8", "hold_hasty"), ("9", "hold_newcomers"), ("nan", "hold_newcomers"), ("x", None)],
)
def test_what_a_script_says_of_the_time_is_heard_and_nonsense_is_not(client, article, took, rule):
    send(client, article, took=took)
    assert Comment.objects.get().decisions.get().rule == (rule or "hold_newcomers")
