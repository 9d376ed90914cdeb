"""Does the ledger keep its word? Workers are killed while they send; every mail is accounted for.

`make kill-test` sends an issue to 20,000 readers with three workers, to a mail server that answers
slowly, sometimes 4xx, and hangs up before and after its answer; 200 times a worker gets SIGKILL.
It ends with the account, and with 1 where a sum is wrong. ARGS: --readers --workers --kills --seed.
DATABASE_URL may name an empty PostgreSQL; by default it is SQLite, whose power is cut once too.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "bench"))
CONNECTIONS = 4
LEASE = 3  # seconds, instead of minutes: the test has no time
GONE = 97  # each so manyth reader has no mailbox any more
FORK = get_context("fork")


def prepare(folder: Path, port: int, readers: int):
    """A paper of its own with an approved issue; everything that waits for minutes, in seconds."""
    import mailing

    mailing.prepare(str(folder), port, MAIL_CONNECTIONS=str(CONNECTIONS), MAIL_PAUSE_PERCENT="101")
    from datetime import timedelta

    from newsletter import shifts
    from newsletter.models import shift

    shift.LEASE = timedelta(seconds=LEASE)
    shifts.RETRY_AFTER = [timedelta(seconds=1)] * 20
    shifts.BATCH = 50
    digest = mailing.issue(0)
    subscribe(readers)
    digest.begin()
    return digest


def subscribe(readers: int) -> None:
    from django.utils import timezone

    from newsletter.models import Subscriber
    from newsletter.models.subscriber import email_fingerprint

    now = timezone.now()
    emails = [f"{'gone' if n % GONE == 0 else 'reader'}-{n}@example.org" for n in range(readers)]
    Subscriber.objects.bulk_create(
        (
            Subscriber(
                email=e, email_fingerprint=email_fingerprint(e), status="active", confirmed_at=now
            )
            for e in emails
        ),
        batch_size=1000,
    )


def work(pk: int) -> None:
    """What a worker does, until the issue is sent."""
    from newsletter.models import Digest
    from newsletter.sending import send_digest

    digest = Digest.objects.get(pk=pk)
    while digest.status != Digest.Status.SENT:
        send_digest(digest, seconds=20)
        digest.refresh_from_db()
        time.sleep(0.2)
    os._exit(0)


class Workers:
    """So many at once; who is killed is followed by another."""

    def __init__(self, digest, number: int):
        self.digest = digest
        self.running = [self.new() for _ in range(number)]
        self.killed = 0

    def new(self):
        from django.db import connections

        connections.close_all()
        worker = FORK.Process(target=work, args=[self.digest.pk])
        worker.start()
        return worker

    def kill_one(self) -> None:
        place = random.randrange(len(self.running))
        worker = self.running[place]
        os.kill(worker.pid, signal.SIGKILL)
        worker.join()
        self.killed += 1
        self.running[place] = self.new()

    def cut_the_power(self, database: Path) -> None:
        """All stop at one moment; what is on the disk then is all that comes back."""
        for worker in self.running:
            os.kill(worker.pid, signal.SIGSTOP)
        files = [*database.parent.glob(f"{database.name}*")]
        copies = [Path(shutil.copy(file, file.with_name(f"copy-{file.name}"))) for file in files]
        for worker in self.running:
            worker.kill()
            worker.join()
        self.killed += len(self.running)
        for file in files:
            file.unlink()
        for copy in copies:
            copy.rename(copy.with_name(copy.name.removeprefix("copy-")))
        self.running = [self.new() for _ in self.running]

    def wait(self) -> None:
        for worker in self.running:
            worker.join()


def torment(workers: Workers, account: Path, options) -> None:
    """Kill all along the way: each time so many mails have left, somebody dies."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    cut_at = options.kills // 2 if "sqlite" in database["ENGINE"] else -1
    for number in range(options.kills):
        wait_for(account, options.readers * 0.9 * number / options.kills, workers)
        time.sleep(random.uniform(0, 0.02))
        if number == cut_at:
            workers.cut_the_power(Path(database["NAME"]))
        else:
            workers.kill_one()
        if number % 20 == 19:
            print(f"… {number + 1} killed, {accepted(account)} accepted", flush=True)


def wait_for(account: Path, mails: float, workers: Workers) -> None:
    while accepted(account) < mails:
        if not any(worker.is_alive() for worker in workers.running):
            sys.exit("No worker is left, and the issue isn't sent.")
        time.sleep(0.01)


def accepted(account: Path) -> int:
    return account.read_bytes().count(b"accepted ") if account.exists() else 0


def check(digest, account: Path, workers: Workers, readers: int) -> list[str]:
    """The account of it all; returns which sums are wrong."""
    from newsletter.models import Delivery

    lines = Delivery.objects.filter(digest=digest).select_related("subscriber")
    by_status: dict[str, set[str]] = {}
    reasons = []
    for line in lines:
        by_status.setdefault(line.status, set()).add(line.subscriber.email)
        if line.status == "failed" and not line.error:
            reasons.append(line.pk)
    said = [line.split() for line in account.read_text().splitlines()]
    taken = Counter(address for what, address in said if what == "accepted")
    unanswered = sum(what == "unanswered" for what, _ in said)
    sent, failed, doubt = (by_status.get(s, set()) for s in ("sent", "failed", "in_doubt"))
    most = workers.killed * CONNECTIONS + unanswered
    digest.refresh_from_db()
    print(
        f"readers {readers}  audience {digest.audience}  issue {digest.status}\n"
        f"sent {len(sent)} + failed {len(failed)} + in doubt {len(doubt)}"
        f" = {len(sent) + len(failed) + len(doubt)}\n"
        f"accepted by the server {sum(taken.values())}, of {len(taken)} readers\n"
        f"of those in doubt: accepted {len(doubt & set(taken))}, not {len(doubt - set(taken))};"
        f" at most {most} could be ({workers.killed} kills x {CONNECTIONS} connections"
        f" + {unanswered} unanswered)"
    )
    rules = {
        "every reader has a line": sum(map(len, by_status.values())) == readers,
        "the sums add up to the audience": sum(digest.tally.values()) == digest.audience == readers,
        "every line is sent, failed or in doubt": set(by_status) <= {"sent", "failed", "in_doubt"},
        "what says sent was accepted exactly once": all(taken[a] == 1 for a in sent),
        "what says failed was never accepted": not failed & set(taken),
        "what failed says why": not reasons,
        "nobody got two": max(taken.values()) == 1,
        "whoever was accepted is sent or in doubt": set(taken) <= sent | doubt,
        "in doubt are at most the mails in flight": len(doubt) <= most,
        "the issue is sent": digest.status == "sent",
    }
    return [rule for rule, holds in rules.items() if not say(rule, holds)]


def check_resent(digest, account: Path, doubtful: int) -> list[str]:
    """An editor sends the doubtful ones again: only these may have two now."""
    from newsletter.models import Delivery

    statuses = Delivery.objects.tally()[digest.pk]
    words = account.read_text().split()
    taken = Counter(words[1::2][n] for n, what in enumerate(words[::2]) if what == "accepted")
    twice = sum(number == 2 for number in taken.values())
    print(f"After the editor sent {doubtful} again: {statuses}; {twice} readers got two")
    rules = {
        "nobody got three": max(taken.values()) <= 2,
        "only who was in doubt got two": twice <= doubtful,
        "still every line has its end": set(statuses) <= {"sent", "failed", "in_doubt"},
    }
    return [rule for rule, holds in rules.items() if not say(rule, holds)]


def say(rule: str, holds: bool) -> bool:
    print(f"{'yes' if holds else 'NO '}  {rule}")
    return holds


def run(options, folder: Path) -> list[str]:
    account, port_file = folder / "account.txt", folder / "port"
    command = [sys.executable, "-m", "tests.newsletter.hostile", port_file, account]
    server = subprocess.Popen(command, cwd=ROOT)
    try:
        while not port_file.exists():
            time.sleep(0.02)
        digest = prepare(folder, int(port_file.read_text()), options.readers)
        workers = Workers(digest, options.workers)
        torment(workers, account, options)
        workers.wait()
        broken = check(digest, account, workers, options.readers)
        doubtful = digest.resend_doubtful(by=None)
        again = Workers(digest, 1)
        again.wait()
        return broken + check_resent(digest, account, doubtful)
    finally:
        server.terminate()
        server.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, default=20_000)
    parser.add_argument("--workers", type=int, default=3)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=None, help="of the choice whom to kill")
    options = parser.parse_args()
    random.seed(options.seed)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="kill-test-") as folder:
        broken = run(options, Path(folder))
    verdict = f"BROKEN: {', '.join(broken)}" if broken else "All holds."
    print(f"{time.monotonic() - began:.0f} s. {verdict}")
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()
