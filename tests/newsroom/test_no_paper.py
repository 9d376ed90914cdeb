"""A command that is started without the variables of the service begins no other paper."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from newsroom.environment import command_of
from tests.comments.factories import make_comment

BASE = Path(__file__).resolve().parents[2]
KEYS = {"SECRET_KEY": "s" * 50, "DATA_KEY": "d" * 50}


def manage(*words, **variables):
    env = {"PATH": os.environ["PATH"]} | variables
    command = [sys.executable, str(BASE / "manage.py"), *words]
    return subprocess.run(
        command, cwd=BASE, env=env, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.parametrize(
    "words",
    [
        ["backup", "copy.sqlite3"],
        ["createsuperuser", "--noinput"],
        ["forget"],
        ["migrate"],
        ["rotate_key"],
        ["runserver", "--noreload", "127.0.0.1:0"],
    ],
)
@pytest.mark.parametrize("there", [True, False])
def test_without_keys_every_command_stops_in_one_line_and_makes_nothing(tmp_path, words, there):
    folder = tmp_path if there else tmp_path / "typo"
    done = manage(*words, VAR_DIR=str(folder))
    assert done.returncode == 1
    assert done.stderr.startswith(f"VAR_DIR leads to {folder}, where no paper and no keys are")
    assert done.stderr.count("\n") == 1
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("words", [["backup", "copy.sqlite3"], ["forget"], ["migrate"]])
def test_with_keys_alone_it_makes_no_database(tmp_path, words):
    done = manage(*words, VAR_DIR=str(tmp_path), **KEYS)
    assert done.returncode == 1
    assert done.stderr.startswith(f"{tmp_path}/newsroom.sqlite3 is not there: `prepare` makes it.")
    assert done.stderr.count("\n") == 1
    assert not list(tmp_path.glob("*.sqlite3*"))


@pytest.mark.parametrize("words", [["backup", "copy.sqlite3"], ["forget"], ["clean_pictures"]])
def test_an_empty_database_is_no_paper(tmp_path, words):
    (tmp_path / "newsroom.sqlite3").touch()
    done = manage(*words, VAR_DIR=str(tmp_path), **KEYS)
    assert done.returncode == 1
    assert "There is no paper in the database" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        (["/opt/newsroom/manage.py", "serve", "--prepare"], "serve"),
        (["manage.py"], "help"),
        (["/x/django/__main__.py", "migrate"], "migrate"),
        (["/x/newsroom/web.py"], "web"),
        (["bench/reading.py"], ""),
        (["/x/pytest/__main__.py", "tests"], ""),
    ],
)
def test_what_was_asked_for(arguments, command):
    assert command_of(arguments) == command


# The backup


@pytest.fixture
def paper(transactional_db):
    if connection.vendor != "sqlite":
        pytest.skip("pg_dump copies PostgreSQL")
    make_comment()


def test_a_backup_holds_what_the_paper_holds(paper, tmp_path, capsys):
    copy = tmp_path / "copy.sqlite3"
    copy.write_text("an older one")
    call_command("backup", copy)
    assert "1 articles, 1 comments, 0 readers of the letter" in capsys.readouterr().out
    with closing(sqlite3.connect(copy)) as opened:
        assert opened.execute("SELECT count(*) FROM comments_comment").fetchone() == (1,)
    assert [path.name for path in tmp_path.iterdir()] == ["copy.sqlite3"]
    assert copy.stat().st_mode & 0o077 == 0


def test_a_backup_never_takes_the_place_of_the_paper(paper, tmp_path):
    for place in (tmp_path, Path(connection.settings_dict["NAME"])):
        with pytest.raises(CommandError, match="name another file"):
            call_command("backup", place)


@pytest.mark.skipif("DATABASE_URL" not in os.environ, reason="PostgreSQL has a tool of its own")
@pytest.mark.django_db
def test_of_postgresql_it_says_what_copies_it():
    with pytest.raises(CommandError, match="pg_dump"):
        call_command("backup", "copy.sqlite3")
