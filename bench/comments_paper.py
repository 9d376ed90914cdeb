"""A paper with a million comments: made by the database itself, in minutes."""

from contextlib import contextmanager
from datetime import timedelta

ARTICLES, PEOPLE, NETWORKS, SECTIONS = 2_000, 60_000, 20_000, 12
REPORTS, APPEALS = 30_000, 500  # every tenth report is open, and every appeal
TEXT = "Merci pour cet article, clair et bien sourcé. J’aurais aimé un mot sur l’hiver à bord. " * 4


def fill(comments: int, waiting: int) -> None:
    from django.db import connection

    from newsroom.core.models import Newspaper

    Newspaper(name="L’Octet", publisher="L’Octet").save()
    fill_articles()
    seed = seed_comment()
    with connection.cursor() as cursor, words_of_copies(cursor):
        copy(cursor, seed, comments_of(connection.vendor, comments, waiting))
    with connection.cursor() as cursor:
        copy(cursor, seed_decision(), DECISIONS)
        copy(cursor, seed_report(), reports_of(comments))
        copy(cursor, seed_appeal(), appeals_of(comments))
    if connection.vendor == "postgresql":  # as it does by itself in the night; SQLite does not
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


@contextmanager
def words_of_copies(cursor):
    """On PostgreSQL the words of a million comments are not read one by one: that takes an hour."""
    if cursor.db.vendor != "postgresql":
        yield
        return
    cursor.execute("ALTER TABLE comments_comment DISABLE TRIGGER comments_search_followed")
    yield
    cursor.execute(
        "INSERT INTO comments_search"
        " SELECT c.id, seed.words || comments_words('Numéro' || c.id)"
        " FROM comments_comment AS c, comments_search AS seed WHERE c.id > 1"
    )
    cursor.execute("ALTER TABLE comments_comment ENABLE TRIGGER comments_search_followed")


def fill_articles() -> None:
    from django.utils import timezone

    from articles.models import Article, Section

    sections = [Section.objects.create(name=f"S{n}", slug=f"s{n}") for n in range(SECTIONS)]
    now = timezone.now()
    Article.objects.bulk_create(
        Article(
            pk=n + 1,
            title=f"Une histoire de machines, la {n}e",
            slug=f"article-{n}",
            section=sections[n % SECTIONS],
            body="<p>Elles tournent.</p>",
            status="published",
            published_at=now - timedelta(hours=n + 1),
            changed_at=now - timedelta(hours=n + 1),
        )
        for n in range(ARTICLES)
    )


def seed_comment():
    """The one of which all others are copies but for what `comments_of` says."""
    from comments.models import Comment

    fields = {"email": "reader@example.org", "network": "n", "name": "Lectrice", "body": TEXT}
    return Comment.objects.create(pk=1, article_id=1, **fields)


def seed_decision():
    from comments.models import Decision

    return Decision.objects.create(
        pk=1, comment_id=1, status="waiting", rule="hold_words", evidence=["hiver"]
    )


def seed_report():
    from comments.models import Report

    return Report.objects.create(pk=1, comment_id=1, reason="insult", text="Il insulte.")


def seed_appeal():
    from comments.models import Appeal

    return Appeal.objects.create(pk=1, decision_id=1, text="Je ne vois pas ce qui choque.")


def comments_of(vendor: str, comments: int, waiting: int) -> tuple[dict, str]:
    """The newest wait, as on the day after a storm. A hundredth is by one person alone."""
    person = f"(CASE WHEN i % 100 = 0 THEN 0 ELSE (i % 251) * (i % 239) % {PEOPLE} END)"
    ages = {
        "sqlite": f"strftime('%Y-%m-%d %H:%M:%S', 'now', '-' || ({comments} - i) || ' minutes')",
        "postgresql": f"now() - ({comments} - i) * interval '1 minute'",
    }
    parent = "CASE WHEN i % 7 = 3 THEN i - 1 END"
    columns = {
        "id": "i",
        "article_id": f"i / 7 % {ARTICLES} + 1",
        "parent_id": parent,
        "root_id": parent,
        "email_fingerprint": f"CAST({person} AS TEXT) || '{'0123456789abcdef' * 3}'",
        "network": f"'network ' || ({person} % {NETWORKS})",
        "status": f"CASE WHEN i > {comments - waiting} THEN 'waiting' WHEN i % 4 = 2"
        " THEN 'rejected' WHEN i % 4 = 3 THEN 'spam' ELSE 'approved' END",
        "created_at": ages[vendor],
        "score": "i * 37 % 100",
        "body": "seed.body || ' Numéro' || i",
    }
    return columns, numbers_to(comments)


def reports_of(comments: int) -> tuple[dict, str]:
    is_open = "i % 10 = 0"
    columns = {
        "id": "i",
        "comment_id": f"CAST(i AS bigint) * 7919 % {comments} + 1",
        "outcome": f"CASE WHEN {is_open} THEN 'open' ELSE 'kept' END",
        "resolved_at": f"CASE WHEN {is_open} THEN NULL ELSE seed.at END",
        "network": f"'network ' || (i % {NETWORKS})",
    }
    return columns, numbers_to(min(REPORTS, comments))


def appeals_of(comments: int) -> tuple[dict, str]:
    number = min(APPEALS, comments)
    return {"id": "i", "decision_id": f"i * {comments // number}"}, numbers_to(number)


def numbers_to(last: int) -> str:
    following = f"SELECT 2 UNION ALL SELECT i + 1 FROM numbers WHERE i < {last}"  # noqa: S608
    return f"(WITH RECURSIVE numbers(i) AS ({following}) SELECT i FROM numbers) AS numbers"  # noqa: S608


DECISIONS = (
    {"id": "c.id", "comment_id": "c.id", "status": "c.status", "at": "c.created_at"},
    "comments_comment AS c WHERE seed.id = 1 AND c.id > 1",
)


def copy(cursor, seed, made: tuple[dict, str]) -> None:
    """Rows made by the database itself: a million in a minute."""
    columns, source = made
    names = [field.column for field in seed._meta.concrete_fields]
    table = seed._meta.db_table
    values = ", ".join(columns.get(name, f'seed."{name}"') for name in names)
    quoted = ", ".join(f'"{name}"' for name in names)
    cursor.execute(
        f'INSERT INTO "{table}" ({quoted}) SELECT {values} FROM "{table}" AS seed, {source}'  # noqa: S608
    )
    if cursor.db.vendor == "postgresql":
        last = f"SELECT max(id) FROM {table}"  # noqa: S608
        cursor.execute(f"SELECT setval('{table}_id_seq', ({last}))")
