import hashlib
import json
import math
import zlib

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

MOST_BYTES = 20 * 2**20  # of what is stored, unpacked: nothing that we train comes near
MOST_WEIGHT = 100.0


class ClassifierQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(is_used=True)

    def listed(self):
        """Without what it has learned, which is large."""
        return self.defer("stored")


class Classifier(models.Model):
    """What was learned from the desk's decisions, once: each training makes a new version."""

    class Damaged(Exception):
        """What is stored isn't what was trained."""

    trained_at = models.DateTimeField(_("trained"), default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("asked by"),
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty where the schedule asked."),
    )
    is_used = models.BooleanField(_("in use"), default=False, editable=False)
    decisions = models.PositiveIntegerField(_("decisions learned from"), default=0)
    latest_decision = models.PositiveBigIntegerField(default=0, editable=False)
    threshold = models.PositiveSmallIntegerField(
        _("a second look from"), default=70, validators=[MaxValueValidator(100)]
    )
    measured = models.JSONField(_("measured"), default=dict, editable=False)
    stored = models.BinaryField(editable=False)
    checksum = models.CharField(max_length=64, editable=False)

    objects = ClassifierQuerySet.as_manager()

    class Meta:
        verbose_name = _("trained classifier")
        verbose_name_plural = _("trained classifiers")
        ordering = ["-pk"]
        permissions = [("train_classifier", _("Can train the classifier and choose its version"))]
        constraints = [
            models.UniqueConstraint(
                name="one_classifier_in_use", fields=["is_used"], condition=Q(is_used=True)
            )
        ]

    def __str__(self):
        return gettext("version %d") % self.pk

    @property
    def at_threshold(self) -> dict:
        """Precision and recall as it is used; empty where it wasn't measured."""
        rows = self.measured.get("rows", [])
        return next((row for row in rows if row["threshold"] == self.threshold), {})

    def learn(self, bias: float, weights: dict[str, float]) -> None:
        """Take what was learned, as plain numbers: reading it back runs nothing."""
        learned = {"bias": round(bias, 4), "weights": {k: round(v, 4) for k, v in weights.items()}}
        self.stored = zlib.compress(json.dumps(learned, ensure_ascii=False).encode())
        self.checksum = hashlib.sha256(self.stored).hexdigest()

    def learned(self) -> tuple[float, dict[str, float]]:
        """Bias and weights as they were trained; `Damaged` where anything else is stored."""
        stored = bytes(self.stored)
        if hashlib.sha256(stored).hexdigest() != self.checksum:
            raise self.Damaged
        try:
            learned = json.loads(zlib.decompressobj().decompress(stored, MOST_BYTES))
            bias, weights = learned["bias"], learned["weights"]
            check_sizes([bias, *weights.values()])
        except (zlib.error, ValueError, KeyError, TypeError, AttributeError) as error:
            raise self.Damaged from error
        return bias, weights

    @transaction.atomic
    def use(self) -> bool:
        """Comments are scored by this version from now on; True where they weren't yet."""
        Classifier.objects.in_use().exclude(pk=self.pk).update(is_used=False)
        changed = Classifier.objects.filter(pk=self.pk, is_used=False).update(is_used=True)
        self.is_used = True
        return bool(changed)


def check_sizes(numbers: list) -> None:
    """Numbers of a size that training gives; anything else is damage, or worse."""
    for number in numbers:
        if not math.isfinite(number) or abs(number) > MOST_WEIGHT:
            raise ValueError("no weight")
