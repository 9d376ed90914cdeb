from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments.models import Comment
from comments.posting import post
from tests.comments.desk import LIST, act, change_url, press, statuses
from tests.comments.factories import EMAIL, make_comment, make_waiting_comment
from tests.factories import make_published_article, make_section

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("action", "status"), [("approve", "approved"), ("mark_as_spam", "spam"), ("hold", "waiting")]
)
def test_bulk_actions_decide_and_sign(action, status, desk, moderator):
    comments = [make_waiting_comment(), make_comment(), make_comment(status="rejected")]
    changed = sum(comment.status != status for comment in comments)
    page = act(desk, action, *comments).content.decode()
    assert statuses(*comments) == [status] * 3
    assert f"{changed} comment" in page
    for comment in comments:
        for decision in comment.decisions.all():
            assert (decision.by, decision.status) == (moderator, status)


@pytest.mark.parametrize("action", ["approve", "mark_as_spam"])
def test_a_button_of_the_page_decides(action, desk, moderator):
    comment = make_waiting_comment()
    page = desk.get(change_url(comment)).content.decode()
    assert f'name="CHANGE_FORM-action" value="{action}"' in page
    press(desk, action, comment)
    assert comment.decisions.get().by == moderator


def test_a_button_decides_on_its_own_comment_alone(desk):
    comment, other = make_waiting_comment(), make_waiting_comment()
    data = {"CHANGE_FORM-action": "approve", "_selected_action": other.pk}
    assert desk.post(change_url(comment), data).status_code == 400
    assert statuses(comment, other) == ["waiting", "waiting"]


@pytest.mark.parametrize("way", [act, press])
def test_a_rejection_first_asks_why(way, desk, moderator):
    comment = make_waiting_comment()
    page = way(desk, "reject", comment).content.decode()
    assert statuses(comment) == ["waiting"]
    assert 'name="reason"' in page
    assert f'name="_selected_action" value="{comment.pk}"' in page
    assert comment.body in page


@pytest.mark.parametrize("url", ["list", "page"])
def test_with_a_reason_it_is_rejected(url, desk, moderator):
    comment = make_waiting_comment()
    data = {
        "_selected_action": comment.pk,
        "action": "reject",
        "CHANGE_FORM-action": "reject",
        "reason": "Hors sujet.",
    }
    desk.post(LIST if url == "list" else change_url(comment), data)
    decision = comment.decisions.get()
    assert statuses(comment) == ["rejected"]
    assert (decision.by, decision.reason) == (moderator, "Hors sujet.")
    assert "Hors sujet." in desk.get(LIST).content.decode()


@pytest.mark.parametrize("reason", ["", "   ", "x" * 301])
def test_a_poor_reason_rejects_nothing_and_says_so(reason, desk):
    comment = make_waiting_comment()
    data = {"_selected_action": comment.pk, "action": "reject", "reason": reason}
    page = desk.post(LIST, data).content.decode()
    assert statuses(comment) == ["waiting"]
    assert "errorlist" in page


@pytest.mark.parametrize("action", ["approve", "reject", "mark_as_spam", "hold"])
def test_a_page_full_can_be_decided_on_and_more_is_refused(action, desk, monkeypatch):
    monkeypatch.setattr("comments.admin.comments.MOST_AT_ONCE", 2)
    comments = [make_waiting_comment() for _number in range(3)]
    page = act(desk, action, *comments, select_across=1).content.decode()
    assert "Decide on 2 comments at most at once." in page
    assert statuses(*comments) == ["waiting"] * 3
    assert 'name="reason"' not in page


def test_the_newest_come_first(desk):
    for hour, status in enumerate(["approved", "waiting", "spam"]):
        make_comment(name=status, status=status, created_at=f"2026-11-20 {hour:02d}:00+00:00")
    listed = desk.get(LIST).context["cl"].result_list
    assert [comment.name for comment in listed] == ["spam", "waiting", "approved"]


def test_a_search_that_finds_no_more_than_so_many_says_so(desk, article, monkeypatch):
    monkeypatch.setattr("comments.admin.comments.MAX_FOUND", 2)
    for status in ("approved", "spam"):
        make_comment(article, "Un navire.", status=status)
    for query in ({"q": "navire"}, {"q": "navire", "status__exact": "spam"}):
        assert "The list ends here" in desk.get(LIST, query).text
    assert "The list ends here" not in desk.get(LIST, {"q": "phare"}).text


def test_nothing_is_counted_to_the_end(desk, monkeypatch):
    monkeypatch.setattr("newsroom.core.lists.MOST_COUNTED", 3)
    article = make_published_article()
    for _number in range(5):
        make_comment(article)
    with CaptureQueriesContext(connection) as queries:
        assert "The list ends here" in desk.get(LIST).text
    counts = [q["sql"] for q in queries if "COUNT(" in q["sql"] and "comments_comment" in q["sql"]]
    assert counts
    assert all("LIMIT 3" in sql for sql in counts)


def test_a_line_shows_the_text_the_masked_address_the_age_and_why(desk, article):
    comment = Comment(article=article, name="Marie", email=EMAIL, body="https://a.example " * 3)
    comment.created_at = timezone.now() - timedelta(hours=3)
    post(comment)
    html = desk.get(LIST).content.decode()
    assert "https://a.example" in html
    assert "m…e@example.org" in html
    assert article.title in html
    assert "3\xa0hours" in html
    assert "more links than the rules allow" in html


def test_the_page_tells_the_whole_story(desk, moderator, article):
    comment = post(
        Comment(article=article, name="Marie", email=EMAIL, body="Bravo pour ce bel article !")
    )
    comment.reject(by=moderator, reason="Hors sujet.")
    comment.hold(by=moderator)
    html = desk.get(change_url(comment)).content.decode()
    assert html.count("<p>anatole</p>") == 2
    assert "a rule" in html
    assert "Hors sujet." in html
    assert "every comment is read before it appears" in html


def test_the_list_asks_the_same_number_of_questions_however_long(
    desk, moderator, django_assert_num_queries, django_assert_max_num_queries
):
    parent = make_comment(name="Racine")
    make_waiting_comment().approve(by=moderator)
    with django_assert_max_num_queries(12) as few:
        desk.get(LIST)
    for number in range(60):
        section = make_section(f"Rubrique {number}", f"rubrique-{number}")
        article = make_published_article(f"Article {number}", section=section)
        make_waiting_comment(article).approve(by=moderator)
        make_comment(parent=parent)
    # One more: the keys of a page, where there are several.
    with django_assert_num_queries(len(few.captured_queries) + 1):
        assert len(desk.get(LIST).context["cl"].result_list) == 50


def test_filters_by_status_section_and_date(desk):
    here = make_comment(make_published_article(section=make_section("Vie", "vie")), name="Ici")
    there = make_waiting_comment(name="Là-bas")
    for query, found in [
        ("status__exact=waiting", there),
        (f"article__section__id__exact={here.article.section_id}", here),
    ]:
        assert list(desk.get(f"{LIST}?{query}").context["cl"].result_list) == [found]
    recent = desk.get(f"{LIST}?created_at__gte=2020-01-01+00:00:00%2B00:00")
    assert len(recent.context["cl"].result_list) == 2


def test_search_finds_names_and_words(desk):
    found = make_comment(name="Hermeline", body="Le gouvernail tient.")
    make_comment(name="Autre", body="Rien à voir.")
    for words in ("hermel*", "hermeline", "gouvernail"):
        assert list(desk.get(LIST, {"q": words}).context["cl"].result_list) == [found]


def test_the_search_is_sent_as_a_form_so_that_no_log_keeps_an_address(desk):
    found = make_comment(name="Hermeline")
    assert 'id="changelist-search" method="post"' in desk.get(LIST).content.decode()
    answer = desk.post(f"{LIST}?status__exact=approved", {"q": EMAIL})
    assert answer.headers["Location"] == f"{LIST}?sender={found.pk}"
    answer = desk.post(LIST, {"q": "hermel*", "status__exact": "approved"}, follow=True)
    assert answer.redirect_chain == [(f"{LIST}?q=hermel%2A&status__exact=approved", 302)]
    assert list(answer.context["cl"].result_list) == [found]
    assert desk.post(LIST, {"q": ""}).headers["Location"] == LIST


def test_a_whole_address_finds_its_comments_and_leaves_the_url(desk):
    first, second = make_comment(), make_waiting_comment(email="Marie.Curie@EXAMPLE.org")
    make_comment(email="pierre@example.org")
    answer = desk.get(LIST, {"q": EMAIL})
    assert answer.headers["Location"] in {
        f"{LIST}?sender={first.pk}",
        f"{LIST}?sender={second.pk}",
    }
    page = desk.get(answer.headers["Location"])
    assert list(page.context["cl"].result_list) == [second, first]
    assert "curie" not in page.content.decode()


def test_an_unknown_address_is_told_without_repeating_it(desk):
    make_comment()
    page = desk.get(LIST, {"q": "nobody@example.org"}, follow=True)
    assert page.redirect_chain == [(LIST, 302)]
    html = page.content.decode()
    assert "No comment was sent from this e-mail address." in html
    assert "nobody@" not in html


def test_who_may_not_see_comments_can_not_ask_for_an_address(client, reporter):
    make_comment()
    client.force_login(reporter)
    assert client.get(LIST, {"q": EMAIL}).status_code == 403
    assert "sender" not in client.post(LIST, {"q": EMAIL}).headers["Location"]


@pytest.mark.parametrize("sender", ["0", "-1", "x", "9" * 30, "١", "1 OR 1=1"])
def test_a_made_up_sender_finds_nothing(sender, desk):
    make_comment()
    page = desk.get(LIST, {"sender": sender})
    assert page.status_code == 200
    assert not page.context["cl"].result_list


def test_forgotten_addresses_are_not_one_sender(desk):
    first, _second = make_comment(email=""), make_comment(email="")
    assert not desk.get(LIST, {"sender": first.pk}).context["cl"].result_list
    assert "forgotten" in desk.get(change_url(first)).content.decode()
