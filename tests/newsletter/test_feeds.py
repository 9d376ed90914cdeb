"""The feed of the issues: for everybody, without an identity, unchanged until an issue is."""

from xml.etree import ElementTree

import pytest

from newsletter import sending
from tests.factories import make_published_article
from tests.newsletter.factories import make_approved, make_newsletter

pytestmark = pytest.mark.django_db
FEED = "/newsletter/flux.xml"
ATOM = "{http://www.w3.org/2005/Atom}"


def feed_of(client):
    answer = client.get(FEED)
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(answer.content)  # noqa: S314 (our own)


def test_each_sent_issue_is_an_entry_with_its_articles(client):
    digest = make_approved(articles=2, title="Câbles & puces <b>", intro="Bonjour !")
    assert feed_of(client).find(f"{ATOM}entry") is None
    sending.send_digest(digest)
    feed = feed_of(client)
    entry = feed.find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}title").text == "Câbles & puces <b>"
    assert entry.find(f"{ATOM}link").get("href") == "http://testserver/newsletter/1/"
    assert entry.find(f"{ATOM}id").text.startswith("urn:uuid:")
    content = entry.find(f"{ATOM}content")
    assert content.get("type") == "html"
    assert "Titre 0" in content.text
    assert "Bonjour\u202f!" in content.text
    own = [link for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert own[0].get("href") == f"http://testserver{FEED}"


def test_an_issue_keeps_its_id_when_the_paper_moves_to_another_host(client, settings):
    sending.send_digest(make_approved(articles=2))
    before = feed_of(client).find(f"{ATOM}entry/{ATOM}id").text
    settings.SITE_URL = "https://elsewhere.example"
    settings.DATA_KEYS = ["a new data key" * 4, *settings.DATA_KEYS]
    assert feed_of(client).find(f"{ATOM}entry/{ATOM}id").text == before


def test_what_was_withdrawn_is_in_no_feed(client, editor):
    digest = make_approved(articles=2)
    sending.send_digest(digest)
    lead = digest.items.first().article
    lead.withdraw(by=editor, reason="wrong")
    assert lead.title not in client.get(FEED).text
    assert "Titre 0" in client.get(FEED).text


def test_archive_and_feed_answer_304_until_an_issue_is_sent(client):
    make_newsletter()
    sending.send_digest(make_approved(articles=2))
    for page in (FEED, "/newsletter/", "/newsletter/1/"):
        answer = client.get(page)
        assert answer.status_code == 200
        again = client.get(page, headers={"If-None-Match": answer["ETag"]})
        assert (again.status_code, again.content) == (304, b""), page
        assert not answer.cookies


def test_a_feed_costs_the_same_however_many_issues(client, django_assert_num_queries):
    for number in range(3):
        make_published_article(f"Titre {number}", hours=0)
        sending.send_digest(make_approved(articles=0, readers=0))
    with django_assert_num_queries(5):
        client.get(FEED)
