"""What an issue with a million readers costs: freezing, the memory of a worker, the desk's pages.

`python bench/ledger.py [--readers 1000000]` freezes the audience, lets one worker send for some
seconds, and opens the pages of the issue. `python -m tests.postgres` in front measures PostgreSQL.
"""

import argparse
import tempfile
import time

from mailing import issue, mail_server, prepare, send_in_processes

FREEZING, MEMORY, PAGE = 60, 150, 300


def measure(options) -> None:
    from newsletter.sending import freeze_audience

    digest = issue(options.readers)
    digest.begin()
    began = time.perf_counter()
    freeze_audience(digest)
    print(
        f"freezing {digest.audience} readers  {time.perf_counter() - began:.1f} s (goal {FREEZING})"
    )
    ((sent, peak),) = send_in_processes(digest, 1, options.seconds)
    print(f"one worker, {sent} mails sent  {peak} MB at most (goal {MEMORY})")
    open_pages(digest)


def open_pages(digest) -> None:
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.test import Client
    from django.urls import reverse

    call_command("collectstatic", verbosity=0, interactive=False)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.create_superuser("ada"))
    ledger = reverse("admin:newsletter_delivery_changelist")
    pages = {
        "issue": reverse("admin:newsletter_digest_change", args=[digest.pk]),
        "progress": reverse("admin:newsletter_digest_progress", args=[digest.pk]),
        "issues": reverse("admin:newsletter_digest_changelist"),
        "preview": reverse("admin:newsletter_digest_preview", args=[digest.pk]),
        "ledger": f"{ledger}?digest={digest.pk}",
        "ledger, waiting": f"{ledger}?digest={digest.pk}&status__exact=pending",
        "ledger, refused": f"{ledger}?digest={digest.pk}&status__exact=failed",
        "ledger, last page": f"{ledger}?digest={digest.pk}&p=200",
    }
    for name, url in pages.items():
        spent, busy = [], []
        for _ in range(4):
            began, worked = time.perf_counter(), time.process_time()
            code = client.get(url).status_code
            spent.append(time.perf_counter() - began)
            busy.append(time.process_time() - worked)
        took, ours = min(spent) * 1000, min(busy) * 1000
        print(f"{name:18} {code}  {took:5.0f} ms (goal {PAGE}), of which our processor {ours:4.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, mail_server() as port:
        prepare(folder, port)
        measure(options)


if __name__ == "__main__":
    main()
