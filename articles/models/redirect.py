from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class Redirect(models.Model):
    """An address that something had before. It leads to where that is now, in one hop."""

    path = models.CharField(_("old path"), max_length=300, unique=True)
    target_type = models.ForeignKey(ContentType, models.CASCADE)
    target_id = models.PositiveBigIntegerField()
    target = GenericForeignKey("target_type", "target_id")
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        indexes = [models.Index(fields=["target_type", "target_id"], name="redirects_of_a_target")]

    def __str__(self):
        return self.path


class Addressed(models.Model):
    """Something with a page of its own, that stays findable when its address changes."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        old_path = self._path_before(kwargs.get("update_fields"))
        super().save(*args, **kwargs)
        if old_path and old_path != (new_path := self.get_absolute_url()):
            Redirect.objects.filter(path=new_path).delete()
            Redirect.objects.update_or_create(path=old_path, defaults={"target": self})

    def _path_before(self, update_fields) -> str | None:
        """The path that this save may end; one query, and none where the slug stays."""
        if not self.pk or (update_fields is not None and "slug" not in update_fields):
            return None
        before = type(self).objects.filter(pk=self.pk).exclude(slug=self.slug).first()
        return before.get_absolute_url() if before else None
