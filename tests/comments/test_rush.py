"""A small rush, to the server as it is really run; `bench/posting.py` has the large one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).resolve().parents[2] / "bench" / "posting.py"


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="one database is enough")
def test_many_processes_at_once_lose_nothing_and_store_nothing_twice(made):
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    command = [
        sys.executable,
        BENCH,
        "--processes",
        "8",
        "--posts",
        "40",
        "--goal",
        "inf",  # how fast is for the bench to say
        "--made",
        made,
    ]
    done = subprocess.run(command, env=kept, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
