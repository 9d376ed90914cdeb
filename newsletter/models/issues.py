"""The states of an issue, and what is asked of issues."""

from datetime import timedelta

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from newsletter.models.delivery import Delivery
from newsletter.models.item import DigestItem

LATELY = timedelta(days=6)


class Status(models.TextChoices):
    COMPOSING = "composing", _("being composed")
    APPROVED = "approved", _("approved")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    SKIPPED = "skipped", _("skipped")
    STOPPED = "stopped", _("stopped")


PUBLIC = (Status.SENDING, Status.SENT, Status.STOPPED)
PREPARED = (Status.COMPOSING, Status.APPROVED)


class DigestQuerySet(models.QuerySet):
    def public(self):
        """The issues with a page in the archive: from the first mail on, also where stopped."""
        return self.filter(status__in=PUBLIC, started_at__isnull=False)

    def carried(self):
        """The issues whose articles have been sent or surely will be."""
        return self.filter(status__in=[Status.APPROVED, *PUBLIC])

    def regular(self):
        """Those of a regular date; the others are specials."""
        return self.filter(slot__isnull=False)

    def waiting(self):
        """What an editor has to approve."""
        return self.filter(status=Status.COMPOSING)

    def approved(self):
        return self.filter(status=Status.APPROVED)

    def due(self, now=None):
        """What has to be sent: approved and its time has come, or begun and not finished."""
        come = Q(status=Status.APPROVED, scheduled_for__lte=now or timezone.now())
        return self.filter(come | Q(status=Status.SENDING)).order_by("scheduled_for", "pk")

    def going_out(self):
        """What can be stopped: first what is being sent, then what is approved."""
        going = self.filter(status__in=[Status.APPROVED, Status.SENDING])
        return going.order_by(F("started_at").asc(nulls_last=True), "scheduled_for", "pk")

    def stopped(self):
        return self.filter(status=Status.STOPPED).order_by("-pk")

    def skipped_lately(self):
        """What the rule left out in the last days: the editors may see it otherwise."""
        lately = timezone.now() - LATELY
        return self.filter(status=Status.SKIPPED, slot__gt=lately, changes__by=None).distinct()

    def in_doubt(self):
        """Those that an editor has to decide about."""
        lines = Delivery.objects.filter(digest=OuterRef("pk"), status=Delivery.Status.IN_DOUBT)
        return self.filter(Exists(lines))

    def newest_first(self):
        return self.order_by("-number")

    def for_list(self):
        """Without the frozen letter."""
        return self.defer("html", "text", "sheet")

    def with_heading(self):
        """Says whether the subject, which is often the lead's title, may still be shown."""
        items = DigestItem.objects.filter(digest=OuterRef("pk")).order_by("position", "pk")
        lead = self.annotate(lead=Subquery(items.values("article")[:1]))
        shown = Article.objects.published().filter(pk=OuterRef("lead"))
        return lead.annotate(lead_is_shown=Exists(shown))
