import re

import pytest

from newsroom.core.html import blocks, links, plain_text, sanitize, without_ids

NOTE, PULL = '<aside data-kind="note">', '<aside data-kind="pull">'
PICTURE = '<figure data-picture="12" data-width="text"></figure>'


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (
            "<blockquote><p>Oui.</p><footer>Ada, <b>codeuse</b></footer></blockquote>",
            "<blockquote><p>Oui.</p><footer>Ada, <strong>codeuse</strong></footer></blockquote>",
        ),
        (
            "<blockquote><p>Oui.</p><p>— Ada, <em>codeuse</em></p></blockquote>",
            "<blockquote><p>Oui.</p><footer>Ada, <em>codeuse</em></footer></blockquote>",
        ),
        (
            "<blockquote><p>Oui.</p><p>–&nbsp;Ada</p></blockquote>",
            "<blockquote><p>Oui.</p><footer>Ada</footer></blockquote>",
        ),
        ("<blockquote><p>— Oui.</p></blockquote>", "<blockquote><p>— Oui.</p></blockquote>"),
        (
            "<blockquote><p>— Oui.</p><p>Non.</p></blockquote>",
            "<blockquote><p>— Oui.</p><p>Non.</p></blockquote>",
        ),
        (
            "<blockquote><p>a</p><p>— b</p><footer> – </footer></blockquote>",
            "<blockquote><p>a</p><footer>b</footer></blockquote>",
        ),
        (
            "<blockquote><p>a</p><p>— b</p><footer>— c</footer></blockquote>",
            "<blockquote><p>a</p><p>— b</p><footer>c</footer></blockquote>",
        ),
        (
            "<blockquote><footer>a</footer><p>b</p><footer>c</footer></blockquote>",
            "<blockquote><p>a</p><p>b</p><footer>c</footer></blockquote>",
        ),
        ("<blockquote><footer>a</footer></blockquote>", "<blockquote><p>a</p></blockquote>"),
        (
            "<blockquote><p>a</p><footer><p>b</p><p>c</p></footer></blockquote>",
            "<blockquote><p>a</p><footer>b c</footer></blockquote>",
        ),
        ("<blockquote><h2>a</h2>b</blockquote>", "<blockquote><p>a</p><p>b</p></blockquote>"),
        ("<blockquote><p>a</p><p>— <br></p></blockquote>",) * 2,
        ("<footer>a</footer>", "<p>a</p>"),
    ],
)
def test_a_quotation_says_who_said_it(typed, stored):
    assert without_ids(sanitize(typed)) == stored


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (f"{PULL}<p>Fort</p></aside>",) * 2,
        (f"{PULL}Fort</aside>", f"{PULL}<p>Fort</p></aside>"),
        (f"{PULL}<ul><li>a</li><li>b</li></ul></aside>", f"{PULL}<p>a</p><p>b</p></aside>"),
        (f"{NOTE}<h3>Repère</h3><p>a</p><ul><li>b</li></ul></aside>",) * 2,
        (f"{NOTE}<h2>a</h2><hr></aside>", f"{NOTE}<p>a</p></aside>"),
        (f"{NOTE}<blockquote>a</blockquote></aside>", f"{NOTE}<p>a</p></aside>"),
        (f"{NOTE}{PULL}<p>a</p></aside></aside>", f"{NOTE}<p>a</p></aside>"),
        (f"<ul><li>a{NOTE}<p>b</p></aside></li></ul>", "<ul><li><p>a</p><p>b</p></li></ul>"),
        (f"{NOTE}</aside>", ""),
        ('<aside data-kind="alerte"><p>a</p></aside>', "<p>a</p>"),
        ("<aside>a</aside>", "<p>a</p>"),
        ("<section><figcaption>a</figcaption>b</section>", "<p>a</p><p>b</p>"),
    ],
)
def test_boxes_hold_what_they_are_for(typed, stored):
    assert without_ids(sanitize(typed)) == stored


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("<pre><code>a\n  b &lt; c</code></pre>",) * 2,
        ("<pre>\n\na\n\nb\n </pre>", "<pre><code>a\n\nb</code></pre>"),
        ("<pre><b>a</b><p>b</p><br>c</pre>", "<pre><code>ab\n\nc</code></pre>"),
        ('<pre class="x"><code class="language-py">a</code></pre>', "<pre><code>a</code></pre>"),
        ("<pre>  </pre>", ""),
        ("<p>a <code>b</code> <tt>c</tt></p>", "<p>a <code>b</code> <code>c</code></p>"),
        ("a&#13;b&#11;c", "<p>a\nbc</p>"),
    ],
)
def test_code_stays_as_it_was_typed(typed, stored):
    assert without_ids(sanitize(typed)) == stored


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (f"<ul><li>a{PICTURE}</li></ul><p>b</p>", f"<ul><li><p>a</p></li></ul>{PICTURE}<p>b</p>"),
        (
            f"<blockquote><p>a</p>{PICTURE}</blockquote>",
            f"<blockquote><p>a</p></blockquote>{PICTURE}",
        ),
        (f"<ul><li>{PICTURE}</li></ul>", PICTURE),
        (f"<h2>a{PICTURE}</h2>", f"<h2>a</h2>{PICTURE}"),
        (PICTURE.replace("></", "><p>légende</p></"), f"{PICTURE}<p>légende</p>"),
    ],
)
def test_what_is_shown_stands_at_the_top_and_holds_nothing(typed, stored):
    clean = without_ids(sanitize(typed))
    assert clean.replace("<ul><li></li></ul>", "") == stored


def ids(html):
    return re.findall('data-id="([^"]*)"', html)


def test_each_block_has_an_id_and_keeps_it():
    html = sanitize("<p>a</p><hr><ul><li>b</li></ul>")
    assert len(set(ids(html))) == 3
    assert ids(sanitize(html.replace("a</p>", "tout autre</p>"))) == ids(html)


def test_ids_are_the_same_wherever_they_are_given():
    assert sanitize("<p>a</p><hr><hr>") == sanitize("<p>a</p>\n<hr><hr>")


def test_of_two_blocks_with_one_id_the_second_gets_a_new_one():
    html = sanitize('<p data-id="abcdefgh">a</p><p data-id="abcdefgh">b</p>')
    assert ids(html)[0] == "abcdefgh"
    assert len(set(ids(html))) == 2


def test_no_block_takes_the_id_of_a_later_one():
    [made] = ids(sanitize("<p>a</p>"))
    html = sanitize(f'<p>a</p><p data-id="{made}">b</p>')
    assert ids(html)[1] == made != ids(html)[0]


@pytest.mark.parametrize("forged", ["ABCDEFGH", "abc", "abcdefgh1", '"><script>', "é" * 8, ""])
def test_a_forged_id_is_replaced(forged):
    assert re.fullmatch('<p data-id="[a-z0-9]{8}">a</p>', sanitize(f"<p data-id='{forged}'>a</p>"))


def test_what_stands_within_a_block_has_no_id():
    html = sanitize('<blockquote><p data-id="abcdefgh">a</p></blockquote>')
    assert "abcdefgh" not in html


def test_a_body_is_the_row_of_its_blocks():
    html = sanitize(f"<p>a</p>{PICTURE}<h2>b</h2>")
    found = blocks(html)
    assert "".join(block for _id, block in found) == html
    assert [id_ for id_, _block in found] == ids(html)


def test_words_that_look_like_an_id_stay():
    html = sanitize('<p>On écrit data-id="abcdefgh" ici</p>')
    assert 'écrit data-id="abcdefgh" ici' in without_ids(html)


def test_the_links_of_a_body_in_order():
    html = sanitize('<p><a title="x" href="/a?b&amp;c">a</a> <a href="https://d.fr/">d</a></p>')
    assert links(html) == ["/a?b&c", "https://d.fr/"]


def test_speakers_and_code_are_words_of_the_text():
    html = sanitize(f"<blockquote><p>a</p><p>— b</p></blockquote><pre>c\nd</pre>{PICTURE}<hr>e")
    assert plain_text(html) == "a\nb\nc\nd\ne"
