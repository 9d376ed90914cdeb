import os
import subprocess
import sys
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from newsroom import serving
from newsroom.environment import ANY_ADDRESS, bracketed


class Command(BaseCommand):
    help = "Run the web server and the background worker together, on HOST and PORT."

    def add_arguments(self, parser):
        parser.add_argument("--prepare", action="store_true", help="First do what `prepare` does.")
        parser.add_argument("--demo", action="store_true", help="… with its --demo.")
        parser.add_argument(
            "--reload", action="store_true", help="For developing: Django's own server, reloading."
        )

    def handle(self, *, prepare, demo, reload, **options):
        host, port = settings.HOST, settings.PORT
        try:
            serving.require_free(host, port)
            remember_the_address()
            if prepare:
                prepare_in_a_process_that_ends(demo=demo)
            serving.serve(
                children_for_developing() if reload else children(),
                is_ready=partial(serving.answers, host, port),
                announce=self.announce,
            )
        except serving.Unservable as reason:
            raise CommandError(str(reason)) from None
        except KeyboardInterrupt:  # while it was preparing; all of that can be begun again
            sys.exit(130)
        self.say("Stopped.")

    def say(self, words):
        self.stdout.write(words)
        self.stdout.flush()

    def announce(self):
        self.say(f"\n  Site      {settings.SITE_URL}/\n  Admin     {settings.SITE_URL}/admin/")
        if folder := settings.MAILERS["default"]["OPTIONS"].get("folder"):
            self.say(f"  Mails     {folder}")
        if (accounts := settings.VAR_DIR / "demo-accounts.txt").exists():
            self.say(f"  Accounts  {accounts}")
        if settings.HOST in ANY_ADDRESS and "127.0.0.1" in settings.SITE_URL:
            self.say(f"  From elsewhere: set SITE_URL=http://<this machine>:{settings.PORT}")
        self.say("\nCtrl-C stops it.\n")


def remember_the_address():
    """For the links of commands that are run beside it, in a shell that was told nothing."""
    settings.SERVED_AT.parent.mkdir(parents=True, exist_ok=True)
    made = settings.SERVED_AT.with_suffix(".new")
    made.write_text(f"{settings.SITE_URL}\n")
    made.replace(settings.SERVED_AT)


def prepare_in_a_process_that_ends(*, demo):
    """What it needed of memory is free again for those who serve."""
    command = manage("prepare", *(["--demo"] if demo else []))
    done = subprocess.run(command, preexec_fn=serving.die_with(os.getpid()), check=False)  # noqa: S603
    if done.returncode:
        sys.exit(done.returncode if done.returncode > 0 else 128 - done.returncode)


def manage(*arguments):
    return [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments]


def children():
    web = [sys.executable, "-m", "newsroom.web"]
    return [child("web server", web), child("worker", worker())]


def children_for_developing():
    """Django's server reloads by itself; the worker is started again where a source changed."""
    address = f"{bracketed(settings.HOST)}:{settings.PORT}"
    return [
        child("web server", manage("runserver", address), own_group=False),
        child("worker", worker(), sources=state_of_sources),
    ]


def worker():
    return manage("ox_worker", "--skip-checks", "--verbosity", "0")


def child(name, command, **options):
    return serving.Child(name, command, folder=settings.BASE_DIR, **options)


def state_of_sources():
    folders = [file.parent for file in Path(settings.BASE_DIR).glob("*/__init__.py")]
    times = [path.stat().st_mtime_ns for folder in folders for path in folder.rglob("*.py")]
    return len(times), max(times)
