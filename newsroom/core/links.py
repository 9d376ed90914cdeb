"""Absolute addresses for mails, feeds and machines."""

from urllib.parse import urljoin

from django.conf import settings


def absolute(path: str) -> str:
    """The full address of a path of this site; a full address stays as it is."""
    return urljoin(settings.SITE_URL + "/", path)
