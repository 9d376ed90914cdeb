from collections.abc import Iterator

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import get_resolver
from django.utils.translation import gettext_lazy as _

from articles.models.picture import Picture
from articles.models.redirect import Addressed
from newsroom.core.alphabet import Alphabetical
from newsroom.core.links import address_of
from newsroom.core.words import Line, Text


def refuse_reserved_words(slug):
    """A section and its articles live beside the pages that the site itself has there."""
    files = {settings.STATIC_URL.strip("/"), settings.MEDIA_URL.strip("/")}
    if slug in files or slug in first_words(get_resolver().url_patterns):
        raise ValidationError(
            _("The address /%(slug)s/ is taken by a page of the site: choose another one."),
            params={"slug": slug},
        )


def first_words(patterns) -> Iterator[str]:
    """What the addresses of the site begin with: `admin`, `tag` …"""
    for pattern in patterns:
        word = str(pattern.pattern).lstrip("^").partition("/")[0]
        yield from [word] if word else first_words(getattr(pattern, "url_patterns", []))


class Section(Addressed):
    name = Line(_("name"), max_length=60, unique=True)
    slug = models.SlugField(
        _("address"), max_length=60, unique=True, validators=[refuse_reserved_words]
    )
    description = Text(_("description"), blank=True)
    picture = models.ForeignKey(
        Picture,
        models.PROTECT,
        verbose_name=_("picture"),
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Shown at the head of its page, and where its page is shared."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", Alphabetical("name"), "pk"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return address_of("section", self.slug)
