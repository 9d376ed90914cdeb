import time

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
    for tag in ("<p>", "</p>", "<br>", "</a>"):
        html = html.replace(tag, "")
    while '<a href="http' in html:
        start = html.index("<a href=")
        end = html.index('" rel="ugc nofollow noopener">', start)
        assert '"' not in html[start + len('<a href="') : end]
        html = html[:start] + html[end + len('" rel="ugc nofollow noopener">') :]
    assert "<" not in html


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
    ],
)
def test_no_text_takes_long(text, settings):
    settings.LANGUAGE_CODE = "fr"
    started = time.process_time()
    render(text)
    assert time.process_time() - started < 1  # a square of 5,000 takes seconds


def test_links_are_counted_as_readers_see_them():
    assert count_links("https://a.example www.b.example HTTP://c.example d.example") == 3
