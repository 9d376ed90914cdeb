"""Makes everything ready that serving needs. Safe to repeat: what is there already is kept."""

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from newsroom import catalogues
from newsroom.core.plans import forget_statistics

Say = Callable[[str], object]


def prepare(*, demo: bool, say: Say) -> None:
    """Translations, database, static files, and the demo paper where nothing is written yet."""
    catalogues.compile_changed()
    close_to_others()
    migrate(say)
    collect_static(say)
    if demo and not settings.PRODUCTION:
        call_command("demo", if_empty=True)


def close_to_others() -> None:
    """What an earlier version wrote so that every account of the machine could read it.

    Of the folder of the paper: keys, database, mails, caches. Pictures and styles are public.
    """
    public = {Path(settings.MEDIA_ROOT), Path(settings.STATIC_ROOT)}
    for folder, folders, files in os.walk(settings.VAR_DIR):
        here = Path(folder)
        folders[:] = [name for name in folders if here / name not in public]
        for path in (here, *(here / name for name in files)):
            with suppress(OSError):  # of another account, or gone meanwhile
                path.chmod(path.stat().st_mode & 0o700)


def migrate(say: Say) -> None:
    executor = MigrationExecutor(connection)
    steps = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if steps:
        say(f"Bringing the database up to date ({len(steps)} steps)…")
    call_command("migrate", interactive=False, verbosity=0)
    forget_statistics()


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
