from functools import partial

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from articles import images
from articles.images import Rendition, Stored, renditions
from newsroom.core.html import videos


class Picture(models.Model):
    """A picture of the library: re-encoded, without metadata, in the widths that pages use."""

    digest = models.CharField(_("content hash"), max_length=64, editable=False, db_index=True)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    alt = models.CharField(
        _("text alternative"),
        max_length=300,
        help_text=_("What is to be seen, for those who can't see it. No “picture of”."),
    )
    caption = models.CharField(_("caption"), max_length=400, blank=True)
    credit = models.CharField(
        _("credit"), max_length=120, help_text=_("Who made it, and its source.")
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("uploaded by"),
        null=True,
        editable=False,
        related_name="+",
    )
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self):
        return self.alt or f"{_('picture')} {self.pk}"

    @property
    def renditions(self) -> dict[str, list[Rendition]]:
        """Its files by format, narrowest first: `{"avif": […], "jpeg": […]}`."""
        return renditions(self.digest, self.width, self.height)

    def may_be_changed_by(self, user) -> bool:
        """Editors change everything; a reporter what is in nothing but own unpublished pieces."""
        if user.has_perm("articles.edit_any_article"):
            return True
        own = self.uploaded_by_id == user.pk
        return own and all(article.may_be_changed_by(user) for article in self.articles.all())

    def replace_files(self, stored: Stored) -> None:
        """Show these files instead; the former go when this is saved."""
        if self.pk and stored.digest != self.digest:
            former = Stored(self.digest, self.width, self.height)
            transaction.on_commit(partial(Picture.remove_unless_shown, former), robust=True)
        self.digest, self.width, self.height = stored.digest, stored.width, stored.height

    @classmethod
    def remove_files(cls, sender, instance, **kwargs):
        """After the row is gone: its files too, unless another row shows the same picture."""
        former = Stored(instance.digest, instance.width, instance.height)
        transaction.on_commit(partial(cls.remove_unless_shown, former), robust=True)

    @classmethod
    def remove_unless_shown(cls, former: Stored) -> None:
        if not cls.objects.filter(digest=former.digest).exists():
            images.remove(former.digest, former.width, former.height)

    @property
    def largest(self) -> Rendition:
        return self.renditions["jpeg"][-1]

    @property
    def smallest(self) -> Rendition:
        return self.renditions["jpeg"][0]


class VideoStill(models.Model):
    """The picture that stands for a video until a reader asks for it; nothing is fetched before."""

    youtube_id = models.CharField(_("YouTube video"), max_length=11, unique=True)
    title = models.CharField(_("title"), max_length=200, blank=True)
    picture = models.ForeignKey(
        Picture, models.SET_NULL, verbose_name=_("picture"), null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("video still")
        verbose_name_plural = _("video stills")

    def __str__(self):
        return self.title or self.youtube_id

    @classmethod
    def of(cls, body: str):
        """The still of the first video in a body, ready to be given a picture; None without one."""
        ids = videos(body)
        return cls.objects.get_or_create(youtube_id=ids[0])[0] if ids else None
