"""The page that a web server shows while the paper is away: in its dress, and whole in one file."""

import re

import pytest
from django.core.management import call_command

from newsroom.core.models import Newspaper

pytestmark = pytest.mark.django_db


def test_the_page_names_the_paper_and_asks_for_nothing(capsys):
    Newspaper(name="L’Octet", publisher="L’Octet").save()
    call_command("away_page")
    page = capsys.readouterr().out
    assert "<header>L’Octet</header>" in page
    assert not re.search(r"(?:src|href|url)\s*[=(]", page)


def test_a_name_is_no_markup(capsys):
    Newspaper(name="<script>", publisher="x").save()
    call_command("away_page")
    assert "<script>" not in capsys.readouterr().out
