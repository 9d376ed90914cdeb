from django.core.management.base import BaseCommand

from articles.cleaning import clean


class Command(BaseCommand):
    help = "Delete picture files that no picture has and make those that are missing."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Only say what would be done.")

    def handle(self, *, dry_run, **options):
        tally = clean(dry_run=dry_run)
        done, made = ("Would delete", "Would make") if dry_run else ("Deleted", "Made")
        self.stdout.write(f"{done} {tally['orphans']} files that no picture has.")
        self.stdout.write(f"{made} {tally['missing'] - tally['lost']} files that were missing.")
        if tally["lost"]:
            self.stdout.write(f"{tally['lost']} pictures have no file left: replace them.")
