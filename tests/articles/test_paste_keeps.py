"""What a paste must not lose, and what it says where something can't come along."""

import pytest
from playwright.sync_api import expect

from articles.body import EXTENSIONS
from newsroom.core.html import SCHEMES
from tests.articles.test_paste import body_of, clean  # noqa: F401 (a fixture)

pytestmark = pytest.mark.browser
WRAPPED = """<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:
l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol;mso-list:
Ignore'>·<span style='font:7.0pt "Times"'>&nbsp;&nbsp; </span></span><![endif]>Un fil</p>"""
KEPT = [
    (
        "<p><span>3 rue des Lilas</span><span><br></span><span>35000 Rennes</span></p>",
        "<p>3 rue des Lilas<br>35000 Rennes</p>",
    ),
    ("<p><span>Fin.</span><span><br></span></p>", "<p>Fin.</p>"),
    ("<p><b>Un<br></b>deux</p>", "<p><strong>Un<br></strong>deux</p>"),
    (
        '<figure><iframe src="https://player.vimeo.com/video/76979871"></iframe></figure>',
        '<div data-vimeo="76979871"></div>',
    ),
    ("<figure><ul><li>Un</li></ul></figure>", "<ul><li>Un</li></ul>"),
    ("<figure><p>Un</p><p>Deux</p></figure>", "<p>Un</p><p>Deux</p>"),
    ("<figure>Un mot</figure>", "<p>Un mot</p>"),
    (
        '<p>A</p><figure><img src="https://a.fr/x.jpg"><figcaption>À quai.</figcaption></figure>',
        "<p>A</p><p>À quai.</p>",
    ),
    ("<p>Il <del>tient</del> cède.</p>", "<p>Il tient cède.</p>"),
    ('<p>Il <del cite="x" datetime="2026">tient </del>cède.</p>', "<p>Il cède.</p>"),
    (WRAPPED, "<ul><li>Un fil</li></ul>"),
    (
        '<p><a href="https://www.google.com/url?q=https://a.fr/x%3Fy%3D1&amp;sa=D">là</a></p>',
        '<p><a href="https://a.fr/x?y=1">là</a></p>',
    ),
    (
        '<p><a href="https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.fr%2F">là</a></p>',
        '<p><a href="https://a.fr/">là</a></p>',
    ),
    (
        '<p><a href="https://www.google.com/url?q=javascript:alert(1)">là</a></p>',
        '<p><a href="https://www.google.com/url?q=javascript:alert(1)">là</a></p>',
    ),
    ('<p><a href="tel:+33123">là</a></p>', '<p><a href="tel:+33123">là</a></p>'),
    ('<p><a href="ftp://a.fr/x">là</a></p>', "<p>là</p>"),
    ("<nav><p>Un</p></nav><form><p>Deux</p></form>", "<p>Un</p><p>Deux</p>"),
]


def test_what_was_meant_comes_along(clean):  # noqa: F811
    for html, body in KEPT:
        assert body_of(clean(html)) == body, html


def test_what_is_left_out_is_counted(clean):  # noqa: F811
    lost = clean(
        '<iframe src="https://a.fr/"></iframe><p><del datetime="x">Un</del> <button>B</button>'
        '<a href="sms:1">C</a></p><audio src="x"></audio>'
    )["lost"]
    assert lost == {"frames": 1, "struck": 1, "remarks": 0, "links": 1, "parts": 2}


def test_and_said(desk, draft):
    desk.write(draft)
    desk.paste('<p>Un</p><iframe src="https://a.fr/"></iframe>', "text/html")
    expect(desk.page.locator(".editor-notice")).to_contain_text("1 frame of another site")


def test_there_is_one_list_of_schemes(clean, desk):  # noqa: F811
    there = desk.page.evaluate("async () => (await import('newsroom/editor/addresses')).SCHEMES")
    assert there == [*SCHEMES] == EXTENSIONS["Link"]["protocols"]
