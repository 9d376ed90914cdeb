"""How fast an issue leaves: the ledger beside a bare smtplib loop that sends ready bytes.

`python bench/sending.py [--readers 2000]` makes a paper of its own in a temporary folder, sends one
issue to a sink on this machine, and says mails per second, their ratio, and memory. DATABASE_URL
may name an empty database to try another one than SQLite.
"""

import argparse
import os
import resource
import smtplib
import socket
import sys
import tempfile
import time
from datetime import timedelta
from multiprocessing import Process
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
LATER = timedelta(hours=1)


def take_mail(listener: socket.socket) -> None:
    """A mail server that says yes to everything and keeps nothing; one connection at a time."""
    while True:
        connection, _ = listener.accept()
        with connection, connection.makefile("rb") as lines:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.sendall(b"220 sink\r\n")
            converse(connection, lines)


def converse(connection, lines) -> None:
    for line in lines:
        command = line[:4].upper()
        if command == b"DATA":
            connection.sendall(b"354 go\r\n")
            for text in lines:
                if text == b".\r\n":
                    break
        if command == b"QUIT":
            connection.sendall(b"221 bye\r\n")
            return
        connection.sendall(b"250 OK\r\n")


def prepare(folder: str, port: int) -> None:
    """The site's settings on a machine of their own."""
    os.environ["VAR_DIR"] = folder
    os.environ["MAIL_URL"] = f"smtp://127.0.0.1:{port}"
    os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def approved_issue(readers: int):
    """Twelve articles for so many subscribers."""
    from django.utils import timezone

    from newsletter import composing
    from newsletter.models import Newsletter, Subscriber
    from newsletter.models.subscriber import email_fingerprint
    from tests.factories import make_published_article, make_section

    for number in range(12):
        section = make_section(f"Rubrique {number % 5}", f"rubrique-{number % 5}")
        make_published_article(
            f"Un titre de longueur moyenne, le {number}e de la semaine",
            hours=number + 1, section=section, standfirst="Une phrase de chapeau. " * 9,
        )  # fmt: skip
    emails = (f"lecteur-{number}@example.org" for number in range(readers))
    Subscriber.objects.bulk_create(
        (
            Subscriber(
                email=email,
                email_fingerprint=email_fingerprint(email),
                status="active",
                confirmed_at=timezone.now(),
            )
            for email in emails
        ),
        batch_size=1000,
    )
    newsletter = Newsletter(name="La lettre", from_email="lettre@example.org")
    newsletter.save()
    digest = composing.compose(newsletter)
    composing.approve(digest, by=None)
    return digest


def send_bare(port: int, data: bytes, readers: int) -> None:
    """The same mails, ready made, over one connection."""
    with smtplib.SMTP("127.0.0.1", port, local_hostname="localhost") as smtp:
        for number in range(readers):
            smtp.sendmail("lettre@example.org", f"lecteur-{number}@example.org", data)


def send_again(digest) -> None:
    """The whole issue, with the ledger as it was before the first mail."""
    from newsletter.sending import send_digest

    sent = send_digest(digest)
    if sent != digest.audience:
        sys.exit(f"Only {sent} of {digest.audience} mails were sent: {digest.trouble}")


def forget_that_it_was_sent(digest) -> None:
    from newsletter.models import Digest

    digest.deliveries.update(status="pending", attempts=0)
    Digest.objects.filter(pk=digest.pk).update(status="sending")
    digest.refresh_from_db()


def seconds(act, *args) -> tuple[float, float]:
    """By the clock, and of this process's work, which says more on a busy machine."""
    clock, work = time.perf_counter(), time.process_time()
    act(*args)
    return time.perf_counter() - clock, time.process_time() - work


def measure(port: int, readers: int, rounds: int) -> None:
    from newsletter.models import Subscriber
    from newsletter.printing import Edition
    from newsletter.sending import freeze_audience

    digest = approved_issue(readers)
    digest.begin()
    frozen, _ = seconds(freeze_audience, digest)
    data = Edition.of(digest).letter_for(Subscriber.objects.first()).printed
    ours, bare = [], []
    for _ in range(rounds):
        forget_that_it_was_sent(digest)
        ours.append(seconds(send_again, digest))
        bare.append(seconds(send_bare, port, data, readers))
    report(
        readers,
        len(data),
        frozen,
        *(map(min, zip(*ours, strict=True))),
        *(map(min, zip(*bare, strict=True))),
    )


def report(readers, size, frozen, ours, our_work, bare, bare_work) -> None:
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    each = 1000 / readers
    print(f"mail size         {size / 1024:8.1f} kB")
    print(f"freezing audience {readers / frozen:8.0f} readers/s")
    print(
        f"ledger            {readers / ours:8.0f} mails/s   {our_work * each:.2f} ms of work each"
    )
    print(
        f"bare smtplib      {readers / bare:8.0f} mails/s   {bare_work * each:.2f} ms of work each"
    )
    print(f"ratio             {bare / ours:8.2f} by the clock, {bare_work / our_work:.2f} by work")
    print(f"peak memory       {memory:8.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3, help="the best of so many counts")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as server:
        sink = Process(target=take_mail, args=[server], daemon=True)
        sink.start()
        try:
            prepare(folder, server.getsockname()[1])
            measure(server.getsockname()[1], options.readers, options.rounds)
        finally:
            sink.terminate()
            sink.join()


if __name__ == "__main__":
    main()
