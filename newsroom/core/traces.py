"""What is erased is gone from the files of the database too, not from its answers alone.

A database keeps what was deleted: SQLite in its log and in the segments of a full-text index,
PostgreSQL in the pages of a table until something else is written there.
"""

import logging

from django.db import DatabaseError, connection, transaction
from django.tasks import task

PAGES = 500  # of an index, merged at once: whoever writes waits for no more than that
TRIES = 3
LOCK_TIMEOUT = "5s"  # whoever waits for a table makes everybody wait who comes after
logger = logging.getLogger(__name__)


def wipe_soon() -> None:
    """For whoever erases at a reader's request: by the worker, once it is stored for good."""
    transaction.on_commit(wipe.enqueue)


@task
def wipe() -> None:
    """Take what was erased out of SQLite's files. Safe to repeat; PostgreSQL waits for the night.

    Where a transaction is open around it, nothing can be done yet.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        for index in _indexes():
            _merge(index)
        _empty_log()


def rewrite(tables: list[str]) -> list[str]:
    """Write tables of PostgreSQL anew, without what was erased; those that could not be.

    A plain VACUUM lets go of the rows and leaves their bytes. While a table is rewritten, whoever
    asks it waits. Samples of the values are in the statistics: these are made anew as well.
    """
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [LOCK_TIMEOUT])
        cursor.execute("SET statement_timeout = 0")
        left = [table for table in _changed(cursor, tables) if not _rewritten(cursor, table)]
        _rewritten(cursor, "pg_statistic", "FULL")
        cursor.execute("RESET lock_timeout")
        cursor.execute("RESET statement_timeout")
    return left


def _indexes() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%USING fts5%'")
        return [name for (name,) in cursor.fetchall()]


def _merge(index: str) -> None:
    """Into one segment, a part at a time: only then are its deleted words left out."""
    table = connection.ops.quote_name(index)
    sql = f"INSERT INTO {table} ({table}, rank) VALUES ('merge', %s)"  # noqa: S608 (a name of ours)
    with connection.cursor() as cursor:
        pages = -PAGES  # first of all, segments of all levels are taken together
        while _changes(cursor, sql, pages) > 1:
            pages = PAGES


def _changes(cursor, sql: str, pages: int) -> int:
    """How many rows a statement has changed: one alone says that there was nothing to do."""
    count = "SELECT total_changes()"
    before = cursor.execute(count).fetchone()[0]
    cursor.execute(sql, [pages])
    return cursor.execute(count).fetchone()[0] - before


def _empty_log() -> None:
    """Into the database, and cut to nothing; a page that is being read may keep it for a moment."""
    with connection.cursor() as cursor:
        for _try in range(TRIES):
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            if not cursor.fetchone()[0]:
                return
    logger.warning("The log of the database is in use; what was erased leaves it tonight.")


def _changed(cursor, tables: list[str]) -> list[str]:
    """Those of which anything was ever changed or deleted, as far as the server has counted."""
    cursor.execute(
        "SELECT relname FROM pg_stat_user_tables WHERE relname = ANY(%s)"
        " AND n_tup_upd + n_tup_del > 0 ORDER BY relname",
        [tables],
    )
    return [name for (name,) in cursor.fetchall()]


def _rewritten(cursor, table: str, how: str = "FULL, ANALYZE") -> bool:
    try:
        cursor.execute(f"VACUUM ({how}) {connection.ops.quote_name(table)}")
    except DatabaseError as error:
        logger.warning("%s is not written anew: %s", table, str(error).strip())
        return False
    return True
