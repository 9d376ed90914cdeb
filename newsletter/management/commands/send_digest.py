from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from newsletter.composing import approve, compose, hurry
from newsletter.models import Delivery, Digest, Newsletter, Subscriber
from newsletter.rendering import content_of
from newsletter.sending import send_digest


class Command(BaseCommand):
    help = "Send the issue that waits, or else a newly composed one, now and to the end."

    def add_arguments(self, parser):
        parser.add_argument(
            "--dry-run", action="store_true", help="Only say what would go to how many."
        )

    def handle(self, *, dry_run, **options):
        try:
            digest = self.prepare(dry_run)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from None
        if dry_run:
            return
        if digest.status == Digest.Status.APPROVED and digest.scheduled_for > timezone.now():
            hurry(digest)
        send_digest(digest)
        self.report(digest)

    @transaction.atomic
    def prepare(self, dry_run) -> Digest:
        """The issue that goes out, approved; in a dry run, only said and taken back."""
        digest = self.digest()
        subject, articles = content_of(digest).subject, digest.items.count()
        if dry_run:
            readers = Subscriber.objects.active().count()
            self.stdout.write(f"Would send “{subject}”, {articles} articles, to {readers} readers.")
            transaction.set_rollback(True)
        elif digest.is_open:
            reason, now = "manage.py send_digest", timezone.now()
            approve(digest, by=None, at=now, reason=reason, special=digest.is_early)
        return digest

    def digest(self) -> Digest:
        """What is being sent, approved or composed already goes first."""
        for waiting in (Digest.objects.due(), Digest.objects.approved(), Digest.objects.waiting()):
            if found := waiting.first():
                return found
        newsletter = Newsletter.objects.first()
        if newsletter is None:
            raise CommandError("The newsletter isn't set up: fill in its settings in the admin.")
        digest = compose(newsletter)
        if digest.items.count() < newsletter.minimum:
            raise CommandError(
                f"Only {digest.items.count()} new articles: nothing is sent below "
                f"{newsletter.minimum}. Compose an issue in the admin to send it all the same."
            )
        return digest

    def report(self, digest):
        tally = digest.deliveries.tally().get(digest.pk, {})
        counts = ", ".join(f"{tally[s]} {s}" for s in Delivery.Status.values if s in tally)
        self.stdout.write(f"{digest}: {digest.audience} readers: {counts or 'none'}.")
        if digest.trouble:
            raise CommandError(f"The mail server: {digest.trouble}. Run it again to go on.")
