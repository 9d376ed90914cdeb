"""Whether a domain with a limit waits by itself: a seventh of the readers have it.

`python bench/domains.py [--readers 20000] [--limit 5] [--seconds 15]` sends with and without the
limit, and says how many mails a second the others got; it ends with 1 where they get less than
the goal. `python -m tests.postgres` in front measures PostgreSQL.
"""

import argparse
import os
import sys
import tempfile

import mailing
from mailing import as_before_the_first_mail, issue, mail_server, prepare, send_in_processes

GOAL = 80  # per cent of the speed without a limit
SEVENTH = "d0.example.org"


def measure(digest, limit: float, seconds: int) -> float:
    os.environ["MAIL_PER_DOMAIN"] = f"{SEVENTH}={limit}" if limit else ""
    as_before_the_first_mail(digest)
    ((sent, _peak),) = send_in_processes(digest, 1, seconds)
    shift = digest.shifts.latest("pk")
    rate = sent / (shift.ended_at - shift.started_at).total_seconds()
    print(f"{f'limit {limit}/s' if limit else 'no limit':14} {sent} mails  {rate:8.1f}/s")
    return rate


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--readers", type=int, default=20_000)
    parser.add_argument("--limit", type=float, default=5)
    parser.add_argument("--seconds", type=int, default=15)
    options = parser.parse_args()
    mailing.DOMAINS = 7
    with tempfile.TemporaryDirectory() as folder, mail_server() as port:
        prepare(folder, port)
        from newsletter.sending import freeze_audience

        digest = issue(options.readers)
        digest.begin()
        freeze_audience(digest)
        free = measure(digest, 0, options.seconds)
        slow = measure(digest, options.limit, options.seconds)
    share = 100 * slow / free
    print(f"{share:.0f} % of the speed without a limit (goal {GOAL} %, of which 86 can be had)")
    sys.exit(0 if share >= GOAL else 1)


if __name__ == "__main__":
    main()
