from django.conf import settings
from django.core.management.base import BaseCommand
from django.template.loader import render_to_string
from django.utils import translation

from newsroom.core.models import Newspaper


class Command(BaseCommand):
    help = "Print the page that a web server in front shows while the paper is away."

    def handle(self, **options):
        """It is whole in one file: nothing of the paper can be asked for then."""
        with translation.override(settings.LANGUAGE_CODE):
            page = render_to_string("away.html", {"paper": Newspaper.current()})
        self.stdout.write(page)
