from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.picture import Picture
from newsroom.core.html import Video, videos


class VideoStill(models.Model):
    """The picture that stands for a video until a reader asks for it; nothing is fetched before."""

    class Provider(models.TextChoices):
        YOUTUBE = "youtube", "YouTube"
        VIMEO = "vimeo", "Vimeo"
        DAILYMOTION = "dailymotion", "Dailymotion"
        PEERTUBE = "peertube", "PeerTube"

    provider = models.CharField(
        _("provider"), max_length=11, choices=Provider, default=Provider.YOUTUBE
    )
    code = models.CharField(
        _("video"), max_length=290, help_text=_("What stands for it in its address.")
    )
    title = models.CharField(_("title"), max_length=200, blank=True)
    picture = models.ForeignKey(
        Picture, models.SET_NULL, verbose_name=_("picture"), null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("video still")
        verbose_name_plural = _("video stills")
        constraints = [
            models.UniqueConstraint(fields=["provider", "code"], name="one_still_per_video")
        ]

    def __str__(self):
        return self.title or self.code

    @property
    def video(self) -> Video:
        return Video(self.provider, self.code)

    @classmethod
    def of(cls, body: str):
        """The still of the first video in a body, ready to be given a picture; None without one."""
        found = videos(body)
        return cls.objects.get_or_create(**found[0]._asdict())[0] if found else None
