from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles.body import BodyField
from articles.models.author import Author
from articles.models.picture import Picture
from articles.models.redirect import Addressed
from articles.models.section import Section, TaggedArticle
from newsroom.core.html import plain_text, reading_minutes
from newsroom.core.slugs import unique_slug


class ArticleQuerySet(models.QuerySet):
    def published(self):
        """What readers may see, everywhere (rule 1): published, and its time has come."""
        return self.filter(status=Article.Status.PUBLISHED, published_at__lte=timezone.now())

    def scheduled(self):
        return self.filter(status=Article.Status.PUBLISHED, published_at__gt=timezone.now())

    def withdrawn(self):
        return self.filter(status=Article.Status.WITHDRAWN)

    def in_review(self):
        return self.filter(status=Article.Status.IN_REVIEW)

    def visible_to(self, user):
        """What somebody of the desk may open: editors all, others what is public or their own."""
        if user.has_perm("articles.edit_any_article"):
            return self
        return self.filter(
            Q(created_by=user)
            | Q(pk__in=Byline.objects.filter(author__user=user).values("article"))
            | Q(status=Article.Status.PUBLISHED, published_at__lte=timezone.now())
        )

    def newest_first(self):
        return self.order_by("-published_at", "-pk")

    def for_list(self):
        """Without the body, with what a list shows of each: a constant number of queries."""
        return self.defer("body").with_bylines().select_related("section", "lead_picture")

    def for_teaser(self):
        """A headline with its section and picture; who wrote it is not shown: one query."""
        return self.defer("body").select_related("section", "lead_picture")

    def for_search_result(self):
        """A list that also shows an excerpt of the body."""
        return self.with_bylines().select_related("section", "lead_picture")

    def with_bylines(self):
        """With its authors in the order of the page, in one more query for all articles."""
        bylines = Byline.objects.select_related("author")
        return self.prefetch_related(models.Prefetch("bylines", bylines))


class Article(Addressed):
    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        IN_REVIEW = "review", _("in review")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(
        _("address"),
        max_length=80,
        unique=True,
        blank=True,
        help_text=_(
            "Left empty, it is made from the title. When it changes, the old one leads here."
        ),
    )
    standfirst = models.TextField(_("standfirst"), max_length=500, blank=True)
    body = BodyField(_("body"), blank=True)
    section = models.ForeignKey(
        Section, models.PROTECT, verbose_name=_("section"), related_name="articles"
    )
    authors = models.ManyToManyField(
        Author, verbose_name=_("authors"), through="Byline", related_name="articles"
    )
    tags = TaggableManager(_("tags"), through=TaggedArticle, blank=True, related_name="articles")
    lead_picture = models.ForeignKey(
        Picture,
        models.PROTECT,
        verbose_name=_("lead picture"),
        null=True,
        blank=True,
        related_name="articles",
    )

    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.DRAFT, editable=False
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    changed_at = models.DateTimeField(_("last changed"), default=timezone.now, editable=False)
    withdrawal_reason = models.CharField(
        _("reason of the withdrawal"), max_length=300, blank=True, editable=False
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("created by"),
        null=True,
        editable=False,
        related_name="+",
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-created_at"]
        permissions = [
            ("publish_article", _("Can publish, schedule and withdraw articles")),
            ("edit_any_article", _("Can see and change the articles of others")),
        ]
        constraints = [
            models.CheckConstraint(
                name="published_articles_have_a_date",
                condition=~Q(status="published") | Q(published_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["status", "-published_at"], name="articles_by_date"),
            models.Index(
                fields=["section", "status", "-published_at"], name="articles_of_a_section"
            ),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        if not self.slug:
            others = Article.objects.exclude(pk=self.pk)
            self.slug = unique_slug(self.title, lambda slug: others.filter(slug=slug).exists())
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("article", args=[self.section.slug, self.slug])

    @property
    def is_published(self) -> bool:
        """The twin of `published()` for one article."""
        return self.status == self.Status.PUBLISHED and self.published_at <= timezone.now()

    @property
    def is_known_to_readers(self) -> bool:
        """Out now, or out once and withdrawn: its address answers 200 or 410, no longer 404."""
        withdrawn = self.status == self.Status.WITHDRAWN
        return self.is_published or (withdrawn and self.published_at is not None)

    @property
    def is_scheduled(self) -> bool:
        return self.status == self.Status.PUBLISHED and self.published_at > timezone.now()

    @property
    def updated_at(self):
        """When readers last saw a change: never before the publication."""
        return max(self.changed_at, self.published_at) if self.published_at else self.changed_at

    @property
    def was_updated(self) -> bool:
        """Changed so long after its publication that readers are told."""
        return (self.updated_at - self.published_at).total_seconds() > 15 * 60

    @property
    def byline(self) -> list[Author]:
        return [byline.author for byline in self.bylines.all()]

    @cached_property
    def text(self) -> str:
        return plain_text(self.body)

    @property
    def reading_minutes(self) -> int:
        return reading_minutes(self.text)

    def may_be_changed_by(self, user) -> bool:
        """Editors change everything; a reporter only own pieces that are not out yet."""
        if user.has_perm("articles.edit_any_article"):
            return True
        if self.status not in {self.Status.DRAFT, self.Status.IN_REVIEW}:
            return False
        return self.created_by_id == user.pk or self.authors.filter(user=user).exists()

    def problems(self) -> list[str]:
        """What is missing before it can be submitted or published."""
        missing = []
        if not self.standfirst.strip():
            missing.append(_("The standfirst is missing."))
        if not self.text:
            missing.append(_("The body is empty."))
        if not self.byline:
            missing.append(_("No author is named."))
        return [str(problem) for problem in missing]

    def submit(self, *, by):
        """Hand a draft to the editors."""
        self._refuse_unless(self.Status.DRAFT, self.Status.IN_REVIEW)
        self._refuse_with_problems()
        self._change(self.Status.IN_REVIEW, by=by)

    def send_back(self, *, by, reason=""):
        """Back to the writer, from the review or after a withdrawal."""
        self._refuse_unless(self.Status.IN_REVIEW, self.Status.WITHDRAWN, self.Status.DRAFT)
        self._change(self.Status.DRAFT, by=by, reason=reason)

    def publish(self, *, by, at=None):
        """Show it to readers, now or from `at` on. Published already, only its date moves."""
        self._refuse_with_problems()
        if at is None:
            at = self.published_at if self.is_published else timezone.now()
        self._change(self.Status.PUBLISHED, by=by, published_at=at)

    def withdraw(self, *, by, reason):
        """Take it from readers at once; its address answers 410 Gone."""
        if not reason.strip():
            raise ValidationError(_("Say why the article is withdrawn."))
        self._refuse_unless(self.Status.PUBLISHED, self.Status.WITHDRAWN)
        self._change(self.Status.WITHDRAWN, by=by, reason=reason, withdrawal_reason=reason)

    def _refuse_unless(self, *statuses):
        if self.status not in statuses:
            raise ValidationError(
                _("This can't be done: the article is %(status)s."),
                params={"status": self.get_status_display()},
            )

    def _refuse_with_problems(self):
        if problems := self.problems():
            raise ValidationError(problems)

    @transaction.atomic
    def _change(self, status, *, by, reason="", **fields):
        """Change the status and write who did it and why; once, however often asked."""
        fields = {"status": status} | fields
        if all(getattr(self, name) == value for name, value in fields.items()):
            return
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=[*fields])
        self.status_changes.create(
            status=status, by=by, reason=reason, published_at=self.published_at
        )


class Byline(models.Model):
    """An author of an article, in the order of the page."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="bylines")
    author = models.ForeignKey(
        Author, models.PROTECT, verbose_name=_("author"), related_name="bylines"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "author"], name="one_byline_per_author_and_article"
            )
        ]

    def __str__(self):
        return str(self.author)


class StatusChange(models.Model):
    """Who moved an article to which state, when and why."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="status_changes")
    status = models.CharField(_("status"), max_length=10, choices=Article.Status)
    published_at = models.DateTimeField(_("published"), null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("by"), null=True, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("status change")
        verbose_name_plural = _("status changes")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.get_status_display()} {self.at:%Y-%m-%d %H:%M}"
