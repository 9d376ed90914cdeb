from django.core.management.base import BaseCommand, CommandError

from newsletter.models import Subscriber
from newsletter.proving import proof_of


class Command(BaseCommand):
    help = "Write the proof of a reader's consent, to be shown to whoever asks for it."

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *, email, **options):
        reader = Subscriber.objects.with_address(email).first()
        if reader is None:
            raise CommandError("Nobody has this address.")
        self.stdout.write(proof_of(reader), ending="")
