"""What somebody typed into a form, until the worker has looked who it is."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

from newsroom.core.private import EncryptedTextField

KEPT = timedelta(days=7)


class AskingQuerySet(models.QuerySet):
    def expired(self, now=None):
        return self.filter(at__lte=(now or timezone.now()) - KEPT)


class Asking(models.Model):
    """The same row for every address: a page that writes it can't tell, nor take longer for one."""

    class Kind(models.TextChoices):
        SIGN_UP = "sign-up"
        LINK = "link"
        MOVED = "moved"  # the mailbox that had the letter is to hear where it went

    kind = models.CharField(max_length=10, choices=Kind)
    email = EncryptedTextField()
    reader = models.ForeignKey("newsletter.Subscriber", models.CASCADE, null=True, related_name="+")
    form = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=10, blank=True)
    network = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects = AskingQuerySet.as_manager()

    def __str__(self):
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"
