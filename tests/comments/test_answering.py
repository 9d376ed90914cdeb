"""The newsroom answers by an account, and is known by its badge."""

import pytest
from django.urls import reverse

from comments.answering import answer
from comments.models import Comment, Measure
from newsroom.core.models import Newspaper
from tests.comments.factories import make_comment, make_waiting_comment, send, text
from tests.factories import make_author, make_published_article

pytestmark = pytest.mark.django_db
WORDS = "Nous avons corrigé l’article, merci."
BADGE = '<span class="comment__badge comment__badge--author">{}</span>'


def url_of(comment):
    return reverse("admin:comments_comment_desk_answer", args=[comment.pk])


@pytest.mark.parametrize("who", ["moderator", "editor"])
def test_the_desk_answers_with_the_badge_of_the_newsroom(client, request, article, who):
    user, comment = request.getfixturevalue(who), make_comment(article)
    make_author("Anatole Petit", user=user)
    client.force_login(user)
    assert client.post(url_of(comment), {"body": WORDS}).status_code == 302
    made = Comment.objects.get(parent=comment)
    assert (made.name, made.by_author, made.email) == ("Anatole Petit", user, "")
    assert (made.decisions.get().by, made.is_approved) == (user, True)
    page = text(client.get(article.get_absolute_url()))
    assert WORDS in page
    assert BADGE.format("newsroom") in page


def test_who_signs_the_article_is_shown_as_its_author(client, reporter, article):
    answer(make_comment(article), WORDS, by=reporter)
    assert BADGE.format("author of the article") in text(client.get(article.get_absolute_url()))


def test_without_a_name_it_is_the_paper_that_answers(moderator, article):
    Newspaper(name="L’Octet").save()
    comment = make_comment(article)
    assert answer(comment, WORDS, by=moderator).name == "L’Octet"
    moderator.first_name, moderator.last_name = "Anatole", "Petit"
    assert answer(comment, "Merci.", by=moderator).name == "Anatole Petit"


def test_a_second_click_publishes_one_answer(moderator, article):
    comment = make_comment(article)
    first = answer(comment, WORDS, by=moderator)
    assert answer(comment, WORDS, by=moderator) == first
    assert comment.replies.count() == 1


def test_what_readers_do_not_see_is_not_answered_and_the_words_stay(client, moderator, article):
    waiting = make_waiting_comment(article)
    client.force_login(moderator)
    page = text(client.post(url_of(waiting), {"body": WORDS}))
    assert "approve it before you answer" in page
    assert f"{WORDS}</textarea>" in page
    assert Comment.objects.count() == 1


def test_the_last_word_in_a_closed_thread_is_the_newsrooms(moderator, article):
    comment = make_comment(article)
    Measure.objects.create(kind="closed", article=article, reason="Assez.", by=moderator)
    assert answer(comment, WORDS, by=moderator).is_approved


def test_a_typed_name_never_has_the_badge(client, article):
    send(client, article, name="La rédaction")
    Comment.objects.update(status="approved")
    page = text(client.get(article.get_absolute_url()))
    assert "La rédaction" in page
    assert "comment__badge" not in page


def test_the_article_must_be_out(moderator):
    comment = make_comment(make_published_article())
    comment.article.withdraw(by=moderator, reason="Faux.")
    with pytest.raises(Exception, match="Readers don’t see"):
        answer(comment, WORDS, by=moderator)
