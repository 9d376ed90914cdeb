from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError
from django.utils import timezone

from newsletter.composing import compose, skip_thin
from newsletter.models import Newsletter
from newsletter.slots import free_slot, of_the_week, prepared_issue


class Command(BaseCommand):
    help = "Compose the issue of the next regular date, for an editor to change and approve."

    def handle(self, **options):
        newsletter = Newsletter.objects.first()
        if newsletter is None:
            raise CommandError("The newsletter isn't set up: fill in its settings in the admin.")
        of_this_date = of_the_week(newsletter.slot_after(timezone.now())).filter(started_at=None)
        if digest := prepared_issue() or of_this_date.first():
            self.stdout.write(f"The issue of that date is there already: {digest}.")
            return
        slot = free_slot(newsletter)
        try:
            digest = compose(newsletter, slot=slot)
        except IntegrityError:
            raise CommandError("Somebody was faster: look at the issues in the admin.") from None
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
