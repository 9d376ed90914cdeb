"""What readers are told of a change: on the article, in the log and its feed, to search engines."""

import html
import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Correction
from tests.factories import make_article, make_published_article

pytestmark = pytest.mark.django_db
WORDS = "Nous avions écrit 1984 : c’était 1985."


def correct(article, text=WORDS, **fields):
    return Correction.objects.create(article=article, text=text, **fields)


def page_of(client, article):
    return client.get(article.get_absolute_url()).content.decode()


def test_a_correction_stands_below_the_text_or_above_it(client, article):
    correct(article)
    correct(article, "Le titre a changé.", on_top=True, kind=Correction.Kind.UPDATE)
    page = page_of(client, article)
    above, body, below = (
        page.index(mark) for mark in ("Le titre a changé.</p>", "story__body", "c’était 1985.</p>")
    )
    assert above < body < below


def test_markup_in_a_correction_is_shown_as_it_was_typed(client, article):
    correct(article, "<script>alert(1)</script> & co")
    page = page_of(client, article)
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_search_engines_read_it(client, article):
    correct(article)
    data = re.search(r'ld\+json">(.*?)</script>', page_of(client, article)).group(1)
    (told,) = json.loads(data)["correction"]
    assert told["@type"] == "CorrectionComment"
    assert "1985" in told["text"]


@pytest.mark.parametrize("path", ["/corrections/", "/corrections/rss.xml"])
def test_the_log_and_its_feed_lead_to_the_place(client, article, path):
    told = correct(article)
    answer = client.get(path).content.decode()
    assert "1985" in answer
    assert f"{article.get_absolute_url()}#correction-{told.pk}" in answer


@pytest.mark.parametrize("path", ["/corrections/", "/corrections/rss.xml"])
def test_of_what_is_hidden_nothing_is_told(client, path, article, editor):
    correct(make_article("Brouillon"), "secret un")
    correct(make_published_article("Demain", hours=-24), "secret deux")
    correct(article, "secret trois")
    article.withdraw(by=editor, reason="Faux.")
    assert "secret" not in client.get(path).content.decode()


def test_an_article_without_corrections_asks_nothing_more(
    client, article, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as without:
        client.get(article.get_absolute_url())
    correct(article)
    with django_assert_num_queries(len(without) + 1):
        client.get(article.get_absolute_url())


def form_of(client, article):
    page = client.get(f"/admin/articles/article/{article.pk}/change/")
    form = page.context["adminform"].form
    values = {name: form[name].value() for name in ("title", "standfirst", "body", "section")}
    return values | {
        "slug": article.slug,
        "version": form["version"].value(),
        "bylines-TOTAL_FORMS": 0,
        "bylines-INITIAL_FORMS": 0,
        "corrections-TOTAL_FORMS": 1,
        "corrections-INITIAL_FORMS": 0,
        "corrections-0-kind": "correction",
        "corrections-0-text": WORDS,
        "_continue": "1",
    }


def test_an_editor_corrects_what_is_out_and_signs_for_it(client, article, editor):
    client.force_login(editor)
    client.post(f"/admin/articles/article/{article.pk}/change/", form_of(client, article))
    told = article.corrections.get()
    assert (told.by, told.text) == (editor, WORDS)
    changed = type(article).objects.get(pk=article.pk)
    assert changed.changed_at > article.changed_at


def test_a_draft_is_changed_not_corrected(client, editor):
    draft = make_article()
    client.force_login(editor)
    client.post(f"/admin/articles/article/{draft.pk}/change/", form_of(client, draft))
    assert not draft.corrections.exists()


def test_a_reporter_corrects_nothing(client, article, reporter):
    client.force_login(reporter)
    page = client.get(f"/admin/articles/article/{article.pk}/change/")
    assert "corrections-TOTAL_FORMS" not in page.content.decode()


@pytest.mark.parametrize("path", ["/rss.xml", "/atom.xml"])
def test_the_full_text_feeds_carry_what_was_put_right(client, article, path):
    before = client.get(path)["ETag"]
    correct(article, "Au-dessus <b>.", on_top=True)
    correct(article, "Au-dessous.")
    answer = client.get(path)
    text = html.unescape(answer.text)
    between = text[text.index("Au-dessus &lt;b&gt;") : text.index("Au-dessous")]
    assert article.text.split()[0] in between
    assert answer["ETag"] != before


def test_a_feed_asks_as_much_with_corrections_as_without(client, django_assert_max_num_queries):
    for number in range(3):
        correct(make_published_article(f"Titre {number}"))
    with CaptureQueriesContext(connection) as few:
        client.get("/rss.xml")
    for number in range(3, 8):
        correct(make_published_article(f"Titre {number}"))
    with django_assert_max_num_queries(len(few)):
        client.get("/rss.xml")
