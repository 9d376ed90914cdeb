"""The migrations are complete, and lead from nothing to the models and back."""

import io
from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from articles import library
from articles.models import Article, Picture
from comments.models import Comment, Origin
from comments.searching import find
from newsroom.core.html import sanitize
from tests.comments.factories import make_comment
from tests.factories import make_published_article

OURS = ("newsletter", "comments", "articles", "core")  # who uses others comes first


class Steps(MigrationLoader):
    """The migrations as they were made, one by one, as a database takes them that is older."""

    def load_disk(self):
        super().load_disk()
        wholes = {key: whole for key, whole in self.disk_migrations.items() if whole.replaces}
        for key in wholes:
            del self.disk_migrations[key]
        for step in self.disk_migrations.values():
            step.dependencies = [
                wholes[needed].replaces[-1] if needed in wholes else needed
                for needed in step.dependencies
            ]


def step_to(*targets):
    executor = MigrationExecutor(connection)
    executor.loader = Steps(connection)
    executor.migrate(list(targets))


def step_to_the_newest():
    graph = Steps(connection).graph
    step_to(*(leaf for label in OURS for leaf in graph.leaf_nodes(label)))
    call_command("migrate", verbosity=0)  # nothing is left to do but what follows every migration


def schema():
    """Of each of our tables, what can be asked of it: columns, indexes and constraints."""
    with connection.cursor() as cursor:
        return {table: description(cursor, table) for table in sorted(our_tables())}


def description(cursor, table):
    columns = connection.introspection.get_table_description(cursor, table)
    rules = connection.introspection.get_constraints(cursor, table)
    return (
        {column.name: (column.type_code, column.null_ok) for column in columns},
        {tuple(rule["columns"]) for rule in rules.values() if rule["unique"]},
        {
            tuple(rule["columns"]): rule["foreign_key"]
            for rule in rules.values()
            if rule["foreign_key"]
        },
        {name: rules[name] for name in rules.keys() & named()},
    )


def named():
    """The indexes and constraints that have the name a model gives them."""
    kept = ((*model._meta.indexes, *model._meta.constraints) for model in apps.get_models())
    return {rule.name for rules in kept for rule in rules}


def tables():
    return set(connection.introspection.table_names())


def our_tables():
    ours = tuple(f"{label}_" for label in OURS)
    return {table for table in tables() if table.startswith(ours)}


@pytest.mark.django_db
def test_no_change_of_a_model_lacks_its_migration():
    out = io.StringIO()
    call_command("makemigrations", "--check", "--dry-run", stdout=out)
    assert "No changes detected" in out.getvalue()


@pytest.mark.django_db
def test_every_migration_says_what_it_does():
    for label in OURS:
        for migration in MigrationExecutor(connection).loader.disk_migrations:
            if migration[0] == label:
                assert "_auto_" not in migration[1]


def test_every_step_can_be_taken_back():
    for (label, _name), step in Steps(None).disk_migrations.items():
        if label in OURS:
            assert all(operation.reversible for operation in step.operations), step


@pytest.mark.django_db(transaction=True)
def test_from_nothing_and_step_by_step_come_to_the_same():
    before = schema()
    for label in OURS:
        call_command("migrate", label, "zero", verbosity=0)
    left = our_tables()
    step_to_the_newest()
    assert left == set()
    assert schema() == before
    assert {"articles_search", "comments_search"} <= before.keys()
    assert all(model._meta.db_table in tables() for model in apps.get_models())
    for (label, name), whole in MigrationExecutor(connection).loader.replacements.items():
        assert (label, name) in MigrationRecorder(connection).applied_migrations(), whole


@pytest.mark.django_db
def test_bodies_of_before_name_their_speakers():
    article = make_published_article()
    old = "<blockquote><p>Oui.</p><p>— Ada</p></blockquote><p>a</p>"
    Article.objects.filter(pk=article.pk).update(body=old)
    import_module("articles.migrations.0011_speakers_of_quotations").name_speakers(apps, None)
    article.refresh_from_db()
    assert "<p>Oui.</p><footer>Ada</footer></blockquote>" in article.body
    assert sanitize(article.body) == article.body


@pytest.mark.django_db(transaction=True)
def test_of_two_rows_with_one_file_from_before_both_stay_and_keep_it(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    step_to(("articles", "0016_desk_lists"))
    try:
        size = {"width": 300, "height": 200, "digest": f"{7:064x}"}
        state = Steps(connection).project_state(("articles", "0016_desk_lists"))
        pictures = state.apps.get_model("articles", "Picture").objects
        first, second = (pictures.create(alt=alt, **size).pk for alt in ("Un", "Deux"))
    finally:
        step_to_the_newest()
    first, second = Picture.objects.get(pk=first), Picture.objects.get(pk=second)
    assert first.digest == size["digest"] != second.digest
    assert (first.file_names, second.alt) == (second.file_names, "Deux")
    assert library.with_key(size["digest"][:24]) == first


@pytest.mark.django_db(transaction=True)
def test_network_addresses_of_before_leave_the_comments_and_come_back(monkeypatch):
    monkeypatch.setattr(import_module("comments.migrations.0017_origins_moved"), "BATCH", 1)
    first, second, third = (make_comment(ip=ip) for ip in ("192.0.2.7", "", "192.0.2.8"))
    [moment] = Comment.objects.filter(pk=third.pk).values_list("created_at", flat=True)
    Origin.objects.update(at=timezone.now())  # told by the comment, when it comes back
    step_to(("comments", "0015_queue_index_with_score"))
    try:
        before = stored_addresses()
    finally:
        step_to_the_newest()
    assert [bool(ip) for _pk, ip in before] == [True, False, True]
    assert "192.0.2" not in str(before)
    assert {o.pk: o.ip for o in Origin.objects.all()} == {
        first.pk: "192.0.2.7",
        third.pk: "192.0.2.8",
    }
    assert Origin.objects.get(pk=third.pk).at == moment
    assert not hasattr(Comment.objects.get(pk=second.pk), "origin")
    Comment.objects.filter(pk=second.pk).update(body="Une girouette.")
    assert find("girouette") == [second.pk]  # the index has followed the table


def stored_addresses():
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, ip FROM comments_comment ORDER BY id")
        return cursor.fetchall()
