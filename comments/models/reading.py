"""How a thread is read: by pages of root comments, in an order that the desk chooses."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class RootForeignKey(models.ForeignKey):
    """What a thread began with; it follows the parent on every way in, `bulk_create` too."""

    def pre_save(self, model_instance, add):
        parent = model_instance.parent
        value = (parent.root_id or parent.pk) if parent else None
        setattr(model_instance, self.attname, value)
        return value


class Featured(models.Model):
    """What editors do with a comment that stands out."""

    featured_at = models.DateTimeField(_("featured"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @transaction.atomic
    def feature(self, *, by) -> bool:
        """Show it as a voice that the paper recommends; only what readers see can be."""
        here = type(self).objects.approved().filter(pk=self.pk, featured_at=None)
        return self._mark(here, timezone.now(), by=by, reason=gettext("Featured"))

    @transaction.atomic
    def unfeature(self, *, by) -> bool:
        here = type(self).objects.filter(pk=self.pk, featured_at__isnull=False)
        return self._mark(here, None, by=by, reason=gettext("No longer featured"))

    def _mark(self, here, moment, *, by, reason) -> bool:
        changed = bool(here.update(featured_at=moment))
        if changed:
            self.featured_at = moment
            self.decisions.create(status=self.status, by=by, reason=reason)
            self.tell()
        return changed


class ReadingOrder(models.Model):
    """The order in which readers first see the comments of one article."""

    class Order(models.TextChoices):
        OLDEST = "oldest", _("oldest first")
        NEWEST = "newest", _("newest first")
        REPLIED = "replied", _("most replied first")
        FEATURED = "featured", _("chosen by the editor first")

    article = models.OneToOneField(
        "articles.Article",
        models.CASCADE,
        verbose_name=_("article"),
        related_name="reading_order",
    )
    order = models.CharField(
        _("order of the comments"), max_length=10, choices=Order, default=Order.OLDEST
    )

    class Meta:
        verbose_name = _("order of comments")
        verbose_name_plural = _("orders of comments")

    def __str__(self):
        return self.get_order_display()
