from django.core.management.base import BaseCommand
from django.utils import timezone

from comments.transparency import write_figures


class Command(BaseCommand):
    help = "The yearly figures of moderation as CSV; without a year, those of the last one."

    def add_arguments(self, parser):
        parser.add_argument("--year", type=int, default=timezone.localdate().year - 1)

    def handle(self, *, year, **options):
        write_figures(year, self.stdout)
