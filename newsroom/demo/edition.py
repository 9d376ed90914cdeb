"""Which demo paper is loaded: the one in the language of the site."""

from importlib import import_module
from pathlib import Path

from django.conf import settings

FOLDER = Path(__file__).parent / settings.LANGUAGE_CODE
paper = import_module(f"newsroom.demo.{settings.LANGUAGE_CODE}.paper")
