"""A paper of a million articles with all that the desk lists beside them, for `desk_lists.py`."""

from comments_paper import copy

WORDS = ("navire", "port", "cable", "lorient", "puce", "code", "voix", "eau", "carte", "radio")
SECTIONS, PEOPLE, AUTHORS, TAGS, CREDITS = 12, 40, 1_000, 5_000, 300
EDITOR, REPORTER = "soraya", "plume0"
WRITER = f"1 + (i + i / 1000) % {PEOPLE}"
PER_REDIRECT, PER_CORRECTION, PER_PICTURE = 10, 100, 5  # so many articles for each of these


def fill(articles: int) -> None:
    from django.db import connection

    seed = seeds(articles)
    with connection.cursor() as cursor:
        for name, made in rows_of(connection.vendor, articles).items():
            copy(cursor, seed[name], made)
        for statement in index_of(connection.vendor):
            cursor.execute(statement)
    if connection.vendor == "postgresql":  # as it does by itself in the night; SQLite does not
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def fill_people() -> None:
    """Who writes, who edits, who signs, and what it is filed under."""
    from django.contrib.auth.models import Group, User

    from articles.models import Author, Section

    people = [User(pk=n + 1, username=f"plume{n}", is_staff=True) for n in range(PEOPLE)]
    User.objects.bulk_create(people)
    User.objects.create_superuser(EDITOR, pk=PEOPLE + 1)
    Group.objects.get(name="Reporter").user_set.set(people)
    for number in range(1, SECTIONS + 1):
        Section.objects.create(pk=number, name=f"S{number}", slug=f"s{number}")
    names = [f"Plume {n}" for n in range(AUTHORS)]
    Author.objects.bulk_create(
        Author(pk=n + 1, name=name, slug=f"plume-{n}", user_id=n + 1 if n < PEOPLE else None)
        for n, name in enumerate(names)
    )


def seeds(articles: int) -> dict:
    """The first of each kind, of which all others are copies but for what `rows_of` says."""
    from django.contrib.admin.models import LogEntry
    from django.contrib.contenttypes.models import ContentType

    from articles.models import Article, Picture, Redirect, Tag, TaggedArticle

    fill_people()
    picture = Picture.objects.create(
        pk=1, digest="a", width=1600, height=900, alt="Un navire à quai", credit="Agence 1"
    )
    article = Article.objects.create(
        pk=1, title="navire", slug="a-1", standfirst="Court.", section_id=1, created_by_id=1,
        body="<p>Un navire.</p>" * 40, lead_picture=picture, published_at=None,
    )  # fmt: skip
    tag = Tag.objects.create(pk=1, name="sujet 1", slug="sujet-1")
    kind = ContentType.objects.get_for_model(Article)
    return {
        "pictures": picture,
        "articles": article,
        "tags": tag,
        "taggings": TaggedArticle.objects.create(pk=1, tag=tag, content_object=article),
        "bylines": article.bylines.create(pk=1, author_id=1),
        "uses": article.uses.get(),
        "handed in": article.status_changes.create(pk=1, status="review"),
        "corrections": article.corrections.create(pk=1, text="Un nom était faux."),
        "redirects": Redirect.objects.create(pk=1, path="*/ancien-1/", target=article),
        "log": LogEntry.objects.create(
            pk=1, user_id=1, content_type=kind, object_id="1", object_repr="a", action_flag=2
        ),
    }


def rows_of(vendor: str, number: int) -> dict[str, tuple[dict, str]]:
    """For each kind its columns, and the numbers that they are made from."""
    moment = ages_of(vendor, number)
    several = {"id": "i", "article_id": "i"}
    tag = f"CASE WHEN i % 10 = 0 THEN 1 ELSE 1 + i % {TAGS} END"  # one in ten is about the first
    pictures = number // PER_PICTURE
    return {
        "pictures": (pictures_of(vendor, number), numbers(pictures)),
        "articles": (articles_of(vendor, number), numbers(number)),
        "tags": (
            {"id": "i", "name": "'sujet ' || i", "slug": "'sujet-' || i", "key": "'sujet ' || i"},
            numbers(TAGS),
        ),
        "taggings": ({"id": "i", "content_object_id": "i", "tag_id": tag}, numbers(number)),
        "bylines": (several | {"author_id": WRITER}, numbers(number)),
        "uses": (several | {"picture_id": f"1 + i % {pictures}"}, numbers(number)),
        "handed in": (several | {"at": moment}, numbers(number)),
        "corrections": (
            {"id": "i", "article_id": f"i * {PER_CORRECTION}", "at": moment},
            numbers(number // PER_CORRECTION),
        ),
        "redirects": (
            {"id": "i", "path": "'*/ancien-' || i || '/'", "target_id": "i", "created_at": moment},
            numbers(number // PER_REDIRECT),
        ),
        "log": (
            {
                "id": "i",
                "user_id": f"1 + i % {PEOPLE + 1}",
                "object_id": "i",
                "action_time": moment,
            },
            numbers(number),
        ),
    }


def numbers(last: int) -> str:
    following = f"SELECT 2 UNION ALL SELECT i + 1 FROM numbers WHERE i < {last}"  # noqa: S608
    return f"(WITH RECURSIVE numbers(i) AS ({following}) SELECT i FROM numbers) AS numbers"  # noqa: S608


def ages_of(vendor: str, number: int) -> str:
    """One every half hour, the last one now."""
    return {
        "sqlite": f"datetime('now', '-' || (({number} - i) * 30) || ' minutes')",
        "postgresql": f"now() - ({number} - i) * interval '30 minutes'",
    }[vendor]


def days_from_now(vendor: str, days: str) -> str:
    return {
        "sqlite": f"datetime('now', ({days}) || ' days')",
        "postgresql": f"now() + ({days}) * interval '1 day'",
    }[vendor]


def pictures_of(vendor: str, number: int) -> dict:
    """Of a hundred one has no right said, one has a right that ended, one ends soon."""
    kind = "CAST({} AS date)" if vendor == "postgresql" else "date({})"
    past, soon = days_from_now(vendor, "-i % 900 - 1"), days_from_now(vendor, "i % 29 + 1")
    return {
        "id": "i",
        "digest": "'d' || i",
        "likeness": "''",
        "words": f"'vue du ' || {word('i / 3')} || ' no' || i || ' agence'",
        "alt": f"'Vue du ' || {word('i / 3')} || ' no' || i",
        "credit": f"CASE WHEN i % 1000 = 7 THEN '' ELSE 'Agence ' || (i % {CREDITS}) END",
        "licence": "CASE i % 100 WHEN 0 THEN '' WHEN 1 THEN 'bought' ELSE 'own' END",
        "licence_ends": kind.format(f"CASE i % 100 WHEN 1 THEN {past} WHEN 2 THEN {soon} END"),
        "uploaded_at": ages_of(vendor, number // PER_PICTURE),
        "is_used": "true",
    }


def word(number: str) -> str:
    cases = " ".join(f"WHEN {n} THEN '{word}'" for n, word in enumerate(WORDS))
    return f"CASE {number} % {len(WORDS)} {cases} END"


def articles_of(vendor: str, number: int) -> dict:
    """Of a thousand one is a draft, one in review, one ready, one scheduled, one withdrawn.

    Half of what is not out is due some day, and given to somebody; of a thousand one ends.
    """
    moment = ages_of(vendor, number)
    later = days_from_now(vendor, "i % 40 + 1")
    unfinished = "i % 1000 IN (1, 2, 4)"
    states = "1 THEN 'draft' WHEN 2 THEN 'review' WHEN 4 THEN 'ready' WHEN 5 THEN 'withdrawn'"
    out = f"CASE WHEN {unfinished} THEN NULL WHEN i % 1000 = 3 THEN {later} ELSE {moment} END"
    due = days_from_now(vendor, "i % 60 - 20")
    kind = "CAST({} AS date)" if vendor == "postgresql" else "date({})"
    return {
        "id": "i",
        "title": f"'Histoire de ' || {word('i / 7')} || ' no' || i",
        "slug": "'a-' || i",
        "status": f"CASE i % 1000 WHEN {states} ELSE 'published' END",
        "section_id": f"1 + i % {SECTIONS}",
        "created_by_id": WRITER,
        "assigned_to_id": f"CASE WHEN {unfinished} AND i / 1000 % 2 = 0"
        f" THEN 1 + i / 2000 % {PEOPLE} END",
        "due_on": f"CASE WHEN {unfinished} AND i / 1000 % 2 = 0 THEN {kind.format(due)} END",
        "embargo_until": f"CASE WHEN i % 1000 = 4 THEN {later} END",
        "expires_at": f"CASE WHEN i % 1000 = 6 THEN {days_from_now(vendor, 'i % 300 + 1')} END",
        "lead_picture_id": f"1 + i % {number // PER_PICTURE}",
        "published_at": out,
        "changed_at": moment,
        "created_at": moment,
        "status_since": moment,
    }


def index_of(vendor: str) -> list[str]:
    """The index of the search, filled by the database itself: these words are stems already."""
    words = "SELECT id, lower(title) FROM articles_article WHERE id > 1"
    if vendor == "sqlite":
        return [f"INSERT INTO articles_search (rowid, title) {words}"]
    vectors = words.replace("lower(title)", "setweight(to_tsvector('simple', lower(title)), 'A')")
    return [f"INSERT INTO articles_search (article_id, words) {vectors}"]
