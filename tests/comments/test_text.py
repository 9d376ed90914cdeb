import random
import re
import time
from html import unescape
from html.parser import HTMLParser

import pytest

from comments.text import clean, count_links, render

PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<a href='javascript:alert(1)'>ici</a>",
    "javascript:alert(1)",
    'https://example.org/"onmouseover="alert(1)',
    "https://example.org/'onmouseover='alert(1)",
    "https://example.org/?a=<script>alert(1)</script>",
    "https://<b>example.org",
    "http://[::1",
    "https://www.www.",
    "data:text/html,<script>alert(1)</script>",
    "</li></ol><script>alert(1)</script>",
    "<!--<img src=--><img src=x onerror=alert(1)//>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "{{ settings.SECRET_KEY }} {% debug %}",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_payloads_are_inert(payload):
    html = render(payload)
    for tag in ("<p>", "</p>", "<br>", "</a>", "<em>", "</em>", "<blockquote>", "</blockquote>"):
        html = html.replace(tag, "")
    while '<a href="http' in html:
        start = html.index("<a href=")
        end = html.index('" rel="ugc nofollow noopener">', start)
        assert '"' not in html[start + len('<a href="') : end]
        html = html[:start] + html[end + len('" rel="ugc nofollow noopener">') :]
    assert "<" not in html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Un *beau* navire", "<p>Un <em>beau</em> navire</p>"),
        ("(*oui*), *non*.", "<p>(<em>oui</em>), <em>non</em>.</p>"),
        ("*<b>*", "<p><em>&lt;b&gt;</em></p>"),
        ("> cité\n> suite\nréponse", "<blockquote><p>cité<br>suite</p></blockquote><p>réponse</p>"),
        ("> un\n\n> deux", "<blockquote><p>un</p><p>deux</p></blockquote>"),
    ],
)
def test_stars_stress_and_a_bracket_quotes(text, html):
    assert render(text) == html


@pytest.mark.parametrize(
    "text", ["a*b*c", "**x**", "*a", "a*", "* a *", "*a*b*", "_x_ `c`", "1 > 0", ">", "*\n*", "***"]
)
def test_what_is_half_a_mark_or_another_one_is_shown_as_typed(text):
    assert "<em>" not in render(text)
    assert "<blockquote>" not in render(text)
    assert unescape(re.sub(r"</?p>", "", render(text).replace("<br>", "\n"))) == text


def test_only_the_first_bracket_of_a_nested_quotation_is_a_mark():
    assert render(">> deux") == "<blockquote><p>&gt; deux</p></blockquote>"


def test_an_address_keeps_its_stars_and_may_be_stressed():
    link = '<a href="{0}" rel="ugc nofollow noopener">{0}</a>'
    assert link.format("https://x.org/a*b*c") in render("https://x.org/a*b*c")
    assert f"<em>{link.format('https://x.org/')} ici</em>" in render("*https://x.org/ ici*")


class Shape(HTMLParser):
    """Fails where elements overlap, or where there is one that a comment can't have."""

    MAY_HOLD = {
        "": {"p", "blockquote"},
        "blockquote": {"p"},
        "p": {"em", "a", "br"},
        "em": {"a", "br"},
        "a": set(),
    }

    def __init__(self, html):
        super().__init__()
        self.open, self.text = [""], []
        self.feed(html)
        self.close()
        assert self.open == [""]

    def handle_starttag(self, tag, attrs):
        assert tag in self.MAY_HOLD[self.open[-1]]
        allowed = {"a": [["href", "rel"]], "p": [[], ["dir"]]}.get(tag, [[]])
        assert [name for name, _value in attrs] in allowed
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


PIECES = [
    *("*", "*", ">", "> ", "\n", "\n\n", " ", "a", "mot", "<b>", "</p>", "<!--", "&amp;", "&", '"'),
    *(
        "'",
        "https://a.example",
        "www.b.example/(x)",
        "http://",
        "](",
        "javascript:",
        "\t",
        "é",
        "中",
    ),
    *("</blockquote>", "</blockquote><blockquote>", "{{ x }}", "\u0301", "مرحبا", "»"),
]


STRAIGHT = str.maketrans("“”‘’", "\"\"''")


def test_thousands_of_random_texts_make_sound_html_and_lose_no_letter():
    chance = random.Random(3)
    for _ in range(4000):
        typed = "".join(chance.choices(PIECES, k=chance.randint(1, 25)))
        shown = "".join(Shape(render(typed)).text).translate(STRAIGHT)
        assert re.sub(r"[\s*>]", "", shown) == re.sub(r"[\s*>]", "", typed), typed


def test_blank_lines_part_paragraphs_and_line_ends_stay():
    assert render("Un.\nDeux.\n\n \n\nTrois.") == "<p>Un.<br>Deux.</p><p>Trois.</p>"


@pytest.mark.parametrize(
    ("text", "href", "shown"),
    [
        ("https://example.org/a?b=1&c=2", "https://example.org/a?b=1&amp;c=2", None),
        ("(voir https://example.org/x).", "https://example.org/x", None),
        ("https://fr.wikipedia.org/wiki/Lune_(satellite)", None, None),
        ("www.example.org !", "https://www.example.org", "www.example.org"),
        ("HTTPS://EXAMPLE.ORG", "HTTPS://EXAMPLE.ORG", None),
    ],
)
def test_addresses_become_links_that_vouch_for_nothing(text, href, shown):
    href = href or text
    link = f'<a href="{href}" rel="ugc nofollow noopener">{shown or href}</a>'
    assert link in render(text)


def test_what_only_looks_like_an_address_stays_text():
    assert "<a" not in render("ftp://example.org, javascript:alert(1), https://, www., http://a")


@pytest.mark.parametrize(
    "url",
    [
        "https://foo.fr:99999/x",
        "https://foo.fr:abc",
        "https://1.2.3.999",
        "https://1.2.3.4.5",
        "https://exa%mple.fr",
        "https://foo|bar.fr",
        "https://[::1",
        "https://foo..fr",
        "https://.fr",
        "www.foo^bar.fr",
    ],
)
def test_what_no_browser_can_open_is_no_link(url):
    html = render(f"Lisez {url} demain")
    assert "<a" not in html
    assert "demain" in html
    assert count_links(url) == 0


def test_french_gets_its_typography_and_addresses_keep_theirs(settings):
    settings.LANGUAGE_CODE = "fr"
    html = render("Vraiment ? Lisez « l'avis » : https://example.org/l'avis?x=1:2 !")
    assert "Vraiment\u202f?" in html
    assert "«\u202fl’avis\u202f»\u00a0: <a" in html
    assert 'href="https://example.org/l&#x27;avis?x=1:2"' in html


def test_english_stays_as_typed():
    assert render("Really ?") == "<p>Really ?</p>"


def test_controls_and_direction_turners_are_cleaned_away():
    assert clean("a\x00b\x1b\u202ec\u2066d\ufeff\r\ne\u2028f\tg") == "abcd\ne\nf\tg"
    assert clean("👩‍🚒 مرحبا שלום Zürich") == "👩‍🚒 مرحبا שלום Zürich"


@pytest.mark.parametrize(
    "text",
    [
        "a" * 5000,
        "a" * 4990 + " ://",
        "https://" + "(" * 2000 + ")" * 2990,
        "http://a" * 600,
        "www." * 1250,
        "\n " * 2500,
        "«" * 2500 + "»" * 2500,
        " " * 4990 + ": ! ?",
        "1 " * 2500,
        "*" * 5000,
        "*a " * 1666,
        " *a" * 1666,
        "*a* " * 1250,
        ">\n" * 2500,
        "*https://a.b " * 380,
    ],
)
def test_no_text_takes_long(text, settings):
    settings.LANGUAGE_CODE = "fr"
    started = time.process_time()
    render(text)
    assert time.process_time() - started < 1  # a square of 5,000 takes seconds


def test_links_are_counted_as_readers_see_them():
    assert count_links("https://a.example www.b.example HTTP://c.example d.example") == 3


@pytest.mark.parametrize("hidden", ["\u3164", "\u115f", "\xad", "\u034f", "\u2800", "\U000e0041"])
def test_letters_that_nobody_sees_are_no_text(hidden):
    assert clean(f"a{hidden}b{hidden}") == "ab"


@pytest.mark.parametrize("half", ["\ud800", "\ufffe", "\uffff", "\ufdd0"])
def test_what_no_database_takes_is_left_out(half):
    assert clean(f"a{half}b") == "ab"


def test_marks_cannot_be_piled_up_over_the_lines_above():
    assert clean("a" + "\u0301" * 50 + "b") == "á" + "\u0301" * 3 + "b"
    assert clean("Vie\u0302\u0323t") == "Việt"


@pytest.mark.parametrize(
    "kept", ["👩‍👩‍👧‍👦", "🏳️‍🌈", "👨🏿‍🚀", "🇫🇷", "1️⃣", "می‌خواهم", "مُحَمَّد", "हिन्दी", "ไทยที่", "שָׁלוֹם"]
)
def test_what_people_write_with_stays(kept):
    assert clean(kept) == kept


def test_words_from_right_to_left_are_set_so():
    assert render("مرحبا بالعالم") == '<p dir="rtl">مرحبا بالعالم</p>'
    assert render("> שלום\n\nBonjour (שלום)").startswith('<blockquote><p dir="rtl">')
    assert render("Bonjour (שלום)").startswith("<p>")
