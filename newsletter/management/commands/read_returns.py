from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from newsletter.returning import read_folder


class Command(BaseCommand):
    help = "Read the bounces and complaints of a maildir, or of a folder of .eml files."

    def add_arguments(self, parser):
        parser.add_argument("folder", nargs="?", default=settings.BOUNCE_FOLDER)

    def handle(self, *, folder, **options):
        if not folder or not Path(folder).is_dir():
            raise CommandError("Name the folder that the mails come back to, or set BOUNCE_FOLDER.")
        tally = read_folder(Path(folder))
        said = ", ".join(f"{number} {kind}" for kind, number in sorted(tally.items()))
        self.stdout.write(f"{sum(tally.values())} mails read: {said or 'none'}.")
