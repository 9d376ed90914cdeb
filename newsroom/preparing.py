"""Makes everything ready that serving needs. Safe to repeat: what is there already is kept."""

import errno
import hashlib
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from newsroom import catalogues

Say = Callable[[str], object]


def prepare(*, demo: bool, say: Say) -> None:
    """Translations, database, static files, and the demo paper where nothing is written yet."""
    with told_plainly():
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


@contextmanager
def told_plainly():
    """What the machine lacks, in one line and with what to do, instead of a traceback."""
    try:
        yield
    except (OSError, OperationalError) as error:
        if advice := advise(error):
            raise CommandError(advice) from None
        raise


def advise(error: OSError | OperationalError) -> str:
    """What to do about it, as far as we know."""
    number, words = getattr(error, "errno", None), str(error)
    if number in {errno.ENOSPC, errno.EDQUOT} or "disk is full" in words:
        return f"The disk is full: make room in {settings.VAR_DIR}, or set VAR_DIR elsewhere."
    if number in {errno.EROFS, errno.EACCES, errno.EPERM}:
        return f"{error.filename} can't be written ({error.strerror}): may this user do it?"
    if "readonly database" in words or "unable to open database" in words:
        return f"{connection.settings_dict['NAME']} can't be written: may this user do it?"
    if "connection" in words:
        return f"DATABASE_URL leads to no database that answers: {words.splitlines()[0]}"
    return ""
