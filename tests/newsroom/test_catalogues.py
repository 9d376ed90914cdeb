"""Phrases are found, written into catalogues, compiled and checked without GNU gettext."""

import gettext
import os
from pathlib import Path

import polib
import pytest

from newsroom import catalogues, phrases
from newsroom.phrases import Phrase

TEMPLATE = """{% load i18n %}
<p title="{% translate 'A title' %}">{% translate "May" context "verb" %}
{% blocktranslate count n=n trimmed %}
  {{ n }} comment
{% plural %}
  {{ n }} comments
{% endblocktranslate %} {{ _("Read")|upper }} {# {% translate "not me" %} #}</p>"""
MODULE = """
label = _("a label")
lazy = ngettext_lazy("%(n)s piece", "%(n)s pieces", "n")
verb = translation.pgettext("verb", "May")
other = get("not me", _(variable))
"""
SCRIPT = """
const name = gettext("A name")
label.textContent = interpolate(ngettext("%s word", '%s words', n), [n])
button.title = window.pgettext("verb", "Say \\"May\\"")
other(gettext(variable), `${gettext('In a template')}`)
"""
FOUND = {
    Phrase("A title"): ["a.html"],
    Phrase("May", context="verb"): ["a.html", "b.py"],
    Phrase("%(n)s comment", plural="%(n)s comments"): ["a.html"],
}


@pytest.fixture
def locale(tmp_path, monkeypatch):
    """An empty folder of catalogues, and three phrases in the sources."""
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path)
    monkeypatch.setattr(phrases, "collect", lambda domain: FOUND if domain == "django" else {})
    return tmp_path


@pytest.fixture
def french(locale):
    """The French catalogue of those phrases, complete."""
    catalogues.update()
    path = locale / "fr" / "LC_MESSAGES" / "django.po"
    catalogue = polib.pofile(str(path))
    catalogue.find("A title").msgstr = "Un titre"
    catalogue.find("May", msgctxt="verb").msgstr = "Pouvoir"
    comments = catalogue.find("%(n)s comment")
    comments.msgstr_plural = {0: "%(n)s commentaire", 1: "%(n)s commentaires"}
    catalogue.save()
    return catalogue


def test_phrases_of_a_template_are_found():
    assert set(phrases.in_template(TEMPLATE)) == {
        Phrase("A title"),
        Phrase("May", context="verb"),
        Phrase("%(n)s comment", plural="%(n)s comments"),
        Phrase("Read"),
    }


def test_phrases_of_a_module_are_found():
    assert set(phrases.in_python(MODULE)) == {
        Phrase("a label"),
        Phrase("%(n)s piece", plural="%(n)s pieces"),
        Phrase("May", context="verb"),
    }


def test_phrases_of_a_script_are_found():
    assert set(phrases.in_calls(SCRIPT)) == {
        Phrase("A name"),
        Phrase("%s word", plural="%s words"),
        Phrase('Say "May"', context="verb"),
        Phrase("In a template"),
    }


@pytest.mark.parametrize(
    ("name", "domain"),
    [
        ("articles/views.py", "django"),
        ("articles/migrations/0001_initial.py", ""),
        ("newsroom/borrowed/django.py", "django"),
        ("newsroom/borrowed/djangojs.py", "djangojs"),
        ("templates/base.html", "django"),
        ("templates/newsletter/email/digest.txt", "django"),
        ("articles/notes.txt", ""),
        ("articles/static/articles/writing.js", "djangojs"),
        ("articles/static/articles/writing.css", ""),
    ],
)
def test_each_kind_of_file_has_its_catalogue(name, domain):
    assert phrases.domain_of(Path(name)) == domain


def test_new_phrases_come_in_and_translations_stay(french, monkeypatch):
    new = {Phrase("A title"): ["a.html"], Phrase("New"): ["c.py"]}
    monkeypatch.setattr(phrases, "collect", lambda domain: new if domain == "django" else {})
    catalogues.update()
    updated = polib.pofile(french.fpath)
    assert updated.find("A title").msgstr == "Un titre"
    assert updated.find("New").msgstr == ""
    assert {entry.msgid for entry in updated.obsolete_entries()} == {"May", "%(n)s comment"}


def test_updating_twice_changes_nothing(french):
    with open(french.fpath) as file:
        before = file.read()
    catalogues.update()
    with open(french.fpath) as file:
        assert file.read() == before


def test_a_compiled_catalogue_speaks_french(french):
    catalogues.compile_changed()
    with open(french.fpath.replace(".po", ".mo"), "rb") as file:
        fr = gettext.GNUTranslations(file)
    assert fr.gettext("A title") == "Un titre"
    assert fr.pgettext("verb", "May") == "Pouvoir"
    assert fr.ngettext("%(n)s comment", "%(n)s comments", 0) == "%(n)s commentaire"
    assert fr.ngettext("%(n)s comment", "%(n)s comments", 2) == "%(n)s commentaires"


def test_only_what_changed_is_compiled(french):
    compiled = french.fpath.replace(".po", ".mo")
    catalogues.compile_changed()
    os.utime(compiled, (2_000_000_000, 2_000_000_000))
    catalogues.compile_changed()
    assert os.stat(compiled).st_mtime == 2_000_000_000
    os.utime(french.fpath, (2_000_000_001, 2_000_000_001))
    catalogues.compile_changed()
    assert os.stat(compiled).st_mtime != 2_000_000_000


def test_a_complete_catalogue_has_no_faults(french):
    assert list(catalogues.faults()) == []


def test_each_kind_of_fault_is_named(french):
    french.find("A title").flags.append("fuzzy")
    french.find("May", msgctxt="verb").msgstr = ""
    french.find("%(n)s comment").msgstr_plural[1] = "%(m)s commentaires"
    french.save()
    assert {line.removeprefix("fr/LC_MESSAGES/django.po: ") for line in catalogues.faults()} == {
        "fuzzy: 'A title'",
        "not translated: 'May'",
        "other placeholders than the source: '%(n)s comment'",
    }


def test_a_phrase_that_is_not_there_yet_is_a_fault(french, monkeypatch):
    more = {"django": FOUND | {Phrase("New"): ["c.py"]}, "djangojs": {Phrase("Drag"): ["d.js"]}}
    monkeypatch.setattr(phrases, "collect", more.get)
    assert list(catalogues.faults()) == [
        "fr/LC_MESSAGES/django.po: not there, run `make messages`: 'New'",
        "fr/LC_MESSAGES/djangojs.po: not there, run `make messages`: 'Drag'",
    ]


def test_a_catalogue_that_was_never_made_is_a_fault(locale):
    assert len(list(catalogues.faults())) == len(FOUND)


def test_every_phrase_of_ours_is_translated():
    assert list(catalogues.faults()) == []
