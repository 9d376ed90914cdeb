"""How SQLite chooses its plans: by the indexes alone, as they were made and measured."""

from django.db import connection


def forget_statistics() -> None:
    """Delete what ANALYZE or PRAGMA optimize wrote into the database; PostgreSQL keeps its own.

    With statistics SQLite reads all comments for a Bloom filter before it finds the few of
    one article: 0.3 ms became 30 with 100,000 of them.
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_schema WHERE name LIKE 'sqlite_stat_'")
        for (table,) in cursor.fetchall():
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 (names of SQLite's own)
        cursor.execute("ANALYZE sqlite_schema")  # reads again what is left of them: nothing
