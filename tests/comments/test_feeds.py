from email.utils import parsedate_to_datetime

import pytest
from defusedxml import ElementTree

from newsroom.core.links import absolute
from tests.comments.factories import EMAIL, make_comment, make_waiting_comment, text
from tests.factories import make_published_article

pytestmark = pytest.mark.django_db


def items(answer):
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/rss+xml")
    return ElementTree.fromstring(answer.content).findall("channel/item")


def test_the_paper_and_each_article_have_a_feed_of_approved_comments(client, article):
    make_comment(article, body="Ici.")
    make_comment(make_published_article("Ailleurs"), body="Là.")
    make_waiting_comment(article)
    make_comment(make_published_article("Plus tard", hours=-24))
    assert len(items(client.get("/commentaires/rss.xml"))) == 2
    [item] = items(client.get(f"/commentaires/{article.pk}/rss.xml"))
    assert item.findtext("description") == "Ici."


def test_an_item_has_a_lasting_name_and_an_address_that_leads_there(client, article):
    comment = make_comment(article)
    [item] = items(client.get("/commentaires/rss.xml"))
    assert item.findtext("guid") == f"comment:{comment.pk}"
    assert item.findtext("link").endswith(comment.get_absolute_url())
    assert EMAIL not in str(ElementTree.tostring(item))


def test_a_feed_is_not_sent_twice(client, article):
    make_comment(article)
    first = client.get("/commentaires/rss.xml")
    second = client.get("/commentaires/rss.xml", headers={"If-None-Match": first["ETag"]})
    assert second.status_code == 304


def test_hostile_words_leave_the_feed_well_formed(client, article):
    make_comment(
        article, name="]]>\x08<b>", body="\x00".replace("\x00", "\x07") + "<script>&</script>"
    )
    [item] = items(client.get("/commentaires/rss.xml"))
    for name in ("description", "{http://purl.org/rss/1.0/modules/content/}encoded"):
        assert "&lt;script&gt;&amp;&lt;/script&gt;" in item.findtext(name)  # both are read as HTML


def test_what_is_not_out_has_no_feed(client):
    article = make_published_article("Plus tard", hours=-24)
    assert client.get(f"/commentaires/{article.pk}/rss.xml").status_code == 404


def test_a_feed_says_whose_it_is_where_it_is_and_in_which_language(client, article, settings):
    settings.LANGUAGE_CODE = "fr"
    comment = make_comment(article)
    for url in ("/commentaires/rss.xml", f"/commentaires/{article.pk}/rss.xml"):
        channel = ElementTree.fromstring(client.get(url).content).find("channel")
        itself = channel.find("{http://www.w3.org/2005/Atom}link")
        assert (itself.get("rel"), itself.get("href")) == ("self", absolute(url))
        assert channel.findtext("language") == "fr"
        assert channel.findtext("link").startswith(absolute("/"))
        date = parsedate_to_datetime(channel.findtext("item/pubDate"))
        assert date == comment.created_at.replace(microsecond=0)
        assert parsedate_to_datetime(channel.findtext("lastBuildDate")) == date


def test_pages_announce_the_feeds(client, article):
    html = client.get(article.get_absolute_url()).content.decode()
    assert f'href="/commentaires/{article.pk}/rss.xml"' in html
    assert 'href="/commentaires/rss.xml"' in client.get("/").content.decode()


def test_atom_has_the_same_comments(client, article):
    comment = make_comment(article, body="Un <b>câble</b> de mer, & non de terre.")
    for path in ("/commentaires/atom.xml", f"/commentaires/{article.pk}/atom.xml"):
        feed = client.get(path)
        assert feed["Content-Type"].startswith("application/atom+xml")
        html = text(feed)
        assert f"<id>comment:{comment.pk}</id>" in html
        assert f"<author><name>{comment.name}</name></author>" in html
        assert html.count("<updated>") == 2  # of the feed and of the comment
        assert EMAIL not in html
