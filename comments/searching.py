"""Names and words of comments, found at once among a million.

The database keeps the index itself, by triggers: whatever adds, changes, imports or erases comments
is followed. Both engines hold the same words: in small letters and without accents.
"""

import re
import unicodedata

from django.db import connection

from newsroom.core.words import clean

WORD = re.compile(r"[^\W_]+\*?")
MAX_WORDS, LONGEST_WORD = 12, 100
READ_FIRST = 20_000
MAX_FOUND = 500  # the newest: nobody reads more, and more words find less


def find(typed: str) -> list[int]:
    """The keys of the newest comments that hold all the words, the newest first.

    A star stands for whatever may follow: `insult*` finds insults too. No words find nothing.
    """
    words = list(dict.fromkeys(words_of(typed)))[:MAX_WORDS]
    return _ENGINES[connection.vendor].find(words) if words else []


def words_of(typed: str) -> list[str]:
    words = WORD.findall(plain(clean(typed).lower()))
    return [word for word in words if len(word) <= LONGEST_WORD]


def plain(text: str) -> str:
    """Without the accents of Latin letters."""
    return text.translate(ACCENTS)


def accents() -> dict[int, str]:
    """Each small letter that is a Latin one with an accent, and the one that it is without."""
    found = {}
    for point in range(0x80, 0x2000):
        base, *marks = unicodedata.normalize("NFD", chr(point))
        if marks and base.isascii() and base.islower():
            found[point] = base
    return found


ACCENTS = accents()


class SQLite:
    """An FTS5 table over the comments' own; it repeats none of their words."""

    created = (
        "CREATE VIRTUAL TABLE comments_search USING fts5(name, body, content='comments_comment',"
        " content_rowid='id', detail='none', tokenize='unicode61 remove_diacritics 2')",
        "INSERT INTO comments_search (comments_search) VALUES ('rebuild')",
    )
    dropped = (
        "DROP TRIGGER IF EXISTS comments_search_added",
        "DROP TRIGGER IF EXISTS comments_search_changed",
        "DROP TRIGGER IF EXISTS comments_search_gone",
        "DROP TABLE comments_search",
    )
    add = "INSERT INTO comments_search (rowid, name, body) VALUES (new.id, new.name, new.body);"
    remove = (
        "INSERT INTO comments_search (comments_search, rowid, name, body)"
        " VALUES ('delete', old.id, old.name, old.body);"
    )
    followed = (
        "CREATE TRIGGER IF NOT EXISTS comments_search_added"
        f" AFTER INSERT ON comments_comment BEGIN {add} END",
        "CREATE TRIGGER IF NOT EXISTS comments_search_changed"
        " AFTER UPDATE OF name, body ON comments_comment"
        f" WHEN old.name <> new.name OR old.body <> new.body BEGIN {remove} {add} END",
        "CREATE TRIGGER IF NOT EXISTS comments_search_gone"
        f" AFTER DELETE ON comments_comment BEGIN {remove} END",
    )

    @staticmethod
    def find(words):
        terms = (f'"{word.rstrip("*")}"{"*" * word.endswith("*")}' for word in words)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT rowid FROM comments_search WHERE comments_search MATCH %s"
                " ORDER BY rowid DESC LIMIT %s",
                [" AND ".join(terms), MAX_FOUND],
            )
            return [row[0] for row in cursor.fetchall()]


class PostgreSQL:
    """A table of `tsvector`s with a GIN index."""

    words = (
        "to_tsvector('simple', regexp_replace(translate(lower(normalize(said)),"
        f" '{''.join(map(chr, ACCENTS))}', '{''.join(ACCENTS.values())}'),"
        " '[^[:alnum:]]+', ' ', 'g'))"
    )
    created = (
        "CREATE FUNCTION comments_words(said text) RETURNS tsvector LANGUAGE sql IMMUTABLE"
        f" AS $$ SELECT {words} $$",
        "CREATE TABLE comments_search (comment_id bigint PRIMARY KEY, words tsvector NOT NULL)",
        "INSERT INTO comments_search SELECT id, comments_words(name || ' ' || body)"
        " FROM comments_comment",
        "CREATE INDEX comments_search_words ON comments_search USING gin (words)",
        "CREATE FUNCTION comments_search_follow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " IF TG_OP = 'DELETE' THEN DELETE FROM comments_search WHERE comment_id = old.id;"
        " ELSE INSERT INTO comments_search"
        " VALUES (new.id, comments_words(new.name || ' ' || new.body))"
        " ON CONFLICT (comment_id) DO UPDATE SET words = excluded.words; END IF;"
        " RETURN NULL; END $$",
    )
    dropped = (
        "DROP TRIGGER IF EXISTS comments_search_followed ON comments_comment",
        "DROP FUNCTION comments_search_follow",
        "DROP TABLE comments_search",
        "DROP FUNCTION comments_words",
    )
    followed = (
        "CREATE OR REPLACE TRIGGER comments_search_followed"
        " AFTER INSERT OR DELETE OR UPDATE OF name, body ON comments_comment"
        " FOR EACH ROW EXECUTE FUNCTION comments_search_follow()",
    )

    # What nearly all hold is among the newest; what few hold, the index has. Left to choose, the
    # planner reads a million rows for a word that it knows nothing of: `+ 0` leaves no choice.
    newest = (
        "SELECT comment_id FROM (SELECT comment_id, words FROM comments_search"  # noqa: S608 (ours)
        f" ORDER BY comment_id DESC LIMIT {READ_FIRST}) newest"
        " WHERE words @@ %s::tsquery ORDER BY comment_id DESC LIMIT %s"
    )
    among_all = (
        "SELECT comment_id FROM comments_search WHERE words @@ %s::tsquery"
        " ORDER BY comment_id + 0 DESC LIMIT %s"
    )

    @classmethod
    def find(cls, words):
        terms = (f"'{word.rstrip('*')}'{':*' * word.endswith('*')}" for word in words)
        asked = [" & ".join(terms), MAX_FOUND]
        found = cls._keys(cls.newest, asked)
        return found if len(found) == MAX_FOUND else cls._keys(cls.among_all, asked)

    @staticmethod
    def _keys(statement, asked) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(statement, asked)
            return [row[0] for row in cursor.fetchall()]


_ENGINES = {"sqlite": SQLite, "postgresql": PostgreSQL}


def create_index(apps, schema_editor):
    """For the migration: the index of the database at hand, with all that was ever said."""
    engine = _ENGINES[schema_editor.connection.vendor]
    for statement in (*engine.created, *engine.followed):
        schema_editor.execute(statement)


def drop_index(apps, schema_editor):
    for statement in _ENGINES[schema_editor.connection.vendor].dropped:
        schema_editor.execute(statement)


def follow(sender, **kwargs):
    """After a migration: SQLite loses the triggers of a table that it had to make anew."""
    if {"comments_search", "comments_comment"} <= set(connection.introspection.table_names()):
        with connection.cursor() as cursor:
            for statement in _ENGINES[connection.vendor].followed:
                cursor.execute(statement)
