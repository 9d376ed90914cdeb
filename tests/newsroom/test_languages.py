"""French and English, each alone on its pages; the French catalogue as a printer would set it."""

import re
from datetime import UTC, datetime

import polib
import pytest
from django.core.cache import caches
from django.utils import formats, timezone, translation

from newsletter.models import Newsletter
from newsroom import catalogues
from newsroom.core.dates import in_words
from newsroom.core.models import Newspaper
from tests import factories

# What is the same word in both languages
SAME = {
    "version",
    *("versions", "Versions"),
    "version %(number)d",
    *("article", "articles", "Articles", "Archives", "Contact", "date", "description"),
    *("E-mail", "e-mail", "Embargo", "introduction", "note", "notes", "Notes", "Pages"),
    *("Publication", "embargo", "Planning"),
    *(
        "licence",
        "Licence",
        "portrait",
        "sanction",
        "Sanction",
        "sanctions",
        "Spam",
        "spam",
        "suspension",
    ),
}
READERS_PAGES = [
    *("/", "/archives/", "/recherche/", "/recherche/?q=zzz", "/newsletter/"),
    *("/newsletter/inscription/", "/newsletter/inscription/merci/", "/newsletter/confirmer/x/"),
    *("/mentions-legales/", "/confidentialite/", "/commentaires/regles/", "/rien-ici/"),
    "/newsletter/preferences/",
]
DESK_PAGES = [
    "",
    *("articles/article/", "articles/article/add/", "articles/picture/add/", "articles/section/"),
    *(
        "comments/comment/",
        "comments/comment/desk/",
        "newsletter/digest/",
        "newsletter/digest/add/",
    ),
    *("newsletter/subscriber/", "newsletter/newsletter/1/change/", "core/newspaper/1/change/"),
]


@pytest.fixture
def both_languages(settings):
    """The catalogues as they are in operation; other tests read the sentences of the source."""
    catalogues.compile_changed()
    settings.LOCALE_PATHS = [settings.BASE_DIR / "locale"]
    caches["template_fragments"].clear()
    yield settings
    caches["template_fragments"].clear()


@pytest.fixture
def paper(db):
    Newspaper(name="L’Octet", publisher="Éditions", contact_email="nous@example.org").save()
    Newsletter.objects.create(name="La lettre")
    return factories.make_published_article(body="<p>Un texte.</p>")


def catalogue(domain: str) -> polib.POFile:
    path = catalogues.LOCALE / "fr" / "LC_MESSAGES" / f"{domain}.po"
    return polib.pofile(str(path))


def sentences() -> list[tuple[str, str]]:
    """What is said in each language: whole and long enough to be no part of something else."""
    return [
        (entry.msgid, entry.msgstr)
        for entry in catalogue("django")
        if not entry.obsolete
        and not catalogues.PLACEHOLDER.search(entry.msgid)
        and entry.msgid not in SAME
        and min(len(entry.msgid), len(entry.msgstr)) >= 10
    ]


def french_texts() -> list[str]:
    entries = [e for domain in ("django", "djangojs") for e in catalogue(domain) if not e.obsolete]
    return [text for e in entries for text in (e.msgstr, *e.msgstr_plural.values()) if text]


def text_of(html: str) -> str:
    """What is read or heard of a page: no addresses, no names of fields."""
    html = re.sub(r"<script.*?</script>|<style.*?</style>", "", html, flags=re.DOTALL)
    heard = re.findall(r'\b(?:aria-label|title|alt|placeholder|value)="([^"]*)"', html)
    return "\n".join([re.sub(r"<[^>]*>", "\n", html), *heard])


def words_of(page: str, language: int) -> list[str]:
    """The sentences of a language that a page has, as it has them: whole."""
    lines = {" ".join(line.split()) for line in text_of(page).replace("&#x27;", "'").splitlines()}
    return [pair[language] for pair in sentences() if " ".join(pair[language].split()) in lines]


# The catalogue


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_nothing_is_left_untranslated_or_guessed(domain):
    entries = [entry for entry in catalogue(domain) if not entry.obsolete]
    assert entries
    assert [entry.msgid for entry in entries if not entry.translated() or entry.fuzzy] == []


def test_what_is_the_same_in_french_is_known_to_be():
    same = {e.msgid for e in catalogue("django") if e.msgid == e.msgstr and not e.obsolete}
    assert same == {word for word in SAME if word in {e.msgid for e in catalogue("django")}}


@pytest.mark.parametrize("fault", ["'", '"', " ;", " :", " !", " ?", "« ", " »", "...", "“"])
def test_french_is_set_as_print_sets_it(fault):
    texts = [re.sub(r"<[^>]*>|https?://\S*", "", text) for text in french_texts()]
    assert [text for text in texts if fault in text] == []


# One word for each thing: what an earlier catalogue called otherwise, or translated word for word.
RETIRED = re.compile(
    r"courriel|électronique|(?<!e-)\bmails?\b|classifieur|d[ée]sinscri|\binscri(?:re|ption|t|te|vez)\b"
    r"|\brecours\b|conservations? légales?|Touches|Moderator|\bmessages? annon|"
    r"(?:appuyez sur le|pressez le) bouton|un second (?:examen|avis)|quelqu’un d’autre",
    re.IGNORECASE,
)


def test_each_thing_has_one_name_in_french():
    law = "économie numérique"
    texts = [re.sub(r"%\(\w+\)s|<[^>]*>", "", text).replace(law, "") for text in french_texts()]
    assert [text for text in texts if RETIRED.search(text)] == []


def test_nothing_is_singular_in_french(both_languages):
    with translation.override("fr"):
        words = [
            translation.ngettext("%(number)s comment", "%(number)s comments", number)
            for number in (0, 1, 2)
        ]
    assert [word[-1] for word in words] == ["e", "e", "s"]


def test_one_o_clock_is_no_first_of_a_month():
    with translation.override("fr"):
        night = timezone.make_aware(datetime(2026, 11, 1, 1, 3))
        assert in_words(night, "datetime").replace("\u00a0", " ") == "1er novembre 2026 à 1 h 03"


@pytest.mark.parametrize(
    ("language", "date", "hour"),
    [
        ("fr", "9\u00a0mars 2026", "7\u00a0h\u00a005"),
        ("en", "9\u00a0March 2026", "07:05"),
    ],
)
def test_dates_are_those_of_a_newspaper(language, date, hour):
    moment = datetime(2026, 3, 9, 6, 5, tzinfo=UTC)
    with translation.override(language):
        local = timezone.localtime(moment)
        assert in_words(local) == date
        assert formats.date_format(local, "TIME_FORMAT") == hour


# The pages


@pytest.mark.parametrize("url", READERS_PAGES)
def test_a_french_paper_has_no_english_on_its_pages(client, paper, both_languages, url):
    page = client.get(url, headers={"accept-language": "en"}).content.decode()
    assert '<html lang="fr">' in page
    assert words_of(page, 0) == []
    assert len(words_of(page, 1)) >= 5


@pytest.mark.parametrize("url", READERS_PAGES)
def test_an_english_paper_has_no_french_on_its_pages(client, paper, both_languages, url):
    both_languages.LANGUAGE_CODE = "en"
    page = client.get(url, headers={"accept-language": "fr"}).content.decode()
    assert '<html lang="en">' in page
    assert words_of(page, 1) == []
    assert len(words_of(page, 0)) >= 5


def test_an_article_and_its_form_speak_the_language_of_the_paper(client, paper, both_languages):
    page = client.get(paper.get_absolute_url()).content.decode()
    refused = client.post(f"/commentaires/{paper.pk}/", {}).content.decode()
    assert words_of(page, 0) == words_of(refused, 0) == []
    assert "Laisser un commentaire" in page
    assert "Votre adresse e-mail ne sera pas publiée." in page
    assert "Indiquez votre adresse e-mail\u00a0: elle ne sera pas publiée." in refused


@pytest.mark.parametrize("url", DESK_PAGES)
@pytest.mark.parametrize(("language", "other"), [("fr", 0), ("en", 1)])
def test_the_desk_speaks_the_language_of_who_works_there(
    admin_client, paper, both_languages, url, language, other
):
    headers = {"accept-language": language}
    page = admin_client.get(f"/admin/{url}", headers=headers).content.decode()
    assert f'<html lang="{language}"' in page
    assert words_of(page, other) == []
    assert len(words_of(page, 1 - other)) >= 3


def test_scripts_of_the_desk_get_everybodys_words(admin_client, both_languages):
    french, english = (
        admin_client.get("/admin/jsi18n/", headers={"accept-language": language}).content.decode()
        for language in ("fr", "en")
    )
    ours, editors, djangos = '"Bold": "Gras"', '"Cancel": "Annuler"', '"Noon": "Midi"'
    assert all(words in french for words in (ours, editors, djangos))
    assert "Gras" not in english
