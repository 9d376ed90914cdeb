import secrets
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from newsroom.core.links import absolute

SIGNER = signing.Signer(salt="articles.preview")
DAYS = (1, 7, 30)
USUAL_DAYS = 7
KEPT = timedelta(days=30)  # after its end


def nonce() -> str:
    return secrets.token_urlsafe(18)


class PreviewAddressQuerySet(models.QuerySet):
    def open(self):
        return self.filter(ended_at=None, ends_at__gt=timezone.now())

    def over(self, before):
        """Those that show nothing any more, since before that moment."""
        return self.filter(Q(ends_at__lt=before) | Q(ended_at__lt=before))

    def of_token(self, token: str):
        """The one that an address means; raises BadSignature where nobody here signed it."""
        return self.select_related("article").filter(nonce=SIGNER.unsign(token)).first()


class PreviewAddress(models.Model):
    """A secret address where somebody outside the paper reads an article before it is out.

    The address is signed, not stored: whoever reads the database doesn't know it.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="preview_addresses")
    nonce = models.CharField(max_length=24, unique=True, default=nonce, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("by"), null=True, related_name="+"
    )
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    ends_at = models.DateTimeField(_("ends"))
    ended_at = models.DateTimeField(_("ended"), null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    objects = PreviewAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("secret preview address")
        verbose_name_plural = _("secret preview addresses")
        ordering = ["-made_at", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="preview_addresses_end_after_they_began",
                condition=Q(ends_at__gt=models.F("made_at")),
            )
        ]

    def __str__(self):
        return f"{self.article} · {self.ends_at:%Y-%m-%d}"

    @classmethod
    def make(cls, article, *, by, days=USUAL_DAYS):
        now = timezone.now()
        return cls.objects.create(
            article=article, by=by, made_at=now, ends_at=now + timedelta(days=days)
        )

    @property
    def url(self) -> str:
        return absolute(reverse("outside_preview", args=[SIGNER.sign(self.nonce)]))

    @property
    def is_open(self) -> bool:
        """Neither its time nor the article's is over: a withdrawal ends it for good.

        Under an embargo nobody outside sees it either.
        """
        if self.ended_at or self.ends_at <= timezone.now():
            return False
        if self.article.is_over or self.article.is_embargoed:
            return False
        withdrawn = self.article.status_changes.filter(
            status=Article.Status.WITHDRAWN, at__gte=self.made_at
        )
        return self.article.status != Article.Status.WITHDRAWN and not withdrawn.exists()

    def end(self, *, by) -> None:
        """From now on it shows nothing. Harmless when repeated."""
        now = timezone.now()
        rows = PreviewAddress.objects.filter(pk=self.pk, ended_at=None)
        rows.update(ended_at=now, ended_by=by)
        self.refresh_from_db(fields=["ended_at", "ended_by"])
