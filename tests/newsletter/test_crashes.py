"""Real workers, killed and doubled: nobody is skipped, nobody gets two unless an editor says so."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from newsletter.models import Subscriber
from newsletter.models.shift import LEASE
from newsletter.sending import AT_WORK, durable
from tests.newsletter import sink
from tests.newsletter.factories import make_approved, make_subscriber

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[2]
CODE = "from tests.newsletter.worker import %s; %s()"


class Elsewhere:
    """The database of this test, where other processes can reach it."""

    def __init__(self, folder, mail_url):
        self.file = folder / "newsroom.sqlite3"
        self.env = os.environ | {
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "VAR_DIR": str(folder),
            "SECRET_KEY": settings.SECRET_KEY,
            "DATA_KEY": settings.DATA_KEYS[0],
            "MAIL_URL": mail_url,
            "DATABASE_URL": self.url,
            "MAIL_CONNECTIONS": "1",
        }
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(self.file)])

    @property
    def url(self):
        if connection.vendor == "sqlite":
            return f"sqlite:///{self.file}"
        options = connection.settings_dict
        host = options.get("OPTIONS", {}).get("host") or options["HOST"] or "localhost"
        user, password, port = (options[key] for key in ("USER", "PASSWORD", "PORT"))
        return f"postgres://{user}:{password}@/{options['NAME']}?host={host}&port={port or 5432}"

    def start(self, what="send", stdin=subprocess.DEVNULL):
        return subprocess.Popen(
            [sys.executable, "manage.py", "shell", "--no-imports", "-c", CODE % (what, what)],
            cwd=ROOT, env=self.env, text=True,
            stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def run(self, what="send"):
        """A worker that nobody kills; what it printed."""
        return self.end(self.start(what))

    def end(self, process):
        out, err = process.communicate(timeout=60)
        assert process.returncode == 0, err
        return out.split()

    def rows(self, sql):
        if connection.vendor == "sqlite":
            with closing(sqlite3.connect(self.file, autocommit=True)) as database:
                return database.execute(sql).fetchall()
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []

    def statuses(self):
        return dict(self.rows("SELECT status, count(*) FROM newsletter_delivery GROUP BY status"))

    def readers(self, status):
        sql = f"SELECT subscriber_id FROM newsletter_delivery WHERE status = '{status}'"  # noqa: S608
        keys = [key for (key,) in self.rows(sql)]
        return {reader.email for reader in Subscriber.objects.filter(pk__in=keys)}

    def let_leases_end(self):
        """As if some minutes had passed."""
        past = timezone.now() - LEASE - timedelta(minutes=1)
        sql = f"UPDATE newsletter_shift SET until = '{past:%Y-%m-%d %H:%M:%S}'"  # noqa: S608
        self.rows(sql)


@pytest.fixture
def mail_server():
    with sink.running() as server:
        yield server


@pytest.fixture
def elsewhere(tmp_path, mail_server):
    """Forty readers wait for an issue of three articles."""
    make_approved(readers=0, articles=3)
    for _ in range(40):
        make_subscriber()
    return Elsewhere(tmp_path, mail_server.url)


def kill_at(mail_server, process, number):
    """SIGKILL, when the server has taken its Nth mail and before it answers."""

    def kill(address):
        if len(mail_server.accepted) == number:
            os.kill(process.pid, signal.SIGKILL)

    mail_server.on_accept = kill


def test_killed_workers_skip_nobody_and_doubt_only_what_was_in_flight(elsewhere, mail_server):
    for number in (1, 9, 10, 27):
        process = elsewhere.start()
        kill_at(mail_server, process, number)
        assert process.wait(timeout=60) == -signal.SIGKILL
        process.communicate()
        elsewhere.let_leases_end()
    mail_server.on_accept = lambda address: None
    elsewhere.run()
    assert elsewhere.statuses() == {"sent": 36, "in_doubt": 4}
    assert elsewhere.rows("SELECT status, audience FROM newsletter_digest") == [("sent", 40)]
    accepted = Counter(mail_server.addresses)
    assert set(accepted.values()) == {1}
    assert elsewhere.readers("sent") < set(accepted)
    assert elsewhere.readers("in_doubt") | elsewhere.readers("sent") == set(accepted)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="of SQLite alone")
def test_a_worker_writes_through_to_the_disk_with_little_in_memory():
    def pragmas():
        with connection.cursor() as cursor:
            rows = {name: cursor.execute(f"PRAGMA {name}").fetchone() for name in AT_WORK}
        return {name: row[0] for name, row in rows.items() if row}

    before = pragmas()
    with pytest.raises(ValueError, match="broken"), durable():  # noqa: PT012
        assert pragmas().items() <= AT_WORK.items()
        assert pragmas()["synchronous"] > before["synchronous"]
        raise ValueError("broken")
    assert pragmas() == before


@pytest.mark.skipif(connection.vendor != "sqlite", reason="it has a database of its own")
def test_the_kill_test_holds_in_small():
    """Three workers, a server that is slow, busy and hangs up, and a power cut."""
    command = [sys.executable, "-m", "tests.newsletter.killing", "--readers", "150", "--kills", "4"]
    env = os.environ | {"DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "All holds." in done.stdout


def test_two_workers_at_once_send_each_mail_once(elsewhere, mail_server):
    mail_server.delay = 0.01
    workers = [elsewhere.start(stdin=subprocess.PIPE) for _ in range(2)]
    assert [worker.stdout.readline() for worker in workers] == ["ready\n"] * 2
    for worker in workers:
        worker.stdin.write("go\n")
        worker.stdin.flush()
    sent = [int(elsewhere.end(worker)[0]) for worker in workers]
    assert sum(sent) == 40
    assert min(sent) > 0
    assert sorted(mail_server.addresses) == sorted(set(mail_server.addresses))
    assert len(mail_server.addresses) == 40
    assert elsewhere.statuses() == {"sent": 40}
    assert elsewhere.rows("SELECT status, audience FROM newsletter_digest") == [("sent", 40)]


def test_threads_that_want_the_same_lines_claim_each_once(elsewhere):
    assert elsewhere.run("claim") == ["40"]


def test_a_worker_killed_over_a_welcome_leaves_it_to_another(tmp_path, mail_server):
    make_subscriber("lucie@example.org")
    elsewhere = Elsewhere(tmp_path, mail_server.url)
    process = elsewhere.start("welcome")
    mail_server.on_rcpt = lambda address: os.kill(process.pid, signal.SIGKILL)
    assert process.wait(timeout=60) == -signal.SIGKILL
    process.communicate()
    assert mail_server.accepted == []
    mail_server.on_rcpt = lambda address: None
    past = timezone.now() - timedelta(minutes=2)  # the worker takes up tasks of the dead later
    elsewhere.rows(f"UPDATE core_attempt SET at = '{past:%Y-%m-%d %H:%M:%S}'")  # noqa: S608
    assert elsewhere.run("welcome") == ["True"]
    assert elsewhere.run("welcome") == ["False"]
    assert mail_server.addresses == ["lucie@example.org"]
