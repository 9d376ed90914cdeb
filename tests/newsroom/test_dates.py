import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone, translation

from newsroom.core.dates import age, appointment, in_words


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 11, 1, 1, 6), "1er novembre 2026 à 1 h 06"),
        (datetime(2026, 11, 26, 1, 6), "26 novembre 2026 à 1 h 06"),
        (datetime(2026, 8, 1, 21, 0), "1er août 2026 à 21 heures"),
        (datetime(2026, 8, 2, 1, 0), "2 août 2026 à 1 heure"),
    ],
)
def test_the_first_of_a_month_is_an_ordinal_and_one_o_clock_is_not(moment, words):
    with translation.override("fr"):
        assert in_words(moment, "datetime").replace("\u00a0", " ") == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "vendredi 4 décembre, à 7 heures"),
        ("en", "Friday 4 December, at 07:00"),
    ],
)
def test_what_is_to_come_is_told_with_its_weekday(language, words):
    with translation.override(language):
        assert appointment(datetime(2026, 12, 4, 7, 0)).replace("\u00a0", " ") == words


def test_a_year_ago_is_said_as_people_say_it():
    """By our own catalogue, which stands above Django's on every page of the site."""
    catalogue = Path(settings.BASE_DIR, "locale/fr/LC_MESSAGES/django.po").read_text()
    words = r'msgid_plural "%\(num\)d years"\nmsgstr\[0\] "(.+)"\nmsgstr\[1\] "(.+)"'
    said = re.search(words, catalogue)
    assert said.groups() == ("%(num)d an", "%(num)d ans")
    with translation.override("en"):
        assert age(timezone.now() - timedelta(days=370)) == "1\xa0year ago"
