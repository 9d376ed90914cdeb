from django.core.exceptions import ValidationError
from django.db import models
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from articles.models.redirect import Addressed
from newsroom.core.slugs import slugify


def refuse_reserved_words(slug):
    """A section lives at the top of the site, beside the pages that the site itself has there."""
    try:
        match = resolve(f"/{slug}/")
    except Resolver404:
        return
    if match.view_name != "section":
        raise ValidationError(
            _("The address /%(slug)s/ is taken by a page of the site: choose another one."),
            params={"slug": slug},
        )


class Section(Addressed):
    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(
        _("address"), max_length=60, unique=True, validators=[refuse_reserved_words]
    )
    description = models.TextField(_("description"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("section", args=[self.slug])


class Tag(Addressed, TagBase):
    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]

    def slugify(self, tag, i=None):
        slug = slugify(tag) or "tag"
        return slug if i is None else f"{slug}-{i + 1}"

    def get_absolute_url(self):
        return reverse("tag", args=[self.slug])


class TaggedArticle(ItemBase):
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="taggings")
    content_object = models.ForeignKey("articles.Article", models.CASCADE, related_name="taggings")

    class Meta:
        verbose_name = _("tagged article")
        verbose_name_plural = _("tagged articles")
        constraints = [
            models.UniqueConstraint(
                fields=["tag", "content_object"], name="one_tagging_per_tag_and_article"
            )
        ]
