from django.core.management.base import BaseCommand

from newsroom.periods import end_of_data


class Command(BaseCommand):
    help = "End the personal data whose time has come, as the worker does every night."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Only say what would end.")

    def handle(self, *, dry_run, **options):
        tally = end_of_data(dry_run=dry_run)
        self.stdout.write("Would end:" if dry_run else "Ended:")
        for what, number in tally.items():
            self.stdout.write(f"  {number:6} {what.replace('_', ' ')}")
