"""Every version of an article: what it was, who made it, when. Written by `articles.revisions`."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _


class RevisionQuerySet(models.QuerySet):
    def states(self):
        """What the article itself was, one after the other: no draft, nothing that is to come."""
        return self.exclude(kind__in=Revision.BESIDE)

    def autosaved(self):
        return self.filter(kind=Revision.Kind.AUTOSAVED)

    def newest_first(self):
        return self.order_by("-pk")

    def as_of(self, moment):
        """The state that somebody saw who opened the article then.

        Of what came from elsewhere the first: it was last changed before it was kept here.
        """
        states = self.states().order_by("pk")
        return states.filter(at__lte=moment).last() or states.first()

    def for_list(self):
        """Without the words: who, when and why."""
        return self.defer("packed").select_related("by").newest_first()


class Revision(models.Model):
    """One version: title, text and all that belongs to it, packed; see `articles.revisions`."""

    class Kind(models.TextChoices):
        SAVED = "saved", _("saved")
        AUTOSAVED = "autosaved", _("kept while writing")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")
        RESTORED = "restored", _("restored")
        MERGED = "merged", _("brought together")
        PLANNED = "planned", _("planned")

    BESIDE = (Kind.AUTOSAVED, Kind.PLANNED)

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="revisions")
    kind = models.CharField(_("kind"), max_length=9, choices=Kind)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("by"), null=True, related_name="+"
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    note = models.CharField(_("note"), max_length=300, blank=True)
    # Readers saw it, or see it from the publication on.
    is_public = models.BooleanField(_("seen by readers"), default=False)
    # What readers are told of changes begins here: an editor has said so.
    is_start = models.BooleanField(default=False)
    # Somebody's draft that waits to be taken up: one for each person and article.
    is_open = models.BooleanField(default=False)
    # When the article that somebody writes on was last changed: what a merge starts from.
    based_on = models.DateTimeField(null=True)
    words = models.PositiveIntegerField(_("words"), default=0)
    digest = models.CharField(max_length=32)
    # Stored as what differs from this one, which is stored whole.
    whole = models.ForeignKey("self", models.RESTRICT, null=True, related_name="+")
    packed = models.BinaryField()

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "by"],
                condition=Q(is_open=True),
                name="one_open_draft_per_person_and_article",
            ),
            models.CheckConstraint(
                name="only_drafts_are_open", condition=Q(is_open=False) | Q(kind="autosaved")
            ),
        ]
        indexes = [
            models.Index(fields=["article", "-id"], name="revisions_of_an_article"),
            models.Index(
                fields=["article", "-id"], condition=Q(whole=None), name="revisions_stored_whole"
            ),
            models.Index(fields=["at"], condition=Q(kind="autosaved"), name="revisions_to_thin"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {timezone.localtime(self.at):%Y-%m-%d %H:%M:%S}"

    @cached_property
    def content(self) -> dict:
        """The fields of the article as they were, the body as a list of its blocks."""
        from articles.revisions.packing import unpack

        return unpack(self.packed, self.whole.content if self.whole_id else None)

    @property
    def body(self) -> str:
        return "".join(self.content["body"])
