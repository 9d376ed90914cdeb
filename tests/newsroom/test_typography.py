import random
import time

import pytest

from newsroom.core.typography import NARROW, NBSP, typeset, typeset_html

N, B = NARROW, NBSP
HOSTILE = [
    *" \u00a0\u202f«»!?;:.,'\"’–—…%€0123abAé\n(<>&",
    *("http://", "<p>", "</p>", "<em>", "&nbsp;", "&amp;", "1er", "XXe", " km", "😀", "://"),
]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Quoi ? Non !", f"Quoi{N}? Non{N}!"),
        ("Quoi? Non!", f"Quoi{N}? Non{N}!"),
        ("Tiens ; et alors", f"Tiens{N}; et alors"),
        ("Exclusif : la puce", f"Exclusif{B}: la puce"),
        ("«Bonjour»", f"«{N}Bonjour{N}»"),
        (f"«{B}Bonjour{B}» !", f"«{N}Bonjour{N}»{N}!"),
        ('Il dit "oui".', f"Il dit «{N}oui{N}»."),
        ('un écran de 27" et un de 32"', 'un écran de 27" et un de 32"'),
        ("l'IA d'«Octet»", f"l’IA d’«{N}Octet{N}»"),
        ("un temps de 5'30", "un temps de 5'30"),
        ("Et puis...", "Et puis…"),
        ("5 % de 12 km", f"5{B}% de 12{B}km"),
        ("1 234 567,89 €", f"1{N}234{N}567,89{B}€"),
        ("En 2024 300 personnes", "En 2024 300 personnes"),
        ("06 12 34 56 78", "06 12 34 56 78"),
        ("Bravo 🎉 !", f"Bravo 🎉{N}!"),
        ("clin d'œil ;)", "clin d’œil ;)"),
        ("mot — incise — mot", f"mot —{B}incise{B}— mot"),
    ],
)
def test_french_is_set_as_newspapers_print_it(typed, printed):
    assert typeset(typed) == printed


@pytest.mark.parametrize(
    "text",
    [
        "12:30",
        "https://example.org/?a=1;b=2!c",
        "voir http://exemple.fr/a:b",
        "3,14 et 3.14",
        "C++ et C#",
        "a?b:c",
        "",
    ],
)
def test_what_is_no_sentence_stays_as_it_is(text):
    assert typeset(text) == text


def test_the_words_around_an_address_are_set():
    assert typeset('Voir https://a.fr/?x ! Ou "non" ?').endswith(f"/?x{N}! Ou «{N}non{N}»{N}?")


@pytest.mark.parametrize(
    ("html", "printed"),
    [
        ("<p>«&nbsp;l&#x27;IA&nbsp;» !</p>", f"<p>«{N}l’IA{N}»{N}!</p>"),
        ("<p>« <em>Mot</em> » !</p>", f"<p>«{N}<em>Mot</em>{N}»{N}!</p>"),
        ("<p>R&amp;D &lt;b&gt; !</p>", f"<p>R&amp;D &lt;b&gt;{N}!</p>"),
        ('<a href="/a?b=1 !">x</a>', '<a href="/a?b=1 !">x</a>'),
        ("le 1er mai", "le 1<sup>er</sup> mai"),
        ("la 1ère, les 2èmes", "la 1<sup>re</sup>, les 2<sup>es</sup>"),
        ("le XXe siècle, la Ve", "le XX<sup>e</sup> siècle, la V<sup>e</sup>"),
        ("au 25 000e", f"au 25{N}000<sup>e</sup>"),
        ("Ce que Le Monde", "Ce que Le Monde"),
        ("1<sup>er</sup>", "1<sup>er</sup>"),
        ("0x2e 1e10", "0x2e 1e10"),
    ],
)
def test_html_is_set_between_its_tags(html, printed):
    assert typeset_html(html) == printed


@pytest.mark.parametrize("set_", [typeset, typeset_html])
def test_setting_twice_changes_nothing_whatever_was_typed(set_):
    dice = random.Random(0)
    for _ in range(20_000):
        text = "".join(dice.choices(HOSTILE, k=dice.randint(0, 14)))
        once = set_(text)
        assert set_(once) == once, ascii(text)


@pytest.mark.parametrize("set_", [typeset, typeset_html])
@pytest.mark.parametrize("unit", [*HOSTILE, '"a ', "« ", "1 000 ", "<a", "a://", '""'])
def test_no_text_takes_long(set_, unit):
    started = time.process_time()
    set_(unit * 20_000)
    assert time.process_time() - started < 4


def test_a_paper_in_another_language_is_left_as_typed(settings):
    settings.LANGUAGE_CODE = "en"
    assert typeset("What ? “No”") == "What ? “No”"
    assert typeset_html("<p>1er !</p>") == "<p>1er !</p>"


def test_thin_spaces_of_a_word_processor_are_replaced_not_kept_beside_ours():
    assert typeset("«\u2009La plus folle\u2009»\u2009!") == "«\u202fLa plus folle\u202f»\u202f!"


def test_a_currency_stays_with_its_millions():
    assert typeset("à coups de millions $ et 3 milliards €") == (
        "à coups de millions\u00a0$ et 3\u00a0milliards\u00a0€"
    )
