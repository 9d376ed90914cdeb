"""How fast the desk's lists and planning answer with a million articles, beside Django's own list.

`python bench/desk_lists.py [--articles 1000000] [--requests 15] [--stock]` fills a paper of its own
in a temporary folder and asks what editors and reporters ask. It ends with 1 where an answer takes
longer than the goal by the clock. `--stock` also asks Django's list as it comes (it counts, and
searches by LIKE) and prints how many times as long it takes. DATABASE_URL may name an empty
PostgreSQL database.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent))
from moderating import copy, measure, prepare

GOAL = 300  # milliseconds, for each answer
LIST = "/admin/articles/article/"
WORDS = ("navire", "port", "cable", "lorient", "puce", "code", "voix", "eau", "carte", "radio")
SECTIONS, PEOPLE = 12, 40


def fill(articles: int) -> None:
    from django.contrib.auth.models import Group, User
    from django.db import connection

    from articles.models import Article, Author, Section

    sections = [Section.objects.create(name=f"S{n}", slug=f"s{n}") for n in range(SECTIONS)]
    people = [User(username=f"plume{n}", is_staff=True) for n in range(PEOPLE)]
    people = User.objects.bulk_create(people)
    Group.objects.get(name="Reporter").user_set.add(people[0])
    Author.objects.create(name="Plume", user=people[0])
    User.objects.create_superuser("soraya", password="secret")  # noqa: S106
    fields = {"section": sections[0], "created_by": people[0], "body": "<p>Un navire.</p>" * 40}
    seed = Article.objects.create(pk=1, title="navire", slug="a-1", standfirst="Court.", **fields)
    with connection.cursor() as cursor:
        copy(cursor, seed, articles_of(connection.vendor, articles, sections[0].pk, people[0].pk))
        for statement in index_of(connection.vendor):
            cursor.execute(statement)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def articles_of(vendor: str, number: int, section: int, person: int) -> tuple[dict, str]:
    """One every half hour; of a thousand one is a draft, one in review, one scheduled."""
    ages = {
        "sqlite": f"datetime('now', '-' || (({number} - i) * 30) || ' minutes')",
        "postgresql": f"now() - ({number} - i) * interval '30 minutes'",
    }
    later = {
        "sqlite": "datetime('now', '+' || (i % 40 + 1) || ' days')",
        "postgresql": "now() + (i % 40 + 1) * interval '1 day'",
    }
    moment = ages[vendor]
    cases = "WHEN i % 1000 = 1 THEN 'draft' WHEN i % 1000 = 2 THEN 'review' ELSE 'published'"
    words = " ".join(f"WHEN {n} THEN '{word}'" for n, word in enumerate(WORDS))
    out = f"CASE WHEN i % 1000 IN (1, 2) THEN NULL WHEN i % 1000 = 3 THEN {later[vendor]}"
    columns = {
        "id": "i",
        "title": f"'Histoire de ' || CASE i / 7 % {len(WORDS)} {words} END || ' no' || i",
        "slug": "'a-' || i",
        "status": f"CASE {cases} END",
        "section_id": f"{section} + i % {SECTIONS}",
        "created_by_id": f"{person} + i % {PEOPLE}",
        "published_at": f"{out} ELSE {moment} END",
        "changed_at": moment,
        "created_at": moment,
        "status_since": moment,
    }
    following = f"SELECT 2 UNION ALL SELECT i + 1 FROM numbers WHERE i < {number}"  # noqa: S608
    numbers = f"WITH RECURSIVE numbers(i) AS ({following}) SELECT i FROM numbers"  # noqa: S608
    return columns, f"({numbers}) AS numbers"


def index_of(vendor: str) -> list[str]:
    """The index of the search, filled by the database itself: these words are stems already."""
    words = "SELECT id, lower(title) FROM articles_article WHERE id > 1"
    if vendor == "sqlite":
        return [f"INSERT INTO articles_search (rowid, title) {words}"]
    vectors = words.replace("lower(title)", "setweight(to_tsvector('simple', lower(title)), 'A')")
    return [f"INSERT INTO articles_search (article_id, words) {vectors}"]


def browser(username: str):
    from django.contrib.auth.models import User
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(username=username))
    return client


def measures(articles: int):
    editor, reporter = browser("soraya"), browser("plume0")
    asked = {
        "editor: the list": (editor, ""),
        "editor: a late page": (editor, f"?p={min(90, articles // 60)}"),
        "editor: in review": (editor, "?status__exact=review"),
        "editor: published": (editor, "?status__exact=published"),
        "editor: one section": (editor, "?section__id__exact=3"),
        "editor: drafts of a section": (editor, "?section__id__exact=3&status__exact=draft"),
        "editor: a year": (editor, "?year=2020"),
        "editor: by date": (editor, "?o=-5"),
        "editor: search, a common word": (editor, "?q=navire"),
        "editor: search, one piece": (editor, f"?q=no{articles // 2}"),
        "editor: search, nothing": (editor, "?q=introuvable"),
        "reporter: own work": (reporter, ""),
        "reporter: everything": (reporter, "?whose=all"),
        "reporter: search": (reporter, "?q=navire"),
    }
    for name, (who, query) in asked.items():
        yield name, lambda who=who, query=query: who.get(f"{LIST}{query}")
    yield "editor: front page", lambda: editor.get("/admin/")
    yield "reporter: front page", lambda: reporter.get("/admin/")
    yield "editor: month", lambda: editor.get("/admin/planning/")
    yield "editor: board", lambda: editor.get("/admin/planning/board/")
    yield "reporter: board", lambda: reporter.get("/admin/planning/board/")


def stock(query: str):
    """Django's list as it comes, of the same articles with the same columns."""
    from django.contrib import admin
    from django.contrib.auth.models import User
    from django.test import RequestFactory

    from articles.models import Article

    class Stock(admin.ModelAdmin):
        list_display = ("title", "status", "section", "published_at")
        list_filter = ("status", "section")
        search_fields = ("title", "standfirst")
        list_per_page = 50

    request = RequestFactory(headers={"host": "localhost"}).get(f"{LIST}{query}")
    request.user = User.objects.get(username="soraya")
    return Stock(Article, admin.site).changelist_view(request).render()


def compare(requests: int, taken: dict[str, float]) -> None:
    pairs = {"editor: the list": "", "editor: search, a common word": "?q=navire"}
    for name, query in pairs.items():
        times = measure(lambda query=query: stock(query), requests)
        middle = median(clock for clock, _here in times)
        ratio = middle / taken[name]
        print(f"Django's own, {name:32} {middle:8.1f} ms, {ratio:6.1f} times ours", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--requests", type=int, default=15)
    parser.add_argument("--stock", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as folder:
        prepare(folder)
        start = time.perf_counter()
        fill(options.articles)
        print(f"{options.articles:,} articles made in {time.perf_counter() - start:.0f} s")
        taken = {}
        for name, ask in measures(options.articles):
            clock, here = zip(*measure(ask, options.requests), strict=True)
            taken[name] = median(clock)
            missed = "   MISSED" * (taken[name] > GOAL)
            work = f"{median(here):8.1f} ms of them work"
            print(f"{name:34} {taken[name]:8.1f} ms,{work}{missed}", flush=True)
        if options.stock:
            compare(3, taken)
        return int(any(middle > GOAL for middle in taken.values()))


if __name__ == "__main__":
    sys.exit(main())
