import random
import re
import time
from html.parser import HTMLParser

import pytest

from newsroom.core.html import (
    TAGS,
    blocks,
    excerpt,
    plain_text,
    reading_minutes,
    sanitize,
    without_ids,
)

VIDEO = '<div data-youtube="dQw4w9WgXcQ"></div>'
PIECES = [
    *(f"<{tag}>" for tag in sorted(TAGS)),
    *(f"</{tag}>" for tag in sorted(TAGS)),
    *("<h1>", "</h1>", "<b>", "</b>", "<i>", "</i>", "<svg>", "<math>", "<style>", "</style>"),
    *("<script>", "</script>", "<!--", "-->", "<template>", "<select>", "<form>", "<textarea>"),
    *("<noscript>", "<title>", "<caption>", "<img src=x onerror=alert(1)>", "<table><div>"),
    *("<a href='https://a.fr/?a=1&b=2'>", "<a href='javascript:alert(1)'>", "<ol start=3>"),
    *("<div data-youtube='dQw4w9WgXcQ'>", "<div data-youtube='\"><script>'>", "<th colspan=2>"),
    *(
        "<figure data-picture=12 data-alt='a\"b<c>d' data-id=abcdefgh>",
        "<figure data-gallery='1 2'>",
    ),
    *("<div data-vimeo=123456>", "<div data-article=4>", "<div data-peertube='tube.fr/x'>"),
    *("<aside data-kind=note>", "<aside data-kind=pull>", "<aside data-kind=x>"),
    *("<p data-id=abcdefgh>", "<blockquote data-id=abcdefgh>", "<li data-id=abcdefgh>", "— Ada"),
    *("&#13;", "&#11;", "<tt>", "</tt>", "<figcaption>", "<section>"),
    *("mot", " ", "\n", "&nbsp;", "&lt;script&gt;", "\x00", "\x0b", "é"),
]
INERT = re.compile(
    r"(?:[^<>]"
    r"|</?(?:p|h2|h3|strong|em|ul|ol|li|blockquote|footer|br|hr|sub|sup|code|pre)>"
    r"|</?(?:table|thead|tbody|tr|th|td|a)>|</(?:div|figure|aside)>"
    r'|<a(?: (?:href="(?:https?:|mailto:|[^":]*(?:[/?#]|"))[^"<>]*"?|title="[^"<>]*"))+>'
    r'|<ol start="\d{1,3}">|<aside data-kind="(?:note|pull)">'
    r'|<div data-(?:youtube="[\w-]{11}|vimeo="\d+|article="\d+)">'
    r'|<figure data-(?:gallery="\d[\d ]+"|picture="\d+" data-width="text")(?: data-alt="[^"<>]*")?>'
    r'|<t[hd](?: (?:colspan|rowspan|scope)="[^"<>]*")+>)*'
)


@pytest.mark.parametrize(
    "payload",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<p onclick=alert(1) style='color:red' class=x id=y>",
        "<svg><p><style><img src=x onerror=alert(1)>",
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1"
        " onerror=alert(1)&gt;'>",
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
        "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
        "<iframe src=https://evil.example></iframe>",
        "<object data=x></object><embed src=x><base href=//evil.example>",
        "<a href=' javascript:alert(1)'>x</a><a href='java\tscript:alert(1)'>y</a>",
        "<a href='JaVaScRiPt:alert(1)'>x</a><a href='&#106;avascript:alert(1)'>y</a>",
        "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
        "<a href='vbscript:x' onfocus=alert(1) autofocus>x</a>",
        "<div data-youtube='x\"><script>alert(1)</script>'></div>",
        "<template><script>alert(1)</script></template>",
        "<xmp><img src=x onerror=alert(1)></xmp>",
        "<plaintext><script>alert(1)</script>",
        "<p><![CDATA[<script>alert(1)</script>]]></p>",
    ],
)
def test_nothing_that_acts_is_kept(payload):
    clean = sanitize(payload)
    clean = without_ids(clean)
    assert not re.search(r"<(?!/?(?:p|a)\b)", clean), clean
    tags = "".join(re.findall("<[^>]*>", clean)).lower()
    assert not re.search(r"script|data:|onerror|onclick|onfocus|style|class|id=", tags), clean


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("mot", "<p>mot</p>"),
        ("a<p>b</p>c", "<p>a</p><p>b</p><p>c</p>"),
        ("<h1>Titre</h1>mot", "<h2>Titre</h2><p>mot</p>"),
        ("<p><b>gras</b> <i>italique</i></p>", "<p><strong>gras</strong> <em>italique</em></p>"),
        ("<div><div>a</div>b</div>", "<p>a</p><p>b</p>"),
        ("<p>a</p>\n<p></p>\n<p>&nbsp;</p>", "<p>a</p>"),
        (f"<p>a{VIDEO}b</p>", f"<p>a</p>{VIDEO}<p>b</p>"),
        (f"<div>{VIDEO}</div>", VIDEO),
        (VIDEO.replace("></", ">texte<p>b</p></"), f"{VIDEO}<p>texte</p><p>b</p>"),
        ("<div data-youtube='court'>a</div>", "<p>a</p>"),
        ("<strong><p>a</p><p>b</p></strong>", "<p>a</p><p>b</p>"),
        ("<blockquote>a</blockquote>", "<blockquote><p>a</p></blockquote>"),
        (
            "<blockquote><blockquote>a</blockquote></blockquote>",
            "<blockquote><p>a</p></blockquote>",
        ),
        ("<ul>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        (
            "<table>titre<tr><td><table><tr><td>a</table></table>",
            "<p>titre</p><table><tbody><tr><td><p>a</p></td></tr></tbody></table>",
        ),
        ("<a href='javascript:x'>a</a>", "<p>a</p>"),
        ("<a href='/materiel/'>a</a>", '<p><a href="/materiel/">a</a></p>'),
        ('<ol start="3"><li>a</li></ol>', '<ol start="3"><li>a</li></ol>'),
        ('<ol start="٣"><li>a</li></ol>', "<ol><li>a</li></ol>"),
        ("a\x0bb\x00c", "<p>abc</p>"),
        ("<p></p>", ""),
        ("<p><br></p>", ""),
    ],
)
def test_a_body_is_a_row_of_blocks(typed, stored):
    assert without_ids(sanitize(typed)) == stored


class Shape(HTMLParser):
    """Where each element of a stored body stands."""

    def __init__(self):
        super().__init__()
        self.open, self.ids, self.wrong = [], [], []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        kind = given.get("data-kind", tag)
        parent = self.open[-1] if self.open else "body"
        is_identified = (parent == "body") == ("data-id" in given)
        in_itself = kind in self.open and kind in {"table", "blockquote"}
        if in_itself or not is_identified or not re.fullmatch(CHILDREN[parent], kind):
            self.wrong.append((parent, self.get_starttag_text()))
        self.ids += [given["data-id"]] if "data-id" in given else []
        if tag not in {"br", "hr"}:
            self.open.append(kind)

    def handle_endtag(self, tag):
        self.open.pop()

    def handle_data(self, text):
        parent = self.open[-1] if self.open else "body"
        if CHILDREN[parent] not in {LINE, PLAIN, MIXED}:
            self.wrong.append((parent, text))


LINE, PLAIN = "strong|em|a|sub|sup|code|br", "code|"
MIXED = f"{LINE}|p|h2|h3|hr|pre|table|blockquote|ul|ol"
CHILDREN = {
    "body": "p|h2|h3|hr|pre|table|blockquote|ul|ol|note|pull|figure|div",
    **dict.fromkeys(("p", "h2", "h3", "footer", "strong", "em", "a", "sub", "sup"), LINE),
    **{"ul": "li", "ol": "li", "li": MIXED, "th": MIXED, "td": MIXED, "code": LINE},
    **{"table": "thead|tbody|tr", "thead": "tr", "tbody": "tr", "tr": "th|td", "pre": PLAIN},
    **{"blockquote": "p|ul|ol|footer", "note": "p|h3|ul|ol", "pull": "p"},
    **{"figure": "nothing", "div": "nothing"},
}


def assert_row_of_blocks(body):
    shape = Shape()
    shape.feed(body)
    shape.close()
    assert not shape.wrong, (shape.wrong, body)
    assert not shape.open
    assert len(shape.ids) == len(set(shape.ids)) == len(blocks(body))


def random_html(dice):
    return "".join(dice.choices(PIECES, k=dice.randint(1, 25)))


def test_cleaning_twice_changes_nothing_and_leaves_nothing_that_acts():
    dice = random.Random(0)
    for _ in range(2_500):
        html = random_html(dice)
        clean = sanitize(html)
        assert sanitize(clean) == clean, html
        assert INERT.fullmatch(without_ids(clean)), (html, clean)
        assert_row_of_blocks(clean)


@pytest.mark.parametrize(
    "unit", ["<blockquote>", "<ul><li>", "<div>", "<b><p>", "<", "mot ", "<br>"]
)
def test_no_nesting_is_too_deep(unit):
    started = time.process_time()
    sanitize(unit * 2_000)
    assert time.process_time() - started < 4


def test_the_plain_text_has_a_line_for_each_block():
    html = f"<h2>A &amp; B</h2><p>c<br>d <em>e</em></p><ul><li>f</li></ul>{VIDEO}"
    assert plain_text(html) == "A & B\nc\nd e\nf"


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("un deux trois", "un deux trois"),
        ("un deux troisième", "un deux…"),
        ("un deux, troisième", "un deux…"),
        ("anticonstitutionnellement", "anticonstituti…"),
    ],
)
def test_an_excerpt_ends_between_words(text, short):
    assert excerpt(text, 14) == short


def test_reading_takes_a_minute_at_least():
    assert reading_minutes("") == 1
    assert reading_minutes("mot " * 660) == 3


def test_an_excerpt_is_as_long_as_it_may_be():
    assert excerpt("aaaa bbbb", 9) == "aaaa bbbb"
    assert excerpt("aaaa bbbb c", 9) == "aaaa bbbb…"
    assert excerpt("aaaa bbbbb c", 9) == "aaaa…"


def test_the_title_of_a_pasted_page_is_no_word_of_the_body():
    assert sanitize("<title>Accueil</title><p>a</p>").endswith(">a</p>")
    assert sanitize("<head><title>Accueil</title></head>") == ""


@pytest.mark.parametrize("code", ["a b c d e f", "abcdefghij.", "abcdefghi/k", "abcdefghij"])
def test_eleven_signs_of_another_kind_are_no_video(code):
    assert sanitize(f'<div data-youtube="{code}"></div>') == ""
