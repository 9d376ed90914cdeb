from django.core.management.base import BaseCommand, CommandError

from newsletter.models import Digest


class Command(BaseCommand):
    help = "Go on with the issue that was stopped last; the worker sends it within a minute."

    def handle(self, **options):
        digest = Digest.objects.stopped().first()
        if digest is None:
            raise CommandError("No issue is stopped.")
        digest.resume(by=None, reason="manage.py resume_digest")
        self.stdout.write(f"It goes on: {digest}.")
