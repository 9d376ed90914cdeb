from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError
from django.utils import timezone

from newsletter.composing import compose, skip_thin
from newsletter.models import Digest, Newsletter


class Command(BaseCommand):
    help = "Compose the issue of the next regular date, for an editor to change and approve."

    def handle(self, **options):
        newsletter = Newsletter.objects.first()
        if newsletter is None:
            raise CommandError("The newsletter isn't set up: fill in its settings in the admin.")
        slot = newsletter.slot_after(timezone.now())
        try:
            digest = compose(newsletter, slot=slot)
        except IntegrityError:
            digest = Digest.objects.get(slot=slot)
            self.stdout.write(f"The issue of that date is there already: {digest}.")
            return
        skip_thin(digest, newsletter)
        number = digest.items.count()
        self.stdout.write(
            f"Composed for {timezone.localtime(slot):%Y-%m-%d %H:%M}: {number} articles."
        )
        self.stdout.write(
            "An editor can change and approve it in the admin."
            if digest.is_open
            else f"Skipped, since {newsletter.minimum} are needed; an editor can take it back."
        )
