"""Feeds that any reader can take, that change only when an article does."""

from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from articles.models import Author, Section, Tag
from tests.factories import make_article, make_picture, make_published_article, make_section

pytestmark = pytest.mark.django_db

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
MEDIA = "{http://search.yahoo.com/mrss/}content"
ATOM = "{http://www.w3.org/2005/Atom}"
SELF = f"{ATOM}link"


def channel(client, path="/rss.xml"):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("application/rss+xml")
    return ElementTree.fromstring(answer.content)[0]  # noqa: S314 (our own)


def test_the_feed_says_whose_it_is_and_where(client, article):
    feed = channel(client)
    assert feed.find("link").text == "http://testserver/"
    assert feed.find(SELF).get("href") == "http://testserver/rss.xml"
    assert feed.find(SELF).get("rel") == "self"
    assert feed.find("ttl").text == "15"
    assert feed.find("language").text == "fr"


def test_an_item_holds_the_whole_article(client):
    article = make_published_article(
        "L'IA & vous",
        body='<p>Voir <a title="x" href="/a/?b=1&amp;c=2">ici</a> et <a href="#h-b">là</a>.</p>'
        '<div data-youtube="dQw4w9WgXcQ"></div><blockquote><p>Oui</p><p>— Ada</p></blockquote>',
        authors=["Noémie Faure", "Malo Le Guennec"],
        lead_picture=make_picture(),
        tags=["Câbles"],
    )
    item = channel(client).find("item")
    assert item.find("title").text == "L’IA & vous"
    assert item.find("link").text == f"http://testserver{article.get_absolute_url()}"
    assert item.find("guid").text == f"article:{article.pk}"
    assert item.find("guid").get("isPermaLink") == "false"
    assert parsedate_to_datetime(item.find("pubDate").text) == article.published_at.replace(
        microsecond=0
    )
    assert [name.text for name in item.findall(CREATOR)] == ["Noémie Faure", "Malo Le Guennec"]
    assert [tag.text for tag in item.findall("category")] == ["Matériel", "Câbles"]
    assert item.find(MEDIA).get("url").startswith("http://testserver/media/pictures/")
    content = item.find(CONTENT).text
    assert '<a title="x" href="http://testserver/a/?b=1&amp;c=2">' in content
    assert f'<a href="http://testserver{article.get_absolute_url()}#h-b">' in content
    assert '<a href="https://www.youtube.com/watch?v=dQw4w9WgXcQ">' in content
    assert "<figcaption>Ada</figcaption>" in content


def test_a_sign_of_html_in_a_standfirst_is_shown_as_it_was_typed(client):
    make_published_article(standfirst="Un <b> de trop, R&D")
    assert channel(client).findtext("item/description") == "Un &lt;b&gt; de trop, R&amp;D"


def test_the_guid_stays_when_the_address_changes(client, article):
    before = channel(client).find("item/guid").text
    article.slug = "neuf"
    article.save()
    assert channel(client).find("item/guid").text == before


def test_each_section_tag_and_author_has_a_feed_of_its_own(client):
    make_published_article("A", tags=["Câbles"], authors=["Zoé"])
    other = make_section("Société", "societe")
    make_published_article("B", section=other, tags=["Villes"], authors=["Malo"])
    for thing in (Section.objects.get(slug="materiel"), Tag.objects.get(name="Câbles")):
        assert titles(client, f"{thing.get_absolute_url()}rss.xml") == ["A"]
    assert titles(client, f"{Author.objects.get(name='Zoé').get_absolute_url()}rss.xml") == ["A"]
    assert titles(client, "/rss.xml") == ["B", "A"]


def titles(client, path):
    return [item.find("title").text for item in channel(client, path).findall("item")]


@pytest.mark.parametrize("path", ["/tag/rss.xml", "/archives/rss.xml", "/nulle-part/rss.xml"])
def test_a_feed_of_nothing_is_missing(client, path):
    assert client.get(path).status_code == 404


def test_what_does_not_change_is_not_sent_again(client, article, time_machine):
    first = client.get("/rss.xml")
    time_machine.move_to(timezone.now() + timedelta(hours=1))
    again = client.get("/rss.xml", headers={"if-none-match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["ETag"] == first.headers["ETag"]
    assert "Accept-Encoding" in again.headers["Vary"]


def test_an_empty_feed_does_not_change_by_being_asked_for(client, time_machine):
    first = client.get("/rss.xml")
    time_machine.move_to(timezone.now() + timedelta(hours=1))
    assert client.get("/rss.xml").headers["ETag"] == first.headers["ETag"]


def test_a_withdrawal_is_never_hidden_by_its_older_date(client, editor):
    make_published_article("Reste", hours=9)
    gone = make_published_article("Part", hours=1)
    since = timezone.now().strftime("%a, %d %b %Y %H:%M:%S GMT")
    gone.withdraw(by=editor, reason="False.")
    answer = client.get("/rss.xml", headers={"if-modified-since": since})
    assert answer.status_code == 200
    assert b"Part" not in answer.content


def test_one_bad_character_does_not_break_the_feed(client):
    make_published_article("A\x0bB", authors=["Z\x02oé"], tags=["C\x08âbles"], body="<p>a\x1fb</p>")
    item = channel(client).find("item")
    assert (item.find("title").text, item.find(CREATOR).text) == ("AB", "Zoé")


def test_two_feeds_asked_at_once_keep_apart(client):
    """A feed is one object for all requests: it must keep nothing of any of them."""
    from articles.urls import urlpatterns

    feed = next(p.callback for p in urlpatterns if p.name == "section_feed")
    before = dict(vars(feed))
    make_article()
    client.get("/materiel/rss.xml")
    assert vars(feed) == before


def test_another_host_is_named_nowhere(client, article, settings):
    settings.ALLOWED_HOSTS = ["testserver", "autre.example"]
    for path in ("/rss.xml", "/sitemap-articles.xml"):
        assert b"autre.example" not in client.get(path, headers={"host": "autre.example"}).content


# Atom


def atom(client, path="/atom.xml"):
    answer = client.get(path)
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert "Last-Modified" not in answer
    return ElementTree.fromstring(answer.content)  # noqa: S314 (our own)


def test_atom_tells_the_same_article(client):
    body = "<p>Un <b>câble</b> &amp; deux.</p>"
    article = make_published_article("L'IA & vous", body=body, authors=["Noémie Faure", "Malo"])
    feed = atom(client)
    assert feed.find(f"{ATOM}id").text == "http://testserver/atom.xml"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {"alternate": "http://testserver/", "self": "http://testserver/atom.xml"}
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    entry = feed.find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "L’IA & vous"
    assert entry.findtext(f"{ATOM}id") == f"article:{article.pk}"
    assert datetime.fromisoformat(entry.findtext(f"{ATOM}published")) == article.published_at
    assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated"))
    names = [name.text for name in entry.findall(f"{ATOM}author/{ATOM}name")]
    assert names == ["Noémie Faure", "Malo"]
    content = entry.find(f"{ATOM}content")
    assert content.get("type") == "html"
    rss = channel(client).find("item").findtext(CONTENT)
    assert content.text == rss
    assert "&amp; deux" in rss  # escaped once


def test_each_feed_has_its_atom(client):
    article = make_published_article(authors=["Ada"], tags=["Câbles"])
    section, author = article.section.slug, Author.objects.get().slug
    for path in (section, f"auteur/{author}", f"tag/{Tag.objects.get().slug}"):
        assert len(atom(client, f"/{path}/atom.xml").findall(f"{ATOM}entry")) == 1
    assert atom(client, "/corrections/atom.xml").find(f"{ATOM}entry") is None


def test_an_empty_atom_feed_does_not_change_by_being_asked_for(client):
    assert client.get("/atom.xml").content == client.get("/atom.xml").content
    assert atom(client).findtext(f"{ATOM}updated") == "2000-01-01T00:00:00+00:00"


def test_the_head_announces_atom(client, article):
    assert 'type="application/atom+xml"' in client.get("/").content.decode()
    page = client.get(article.section.get_absolute_url()).content.decode()
    assert f'href="/{article.section.slug}/atom.xml"' in page
