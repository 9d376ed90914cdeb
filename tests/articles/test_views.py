"""Whatever is asked, a page answers: never an error of ours, never what another host wants."""

import pytest

from tests.factories import make_author, make_picture, make_published_article

pytestmark = pytest.mark.django_db

BAD_PAGES = ["0", "-1", "1.0", "abc", "", "٣", "²", "999999", "9" * 5000, "01", " 1", "1e3", "%00"]
LISTS = ["/materiel/", "/tag/cables/", "/auteur/noemie-faure/", "/recherche/?q=cable", "/archives/"]
HOSTILE = [
    "/%00/",
    "/a%00b/c/",
    "/materiel/%00/",
    "/%ff%fe/",
    "/%ed%a0%80/x/",
    "/tag/%00/",
    "/auteur/a%00/rss.xml",
    "/media/pictures/%00",
    "/media/pictures/../../secret.key",
    "/media/../settings.py",
    "/archives/2026/%00/",
    "/" + "a" * 5000 + "/",
    "/" + "a/" * 500,
    "//evil.example/x",
    "/\\evil.example/",
    "/sitemap-%00.xml",
    "/sitemap-nothing.xml",
    "/sitemap-articles.xml?p=abc",
    "/sitemap-articles.xml?p=٣",
    "/sitemap-articles.xml?p=99999999999999999999",
    "/.git/config",
    "/.env",
    "/wp-login.php",
    "/commentaires/999999999999999999999999/",
]


@pytest.fixture
def paper(db):
    return make_published_article(tags=["Câbles"], authors=[make_author()])


@pytest.mark.parametrize("path", LISTS[:-1])
@pytest.mark.parametrize("number", BAD_PAGES)
def test_a_page_that_cannot_be_is_missing(client, paper, path, number):
    mark = "&" if "?" in path else "?"
    assert client.get(f"{path}{mark}page={number}").status_code in {400, 404}


@pytest.mark.parametrize("path", LISTS[:-1])
def test_the_first_page_has_one_address(client, paper, path):
    answer = client.get(f"{path}{'&' if '?' in path else '?'}page=1")
    assert (answer.status_code, answer.url) == (301, path)


@pytest.mark.parametrize("path", HOSTILE)
@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_no_address_makes_the_site_fail(client, paper, path, method):
    assert getattr(client, method)(path).status_code in {301, 400, 403, 404, 405}


@pytest.mark.parametrize(
    "query", ["%00", "%ff%fe", "%ed%a0%80", "a" * 10_000, "%27%22%3Cb%3E", "+"]
)
@pytest.mark.parametrize("path", ["/recherche/?q=", "/?x=", "/materiel/?page="])
def test_no_query_makes_the_site_fail(client, paper, path, query):
    assert client.get(path + query).status_code in {200, 400, 404}


def test_a_moved_address_never_leads_to_another_host(client, paper):
    for path in ("//evil.example/le-cable/", "/\\evil.example/le-cable/", "/%2Fevil/le-cable"):
        answer = client.get(path)
        assert not answer.headers.get("Location", "/materiel").startswith(("//", "http", "/\\"))


@pytest.mark.parametrize("path", ["/", *LISTS, "/rss.xml", "/sitemap.xml", "/robots.txt"])
def test_the_head_of_a_page_is_the_page_without_its_body(client, paper, path):
    whole, head = client.get(path), client.head(path)
    assert head.status_code == whole.status_code == 200
    assert head.content == b""


@pytest.mark.parametrize("path", ["/", *LISTS, "/rss.xml", "/sitemap.xml", "/robots.txt"])
def test_a_page_that_did_not_change_is_not_sent_again(client, paper, path):
    first = client.get(path)
    again = client.get(path, headers={"if-none-match": first.headers["ETag"]})
    assert again.status_code == 304
    for name in ("Cache-Control", "ETag", "Vary"):
        assert again.headers[name] == first.headers[name]


@pytest.mark.parametrize("path", ["/", "/materiel/le-cable/", "/rss.xml", "/sitemap.xml"])
def test_a_page_varies_by_its_encoding_only(client, paper, path):
    answer = client.get(path)
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert not answer.cookies


def test_a_forged_host_is_refused(client, paper):
    for host in ("evil.example", "testserver.evil.example", "testserver:80@evil.example", "a b"):
        assert client.get("/", headers={"host": host}).status_code == 400


def test_a_forwarded_host_is_ignored(client, paper):
    forged = {
        "x-forwarded-host": "evil.example",
        "x-original-url": "/admin/",
        "forwarded": "host=e",
    }
    for path in ("/", "/materiel/le-cable/", "/rss.xml", "/sitemap-articles.xml"):
        answer = client.get(path, headers=forged)
        assert answer.content == client.get(path).content
        assert b"evil.example" not in answer.content


def test_what_a_list_shows_has_pages_of_twenty(client):
    for number in range(21):
        make_published_article(f"Article {number}", hours=number + 1)
    assert len(client.get("/materiel/").context["page"]) == 20
    assert len(client.get("/materiel/?page=2").context["page"]) == 1
    assert client.get("/materiel/?page=3").status_code == 404


def test_the_box_of_an_author_shows_the_portrait(client):
    face = make_picture(alt="Un visage")
    author = make_author("Zoé", biography="Elle écrit.", portrait=face)
    page = client.get(make_published_article(authors=[author]).get_absolute_url()).text
    assert face.in_shape("1x1")["jpeg"][0].url in page
