"""Addresses: of what the site shows, and absolute ones for mails, feeds and machines."""

from functools import lru_cache
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse


def absolute(path: str) -> str:
    """The full address of a path of this site; a full address stays as it is."""
    if path.startswith("/"):
        return settings.SITE_URL + path
    return urljoin(settings.SITE_URL + "/", path)


@lru_cache(maxsize=4096)
def address_of(name: str, *arguments: str) -> str:
    """As `reverse()`, which a page asks for the same again and again."""
    return reverse(name, args=arguments)
