import os
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from newsletter.lists.exporting import readers_as_csv
from newsletter.models import Subscriber


class Command(BaseCommand):
    help = "Write the readers and their proofs of consent as CSV: to a file, or to the terminal."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, nargs="?", help="Must not exist yet.")
        parser.add_argument("--status", choices=Subscriber.Status.values, help="Only these.")

    def handle(self, *, file, status, **options):
        readers = Subscriber.objects.all()
        if status:
            readers = readers.filter(status=status)
        if file is None:
            for piece in readers_as_csv(readers):
                self.stdout.write(piece, ending="")
            return
        try:
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as trouble:
            raise CommandError(f"{trouble}. Name a file that isn't there yet.") from None
        with open(descriptor, "w", encoding="utf-8", newline="") as opened:
            opened.writelines(readers_as_csv(readers))
        self.stdout.write(f"Written, readable by you alone: {file}")
