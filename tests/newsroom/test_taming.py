"""What no person typed: megabytes, nesting without end, script in every attribute."""

import re

import pytest

from newsroom.core.html import TAGS, blocks, plain_text, sanitize, without_ids
from newsroom.core.taming import LENGTH, NESTING, TAG_LENGTH, is_tame

DEEP = NESTING + 1


@pytest.mark.parametrize(
    "html",
    [
        f"<p>{'mot ' * (LENGTH // 4)}</p><p>a</p>",
        "<blockquote>" * DEEP + "a",
        "<ul><li>" * DEEP + "a",
        "<b><i>" * DEEP + "a",
        "<div><table><tr><td>a</div></table>" * DEEP,
        "<b><i>a</b></i>" * DEEP,
        f"<p title='{'&amp;' * TAG_LENGTH}'>a",
        f"<p a='>' {' '.join(f'a{number}' for number in range(TAG_LENGTH))}>a",
        f"<p {' '.join(f'a<{number}' for number in range(TAG_LENGTH))}>a",
        f'<img src="data:image/png;base64,{"A" * 5_000_000}">a',
    ],
)
def test_what_would_hold_up_the_parser_becomes_its_words(html):
    assert not is_tame(html)
    clean = sanitize(html)
    assert set(re.findall("<[^>]*>", without_ids(clean))) == {"<p>", "</p>"}
    assert "a" in plain_text(clean)
    assert sanitize(clean) == clean


@pytest.mark.parametrize(
    "html",
    [
        "<p>a</p>" * (LENGTH // 8),
        "<blockquote>" * NESTING + "a",
        "<p>a<li>b<br>" * 10 * NESTING,
        f"<a href='/{'x' * (TAG_LENGTH - 20)}'>a</a>",
        "<p>l'un < l'autre</p><p>\"</p>",
    ],
)
def test_what_people_write_paste_and_import_is_left_alone(html):
    assert is_tame(html)


def test_no_words_make_a_tag_after_the_tags_are_gone():
    typed = "<<b>script>alert(1)</script><scr<b>ipt>&lt;script>&#60;script&#62;&#11;&nbsp;a&nbsp;b"
    html = without_ids(sanitize("<blockquote>" * DEEP + typed))
    assert "script" in html
    assert "a&nbsp;b" in html
    assert not re.search("<(?!/?p>)", html)
    assert "\x0b" not in html


SCRIPT = "javascript:alert(1)"
NAMES = [
    *("onclick", "onerror", "onload", "style", "class", "id", "src", "srcdoc", "href", "action"),
    *("formaction", "background", "xlink:href", "srcset", "poster", "data", "target", "rel"),
    *("data-id", "data-kind", "data-picture", "data-gallery", "data-width", "data-alt"),
    *("data-caption", "data-credit", "data-youtube", "data-vimeo", "data-dailymotion"),
    *("data-peertube", "data-article", "start", "colspan", "rowspan", "scope", "title"),
]


@pytest.mark.parametrize("tag", sorted(TAGS | {"img", "iframe", "svg", "form", "object", "input"}))
def test_script_in_every_attribute_of_every_element_is_kept_nowhere(tag):
    every = " ".join(f'{name}="{SCRIPT}"' for name in NAMES)
    clean = without_ids(sanitize(f"<{tag} {every}>a</{tag}>"))
    kept = dict(re.findall(r' ([\w:-]+)="([^"]*)"', "".join(re.findall("<[^>]*>", clean))))
    assert kept.keys() <= {"title", "scope"}, clean  # words, which nothing runs


@pytest.mark.parametrize("name", ["data-alt", "data-caption", "data-credit"])
def test_what_is_said_of_a_picture_cannot_leave_its_attribute(name):
    html = sanitize(f"""<figure data-picture=1 {name}='"&gt;<script>alert(1)</script><p x="'>""")
    assert html.count("<") == html.count(">") == 2
    assert sanitize(html) == html


def test_many_blocks_alike_have_an_id_each():
    found = blocks("<p>a</p><hr>" * 2_000)
    assert len({id_ for id_, _html in found}) == 4_000
