from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.picture import Picture
from articles.models.redirect import Addressed
from newsroom.core.addresses import check_address
from newsroom.core.alphabet import Alphabetical
from newsroom.core.links import address_of
from newsroom.core.slugs import unique_slug
from newsroom.core.words import Line, Text

is_address = URLValidator(schemes=["http", "https"])


def refuse_bad_links(text):
    for link in text.split():
        try:
            check_address(link) if is_mail(link) else is_address(link)
        except ValidationError:
            raise ValidationError(
                _("“%(link)s” is no address: write https://… or a mail address, one a line."),
                params={"link": link},
            ) from None


def is_mail(link: str) -> bool:
    return "@" in link and "/" not in link


def shown_as(link: str) -> str:
    return link.partition("//")[2].removeprefix("www.").rstrip("/")


class Author(Addressed):
    """A name under articles, with a page of its own; a log-in only where somebody has one."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        related_name="author",
    )
    name = Line(_("name"), max_length=80)
    slug = models.SlugField(_("address"), max_length=80, unique=True, blank=True)
    role = Line(_("role"), max_length=80, blank=True)
    biography = Text(_("biography"), blank=True)
    portrait = models.ForeignKey(
        Picture,
        models.PROTECT,
        verbose_name=_("portrait"),
        null=True,
        blank=True,
        related_name="+",
    )
    links = models.TextField(
        _("links"),
        blank=True,
        validators=[refuse_bad_links],
        help_text=_("One address a line: a site, Mastodon, LinkedIn, a mail address …"),
    )

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = [Alphabetical("name"), "pk"]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        if not self.slug:
            others = Author.objects.exclude(pk=self.pk)
            self.slug = unique_slug(self.name, lambda slug: others.filter(slug=slug).exists())
        super().save(*args, **kwargs)

    @property
    def elsewhere(self) -> list[tuple[str, str]]:
        """Where else one finds this person: each address, and what of it is shown."""
        return [
            (f"mailto:{link}", link) if is_mail(link) else (link, shown_as(link))
            for link in self.links.split()
        ]

    def get_absolute_url(self):
        return address_of("author", self.slug)
