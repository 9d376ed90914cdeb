"""Tags: what an article is about, in the words of those who write."""

import re
from functools import partial

from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager, _TaggableManager
from taggit.models import ItemBase, TagBase

from articles.models.redirect import Addressed
from newsroom.core.alphabet import Bytewise
from newsroom.core.links import address_of
from newsroom.core.slugs import slugify
from newsroom.core.words import Line, Text, clean, fold

LONGEST_NAME, LONGEST_KEY = 100, 200
BETWEEN_WORDS = re.compile("[ '-]+")


def names_of(typed: str) -> list[str]:
    """The tags of a field, in alphabetical order. Commas part them, and nothing else does."""
    names = {key_of(name): written(name) for name in reversed(typed.split(","))}
    return in_order(name for key, name in names.items() if key)


def typed_as(tags) -> str:
    """The other way round."""
    return ", ".join(in_order(tag.name for tag in tags))


def in_order(names) -> list[str]:
    """As the tags of an article stand everywhere: by the alphabet, É beside E."""
    return sorted(names, key=lambda name: (key_of(name), name))


def written(name: str) -> str:
    """As a tag is kept: in one line, without the quotation marks around it, and no comma in it."""
    name = " ".join(clean(name).replace(",", " ").split())
    return name[1:-1].strip() if len(name) > 2 and name[0] == name[-1] == '"' else name


def key_of(name: str) -> str:
    """The same for names that read the same: `Énergie` and `energie`, `l’IA` and `L'IA`.

    Accents don't tell tags apart, since their addresses have none; signs do: `C` is not `C++`.
    """
    plain = fold(written(name)).replace('"', "")
    return BETWEEN_WORDS.sub(" ", plain).strip()[:LONGEST_KEY]


class TagQuerySet(models.QuerySet):
    def known(self):
        """Those of articles that came out: the name of a tag may tell of what is to come."""
        out = TaggedArticle.objects.filter(
            tag=models.OuterRef("pk"), content_object__published_at__lte=timezone.now()
        )
        return self.filter(models.Exists(out))

    def named(self, names) -> dict[str, "Tag"]:
        """Those that there are of these names, however they are typed, by their keys."""
        return {tag.key: tag for tag in self.filter(key__in=[key_of(name) for name in names])}

    def with_number(self):
        """With how many articles stand under each."""
        under = TaggedArticle.objects.filter(tag=models.OuterRef("pk")).order_by().values("tag")
        number = models.Subquery(under.annotate(number=models.Count("pk")).values("number"))
        return self.annotate(number=Coalesce(number, 0))


class Tag(Addressed, TagBase):
    """A name that articles are filed under. One, however it is typed: its key is unique."""

    name = Line(_("name"), unique=True, max_length=LONGEST_NAME)
    key = models.CharField(max_length=LONGEST_KEY, unique=True, editable=False)
    description = Text(_("description"), blank=True)

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = [Bytewise("key")]

    def save(self, *args, **kwargs):
        self.name = written(self.name)
        self.key = key_of(self.name)
        fields = kwargs.get("update_fields")
        if fields is not None and "name" in fields:
            kwargs["update_fields"] = {*fields, "key"}
        super().save(*args, **kwargs)

    def slugify(self, tag, i=None):
        slug = slugify(tag) or "tag"
        return slug if i is None else f"{slug}-{i + 1}"

    def get_absolute_url(self):
        return address_of("tag", self.slug)


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


class TagManager(_TaggableManager):
    """The tags of an article; a name finds its tag however it is typed."""

    def add(self, *tags, **kwargs):
        super().add(*self._found(tags), **kwargs)

    def set(self, tags, **kwargs):
        super().set(self._found(tags), **kwargs)

    def _found(self, tags) -> list[Tag]:
        known = Tag.objects.named(tag for tag in tags if isinstance(tag, str))
        found = (self._one(tag, known) if isinstance(tag, str) else tag for tag in tags)
        return [tag for tag in found if tag]

    @staticmethod
    def _one(name: str, known: dict[str, Tag]) -> Tag | None:
        key = key_of(name)
        if key and key not in known:
            known[key], _created = Tag.objects.get_or_create(key=key, defaults={"name": name})
        return known.get(key)


Tags = partial(
    TaggableManager,
    through=TaggedArticle,
    blank=True,
    manager=TagManager,
    ordering=[Bytewise("key")],
)
