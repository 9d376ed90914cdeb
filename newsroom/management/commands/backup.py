import os
import sqlite3
from contextlib import closing
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from newsroom.advice import advise_where_nothing_is

COUNTED = {
    "articles": "articles_article",
    "comments": "comments_comment",
    "readers of the letter": "newsletter_subscriber",
}


class Command(BaseCommand):
    help = "Copy the SQLite database into one file, while the paper runs, and say what is in it."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="An older copy of that name is replaced.")

    def handle(self, *, file, **options):
        if connection.vendor != "sqlite":
            raise CommandError("The database is PostgreSQL: pg_dump copies it.")
        if nothing := advise_where_nothing_is():
            raise CommandError(nothing)
        paper = Path(connection.settings_dict["NAME"])
        if file.is_dir() or (file.exists() and file.samefile(paper)):
            raise CommandError(f"{file} can't be the copy: name another file.")
        draft = file.with_name(f".{file.name}.{os.getpid()}")
        try:
            counted = copied(paper, draft)
            draft.replace(file)
        finally:
            draft.unlink(missing_ok=True)
        size = file.stat().st_size / 1e6
        self.stdout.write(f"{file}: {counted}; {size:.1f} MB")


def copied(paper: Path, draft: Path) -> str:
    """What is in the copy, which is one file, whole, and for its owner alone."""
    draft.touch(mode=0o600)
    with (
        closing(sqlite3.connect(f"{paper.absolute().as_uri()}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(draft)) as target,
    ):
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
        if (found := target.execute("PRAGMA quick_check").fetchone()[0]) != "ok":
            raise CommandError(f"The database is damaged, nothing was copied: {found}")
        return ", ".join(f"{_count(target, table)} {what}" for what, table in COUNTED.items())


def _count(target, table: str) -> int:
    return target.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 (ours)
