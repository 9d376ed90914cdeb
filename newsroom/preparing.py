"""Makes everything ready that serving needs. Safe to repeat: what is there already is kept."""

import hashlib
import math
import os
import time
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
from newsroom.core.rotating import lacks_a_key, renew_fingerprints
from newsroom.environment import WrongEnvironment

MEGABYTES_PER_SECOND = 20  # of a table that is written anew with its indexes, on a slow disk
Say = Callable[[str], object]


def prepare(*, demo: bool, say: Say) -> None:
    """Translations, database, static files, and the demo paper where nothing is written yet."""
    catalogues.compile_changed()
    close_to_others()
    migrate(say)
    take_new_key(say)
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
        away = in_words(estimate(len(steps), megabytes()))
        say(f"Bringing the database up to date ({len(steps)} steps): away for about {away}…")
    began = time.monotonic()
    call_command("migrate", interactive=False, verbosity=0)
    forget_statistics()
    if steps:
        say(f"The database is up to date, after {in_words(time.monotonic() - began)}.")


def estimate(steps: int, size: float) -> float:
    """Seconds, rather too many: each step takes a moment, and one of them writes all anew."""
    return 2 + steps * 0.5 + size / MEGABYTES_PER_SECOND


def megabytes() -> float:
    """The size of the database, which is what a step that writes a table anew depends on."""
    if connection.vendor == "sqlite":
        file = Path(connection.settings_dict["NAME"])
        return file.stat().st_size / 2**20 if file.exists() else 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return cursor.fetchone()[0] / 2**20


def in_words(seconds: float) -> str:
    if seconds < 90:
        return f"{max(round(seconds), 1)} s"
    return f"{math.ceil(seconds / 60)} minutes"


def take_new_key(say: Say) -> None:
    """Who left, is silent or is banned must be found from the first request with a new key on."""
    if lacks_a_key():
        raise WrongEnvironment(
            "A key is missing that people were stored with: give the old DATA_KEY back, or name it"
            " in DATA_KEY_FALLBACKS. Without it, who left would be written to again."
        )
    if len(settings.DATA_KEYS) == 1:
        return
    if renewed := sum(tally.rotated for tally in renew_fingerprints()):
        say(f"Renewed {renewed} fingerprints for the new DATA_KEY; now run `rotate_key`.")


def collect_static(say: Say) -> None:
    """Copy and compress the static files, if any of them changed since the last time."""
    root = Path(settings.STATIC_ROOT)
    stamp, state = root / ".state", state_of_static_files()
    if settings.DEBUG or (stamp.exists() and stamp.read_text() == state):
        return
    say("Compressing styles, scripts and fonts…")
    begun = root.parent / f"{root.name}.begun"
    cut_short = begun.exists()  # then a file may be there in part, and look newer than its source
    stamp.unlink(missing_ok=True)
    root.parent.mkdir(parents=True, exist_ok=True)
    begun.touch()
    call_command("collectstatic", interactive=False, verbosity=0, clear=cut_short)
    stamp.write_text(state)
    begun.unlink()


def state_of_static_files() -> str:
    """Changes with every file that is added, touched or taken away."""
    state = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            facts = Path(storage.path(name)).stat()
            state.update(f"{name} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return state.hexdigest()
