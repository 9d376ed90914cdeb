"""What machines read: structured data and sitemaps say what is, and nothing breaks out of them."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article
from articles.structured_data import as_script, news_article
from newsroom.core.models import Newspaper
from tests.comments.factories import make_comment
from tests.factories import make_published_article

pytestmark = pytest.mark.django_db
FIRST_LINK = re.compile(r"<a [^>]*>")


def test_no_words_end_the_block_of_data():
    html = as_script({"a": "</script x", "b": "<!--", "c": "a && b"})
    inside = html.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not {"<", ">", "&"} & set(inside)


def test_an_article_is_never_changed_before_it_is_out():
    tomorrow = timezone.now() + timedelta(days=1)
    article = make_published_article(published_at=tomorrow, changed_at=timezone.now())
    data = news_article(article, Newspaper(name="L’Octet"))
    assert data["dateModified"] == data["datePublished"]


def test_what_nobody_signs_is_the_papers():
    data = news_article(make_published_article(authors=()), Newspaper(name="L’Octet"))
    assert [author["name"] for author in data["author"]] == ["L’Octet"]


def test_the_index_of_sitemaps_tells_of_a_change_in_an_older_article(client):
    old = make_published_article("Ancien", hours=500, slug="ancien")
    make_published_article("Récent", hours=50, slug="recent")
    now = timezone.now()
    Article.objects.filter(pk=old.pk).update(changed_at=now)
    day = timezone.localtime(now).strftime("%Y-%m-%d")
    part = client.get("/sitemap.xml").text.partition("sitemap-articles.xml")[2]
    assert f"<lastmod>{day}" in part.partition("</sitemap>")[0]


def test_the_first_link_of_a_page_leads_past_its_head(client, article):
    for page in ("/", "/materiel/", "/recherche/"):
        assert 'href="#content"' in FIRST_LINK.search(client.get(page).text)[0]


def test_robots_follow_no_link_that_answers_or_reports(client):
    article = make_published_article()
    make_comment(article=article, status="approved")
    page = client.get(article.get_absolute_url()).text
    for kind in ("comment__reply", "comment__report"):
        (link,) = re.findall(rf'<a class="{kind}"[^>]*>', page)
        assert 'rel="nofollow"' in link
