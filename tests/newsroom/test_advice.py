"""What the machine lacks is told in one line, and our own faults keep their traceback."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import OperationalError

from newsroom.advice import advise

BASE = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "The disk is full: make room in"),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), "The disk is full: make room in"),
        (OperationalError("database or disk is full"), "The disk is full: make room in"),
        (PermissionError(errno.EACCES, "Permission denied", "/x/y"), "/x/y can't be written"),
        (OSError(errno.EROFS, "Read-only file system", "/x/y"), "/x/y can't be written"),
        (
            OperationalError("attempt to write a readonly database"),
            "can't be written: is its folder",
        ),
        (OperationalError("unable to open database file"), "can't be written: is its folder"),
        (OperationalError("failed to resolve host 'x': …"), "DATABASE_URL leads to no database"),
        (
            OperationalError("connection failed: port 5432 failed: refused\nIs it running?"),
            "DATABASE_URL leads to no database that answers: connection failed: port 5432",
        ),
    ],
)
def test_what_the_machine_lacks_is_one_line(error, advice):
    assert advice in advise(error)
    assert "\n" not in advise(error)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "error", [OperationalError("no such table: x"), FileNotFoundError(errno.ENOENT, "x", "/x")]
)
def test_a_fault_of_ours_is_not_explained_away(error):
    assert advise(error) == ""


def test_every_command_says_it_so(tmp_path):
    env = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path)}
    env |= {"SECRET_KEY": "s" * 50, "DATA_KEY": "d" * 50}
    env["DATABASE_URL"] = "postgres://nobody:secret@127.0.0.1:1/nothing"
    command = [sys.executable, "manage.py", "migrate"]
    done = subprocess.run(command, cwd=BASE, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("DATABASE_URL leads to no database that answers: connection")
    assert done.stderr.count("\n") == 1
    assert "secret" not in done.stderr
