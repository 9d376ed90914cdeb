"""English is set as print sets it: on an English site, and in English words on a French one."""

import pytest

from newsroom.core.typography import typeset, typeset_html, typeset_words


@pytest.fixture
def english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('"No," she said.', "“No,” she said."),
        ("It's the readers' paper", "It’s the readers’ paper"),
        ("'Not now', he said", "‘Not now’, he said"),
        ("\"He said 'no'\"", "“He said ‘no’”"),
        ("the '90s and rock 'n' roll", "the ’90s and rock ’n’ roll"),
        ("'Tis the season", "’Tis the season"),
        ("wait... what", "wait… what"),
        ("one -- two - three", "one – two – three"),
        ("word--word", "word—word"),
        ("10-20 pages, e-mail", "10-20 pages, e-mail"),
        ("6 km and 12 GB", "6\u00a0km and 12\u00a0GB"),
        ('("so")', "(“so”)"),
        ("https://example.org/?q='a'&b", "https://example.org/?q='a'&b"),
        ("What? No! One: two; three", "What? No! One: two; three"),
        ("“already” set – and ’90s…", "“already” set – and ’90s…"),
    ],
)
def test_an_english_line_is_set_once(english, typed, printed):
    assert typeset(typed) == printed
    assert typeset(typeset(typed)) == printed


def test_marks_know_each_other_across_tags(english):
    typed = '<p>"Le <em>Monde</em>", he read: <strong>"so"</strong>.</p>'
    printed = "<p>“Le <em>Monde</em>”, he read: <strong>“so”</strong>.</p>"
    assert typeset_html(typed) == printed


def test_code_and_other_languages_stay_as_typed(english):
    typed = '<p><code>a = "b"</code> and <em lang="de">"so"</em></p><pre><code>"x"</code></pre>'
    assert typeset_html(typed) == typed


def test_french_words_on_an_english_site_are_french(english):
    typed = '<p>He said: <em lang="fr">Quoi ?</em></p>'
    assert typeset_html(typed) == '<p>He said: <em lang="fr">Quoi\u202f?</em></p>'


def test_english_words_on_a_french_site_are_english():
    typed = '<p lang="en">"Why ?" - it\'s over...</p>'
    assert typeset_html(typed) == '<p lang="en">“Why ?” – it’s over…</p>'


def test_marks_of_html_stay_inert(english):
    assert typeset_words('<b> "x"') == "&lt;b&gt; “x”"
