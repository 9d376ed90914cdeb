from itertools import chain

from django.core.management.base import BaseCommand, CommandError

from newsroom.core.rotating import renew_fingerprints, rotate


class Command(BaseCommand):
    help = (
        "Put DATA_KEY in the place of DATA_KEY_FALLBACKS: in what is encrypted, and in the hashes"
        " by which people are found. "
        "Safe to stop, to repeat, and to run while the paper does."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Only say what would be done.")

    def handle(self, *, dry_run, **options):
        lost = 0
        # The fingerprints first: until they are renewed, nobody is found by theirs.
        for tally in chain(renew_fingerprints(dry_run=dry_run), rotate(dry_run=dry_run)):
            done = "to do" if dry_run else "done"
            line = f"{tally.rotated:8} {done} {tally.fresh:8} new already  {tally.field}"
            self.stdout.write(line)
            lost += tally.lost
        if lost:
            raise CommandError(
                f"{lost} values were stored with a key that is not there:"
                " name it in DATA_KEY_FALLBACKS and run this again."
            )
