from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.core.addresses import EmailField
from newsroom.core.prepared import prepared
from newsroom.core.private import EncryptedTextField
from newsroom.core.words import Line, Text


class OneRow(models.Model):
    """Settings that are edited in the admin: one row, however often it is saved."""

    class Meta:
        abstract = True

    def save(self, **kwargs):
        self.pk = 1
        super().save(**kwargs)

    @classmethod
    def current(cls):
        """The row; one with default values as long as nobody has filled it in."""
        return next(iter(only(cls)), None) or cls(pk=1)

    @property
    def stamp(self) -> str:
        """Differs as soon as any value does: what was made of the row is kept under it."""
        return repr([getattr(self, field.attname) for field in self._meta.concrete_fields])


@prepared
def only(model):
    return model.objects.order_by("pk")[:1]


class Newspaper(OneRow):
    """The paper itself: one row, edited in the admin, shown on every page."""

    name = Line(_("name"), max_length=60, default="Newsroom")
    tagline = Line(_("tagline"), max_length=120, blank=True)
    description = Text(
        _("description"),
        blank=True,
        help_text=_("For search engines and feeds: one or two sentences."),
    )
    youtube_url = models.URLField(_("YouTube channel"), blank=True)
    google_news_url = models.URLField(_("Google News page"), blank=True)
    contact_email = EmailField(_("contact e-mail"), blank=True)

    counts_reads = models.BooleanField(
        _("count how often articles are read"),
        default=True,
        help_text=_(
            "One number per article and day, without a cookie and without anything about readers."
            " The letter and the desk go by it."
        ),
    )

    publisher = Line(_("publisher"), max_length=120, blank=True)
    legal_form = Line(_("legal form, capital, registration"), max_length=200, blank=True)
    address = models.TextField(_("postal address"), blank=True)
    phone = Line(_("phone"), max_length=30, blank=True)
    director = Line(_("director of publication"), max_length=120, blank=True)
    editor = Line(_("head of editing"), max_length=120, blank=True)
    host_name = Line(_("host: name"), max_length=120, blank=True)
    host_address = models.TextField(_("host: address"), blank=True)
    host_phone = Line(_("host: phone"), max_length=30, blank=True)

    class Meta:
        verbose_name = _("newspaper")
        verbose_name_plural = _("newspaper")

    def __str__(self):
        return self.name


class DeskLanguage(models.Model):
    """The language in which somebody works at the desk: mails to colleagues are in it too."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", editable=False
    )
    code = models.CharField(max_length=10, choices=settings.LANGUAGES)

    def __str__(self):
        return self.code

    @classmethod
    def of(cls, user) -> str:
        """Whoever never chose one gets the paper's."""
        chosen = cls.objects.filter(user=user).values_list("code", flat=True).first()
        return chosen or settings.LANGUAGE_CODE

    @classmethod
    def remember(cls, user, code: str) -> None:
        if code in dict(settings.LANGUAGES):
            cls.objects.update_or_create(user=user, defaults={"code": code})

    @classmethod
    def remember_at_login(cls, sender, request, user, **kwargs):
        if user.is_staff and getattr(request, "LANGUAGE_CODE", ""):
            cls.remember(user, request.LANGUAGE_CODE)


class DataRequest(models.Model):
    """The proof that somebody was told, or rid of, what the paper kept. Added, never rewritten."""

    class Kind(models.TextChoices):
        EXPORT = "export", _("handed over")
        ANONYMISE = "anonymise", _("made anonymous")
        DELETE = "delete", _("erased with its texts")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    email_fingerprint = models.CharField(max_length=64, editable=False)
    tally = models.JSONField(_("of how much"), default=dict)
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("request about personal data")
        verbose_name_plural = _("requests about personal data")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["at"], name="data_requests_by_date")]

    def __str__(self):
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d %H:%M}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("A request is a proof: add another one instead of changing it.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("A request is a proof: it ends with its period.")


class DataAsking(models.Model):
    """Somebody asks what is kept about an address; deleted once the worker has answered."""

    email = EncryptedTextField()
    at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M}"


class Attempt(models.Model):
    """One try at something limited (a comment, a sign-up, a log-in), by a hashed source."""

    scope = models.CharField(max_length=30)
    source = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(fields=["scope", "source", "at"], name="attempts_of_a_source"),
            models.Index(fields=["at"], name="attempts_by_age"),
        ]

    def __str__(self):
        return f"{self.scope} {self.at:%Y-%m-%d %H:%M}"
