"""Full-text search behind one function, with the same answers on SQLite and PostgreSQL.

Both engines index the same words: folded (no case, no accents, œ as oe), then stemmed in the
paper's language. The database's own full text only finds them; it needs no extension for that.
"""

import re
from functools import lru_cache

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from newsroom.core.html import plain_text
from newsroom.core.typography import typeset
from newsroom.core.words import clean, fold

WORD = re.compile(r"[^\W_]+")
WRITTEN = re.compile(r"\w+")
ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quelqu)'(?=\w)")
STEMMERS = {"fr": "french", "en": "english"}
MAX_WORDS = 12
MAX_FOUND = 1000
MAX_RANKED = 5000
MAX_INDEXED = 200_000  # characters: PostgreSQL refuses a tsvector of 1 MB


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The root of a folded word: `ecoles` and `ecole` are one."""
    # Knows thirty languages, which takes a tenth of each start: only who searches waits for it.
    import snowballstemmer

    # A stemmer of its own for each word: they keep their word in themselves, and threads share us.
    stemmer = snowballstemmer.stemmer(STEMMERS.get(settings.LANGUAGE_CODE[:2], "french"))
    return fold(stemmer.stemWord(word))


def normalise(text: str) -> list[str]:
    """The stems of a text, in order."""
    return [stem(word) for word in WORD.findall(ELISION.sub("", fold(text)))]


def search(articles: QuerySet, words: str) -> list[int]:
    """The keys of those of `articles` that hold all the words, best first.

    The title counts ten times. Of words that nearly all hold, the newest 5,000 are ranked; at most
    1,000 are found. No words find nothing.
    """
    stems = list(dict.fromkeys(normalise(words)))[:MAX_WORDS]
    pks = _ENGINES[connection.vendor].find(stems) if stems else []
    among = set(articles.filter(pk__in=pks).order_by().values_list("pk", flat=True)) if pks else ()
    return [pk for pk in pks if pk in among]


def index(article) -> None:
    """Put an article into the index, or renew it there."""
    title = " ".join(normalise(article.title))
    rest = f"{article.standfirst}\n{plain_text(article.body)}"[:MAX_INDEXED]
    _ENGINES[connection.vendor].write(article.pk, title, " ".join(normalise(rest)))


def index_saved(sender, instance, **kwargs):
    fields = kwargs.get("update_fields")
    if fields is None or {"title", "standfirst", "body"} & set(fields):
        index(instance)


def unindex_deleted(sender, instance, **kwargs):
    _ENGINES[connection.vendor].delete(instance.pk)


def clear() -> None:
    """Empty the index."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_search")


def highlight(text: str, words: str, length: int = 260) -> SafeString:
    """The part of a text where the words occur, set and escaped, the words in `<mark>`."""
    stems, text = set(normalise(words)), clean(text)
    first = next((m.start() for m in WRITTEN.finditer(text) if stems & stems_of(m[0])), 0)
    start = _start_of_excerpt(text, first)
    end = _end_of_excerpt(text, start, length)
    excerpt = typeset(text[start:end])
    parts, at = ["…" if start else ""], 0
    for match in WRITTEN.finditer(excerpt):
        if stems & stems_of(match[0]):
            parts += [escape(excerpt[at : match.start()]), "<mark>", escape(match[0]), "</mark>"]
            at = match.end()
    parts += [escape(excerpt[at:]), "…" if end < len(text) else ""]
    return mark_safe("".join(parts))  # noqa: S308 (every part of the text is escaped above)


@lru_cache(maxsize=50_000)  # the same words come back in every text
def stems_of(word: str) -> frozenset[str]:
    return frozenset(normalise(word))


def _end_of_excerpt(text: str, start: int, length: int) -> int:
    if len(text) <= start + length:
        return len(text)
    blank = text.rfind(" ", start, start + length)
    return blank if blank > start else start + length


def _start_of_excerpt(text: str, first: int) -> int:
    return 0 if first < 120 else text.rfind(" ", 0, first - 60) + 1


class SQLite:
    """An FTS5 table whose rowid is the article's."""

    create = "CREATE VIRTUAL TABLE articles_search USING fts5(title, body, tokenize='unicode61')"
    drop = "DROP TABLE articles_search"

    @staticmethod
    def write(pk, title, body):
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM articles_search WHERE rowid = %s", [pk])
            cursor.execute(
                "INSERT INTO articles_search (rowid, title, body) VALUES (%s, %s, %s)",
                [pk, title, body],
            )

    @staticmethod
    def delete(pk):
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM articles_search WHERE rowid = %s", [pk])

    @staticmethod
    def find(stems):
        query = " AND ".join(f'"{stem}"' for stem in stems)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pk FROM (SELECT rowid AS pk, bm25(articles_search, 10.0, 1.0) AS rank"
                " FROM articles_search WHERE articles_search MATCH %s"
                " ORDER BY rowid DESC LIMIT %s) ORDER BY rank, pk DESC LIMIT %s",
                [query, MAX_RANKED, MAX_FOUND],
            )
            return [row[0] for row in cursor.fetchall()]


class PostgreSQL:
    """A table of weighted `tsvector`s with a GIN index."""

    create = (
        "CREATE TABLE articles_search (article_id bigint PRIMARY KEY, words tsvector NOT NULL);"
        "CREATE INDEX articles_search_words ON articles_search USING gin (words)"
    )
    drop = "DROP TABLE articles_search"

    @staticmethod
    def write(pk, title, body):
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO articles_search (article_id, words) VALUES (%s,"
                " setweight(to_tsvector('simple', %s), 'A')"
                " || setweight(to_tsvector('simple', %s), 'D'))"
                " ON CONFLICT (article_id) DO UPDATE SET words = excluded.words",
                [pk, title, body],
            )

    @staticmethod
    def delete(pk):
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM articles_search WHERE article_id = %s", [pk])

    @staticmethod
    def find(stems):
        query = " & ".join(f"'{stem}'" for stem in stems)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT article_id FROM (SELECT article_id, words FROM articles_search"
                " WHERE words @@ to_tsquery('simple', %s) ORDER BY article_id DESC LIMIT %s) found,"
                " to_tsquery('simple', %s) query"
                " ORDER BY ts_rank_cd('{0.1, 0.1, 0.1, 1.0}', words, query, 1) DESC,"
                " article_id DESC LIMIT %s",
                [query, MAX_RANKED, query, MAX_FOUND],
            )
            return [row[0] for row in cursor.fetchall()]


_ENGINES = {"sqlite": SQLite, "postgresql": PostgreSQL}


def create_index(apps, schema_editor):
    """For the migration: the index table of the database at hand."""
    for statement in _ENGINES[schema_editor.connection.vendor].create.split(";"):
        schema_editor.execute(statement)


def drop_index(apps, schema_editor):
    schema_editor.execute(_ENGINES[schema_editor.connection.vendor].drop)
