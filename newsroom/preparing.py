"""Makes everything ready that serving needs. Safe to repeat: what is there already is kept."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from newsroom import catalogues

Say = Callable[[str], object]


def prepare(*, demo: bool, say: Say) -> None:
    """Translations, database, static files, and the demo paper where nothing is written yet."""
    catalogues.compile_changed()
    migrate(say)
    collect_static(say)
    if demo and not settings.PRODUCTION:
        call_command("demo", if_empty=True)


def migrate(say: Say) -> None:
    executor = MigrationExecutor(connection)
    steps = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if steps:
        say(f"Bringing the database up to date ({len(steps)} steps)…")
    call_command("migrate", interactive=False, verbosity=0)


def collect_static(say: Say) -> None:
    """Copy and compress the static files, if any of them changed since the last time."""
    root = Path(settings.STATIC_ROOT)
    stamp, state = root / ".state", state_of_static_files()
    if settings.DEBUG or (stamp.exists() and stamp.read_text() == state):
        return
    say("Compressing styles, scripts and fonts…")
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(state)


def state_of_static_files() -> str:
    """Changes with every file that is added, touched or taken away."""
    state = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            facts = Path(storage.path(name)).stat()
            state.update(f"{name} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return state.hexdigest()
