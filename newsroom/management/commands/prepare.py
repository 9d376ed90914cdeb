import signal

from django.core.management.base import BaseCommand

from newsroom.preparing import prepare


class Command(BaseCommand):
    help = "Compile translations, migrate the database, collect static files: before each start."

    def add_arguments(self, parser):
        parser.add_argument(
            "--demo", action="store_true", help="Load the demo paper where nothing is written yet."
        )

    def run_from_argv(self, argv):
        """A Ctrl-C is heard at once: each step can be killed anywhere and begun again."""
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        super().run_from_argv(argv)

    def handle(self, *, demo, **options):
        prepare(demo=demo, say=self.say)

    def say(self, words):
        self.stdout.write(words)
        self.stdout.flush()
