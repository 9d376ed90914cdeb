"""The credential of a browser whose reader has confirmed an address: the one cookie of readers.

It is set by a confirmation alone, and its path keeps it from every page that is the same for all.
"""

from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError

from comments.models import Comment, Device
from newsroom.core.private import fingerprint, normalise_email
from newsroom.core.routes import local

NAME = settings.READER_COOKIE_NAME
PATH = local("/commentaires/")
SALT = "comments.device"
DAYS = 365


def give(response, device: Device) -> None:
    response.set_signed_cookie(
        NAME,
        device.key.hex,
        salt=SALT,
        max_age=DAYS * 24 * 3600,
        path=PATH,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def take_back(response) -> None:
    response.delete_cookie(NAME, path=PATH, samesite="Lax")


def device_of(request) -> Device | None:
    """The device that a browser shows to be; None where it shows nothing that we have signed."""
    key = request.get_signed_cookie(NAME, default=None, salt=SALT, max_age=DAYS * 24 * 3600)
    try:
        return Device.objects.filter(key=UUID(hex=key)).first() if key else None
    except (ValueError, ValidationError):
        return None


def bind(comment: Comment, device: Device | None) -> None:
    """The comment is this device's, where the address typed is the one that it has confirmed."""
    if device and device.email_fingerprint == fingerprint(normalise_email(comment.email)):
        comment.device = device
