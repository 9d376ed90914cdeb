"""By what a comment is found again: the fingerprints follow what they are of, on every way in."""

from django.db import models

from comments.folding import text_fingerprint
from newsroom.core.private import fingerprint, normalise_email


class AddressFingerprint(models.CharField):
    """The keyed hash of `email`; it follows the address on every way in, `bulk_create` too."""

    def pre_save(self, model_instance, add):
        email = model_instance.email
        value = fingerprint(normalise_email(email)) if email else ""
        setattr(model_instance, self.attname, value)
        return value


class TextFingerprint(models.CharField):
    """By which a text is known again; it follows the body."""

    def pre_save(self, model_instance, add):
        value = text_fingerprint(model_instance.body)
        setattr(model_instance, self.attname, value)
        return value
