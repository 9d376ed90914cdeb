from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from newsletter.models import Digest


class Command(BaseCommand):
    help = "Stop the issue that goes out, or is about to: from this second on no mail begins."

    def add_arguments(self, parser):
        parser.add_argument("--reason", default="", help="Why, for those who read its history.")

    def handle(self, *, reason, **options):
        digest = Digest.objects.going_out().first()
        if digest is None:
            raise CommandError("No issue is being sent, and none is approved.")
        try:
            digest.stop(by=None, reason=reason or "manage.py stop_digest")
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from None
        digest.count_lines()
        begun = digest.tally.get("sending", 0)
        self.stdout.write(
            f"Stopped: {digest}. Sent: {digest.tally.get('sent', 0)}; on their way at this moment: "
            f"{begun}. `manage.py resume_digest` goes on."
        )
