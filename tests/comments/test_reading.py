"""Pages of a thread, links to one comment, the order of reading."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from comments.models import Comment, ReadingOrder
from comments.paging import ORDERS
from comments.threads import read_branch, read_thread
from tests.comments.factories import make_comment, make_waiting_comment, text
from tests.factories import make_published_article
from tests.newsroom.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def short_pages(monkeypatch):
    """Three threads a page, three replies of each."""
    for module in ("comments.paging", "comments.threads", "comments.reading"):
        for name in ("ROOTS", "REPLIES", "BRANCH"):
            monkeypatch.setattr(f"{module}.{name}", 3, raising=False)


def make_roots(article, number):
    moment = timezone.now() - timedelta(hours=1)
    return [
        make_comment(article, name=f"R{n}", created_at=moment + timedelta(minutes=n))
        for n in range(number)
    ]


def names(article, number=1, order=None):
    rows = read_thread(article, number, order).rows
    return [row.get("name", "—") for row in rows if "more" not in row]


def thread_url(article, query):
    return f"/commentaires/{article.pk}/fil/{query}"


def follow(client, url):
    """Where a link leads, which must show the comment that it names."""
    answer = client.get(url)
    assert answer.status_code == 302
    target = urlsplit(answer.url)
    page = client.get(f"{target.path}?{target.query}")
    assert page.status_code == 200, answer.url
    assert f'id="{target.fragment}"' in text(page)
    return answer.url


def test_a_page_holds_so_many_threads_with_their_replies(article):
    roots = make_roots(article, 4)
    make_comment(article, name="Réponse", parent=roots[0])
    assert names(article) == ["R0", "Réponse", "R1", "R2"]
    assert names(article, 2) == ["R3"]
    assert read_thread(article).count == read_thread(article, 2).count == 5


@pytest.mark.parametrize(
    ("order", "first"),
    [
        ("oldest", ["R0", "R1", "R2"]),
        ("newest", ["R4", "R3", "R2"]),
        ("featured", ["R3", "R0", "R1"]),
        ("replied", ["R4", "R2", "R0"]),
    ],
)
def test_the_desk_chooses_the_order_of_an_article(client, article, editor, order, first):
    roots = make_roots(article, 5)
    roots[3].feature(by=editor)
    for place, body in ((4, "Oui."), (4, "Non."), (2, "Si.")):
        make_comment(article, parent=roots[place], name="A", body=body)
    make_waiting_comment(article, parent=roots[1], body="Pas encore lu.")
    ReadingOrder.objects.create(article=article, order=order)
    assert [name for name in names(article) if name != "A"] == first
    newest = [name for name in names(article, order="newest") if name != "A"]
    assert newest == ["R4", "R3", "R2"]
    for comment in roots:
        follow(client, comment.get_absolute_url())


def test_a_reader_chooses_an_order_by_a_link(client, article):
    make_roots(article, 5)
    html = text(client.get(article.get_absolute_url()))
    url = thread_url(article, "?ordre=recents")
    assert f'href="{url}"' in html
    page = client.get(url)
    assert text(page).index(">R4<") < text(page).index(">R3<")
    assert Page(page).meta["robots"] == "noindex"


def test_only_orders_that_change_something_are_offered(client, article, editor):
    roots = make_roots(article, 4)

    def offered():
        html = text(client.get(article.get_absolute_url()))
        return {order for order in ORDERS if f"?ordre={order}" in html}

    assert offered() == {"recents"}
    reply = make_comment(article, parent=roots[0])
    assert offered() == {"recents", "reponses"}
    reply.feature(by=editor)  # only what opens a thread can be put first
    assert offered() == {"recents", "reponses"}
    roots[1].feature(by=editor)
    assert offered() == {"recents", "reponses", "choix"}
    roots[1].unfeature(by=editor)
    ReadingOrder.objects.create(article=article, order="featured")
    assert offered() == {"recents", "reponses"}  # it reads as the oldest first
    assert client.get(thread_url(article, "?ordre=choix")).status_code == 200


def test_a_page_of_a_long_talk_ends_soon(article, monkeypatch):
    """Of 2,000 comments in deep talks, no page holds more than 220."""
    monkeypatch.undo()
    roots = make_roots(article, 25)
    Comment.objects.bulk_create(
        Comment(article=article, parent=root, name="A", body="Oui.", status="approved")
        for root in roots
        for _number in range(79)
    )
    thread = read_thread(article)
    assert thread.count == 2_000
    assert len([row for row in thread.rows if "more" not in row]) == 220
    assert sum(row["more"] for row in thread.rows if "more" in row) == 20 * 69
    root = roots[0]
    assert len(read_branch(root, 2)) == 1 + 69


def test_each_page_is_an_address_of_its_own(client, article):
    make_roots(article, 4)
    first = client.get(article.get_absolute_url())
    second = thread_url(article, "?page=2")
    assert f'href="{second}#comments"' in text(first)
    page = Page(client.get(second))
    assert [urlsplit(url).path + "?" + urlsplit(url).query for url in page.canonicals] == [second]
    assert "noindex" not in page.meta["robots"]
    assert page.skipped_levels == []


@pytest.mark.parametrize("query", ["?page=3", "?page=999999", "?page=0", "?page=x", "?ordre=x"])
def test_a_page_that_can_not_be_is_missing(client, article, query):
    make_roots(article, 4)
    assert client.get(thread_url(article, query)).status_code == 404


def test_the_first_page_is_the_article(client, article):
    for query in ("", "?page=1"):
        answer = client.get(thread_url(article, query))
        assert (answer.status_code, answer.url) == (301, f"{article.get_absolute_url()}#comments")


def test_a_link_to_a_comment_leads_to_its_page_in_one_hop(client, article):
    roots = make_roots(article, 7)
    reply = make_comment(article, parent=roots[6])
    assert follow(client, roots[0].get_absolute_url()).startswith(article.get_absolute_url())
    assert "page=2#" in follow(client, roots[3].get_absolute_url())
    assert "page=3#" in follow(client, reply.get_absolute_url())


def test_a_link_follows_what_was_taken_away_before_it(client, article, moderator):
    roots = make_roots(article, 4)
    roots[0].reject(by=moderator, reason="Insulting.")
    assert follow(client, roots[3].get_absolute_url()).startswith(article.get_absolute_url())


def test_a_link_to_what_nobody_may_read_is_missing(client, article, editor, moderator):
    waiting, gone = make_waiting_comment(article), make_comment(article)
    gone.reject(by=moderator, reason="Insulting.")
    withdrawn = make_comment(make_published_article("Retiré"))
    withdrawn.article.withdraw(by=editor, reason="False.")
    for comment in (waiting, gone, withdrawn):
        assert client.get(comment.get_absolute_url()).status_code == 404


def test_the_many_replies_to_one_comment_have_pages_of_their_own(client, article):
    root = make_roots(article, 1)[0]
    replies = [make_comment(article, name=f"A{n}", parent=root) for n in range(7)]
    answer = make_comment(article, name="Suite", parent=replies[0])
    html = text(client.get(article.get_absolute_url()))
    assert "5 more replies" in html
    assert ">A3<" not in html
    branch = f"/commentaires/fil/{root.pk}/"
    assert f'href="{branch}?page=2"' in html
    last = text(client.get(f"{branch}?page=3"))
    assert f'href="/commentaires/c/{replies[0].pk}/">in reply to <span dir="auto">A0' in last
    for comment in (root, *replies, answer):
        follow(client, comment.get_absolute_url())
    assert client.get(f"{branch}?page=4").status_code == 404


def test_a_root_that_was_taken_away_keeps_its_thread(client, article, moderator):
    root = make_roots(article, 1)[0]
    middle = make_comment(article, name="Milieu", parent=root)
    make_comment(article, name="Feuille", parent=middle)
    for comment in (root, middle):
        comment.reject(by=moderator, reason="Insulting.")
    assert names(article) == ["—", "Feuille"]
    assert read_thread(article).count == 1


def test_a_thread_whose_root_has_no_place_has_all_its_pages(client, article, moderator):
    root = make_roots(article, 1)[0]
    middle = make_comment(article, name="Milieu", parent=root)
    for n in range(5):
        make_comment(article, name=f"F{n}", parent=middle)
    for comment in (root, middle):
        comment.reject(by=moderator, reason="Insulting.")
    rows = read_thread(article).rows
    assert names(article) == ["—", "F0", "F1"]
    assert rows[-1]["more"] == 3
    last = text(client.get(rows[-1]["url"]))
    assert all(f">F{n}<" in last for n in (2, 3, 4))
    assert root.name not in last


def test_a_root_is_known_on_every_way_in(article):
    root = make_comment(article)
    reply = make_comment(article, parent=root)
    deep = Comment(article=article, parent=reply, name="M", body="Oui.", status="approved")
    Comment.objects.bulk_create([deep])
    assert [c.root_id for c in (root, reply, deep)] == [None, root.pk, root.pk]


def test_featuring_has_a_line_and_a_badge_and_can_be_undone(article, editor):
    comment = make_comment(article)
    assert comment.feature(by=editor) is True
    assert comment.feature(by=editor) is False
    assert read_thread(article).rows[0]["featured"] is True
    comment.unfeature(by=editor)
    assert read_thread(article).rows[0]["featured"] is False
    assert [(d.by, d.reason) for d in comment.decisions.all()] == [
        (editor, "No longer featured"),
        (editor, "Featured"),
    ]
    assert make_waiting_comment(article).feature(by=editor) is False


def test_a_long_comment_is_folded_without_a_script(client, article):
    make_comment(article, body="mot " * 1000)
    make_comment(article, body="Court.")
    html = text(client.get(article.get_absolute_url()))
    assert html.count("comment__body--long") == html.count("<details class") == 1


@pytest.mark.parametrize("comments", [1, 30])
def test_a_page_and_a_link_take_the_same_queries_for_many_as_for_few(
    client, article, comments, django_assert_num_queries
):
    roots = make_roots(article, comments)
    client.get(thread_url(article, "?ordre=recents"))
    with django_assert_num_queries(4):
        client.get(thread_url(article, "?ordre=recents"))
    with django_assert_num_queries(3):
        client.get(roots[-1].get_absolute_url())


def test_machines_read_the_same_number(client, article):
    make_roots(article, 4)
    data = Page(client.get(article.get_absolute_url())).data[0]
    assert data["commentCount"] == 4
    assert Comment.objects.of(article).count() == 4
