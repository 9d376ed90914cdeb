"""Where a comment was sent from is sealed, and apart from the comment."""

import pytest
from django.core import serializers
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments.models import Comment, Origin
from comments.moderation import Verdict
from comments.posting import Refused, post
from tests.comments.factories import EMAIL, make_comment, make_waiting_comment, send

pytestmark = pytest.mark.django_db
TABLE = "comments_origin"
HERE = "127.0.0.1"
PAGES = ("", "desk/", "desk/?queue=all", "desk/{pk}/", "{pk}/change/", "{pk}/history/", "?q=navire")


def typed(article, body="Un beau navire, et un câble."):
    return Comment(article=article, name="Marie", email=EMAIL, body=body, network="n1")


def refuse(case):
    return Verdict(None, "no")


def asked_of_it(queries):
    return [query["sql"] for query in queries if TABLE in query["sql"]]


def test_posting_keeps_it_sealed_by_one_statement_more(client, article):
    with CaptureQueriesContext(connection) as queries:
        send(client, article)
    [statement] = asked_of_it(queries)
    assert statement.startswith("INSERT")
    origin = Origin.objects.get()
    assert (origin.ip, origin.at) == (HERE, origin.comment.created_at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT ip FROM comments_origin")
        assert HERE not in str(cursor.fetchone())


def test_it_stands_or_falls_with_its_comment(article, monkeypatch):
    def break_down(comment):
        raise OSError("the queue of tasks is away")

    monkeypatch.setattr("comments.posting.give_to_the_worker", break_down)
    with pytest.raises(OSError, match="away"):
        post(typed(article), ip=HERE)
    assert not Comment.objects.exists()
    assert not Origin.objects.exists()


def test_sent_twice_or_refused_it_leaves_no_second_one(article):
    first, again = post(typed(article), ip=HERE), post(typed(article), ip=HERE)
    assert first == again
    with pytest.raises(Refused):
        post(typed(article, "Un autre."), ip=HERE, rules=(refuse,))
    assert Origin.objects.count() == 1


def test_nothing_that_shows_comments_asks_for_it(client, admin_client, article):
    comment = make_waiting_comment(article, ip=HERE)
    make_comment(article, ip=HERE)
    with CaptureQueriesContext(connection) as queries:
        client.get(article.get_absolute_url())
        client.get(comment.get_own_url())
        for page in PAGES:
            url = f"/admin/comments/comment/{page.format(pk=comment.pk)}"
            assert admin_client.get(url).status_code == 200
    assert len(queries) > len(PAGES)
    assert asked_of_it(queries) == []


def test_a_dump_of_comments_has_nothing_of_it(article):
    make_comment(article, ip=HERE)
    dumped = serializers.serialize("json", Comment.objects.all())
    assert HERE not in dumped
    assert '"ip"' not in dumped
    assert not {"ip", "origin"} & {field.name for field in Comment._meta.concrete_fields}
