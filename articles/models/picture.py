from functools import partial

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import images
from articles.images import Rendition, Stored
from newsroom.core.words import Line, fold


class Licence(models.TextChoices):
    """By what right the paper shows a picture."""

    OWN = "own", _("Made by the paper")
    BOUGHT = "bought", _("Bought, from an agency or a photographer")
    PRESS = "press", _("Given to the press")
    CC_BY = "cc-by", "CC BY"
    CC_BY_SA = "cc-by-sa", "CC BY-SA"
    PUBLIC = "public", _("Public domain")
    OTHER = "other", _("By an agreement of its own")


class PictureQuerySet(models.QuerySet):
    def with_words(self, typed: str):
        """Those in whose words all of these are, in part too; without accents and capitals."""
        pictures = self
        for word in fold(typed).split():
            pictures = pictures.filter(words__contains=word)
        return pictures

    def ended(self):
        """Those that may be shown no longer."""
        return self.filter(licence_ends__lt=timezone.localdate())

    def used(self):
        return self.filter(is_used=True)

    def note_uses(self):
        """Write down which of these some article shows."""
        keys = list(self.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
        # A statement of its own: it sees what others wrote while this waited for the rows.
        used = set(Use.objects.filter(picture__in=keys).values_list("picture", flat=True))
        Picture.objects.filter(pk__in=used).update(is_used=True)
        Picture.objects.filter(pk__in=set(keys) - used).update(is_used=False)

    def with_files_of(self, digest: str):
        """Those whose files have the names that this content gives."""
        key = digest[: images.KEY]
        return self.filter(digest__gte=key, digest__lt=f"{key}g")


class Picture(models.Model):
    """A picture of the library: re-encoded, without metadata, in the widths that pages use."""

    Licence = Licence

    digest = models.CharField(_("content hash"), max_length=64, editable=False, unique=True)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    alt = Line(
        _("text alternative"),
        max_length=300,
        help_text=_("What is to be seen, for those who can't see it. No “picture of”."),
    )
    caption = Line(_("caption"), max_length=400, blank=True)
    credit = Line(_("credit"), max_length=120, help_text=_("Who made it, and its source."))
    licence = models.CharField(_("licence"), max_length=10, choices=Licence, blank=True)
    licence_ends = models.DateField(
        _("licence ends"),
        null=True,
        blank=True,
        help_text=_("The last day on which it may be shown; empty where there is no end."),
    )
    focal_x = models.PositiveSmallIntegerField(
        _("focal point, from the left"),
        default=50,
        validators=[MaxValueValidator(100)],
        help_text=_("In percent. What stays to be seen wherever the picture is cut."),
    )
    focal_y = models.PositiveSmallIntegerField(
        _("focal point, from the top"), default=50, validators=[MaxValueValidator(100)]
    )
    # What it says, folded: no search has to fold a whole library.
    words = models.TextField(default="", editable=False)
    likeness = models.CharField(_("what it looks like"), max_length=16, blank=True, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("uploaded by"),
        null=True,
        editable=False,
        related_name="+",
    )
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    # Whether there is a `Use` of it: to look for those without one in a million takes too long.
    is_used = models.BooleanField(default=False, editable=False)

    objects = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="focal_points_lie_within",
                condition=Q(focal_x__lte=100, focal_y__lte=100),
            ),
        ]
        indexes = [
            models.Index(fields=["-uploaded_at", "-id"], name="pictures_newest_first"),
            models.Index(
                fields=["-uploaded_at", "-id"],
                name="pictures_in_no_article",
                condition=Q(is_used=False),
            ),
            models.Index(fields=["licence_ends"], name="pictures_by_end_of_licence"),
            models.Index(fields=["credit"], name="pictures_by_credit"),
        ]

    def __str__(self):
        return self.alt or f"{_('picture')} {self.pk}"

    def save(self, *args, **kwargs):
        rows = Picture.objects.filter(pk=self.pk)
        before = rows.only("digest", "focal_x", "focal_y").first() if self.pk else None
        if before:  # as it is by now, not as it was read
            self.is_used = models.Exists(Use.objects.filter(picture=self.pk))
        self.words = fold(f"{self.alt} {self.caption} {self.credit}")
        fields = kwargs.get("update_fields")
        kwargs["update_fields"] = fields and {*fields, "words"}
        super().save(*args, **kwargs)
        if before and (before.digest, before.focus) != (self.digest, self.focus):
            if before.digest != self.digest:
                self.former.create(digest=before.digest)
            transaction.on_commit(partial(Picture.tidy_files, before.digest), robust=True)

    @property
    def is_licence_over(self) -> bool:
        """The twin of `ended()` for one picture."""
        return self.licence_ends is not None and self.licence_ends < timezone.localdate()

    @property
    def size(self) -> tuple[int, int]:
        return self.width, self.height

    @property
    def focus(self) -> tuple[int, int]:
        return self.focal_x, self.focal_y

    @property
    def renditions(self) -> dict[str, list[Rendition]]:
        """Its files by format, narrowest first: `{"avif": […], "jpeg": […]}`."""
        return self.in_shape("")

    def in_shape(self, shape: str) -> dict[str, list[Rendition]]:
        """The same, cut around the focal point: `16x9`, `3x2` or `1x1`."""
        return images.renditions(self.digest, *self.size, shape, self.focus)

    @property
    def files(self) -> list[Rendition]:
        """Every file that pages may show of it."""
        return images.all_renditions(self.digest, *self.size, self.focus)

    @property
    def file_names(self) -> set[str]:
        """Every file that there may be of it."""
        return {images.master_of(self.digest), *(file.name for file in self.files)}

    def may_be_changed_by(self, user) -> bool:
        """Editors change everything; a reporter what is in nothing but own unpublished pieces."""
        if user.has_perm("articles.edit_any_article"):
            return True
        if self.uploaded_by_id != user.pk:
            return False
        return all(
            use.article.may_be_changed_by(user) for use in self.uses.select_related("article")
        )

    def replace_files(self, stored: Stored) -> None:
        """Show these files instead; the former go when this is saved, their addresses stay."""
        for name, value in stored.as_fields().items():
            setattr(self, name, value)

    @classmethod
    def remove_files(cls, sender, instance, **kwargs):
        """After the row is gone: its files too, unless another row shows the same picture."""
        transaction.on_commit(partial(cls.tidy_files, instance.digest), robust=True)

    @classmethod
    def tidy_files(cls, digest: str) -> None:
        """Delete the files with this digest that no row shows any more."""
        pictures = cls.objects.with_files_of(digest)
        images.keep_only(digest, {name for picture in pictures for name in picture.file_names})

    @property
    def largest(self) -> Rendition:
        return self.renditions["jpeg"][-1]

    @property
    def widest(self) -> Rendition:
        """As the pages that share an article show it."""
        return self.in_shape("16x9")["jpeg"][-1]

    @property
    def smallest(self) -> Rendition:
        return self.renditions["jpeg"][0]


class Use(models.Model):
    """An article that shows a picture: at its head, or in its text."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="uses")
    picture = models.ForeignKey(Picture, models.PROTECT, related_name="uses")

    class Meta:
        verbose_name = _("use of a picture")
        verbose_name_plural = _("uses of pictures")
        constraints = [
            models.UniqueConstraint(
                fields=["picture", "article"], name="one_use_per_picture_and_article"
            )
        ]

    def __str__(self):
        return f"{self.picture_id} → {self.article_id}"

    @classmethod
    def keep(cls, article, pictures: set[int]) -> None:
        """Note which pictures an article shows; one query where nothing changed."""
        noted = set(cls.objects.filter(article=article).values_list("picture", flat=True))
        if noted != pictures:
            cls._change(article, gone=noted - pictures, new=pictures - noted)

    @classmethod
    @transaction.atomic
    def _change(cls, article, *, gone: set[int], new: set[int]) -> None:
        cls.objects.filter(article=article, picture__in=gone).delete()
        there = Picture.objects.filter(pk__in=new).values_list("pk", flat=True)
        uses = [cls(article=article, picture_id=pk) for pk in there]
        cls.objects.bulk_create(uses, ignore_conflicts=True)
        Picture.objects.filter(pk__in=new).note_uses()

    @classmethod
    def forget(cls, sender, instance, **kwargs):
        """After it is gone, by itself or with its article."""
        Picture.objects.filter(pk=instance.picture_id).note_uses()


class FormerPicture(models.Model):
    """What a picture was before it was replaced: old addresses of files lead to those of now."""

    picture = models.ForeignKey(Picture, models.CASCADE, related_name="former")
    digest = models.CharField(_("content hash"), max_length=64, db_index=True)
    replaced_at = models.DateTimeField(_("replaced"), auto_now_add=True)

    class Meta:
        verbose_name = _("former picture")
        verbose_name_plural = _("former pictures")
        ordering = ["-replaced_at", "-pk"]

    def __str__(self):
        return self.digest
