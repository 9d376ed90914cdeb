import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Device(models.Model):
    """A browser whose reader has confirmed an address: what trust belongs to (rule 4).

    Its key is in a signed cookie of that browser alone; a name or an address that is typed into
    a form never leads here.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email_fingerprint = models.CharField(max_length=64, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("confirmed device")
        verbose_name_plural = _("confirmed devices")
        indexes = [models.Index(fields=["email_fingerprint"], name="devices_of_an_address")]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"
