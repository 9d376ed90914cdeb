from collections import Counter
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from newsletter import fetching

WHERE = (
    "Name the folder that the mails come back to, or set BOUNCE_FOLDER, or BOUNCE_MAILBOX for a "
    "mailbox that is read by IMAP."
)


class Command(BaseCommand):
    help = "Read the bounces and complaints of a maildir, a folder of .eml files, or a mailbox."

    def add_arguments(self, parser):
        parser.add_argument("folder", nargs="?", default=settings.BOUNCE_FOLDER)

    def handle(self, *, folder, **options):
        if folder and not Path(folder).is_dir():
            raise CommandError(f"{folder} is no folder. {WHERE}")
        if not folder and not settings.BOUNCE_MAILBOX:
            raise CommandError(WHERE)
        tally = fetching.read_folder(Path(folder)) if folder else Counter()
        if settings.BOUNCE_MAILBOX:
            tally += self.read_mailbox()
        said = ", ".join(f"{number} {kind}" for kind, number in sorted(tally.items()))
        self.stdout.write(f"{sum(tally.values())} mails read: {said or 'none'}.")

    def read_mailbox(self):
        try:
            return fetching.read_mailbox(settings.BOUNCE_MAILBOX)
        except fetching.Trouble as trouble:
            raise CommandError(f"The mailbox can't be read: {trouble}. {WHERE}") from None
