"""What the measurements of the letter share: a paper, a mail server, worker processes."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
SINK = shutil.which("smtp-sink", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
WITHOUT_SINK = (
    "Without Postfix's smtp-sink, a plain server in Python takes the mails, and is the slower part:"
    " sudo apt-get install --no-install-recommends postfix"
)
DOMAINS = 50


@contextlib.contextmanager
def mail_server():
    """The port of a server that says yes to everything and keeps nothing."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    if SINK:
        account = ["-u", "nobody"] if os.geteuid() == 0 else []
        command = [SINK, *account, f"127.0.0.1:{port}", "200"]
    else:
        print(WITHOUT_SINK)
        command = [sys.executable, __file__, str(port)]
    server = subprocess.Popen(command)  # noqa: S603 (named above)
    try:
        wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def wait_for(port: int) -> None:
    for _ in range(200):
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port)).close()
            return
        time.sleep(0.05)
    sys.exit("The mail server doesn't start.")


def serve(port: int) -> None:
    with socket.create_server(("127.0.0.1", port)) as listener:
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=converse, args=[connection], daemon=True).start()


def converse(connection: socket.socket, on_mail=lambda: None) -> None:
    with connection, connection.makefile("rb") as lines:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.sendall(b"220 sink\r\n")
        for line in lines:
            command = line[:4].upper()
            if command == b"EHLO":
                connection.sendall(b"250-sink\r\n250 PIPELINING\r\n")
                continue
            if command == b"DATA":
                connection.sendall(b"354 go\r\n")
                for text in lines:
                    if text == b".\r\n":
                        on_mail()
                        break
            if command == b"QUIT":
                return
            connection.sendall(b"250 OK\r\n")


def prepare(folder: str, port: int, **variables) -> None:
    """The site's settings on a machine of their own; DATABASE_URL may name an empty database."""
    os.environ |= {
        "VAR_DIR": folder,
        "MAIL_URL": f"smtp://127.0.0.1:{port}",
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        **variables,
    }
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def issue(readers: int):
    """Twelve articles, approved, for so many subscribers."""
    from newsletter import composing
    from newsletter.models import Newsletter
    from tests.factories import make_published_article, make_section

    for number in range(12):
        section = make_section(f"Rubrique {number % 5}", f"rubrique-{number % 5}")
        make_published_article(
            f"Un titre de longueur moyenne, le {number}e de la semaine",
            hours=number + 1, section=section, standfirst="Une phrase de chapeau. " * 9,
        )  # fmt: skip
    subscribe(readers)
    newsletter = Newsletter(name="La lettre", from_email="lettre@example.org")
    newsletter.save()
    digest = composing.compose(newsletter)
    composing.approve(digest, by=None)
    return digest


def subscribe(number: int) -> None:
    """A thousand addresses, encrypted as they should be, and copies of their rows: made quickly."""
    from django.db import connection
    from django.utils import timezone

    from newsletter.models import Subscriber
    from newsletter.models.subscriber import email_fingerprint

    emails = (f"lecteur-{n}@d{n % DOMAINS}.example.org" for n in range(min(number, 1000)))
    yesterday = timezone.now() - timedelta(days=1)
    Subscriber.objects.bulk_create(
        Subscriber(
            email=email, email_fingerprint=email_fingerprint(email), status="active",
            confirmed_at=yesterday, created_at=yesterday,
        )
        for email in emails
    )  # fmt: skip
    columns = ("public_id", "email_fingerprint")
    same = [f.column for f in Subscriber._meta.concrete_fields if not f.primary_key]
    same = [f'"{column}"' for column in same if column not in columns]
    unique = {
        "sqlite": "lower(hex(randomblob(16))), lower(hex(randomblob(32)))",
        "postgresql": "gen_random_uuid(), md5(random()::text) || md5(random()::text)",
    }[connection.vendor]
    with connection.cursor() as cursor:
        for copies in range(1000, number, 1000):
            cursor.execute(
                f"INSERT INTO newsletter_subscriber ({', '.join([*columns, *same])})"  # noqa: S608
                f" SELECT {unique}, {', '.join(same)} FROM newsletter_subscriber"
                f" ORDER BY id LIMIT {min(1000, number - copies)}"
            )
        if connection.vendor == "postgresql":  # as it does by itself in the night
            cursor.execute("ANALYZE")


def send_in_processes(digest, number: int, seconds: float | None = None) -> list[tuple[int, int]]:
    """How many mails each of so many workers sent, and its peak of memory in MB.

    Each begins with nothing, as in life: a forked one would count what its parent holds.
    """
    context = get_context("spawn")
    results = context.Queue()
    workers = [
        context.Process(target=send, args=(digest.pk, seconds, results)) for _ in range(number)
    ]
    for worker in workers:
        worker.start()
    done = [results.get() for _ in workers]
    for worker in workers:
        worker.join()
    return done


def send(pk: int, seconds: float | None, results) -> None:
    import django

    django.setup()
    from newsletter.models import Digest
    from newsletter.sending import send_digest

    sent = send_digest(Digest.objects.get(pk=pk), seconds=seconds)
    results.put((sent, peak()))


def peak() -> int:
    """Of this process alone."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) // 1024


def as_before_the_first_mail(digest) -> None:
    from newsletter.models import Digest

    digest.deliveries.update(status="pending", attempts=0, shift=None, due_at=None)
    digest.shifts.all().delete()
    Digest.objects.filter(pk=digest.pk).update(status="sending")
    digest.refresh_from_db()


if __name__ == "__main__":
    serve(int(sys.argv[1]))
