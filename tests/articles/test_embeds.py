"""What an article shows besides words: to readers, to feeds and to search engines."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import VideoStill
from articles.rendering import render, render_for_feed
from articles.showing import Shown
from newsroom.core.html import sanitize
from newsroom.core.taming import LENGTH
from tests.factories import make_article, make_picture, make_published_article

pytestmark = pytest.mark.django_db
UUID = "9c9de5e8-0a1e-484a-b099-e80766180a6d"


def shown(html):
    return render(sanitize(html))


def in_feed(html):
    return render_for_feed(sanitize(html), address="http://testserver/a/b/")


def figure(picture, **details):
    given = "".join(f" data-{name}='{text}'" for name, text in details.items())
    return f"<figure data-picture={picture.pk}{given}></figure>"


@pytest.fixture
def picture():
    return make_picture(alt="Un navire", caption="Au large de Brest !", credit="Inès")


class TestAPicture:
    def test_is_what_the_library_says(self, picture):
        html = shown(figure(picture))
        assert 'alt="Un navire"' in html
        assert "Au large de Brest\u202f! <span" in html
        assert '<span class="credit">Inès</span>' in html
        assert 'type="image/avif"' in html

    def test_is_what_this_use_says_where_it_says_something(self, picture):
        html = shown(figure(picture, alt="Le même", caption="A &amp; B", credit="Malo"))
        assert 'alt="Le même"' in html
        assert "A &amp; B" in html
        assert "Malo" in html
        assert not re.search("Un navire|Brest|Inès", html)

    def test_can_be_wide(self, picture):
        assert "figure--wide" in shown(figure(picture, width="wide"))
        assert "figure--wide" not in shown(figure(picture))

    @pytest.mark.parametrize("number", [99, 10**14])
    def test_that_is_not_there_is_left_out(self, number):
        html = f"<p>a</p><figure data-picture={number}></figure>"
        assert shown(html) == "<p>a</p>"
        assert in_feed(html) == "<p>a</p>"

    def test_words_of_its_caption_stay_words(self, picture):
        html = shown(figure(picture, caption="&lt;script&gt;alert(1)&lt;/script&gt;"))
        assert "&lt;script&gt;" in html
        assert "<script" not in html

    def test_is_whole_in_a_feed(self, picture):
        html = in_feed(figure(picture, caption="Ici"))
        assert f'<img src="http://testserver{picture.largest.url}" alt="Un navire"' in html
        assert "Ici Inès" in html


def test_a_gallery_shows_its_pictures_in_order(picture):
    second = make_picture(alt="Un phare")
    body = f"<figure data-gallery='{second.pk} 77 {picture.pk}' data-caption='Deux vues'></figure>"
    html = shown(body)
    assert re.findall('alt="([^"]*)"', html) == ["Un phare", "Un navire"]
    assert html.count("<a href=") == 2
    assert "Deux vues" in html
    assert in_feed(body).count("<img") == 2


def test_a_gallery_of_which_one_is_left_is_that_picture(picture):
    assert "gallery" not in shown(f"<figure data-gallery='{picture.pk} 77'></figure>")


@pytest.mark.parametrize(
    ("video", "page", "player"),
    [
        (
            "data-youtube='dQw4w9WgXcQ'",
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
            "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1",
        ),
        (
            "data-vimeo='76979871'",
            "https://vimeo.com/76979871",
            "https://player.vimeo.com/video/76979871?autoplay=1&amp;dnt=1",
        ),
        (
            "data-dailymotion='x8abcde'",
            "https://www.dailymotion.com/video/x8abcde",
            "https://geo.dailymotion.com/player.html?video=x8abcde",
        ),
        (
            f"data-peertube='tube.example.fr/{UUID}'",
            f"https://tube.example.fr/w/{UUID}",
            f"https://tube.example.fr/videos/embed/{UUID}?autoplay=1&amp;p2p=0",
        ),
        (f"data-peertube='autre.fr/{UUID}'", f"https://autre.fr/w/{UUID}", None),
    ],
)
def test_a_video_plays_only_when_asked_and_only_from_where_we_know(
    settings, client, video, page, player
):
    settings.PEERTUBE_HOSTS = ["tube.example.fr"]
    html = shown(f"<div {video}></div>")
    assert f'href="{page}"' in html
    assert re.findall('data-player="([^"]*)"', html) == ([player] if player else [])
    assert not re.search("<iframe|src=", html)
    assert f'<a href="{page}">{page}</a>' in in_feed(f"<div {video}></div>")


def test_players_may_be_framed_and_nothing_else(client, settings):
    policy = client.get("/").headers["Content-Security-Policy"]
    frames = re.search("frame-src ([^;]*)", policy)[1].split()
    assert frames == [
        "'self'",
        *settings.PLAYERS,
        *(f"https://{h}" for h in settings.PEERTUBE_HOSTS),
    ]


def test_stills_belong_to_one_provider_only():
    VideoStill.objects.create(provider="vimeo", code="76979871", title="Un film")
    assert "Un film" in shown("<div data-vimeo=76979871></div>")
    assert "Un film" not in shown("<div data-dailymotion=76979871></div>")


class TestACard:
    def test_leads_to_an_article_that_is_out(self):
        article = make_published_article("Le câble !", lead_picture=make_picture())
        html = shown(f"<div data-article={article.pk}></div>")
        assert f'<a href="{article.get_absolute_url()}">Le câble\u202f!</a>' in html
        address = f"http://testserver{article.get_absolute_url()}"
        assert f'<a href="{address}">' in in_feed(f"<div data-article={article.pk}></div>")

    def test_vanishes_with_its_article(self, editor):
        article = make_published_article()
        body = sanitize(f"<p>a</p><div data-article={article.pk}></div>")
        article.withdraw(by=editor, reason="Faux")
        assert render(body) == "<p>a</p>"

    def test_of_what_is_not_out_yet_is_nothing(self):
        later = make_published_article(published_at=timezone.now() + timedelta(hours=1))
        for article in (later, make_article()):
            assert shown(f"<p>a</p><div data-article={article.pk}></div>") == "<p>a</p>"


def test_all_that_some_bodies_show_is_asked_for_once(django_assert_num_queries, picture):
    article = make_published_article(lead_picture=picture)
    body = sanitize(
        f"{figure(picture)}<figure data-gallery='{picture.pk} {make_picture().pk}'></figure>"
        f"<div data-article={article.pk}></div><div data-vimeo=76979871></div>"
    )
    with django_assert_num_queries(3):
        found = Shown.of(body, body, sanitize("<div data-article=999></div>"))
    with django_assert_num_queries(0):
        assert article.title in render(body, found)
    with django_assert_num_queries(0):
        Shown.of("<p>a</p>")


def test_code_is_left_as_it_was_typed():
    html = shown('<p>Tapez <code>"a" ; b !</code> !</p><pre>if "x" : 1er ;</pre>')
    assert '<code>"a" ; b !</code>\u202f!' in html
    assert '<pre tabindex="0"><code>if "x" : 1er ;</code></pre>' in html


def test_boxes_reach_readers_without_their_ids():
    html = shown('<aside data-kind="pull"><p>Fort !</p></aside>')
    assert html == '<aside data-kind="pull"><p>Fort\u202f!</p></aside>'


def test_search_engines_are_told_of_all_pictures(client, picture):
    article = make_published_article(lead_picture=make_picture(), body=figure(picture))
    html = client.get(article.get_absolute_url()).text
    assert f'"url":"http://testserver{picture.largest.url}"' in html


def test_the_feed_asks_as_much_for_many_articles_as_for_one(client, picture):
    make_published_article(body=figure(picture))
    costs = []
    for _time in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get("/rss.xml")
        costs.append(len(queries))
        make_published_article("Autre", body=figure(make_picture()))
    assert costs[0] == costs[1]


def test_a_body_without_end_is_refused_with_a_sentence_and_kept_in_the_form(client, editor):
    article = make_article()
    client.force_login(editor)
    typed = {
        "title": "T",
        "body": f"<p>{'mot ' * (LENGTH // 4)}</p>",
        "section": article.section.pk,
    }
    answer = client.post(f"/admin/articles/article/{article.pk}/change/", typed)
    assert "too long for one article" in answer.text
    assert answer.text.count("mot ") >= LENGTH // 4
