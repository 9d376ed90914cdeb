"""What a page may cost: queries of the database, and bytes on the way to a reader."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.finders import find
from django.core.files.storage import FileSystemStorage

from newsroom.staticfiles import STYLESHEET, bundled
from tests.factories import make_picture, make_published_article, make_section

STATIC = Path(find(STYLESHEET)).parent.parent


@pytest.mark.parametrize("tags", [(), tuple(f"Étiquette {number}" for number in range(15))])
def test_an_article_takes_at_most_nine_queries(client, db, tags, django_assert_max_num_queries):
    make_section("Société", slug="societe")
    authors = [f"Autrice {number}" for number in range(len(tags) + 1)]
    article = make_published_article(
        tags=tags, authors=authors, body="<p>Un.</p>", lead_picture=make_picture()
    )
    for number in range(6):
        make_published_article(f"Autre {number}", tags=tags)
    with django_assert_max_num_queries(9):
        client.get(article.get_absolute_url())


def test_the_front_page_takes_at_most_eight_queries(client, db, django_assert_max_num_queries):
    for number in range(15):
        make_published_article(f"Article {number}", lead_picture=make_picture())
    with django_assert_max_num_queries(8):
        client.get("/")


def test_an_article_without_comments_fits_in_one_round_trip(client, db):
    paragraphs = Path(settings.BASE_DIR, "newsroom/demo/fr/paper.py").read_text()
    words = re.findall(r"\w+", paragraphs)[:600]
    body = "".join(f"<p>{' '.join(words[n : n + 60])}.</p>" for n in range(0, 600, 60))
    article = make_published_article(body=body, tags=("Tesla",), lead_picture=make_picture())
    assert compressed(client.get(article.get_absolute_url()).content) <= 14_000


def test_the_stylesheet_weighs_at_most_12_kb():
    text = bundled(FileSystemStorage(STATIC.parent), STYLESHEET)
    assert "@import" not in text
    assert compressed(text.encode()) <= 12_000


def test_the_scripts_weigh_at_most_6_kb_in_all():
    scripts = [path.read_bytes() for path in STATIC.glob("js/*.js")]
    assert sum(map(compressed, scripts)) <= 6_000


def test_the_upright_fonts_weigh_at_most_60_kb():
    fonts = [path for path in STATIC.glob("fonts/*.woff2") if "italic" not in path.name]
    assert sum(path.stat().st_size for path in fonts) <= 60_000
    assert len(list(STATIC.glob("fonts/*.OFL.txt"))) == 2


def compressed(content):
    return len(gzip.compress(content, 6))
