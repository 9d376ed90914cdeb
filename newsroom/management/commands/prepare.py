from django.core.management.base import BaseCommand

from newsroom.preparing import prepare


class Command(BaseCommand):
    help = "Compile translations, migrate the database, collect static files: before each start."

    def add_arguments(self, parser):
        parser.add_argument(
            "--demo", action="store_true", help="Load the demo paper where nothing is written yet."
        )

    def handle(self, *, demo, **options):
        prepare(demo=demo, say=self.stdout.write)
