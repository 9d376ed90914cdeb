from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

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
        tally, passwords = loading.load()
        self.stdout.write(", ".join(f"{number} {what}" for what, number in sorted(tally.items())))
        self.keep(passwords)

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
        """Show the accounts, and keep them in a file that only the owner can read."""
        path = Path(settings.VAR_DIR) / "demo-accounts.txt"
        path.touch(mode=0o600)
        path.write_text("".join(map(loading.in_a_line, passwords.items())))
        self.stdout.write(path.read_text() + f"These accounts are kept in {path}")
