"""A template for many rows, rendered once for each shape of them."""

import pytest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe

from comments.filling import filled
from comments.threads import thread_of
from tests.comments.factories import make_comment
from tests.factories import make_published_article

TEMPLATE = "comments/_row.html"
GONE = {"gone": True, "depth": "1"}


def test_each_row_has_its_own_words():
    html = filled(TEMPLATE, [GONE | {"pk": "7"}, GONE | {"pk": "8", "depth": "3"}], {})
    assert 'class="comment comment--gone depth-1" id="comment-7"' in html
    assert 'class="comment comment--gone depth-3" id="comment-8"' in html


def test_what_is_not_safe_is_escaped():
    html = filled(TEMPLATE, [GONE | {"pk": '"><script>'}, GONE | {"pk": mark_safe("&eacute;")}], {})
    assert "&quot;&gt;&lt;script&gt;" in html
    assert 'id="comment-&eacute;"' in html


def test_a_word_that_looks_like_a_place_stays_a_word():
    assert "\ue000depth\ue000" in filled(TEMPLATE, [GONE | {"pk": "\ue000depth\ue000"}], {})


def test_a_number_is_part_of_the_shape():
    html = filled(TEMPLATE, [{"more": 1, "url": "/a/"}, {"more": 5, "url": "/b/"}], {})
    assert "1 more reply" in html
    assert "5 more replies" in html


@pytest.mark.django_db
def test_a_thread_is_as_if_each_row_was_rendered_by_itself():
    article = make_published_article()
    first = make_comment(article, name="Inès <b>", body="Oui. " * 400)
    make_comment(article, parent=first, name="Malo", body="*Non* & non.")
    make_comment(article, parent=first, name="Noé", status="rejected")
    make_comment(article, body="Choisi.", featured_at=timezone.now(), edited_at=timezone.now())
    rows = thread_of(article).rows
    for closed in ("", "too old"):
        each = [render_to_string(TEMPLATE, {"row": row, "closed": closed}) for row in rows]
        assert filled(TEMPLATE, rows, {"closed": closed}) == "".join(each)
