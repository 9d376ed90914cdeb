"""The words in addresses are those of the site's language; the other's lead there in one hop."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.urls import get_resolver, resolve
from django.utils.text import slugify

from articles.models.section import first_words
from newsroom.core.routes import WORDS
from tests.factories import make_published_article

ROOT = Path(__file__).resolve().parents[2]
REVERSED = """
import json, django
django.setup()
from django.urls import reverse
from comments.devices import PATH
from django.test import Client
words = [reverse("search"), reverse("author", args=["recherche"]), reverse("my_data_ask"), PATH]
moved = Client(SERVER_NAME="localhost").get("/recherche/?q=a")
print(json.dumps([*words, moved.status_code, moved["Location"]]))
"""


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("/search/?q=c%C3%A2ble&page=2", "/recherche/?q=c%C3%A2ble&page=2"),
        ("/author/search/", "/auteur/search/"),
        ("/author/search/rss.xml", "/auteur/search/rss.xml"),
        ("/comments/rss.xml", "/commentaires/rss.xml"),
        ("/newsletter/unsubscribe/abc/", "/newsletter/desinscription/abc/"),
        ("/my-data/requested/", "/mes-donnees/demande/"),
        ("/a-section/an-article/changes/", "/a-section/an-article/modifications/"),
    ],
)
def test_the_words_of_the_other_language_lead_on(client, english, french):
    moved = client.get(english)
    assert (moved.status_code, moved["Location"]) == (301, french)


def test_what_was_sent_there_arrives_whole(client):
    """One click to leave, in a mail from before the site had another language."""
    moved = client.post("/newsletter/unsubscribe/abc/", {"List-Unsubscribe": "One-Click"})
    assert (moved.status_code, moved["Location"]) == (308, "/newsletter/desinscription/abc/")


def test_an_article_may_be_called_as_a_page(client, db):
    article = make_published_article(slug="search")
    assert client.get(article.get_absolute_url()).status_code == 200


def test_no_section_takes_the_word_of_a_page_in_either_language():
    taken = set(first_words(get_resolver().url_patterns))
    assert {"recherche", "search", "auteur", "author", "commentaires", "comments"} <= taken


def test_every_word_makes_a_slug_and_stands_once():
    words = [word.partition(".")[0] for pair in WORDS for word in pair]
    assert words == [slugify(word) for word in words]
    assert len(words) == len(set(words))


def test_an_english_site_has_english_words(tmp_path):
    env = os.environ | {
        "SITE_LANGUAGE": "en",
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "VAR_DIR": str(tmp_path),
        "SITE_URL": "http://localhost",
    }
    command = [sys.executable, "-c", REVERSED]
    done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert json.loads(done.stdout) == [
        *("/search/", "/author/recherche/", "/my-data/", "/comments/"),
        *(301, "/search/?q=a"),
    ], done.stderr


def test_the_sites_own_words_are_no_detour():
    assert resolve("/recherche/").view_name == "search"
