from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from newsroom.demo import clearing, loading


class Command(BaseCommand):
    help = "Load the demo paper « L’Octet ». Replaces what is there only after asking."

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-empty", action="store_true", help="Do nothing where anything is written already."
        )
        parser.add_argument("--yes", action="store_true", help="Replace without asking.")

    def handle(self, *, if_empty, yes, **options):
        if not loading.is_empty():
            if if_empty:
                return
            self.clear(yes)
        self.stdout.write("Drawing and loading the demo paper…")
        with transaction.atomic():  # never accounts whose passwords nobody was told
            tally, passwords = loading.load()
            self.keep(passwords)
        self.stdout.write(", ".join(f"{number} {what}" for what, number in sorted(tally.items())))
        self.stdout.write(self.file.read_text() + f"These accounts are kept in {self.file}")

    def clear(self, yes):
        if settings.PRODUCTION:
            raise CommandError("This is a production site: the demo paper would replace it.")
        if not yes and not self.is_sure():
            raise CommandError("Nothing was changed.")
        clearing.clear()

    def is_sure(self):
        question = "Everything in this database will be deleted, accounts too. Type yes to go on: "
        try:
            return input(question).strip().lower() in {"yes", "oui"}
        except (EOFError, KeyboardInterrupt):
            return False

    def keep(self, passwords):
        """In a file that only the owner can read."""
        self.file.touch(mode=0o600)
        self.file.write_text("".join(map(loading.in_a_line, passwords.items())))

    @property
    def file(self):
        return Path(settings.VAR_DIR) / "demo-accounts.txt"
