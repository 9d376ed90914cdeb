"""The paper is at SITE_URL, and nowhere else."""

import pytest
from django.urls import reverse

from tests.factories import make_published_article

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two_names(settings):
    settings.SITE_URL = "https://www.example.org"
    settings.ALLOWED_HOSTS = ["www.example.org", "example.org"]
    settings.ONE_ADDRESS = True


def ask(client, host, path="/mentions-legales/?a=b", method="get", *, secure=True):
    return getattr(client, method)(path, headers={"host": host}, secure=secure)


@pytest.mark.parametrize("secure", [True, False])
@pytest.mark.parametrize(
    "host", ["example.org", "example.org:8000", "www.example.org:99", "www.example.org."]
)
def test_every_other_name_and_port_leads_there_in_one_step(client, host, secure):
    answer = ask(client, host, secure=secure)
    there = "https://www.example.org/mentions-legales/?a=b"
    assert (answer.status_code, answer["Location"]) == (301, there)


def test_http_leads_to_https_and_no_port_comes_along(client):
    for host in ("www.example.org", "www.example.org:80", "www.example.org:1234"):
        answer = ask(client, host, "/", secure=False)
        assert answer["Location"] == "https://www.example.org/"


@pytest.mark.parametrize("host", ["www.example.org", "WWW.example.org", "www.example.org:443"])
def test_its_own_name_is_answered_however_it_is_spelled(client, host):
    assert ask(client, host).status_code == 200


def test_a_form_is_sent_on_as_a_form(client):
    assert ask(client, "example.org", "/newsletter/", "post").status_code == 308


def test_a_path_with_two_slashes_leads_nowhere_else(client):
    answer = ask(client, "example.org", "/%2Fevil.example/")
    assert answer["Location"] == "https://www.example.org//evil.example/"


def test_a_name_that_is_not_ours_is_refused(client):
    assert ask(client, "evil.example").status_code == 400


def test_machines_ask_for_health_by_any_name_and_without_tls(client):
    assert ask(client, "10.0.0.3:8000", "/healthz", secure=False).content == b"ok\n"


@pytest.mark.parametrize("one_address", [True, False])
def test_a_forged_port_reaches_no_page(client, settings, one_address):
    settings.ONE_ADDRESS = one_address
    article = make_published_article()
    paths = [
        "/",
        article.get_absolute_url(),
        "/sitemap.xml",
        "/sitemap-articles.xml",
        "/robots.txt",
    ]
    for path in [*paths, "/rss.xml", "/atom.xml", reverse("comments_feed")]:
        answer = ask(client, "www.example.org:666", path)
        assert ":666" not in answer.content.decode() + str(answer.headers)


def test_a_paper_without_an_address_of_its_own_is_answered_by_all_its_names(client, settings):
    settings.ONE_ADDRESS = False
    assert ask(client, "example.org", secure=False).status_code == 200
