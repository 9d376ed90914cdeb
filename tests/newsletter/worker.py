"""What a worker in a process of its own does: run by `manage.py shell` in test_crashes."""

import sys
from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from newsletter import ledger, shifts
from newsletter.models import Digest, Shift, Subscriber
from newsletter.notices import send_welcome
from newsletter.sending import freeze_audience, send_digest

THREADS = 8


def send():
    """Say that it is ready, wait for a line or the end of the input, then send what is due."""
    shifts.BATCH = 5  # so that forty lines are enough for two
    print("ready", flush=True)
    sys.stdin.readline()
    for digest in Digest.objects.due():
        print(send_digest(digest), flush=True)


def claim():
    """How often all lines of the issue are claimed, by threads that want all of them."""
    digest = Digest.objects.due().get()
    digest.begin()
    freeze_audience(digest)
    with ThreadPoolExecutor(THREADS) as pool:
        print(sum(pool.map(claim_all, [digest.pk] * THREADS)))


def claim_all(digest_id):
    try:
        shift = Shift.begin(Digest.objects.get(pk=digest_id))
        claimed = 0
        while lines := ledger.claim(shift, 3):
            claimed += len(ledger.turn(shift, [], lines))
        return claimed
    finally:
        connection.close()


def welcome():
    """Greet everybody who has confirmed and wasn't greeted yet."""
    for reader in Subscriber.objects.subscribed():
        print(send_welcome(reader.pk), flush=True)
