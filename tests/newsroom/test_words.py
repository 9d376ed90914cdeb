"""Words are kept and compared in one way, whatever a keyboard, a Mac or a PDF made of them."""

import time

import pytest
from django.core.exceptions import ValidationError

from newsroom.core.mails import compose
from newsroom.core.models import Newspaper
from newsroom.core.words import clean, direction, fold

FAMILY = "\U0001f469\u200d\U0001f467"
RAINBOW = "\U0001f3f3\ufe0f\u200d\U0001f308"
ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
PERSIAN = "می\u200cخواهم"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("cyber\u00adsécurité", "cybersécurité"),
        (
            "ro\u200bbot, ro\u200cbot, ro\u200dbot, ro\u2060bot, \ufeffrobot",
            "robot, " * 4 + "robot",
        ),
        ("ro\u200ebot \u202eà l'envers\u202c", "robot à l'envers"),
        ("porte\u2011avions, porte\u2010avions", "porte-avions, porte-avions"),
        ("E\u0301nergie", "Énergie"),
        ("a\ufb03che, \ufb01n", "affiche, fin"),
        ("un\r\ndeux\u2028trois", "un\ndeux\ntrois"),
        ("\ud800\x00\x1b", ""),
        (f"{FAMILY} {RAINBOW} {ENGLAND}", f"{FAMILY} {RAINBOW} {ENGLAND}"),
        ("noir\U000e0067\U000e007f", "noir"),
        (PERSIAN, PERSIAN),
        ("שלום\u200f!", "שלום\u200f!"),
        ("« 5\u00a0% »\u202f!", "« 5\u00a0% »\u202f!"),
        ("", ""),
    ],
)
def test_what_nobody_sees_is_not_kept(typed, kept):
    assert clean(typed) == kept
    assert clean(kept) == kept


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Énergie", "energie"),
        ("ÉNERGIE", "E\u0301nergie"),
        ("Noémie", "noemie"),
        ("l’IA", "L'IA"),
        ("Cœur", "COEUR"),
        ("intelligence  artificielle ", "Intelligence\u00a0artificielle"),
        ("cyber\u00adsécurité", "Cybersecurite"),
        ("porte\u2011avions", "porte–avions"),
        ("Łódź, Đorđe, Þór, Ørsted, Straße", "lodz, dorde, thor, orsted, strasse"),
        ("İstanbul", "istanbul"),
        ("\ufb01n", "fin"),
        ("Ménin\u0301ge", "Meninge"),
        (PERSIAN, PERSIAN.replace("\u200c", "")),
        ("❤\ufe0f", "❤"),
    ],
)
def test_what_reads_the_same_is_the_same(one, other):
    assert fold(one) == fold(other)
    assert fold(fold(one)) == fold(one)


@pytest.mark.parametrize(
    ("one", "other"), [("C", "C++"), ("C++", "C#"), ("Net", ".NET"), ("1", "2")]
)
def test_signs_tell_things_apart(one, other):
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("text", "way"), [("مرحبا", "rtl"), ("שלום C++", "rtl"), ("Al-Jazeera (الجزيرة)", ""), ("", "")]
)
def test_a_text_runs_the_way_of_most_of_its_letters(text, way):
    assert direction(text) == way


@pytest.mark.parametrize(
    "sign", ["\u00ad", "\u200d", "\u0301", "\u200f", "א\u200e", "é", "\U000e0067"]
)
@pytest.mark.parametrize("change", [clean, fold, direction])
def test_no_text_takes_long(change, sign):
    started = time.process_time()
    change(sign * 200_000)
    assert time.process_time() - started < 4


@pytest.mark.django_db
@pytest.mark.parametrize("ending", ["\n", "\r", "\x85", "\u2028"])
def test_a_name_of_two_lines_is_refused_before_it_stops_every_mail(ending):
    for field in ("name", "host_name", "legal_form", "phone"):
        paper = Newspaper(**{"name": "L’Octet", field: f"Le{ending}Bcc: x@example.org"})
        with pytest.raises(ValidationError, match="one line"):
            paper.full_clean()
    Newspaper(name=f"L’Octet{ending}Bcc: x@example.org").save()  # by an import, say
    mail = compose("email/rights", {"url": "x"}, subject=f"Un{ending}deux", to="a@example.org")
    assert "\n" not in mail.subject + mail.from_email
