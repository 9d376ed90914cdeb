from datetime import timedelta

import pytest
from django.template import Context, Template
from django.utils import timezone

from comments.paging import REPLIES
from comments.ranking import most_commented
from comments.threads import thread_of
from tests.comments.factories import EMAIL, make_comment, make_waiting_comment, text
from tests.factories import make_author, make_published_article

pytestmark = pytest.mark.django_db


def fresh(article):
    """The article as another request reads it."""
    return type(article).objects.select_related("section").get(pk=article.pk)


def shown(article):
    return [(row.get("name", "—"), row["depth"]) for row in thread_of(fresh(article)).rows]


def rendered(article):
    template = Template("{% load comments %}{% comment_thread article %}")
    return template.render(Context({"article": article}))


def test_replies_stand_below_what_they_answer_the_oldest_first(article, time_machine):
    moment = timezone.now()
    made = {}
    for minute, (name, parent) in enumerate(
        [("A", None), ("B", None), ("B1", "B"), ("A1", "A"), ("A1a", "A1"), ("A2", "A")]
    ):
        written = {"created_at": moment + timedelta(minutes=minute)}
        made[name] = make_comment(article, name=name, parent=made.get(parent), **written)
    assert shown(article) == [
        ("A", "1"),
        ("A1", "2"),
        ("A1a", "3"),
        ("A2", "2"),
        ("B", "1"),
        ("B1", "2"),
    ]


def test_six_levels_are_shown_at_four(article):
    parent = None
    for level in range(1, 7):
        parent = make_comment(article, name=f"N{level}", parent=parent)
    assert [depth for name, depth in shown(article)] == ["1", "2", "3", "4", "4", "4"]


@pytest.mark.parametrize("status", ["waiting", "rejected", "spam"])
def test_readers_see_what_is_approved_alone(article, status):
    make_comment(article, name="Vue")
    make_comment(article, name="Cachée", status=status)
    assert shown(article) == [("Vue", "1")]


def test_a_comment_taken_away_keeps_its_replies_and_says_nothing_more(article, moderator):
    gone = make_comment(article, name="Partie", body="Un mot de trop.")
    reply = make_comment(article, name="Restée", parent=gone)
    gone.reject(by=moderator, reason="Insulting.")
    html = rendered(fresh(article))
    assert shown(article) == [("—", "1"), ("Restée", "2")]
    assert "Partie" not in html
    assert "Un mot de trop" not in html
    assert f'id="comment-{gone.pk}"' in html
    assert f'id="comment-{reply.pk}"' in html
    assert "1 comment<" in html


def test_a_reply_to_a_gap_without_a_place_stands_on_its_own(article):
    root = make_comment(article, name="1", status="rejected")
    middle = make_comment(article, name="2", status="rejected", parent=root)
    make_comment(article, name="3", parent=middle)
    assert shown(article) == [("—", "1"), ("3", "2")]


@pytest.mark.parametrize("size", [5, 200])
def test_a_thread_is_one_query_with_whether_it_is_open(article, size, django_assert_num_queries):
    parent = None
    for number in range(size):
        parent = make_comment(article, body=f"Texte {number}", parent=parent)
    article = fresh(article)
    with django_assert_num_queries(1):
        rows = rendered(article).count("<li class=")
        assert rows == min(size, 1 + REPLIES + 1)  # the last leads to the further replies
        assert thread_of(article).count == size


def test_an_empty_thread_invites(article):
    html = rendered(fresh(article))
    assert "Nobody has commented yet." in html
    assert "<ol" not in html
    assert 'name="body"' in html


def test_a_comment_has_an_anchor_a_time_a_link_to_itself_and_one_to_answer(article):
    comment = make_comment(article)
    html = rendered(fresh(article))
    assert f'id="comment-{comment.pk}"' in html
    assert f'href="/commentaires/c/{comment.pk}/"' in html
    assert '<time datetime="20' in html
    assert f'href="/commentaires/{article.pk}/?reply_to={comment.pk}"' in html


def test_a_name_is_escaped_and_can_not_turn_the_line(article):
    make_comment(article, name='<b onclick="x">"&')
    html = rendered(fresh(article))
    assert "<b onclick" not in html
    assert "&lt;b onclick=&quot;x&quot;&gt;&quot;&amp;" in html
    assert 'class="comment__name" dir="auto"' in html


def test_the_badge_goes_by_the_account_never_by_the_name(reporter, editor):
    author = make_author("Noémie Faure", user=reporter)
    article = make_published_article(authors=[author])
    make_comment(article, name="Noémie Faure", body="Je suis l’auteure, promis.")
    make_comment(article, name="Noémie Faure", by_author=reporter)
    make_comment(article, name="Soraya", by_author=editor)
    badges = [row["badges"] for row in thread_of(fresh(article)).rows]
    assert badges == [(), (("author", "author of the article"),), (("author", "newsroom"),)]


def test_no_address_is_in_a_thread(article):
    make_comment(article, ip="192.0.2.7", network="abcdef")
    html = rendered(fresh(article))
    assert EMAIL not in html
    assert "192.0.2.7" not in html
    assert "abcdef" not in html


def test_a_preview_has_no_form(article):
    article.published_at = timezone.now() + timedelta(days=1)
    assert "<form" not in rendered(article)


def test_the_form_carries_no_token_and_is_the_same_for_everybody(article):
    first, second = rendered(fresh(article)), rendered(fresh(article))
    assert first == second
    assert "csrf" not in first


def test_a_page_tells_one_number_everywhere(article):
    for number in range(3):
        make_comment(article, created_at=timezone.now() - timedelta(days=20 * number))
    make_waiting_comment(article)
    article = fresh(article)
    template = Template("{% load comments %}{% comment_count article %}")
    assert template.render(Context({"article": article})) == "3 comments"
    assert '<h2 class="comments__title" id="comments-title">3 comments</h2>' in rendered(article)
    assert most_commented() == [(article, 3)]


def test_no_and_one_comment_have_words_of_their_own(article):
    template = Template("{% load comments %}{% comment_count article %}")
    assert template.render(Context({"article": fresh(article)})) == "No comments yet"
    make_comment(article)
    assert template.render(Context({"article": fresh(article)})) == "1 comment"


def test_the_most_commented_are_those_of_the_last_month(django_assert_num_queries):
    quiet, loud, old = (make_published_article(title) for title in ("Calme", "Vif", "Ancien"))
    for article, comments, days in [(quiet, 1, 1), (loud, 3, 29), (old, 5, 31)]:
        for _number in range(comments):
            make_comment(article, created_at=timezone.now() - timedelta(days=days))
    with django_assert_num_queries(2):
        found = most_commented()
        assert [article.get_absolute_url() for article, _count in found]
    assert found == [(loud, 3), (quiet, 1)]


def test_what_readers_may_not_see_is_not_among_the_most_commented(editor):
    withdrawn = make_published_article("Retiré")
    scheduled = make_published_article("Plus tard", hours=-24)
    make_comment(withdrawn)
    make_comment(scheduled)
    withdrawn.withdraw(by=editor, reason="False.")
    assert most_commented() == []


def test_five_at_most_and_no_waiting_comment_counts():
    for number in range(7):
        make_comment(make_published_article(f"Article {number}"))
    make_waiting_comment(make_published_article("Sans"))
    assert len(most_commented()) == 5
    assert len(most_commented(10)) == 7


def test_readers_see_that_the_desk_changed_a_comment(client, article, moderator):
    comment = make_comment(article)
    assert "Changed by the desk" not in text(client.get(article.get_absolute_url()))
    comment.edit("Un navire.", by=moderator, reason="Numéro privé.")
    page = text(client.get(article.get_absolute_url()))
    assert "Changed by the desk" in page
    assert "Un beau navire." not in page
