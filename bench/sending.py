"""How fast an issue leaves: the ledger beside a bare smtplib loop that sends the ready bytes.

`python bench/sending.py [--readers 20000] [--connections 8]` sends one issue to Postfix's
smtp-sink, as often as said, each time beside the bare loop over as many connections. By default on
SQLite; `python -m tests.postgres python bench/sending.py --workers 3` measures PostgreSQL, and
three workers at once beside one.
"""

import argparse
import smtplib
import sys
import tempfile
import threading
import time

from mailing import as_before_the_first_mail, issue, mail_server, prepare, send_in_processes

GOAL, RATIO, MEMORY = 1000, 0.5, 150


def send_bare(port: int, data: bytes, readers: int, connections: int) -> float:
    """The same mails, ready made: seconds."""

    def send(number: int) -> None:
        with smtplib.SMTP("127.0.0.1", port, local_hostname="localhost") as smtp:
            for reader in range(number, readers, connections):
                smtp.sendmail("lettre@example.org", f"lecteur-{reader}@example.org", data)

    began = time.perf_counter()
    threads = [threading.Thread(target=send, args=[number]) for number in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - began


def send_ours(digest, workers: int) -> tuple[float, int, list[int]]:
    """Seconds, the peak of memory, and how many mails each worker sent."""
    as_before_the_first_mail(digest)
    began = time.perf_counter()
    done = send_in_processes(digest, workers)
    spent = time.perf_counter() - began
    digest.refresh_from_db()
    if sum(sent for sent, _peak in done) != digest.audience:
        sys.exit(f"Not all of {digest.audience} were sent: {done}, {digest.tally} {digest.trouble}")
    return spent, max(peak for _sent, peak in done), [sent for sent, _peak in done]


def measure(port: int, options) -> None:
    from newsletter.models import Subscriber
    from newsletter.printing import Editions
    from newsletter.sending import freeze_audience

    digest = issue(options.readers)
    digest.begin()
    freeze_audience(digest)
    reader = Subscriber.objects.first()
    data = Editions(digest).of(reader).printed_for(reader)
    print(
        f"{options.readers} mails of {len(data) / 1024:.0f} kB, {options.connections} connections"
    )
    for _ in range(options.rounds):
        bare = send_bare(port, data, options.readers, options.connections)
        print(f"bare smtplib loop  {options.readers / bare:7.0f} mails/s")
        for workers in sorted({1, options.workers}):
            spent, peak, each = send_ours(digest, workers)
            rate, ratio = options.readers / spent, bare / spent
            print(
                f"ledger, {workers} worker(s) {rate:7.0f} mails/s (goal {GOAL})  ratio {ratio:.2f}"
                f" (goal {RATIO})  {peak} MB (goal {MEMORY})  each sent {each}"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, default=20_000)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, mail_server() as port:
        prepare(folder, port, MAIL_CONNECTIONS=str(options.connections))
        measure(port, options)


if __name__ == "__main__":
    main()
