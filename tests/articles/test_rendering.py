import re
import time

import pytest

from articles.models import VideoStill
from articles.rendering import render, render_for_feed
from newsroom.core.html import sanitize
from tests.factories import make_picture

VIDEO = '<div data-youtube="dQw4w9WgXcQ"></div>'


def test_headings_can_be_linked_to_each_by_its_own_name():
    html = render("<h2>La suite</h2><h3>La <em>suite</em></h3><h2>🎉</h2><h2>XXe siècle</h2>")
    assert re.findall('id="([^"]*)"', html) == [
        "h-la-suite",
        "h-la-suite-2",
        "h-sans-titre",
        "h-xxe-siecle",
    ]


def test_a_heading_takes_no_id_of_the_page():
    assert 'id="comments"' not in render("<h2>Comments</h2>")


@pytest.mark.parametrize(
    ("quotation", "shown"),
    [
        (
            "<p>Oui.</p><p>— Ada, <em>codeuse</em></p>",
            '<figure class="quotation"><blockquote><p>Oui.</p></blockquote>'
            "<figcaption>Ada, <em>codeuse</em></figcaption></figure>",
        ),
        ("<p>Oui.</p>", "<blockquote><p>Oui.</p></blockquote>"),
        ("<p>— Ada</p>", "<blockquote><p>—\xa0Ada</p></blockquote>"),
        ("<p>— Oui.</p><p>Non.</p>", "<blockquote><p>—\xa0Oui.</p><p>Non.</p></blockquote>"),
        ("<p>Oui</p><ul><li>a</li></ul>", "<blockquote><p>Oui</p><ul><li>a</li></ul></blockquote>"),
    ],
)
def test_a_quotation_names_its_speaker_in_the_last_line(quotation, shown):
    html = render(sanitize(f"<blockquote>{quotation}</blockquote><p>a</p>"))
    assert html == f"{shown}<p>a</p>"


def test_two_quotations_keep_their_speakers():
    one = "<blockquote><p>Oui.</p><p>— Ada</p></blockquote>"
    assert render(sanitize(one + one.replace("Ada", "Grace"))).count("<figcaption>") == 2


@pytest.mark.django_db
def test_a_video_is_a_still_of_ours(django_assert_num_queries):
    VideoStill.objects.create(code="dQw4w9WgXcQ", title="Un film", picture=make_picture())
    with django_assert_num_queries(1):
        html = render(VIDEO * 3)
    assert html.count("Un film") >= 3
    assert "<iframe" not in html
    assert not re.search(r'(?:src|srcset)="https?:', html)


@pytest.mark.parametrize(
    ("href", "seen"),
    [
        ("/a/", "http://testserver/a/"),
        ("b/", "http://testserver/materiel/le-cable/b/"),
        ("#h-a", "http://testserver/materiel/le-cable/#h-a"),
        ("//autre.example/", "http://autre.example/"),
        ("https://autre.example/?a=1&amp;b=2", "https://autre.example/?a=1&amp;b=2"),
        ("mailto:a@b.fr", "mailto:a@b.fr"),
        ("http://[", "http://["),
    ],
)
def test_links_of_a_feed_are_whole(href, seen):
    html = render_for_feed(
        f'<p><a title="x" href="{href}">a</a></p>',
        address="http://testserver/materiel/le-cable/",
    )
    assert f'href="{seen}"' in html


@pytest.mark.parametrize(
    "body",
    [
        "<blockquote>" + "<p>— a</p>" * 5_000 + "</blockquote>",
        "<blockquote><p>a</p></blockquote>" * 3_000,
        "<h2>a</h2>" * 300,
        "<table><tr><td>a</td></tr></table>" * 3_000,
        "<p>" + "— " * 50_000 + "</p>",
    ],
)
@pytest.mark.django_db
def test_no_body_takes_long(body):
    clean = sanitize(body)
    started = time.process_time()
    render(clean)
    render_for_feed(clean, address="http://testserver/")
    assert time.process_time() - started < 4
