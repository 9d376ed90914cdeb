"""Words in another language or from right to left: a body keeps which they are, and where."""

import pytest

from articles.rendering import render
from newsroom.core.html import sanitize, without_ids

ENGLISH, ARABIC = '<span lang="en">of <strong>the</strong></span>', "<p>مرحبا بالعالم</p>"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (f"<p>Un {ENGLISH}</p>",) * 2,
        ('<p lang="ar" dir="rtl">x</p>',) * 2,
        ('<p dir="RTL" lang="ar">x</p>', '<p lang="ar" dir="rtl">x</p>'),
        ('<i lang="en">of the</i>', '<p><span lang="en"><em>of the</em></span></p>'),
        ('<a href="/x" lang="en">y</a>', '<p><span lang="en"><a href="/x">y</a></span></p>'),
        ('<bdo dir="rtl">abc</bdo>', '<p><span dir="rtl">abc</span></p>'),
        ('<ul dir="rtl"><li lang="ar">a</li></ul>',) * 2,
        ('<h2 lang="en">a</h2>',) * 2,
        ('<table dir="rtl"><tbody><tr><td lang="ar">a</td></tr></tbody></table>',) * 2,
        ('<aside data-kind="pull" lang="en"><p>x</p></aside>',) * 2,
        (
            '<blockquote dir="rtl"><p>a</p><p lang="ar">— b</p></blockquote>',
            '<blockquote dir="rtl"><p>a</p><footer><span lang="ar">b</span></footer></blockquote>',
        ),
        (
            '<blockquote><p>a</p><footer lang="ar">b</footer></blockquote>',
            '<blockquote><p>a</p><footer><span lang="ar">b</span></footer></blockquote>',
        ),
        (
            '<div lang="en"><h2>a</h2><p lang="fr">b</p><pre>c</pre><hr></div>',
            '<h2 lang="en">a</h2><p lang="fr">b</p><pre><code>c</code></pre><hr>',
        ),
        ('<main lang="en">words</main>', '<p><span lang="en">words</span></p>'),
        ('<span lang="en"><p>a</p></span>', '<p lang="en">a</p>'),
    ],
)
def test_the_language_and_the_direction_of_words_are_stored(typed, stored):
    assert without_ids(sanitize(typed)) == stored
    assert sanitize(sanitize(typed)) == sanitize(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "<p><span>a</span></p>",
        '<p lang="x y" dir="up">a</p>',
        '<p lang="&quot;&gt;">a</p>',
        '<p dir="">a</p>',
        '<p><span lang="en"></span>a</p>',
    ],
)
def test_what_is_no_language_and_no_direction_is_left_out(typed):
    assert without_ids(sanitize(typed)) == "<p>a</p>"


def test_blocks_in_another_language_are_rendered_as_any_other():
    body = sanitize(
        '<h2 lang="en">The sea</h2><blockquote lang="en"><p>a</p><footer>b</footer></blockquote>'
        '<table lang="en"><tr><td>1</td></tr></table>'
    )
    html = render(body)
    assert '<h2 id="h-the-sea" lang="en">' in html
    assert '<figure class="quotation"><blockquote lang="en">' in html
    assert '<div class="table"' in html


def test_a_block_from_right_to_left_is_set_so_though_it_does_not_say_it():
    quotation = f"<blockquote>{ARABIC}<footer>Leïla</footer></blockquote>"
    html = render(sanitize(f"{quotation}<p>Bonjour مرحبا</p><ul dir='ltr'><li>مرحبا</li></ul>"))
    assert '<blockquote dir="rtl"><p dir="rtl">' in html
    assert "<p>Bonjour" in html
    assert '<ul dir="ltr">' in html
