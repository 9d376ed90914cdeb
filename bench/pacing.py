"""Whether mails leave as fast as was said: counted where they arrive.

`python bench/pacing.py [--second 200] [--hour 72000]` sends for half a minute with each setting,
by one worker and by three at once, and says the rate of the whole and of its slowest and quickest
five seconds; it ends with 1 where the rate is missed by more than the goal.
`python -m tests.postgres` in front measures PostgreSQL.
"""

import argparse
import os
import socket
import sys
import tempfile
import threading
import time

from mailing import as_before_the_first_mail, converse, issue, prepare, send_in_processes

WITHIN, WINDOW = 5, 5  # per cent, and seconds


class Arrivals:
    """A mail server in a thread, and the moments at which it took each mail."""

    def __init__(self):
        self.moments: list[float] = []
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=200)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self) -> None:
        while True:
            connection, _ = self.listener.accept()
            threading.Thread(target=converse, args=[connection, self.note], daemon=True).start()

    def note(self) -> None:
        self.moments.append(time.monotonic())


def rates(moments: list[float]) -> tuple[float, float, float]:
    """Of the whole, of the slowest window and of the quickest."""
    moments = sorted(moments)
    first, last = moments[0], moments[-1]
    whole = (len(moments) - 1) / (last - first)
    starts = [first + WINDOW * n for n in range(int((last - first) // WINDOW))]
    counts = [sum(start <= m < start + WINDOW for m in moments) for start in starts]
    return whole, min(counts) / WINDOW, max(counts) / WINDOW


def measure(arrivals: Arrivals, digest, workers: int, rate: float, what: str) -> bool:
    as_before_the_first_mail(digest)
    arrivals.moments.clear()
    send_in_processes(digest, workers)
    whole, slowest, quickest = rates(arrivals.moments)
    off = (whole / rate - 1) * 100
    print(
        f"{what:22} {workers} worker(s)  {len(arrivals.moments)} mails  {whole:7.2f}/s, "
        f"{off:+.1f} % (goal {WITHIN} %)  in {WINDOW} s: {slowest:.1f} to {quickest:.1f}/s"
    )
    return abs(off) <= WITHIN


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--second", type=int, default=200)
    parser.add_argument("--hour", type=int, default=72_000)
    parser.add_argument("--seconds", type=int, default=30)
    options = parser.parse_args()
    arrivals, held = Arrivals(), []
    with tempfile.TemporaryDirectory() as folder:
        prepare(folder, arrivals.port)
        from newsletter.sending import freeze_audience

        for name, number, rate in (
            ("MAIL_PER_SECOND", options.second, options.second),
            ("MAIL_PER_HOUR", options.hour, options.hour / 3600),
        ):
            os.environ |= {"MAIL_PER_SECOND": "0", "MAIL_PER_HOUR": "0", name: str(number)}
            digest = issue(int(rate * max(options.seconds, 2 * WINDOW)))
            digest.begin()
            freeze_audience(digest)
            what = f"{name}={number}"
            held += [measure(arrivals, digest, workers, rate, what) for workers in (1, 3)]
            wipe()
    sys.exit(0 if all(held) else 1)


def wipe() -> None:
    from articles.models import Article
    from newsletter.models import Digest, Newsletter, Subscriber

    for model in (Digest, Subscriber, Newsletter, Article):
        model.objects.all().delete()


if __name__ == "__main__":
    main()
