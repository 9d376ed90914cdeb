from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.body import BodyField
from articles.models.author import Author
from articles.models.change import PlannedChange
from articles.models.correction import Correction
from articles.models.picture import Picture, Use
from articles.models.planned import BY_PLAN, Planned, is_work_of, work_of
from articles.models.redirect import Addressed, of_any_section
from articles.models.revision import Revision
from articles.models.section import Section
from articles.models.tag import Tags
from articles.models.video import VideoStill
from articles.models.workflow import BY_VISIBILITY, KEPT_WITHIN_BOUNDS, Workflow, visible_at
from newsroom.core.html import pictures, plain_text, reading_minutes
from newsroom.core.links import address_of
from newsroom.core.slugs import unique_slug
from newsroom.core.words import Line, Text


class ArticleQuerySet(models.QuerySet):
    def published(self, now=None):
        """What readers may see, everywhere (rule 1): its time has come, and its end has not."""
        return self.filter(visible_at(now or timezone.now()))

    def once_out(self):
        """What readers see or saw, whatever became of it since."""
        return self.filter(published_at__lte=timezone.now())

    def scheduled(self):
        return self.filter(status=Article.Status.PUBLISHED, published_at__gt=timezone.now())

    def in_review(self):
        return self.filter(status=Article.Status.IN_REVIEW)

    def that_are_out(self):
        """As `published()`, asked of each row by its key.

        For a few rows found by something else: by a plain filter SQLite, which knows nothing of
        how many there are, reads everything that is out in the order of its dates.
        """
        out = Article.objects.published().filter(pk=models.OuterRef("pk"))
        return self.filter(models.Exists(out))

    def visible_to(self, user):
        """What somebody of the desk may open: editors all, others what is public or their own."""
        if user.has_perm("articles.edit_any_article"):
            return self
        # Not by the keys of `of()`: the order of a list finds few, and each is asked.
        return self.filter(is_work_of(user) | visible_at(timezone.now()))

    def of(self, user):
        """What somebody made, signs, or was given to write."""
        return self.filter(pk__in=work_of(user))

    def newest_first(self):
        return self.order_by("-published_at", "-pk")

    def for_list(self, now=None):
        """Without the body, with what a list shows of each: a constant number of queries."""
        return self.for_search_result(now).defer("body")

    def for_teaser(self):
        """A headline with its section and picture; who wrote it is not shown: one query."""
        return self.defer("body").select_related("section", "lead_picture")

    def for_search_result(self, now=None):
        """A list that also shows an excerpt of the body."""
        articles = self.with_bylines().annotate(
            has_due_change=PlannedChange.objects.due_of_each(now)
        )
        return articles.select_related("section", "lead_picture")

    def for_page(self, now=None):
        """With all that the page of an article shows of it and has to be joined."""
        corrections = Correction.objects.filter(article=models.OuterRef("pk"))
        later = Revision.objects.states().filter(
            article=models.OuterRef("pk"), is_public=True, at__gt=models.OuterRef("published_at")
        )
        articles = self.with_bylines("author__portrait").annotate(
            is_corrected=models.Exists(corrections),
            has_due_change=PlannedChange.objects.due_of_each(now),
            has_changes=models.Exists(later),
        )
        return articles.select_related("section", "lead_picture", "first_video__picture")

    def with_bylines(self, *more):
        """With its authors in the order of the page, in one more query for all articles."""
        bylines = Byline.objects.select_related("author", *more)
        return self.prefetch_related(models.Prefetch("bylines", bylines))


class Article(Workflow, Planned, Addressed):
    title = Line(_("title"), max_length=200)
    slug = models.SlugField(
        _("address"),
        max_length=80,
        unique=True,
        blank=True,
        help_text=_(
            "Left empty, it is made from the title. When it changes, the old one leads here."
        ),
    )
    standfirst = Text(_("standfirst"), max_length=500, blank=True)
    body = BodyField(_("body"), blank=True)
    section = models.ForeignKey(
        Section, models.PROTECT, verbose_name=_("section"), related_name="articles"
    )
    authors = models.ManyToManyField(
        Author, verbose_name=_("authors"), through="Byline", related_name="articles"
    )
    tags = Tags(_("tags"), related_name="articles")
    lead_picture = models.ForeignKey(
        Picture,
        models.PROTECT,
        verbose_name=_("lead picture"),
        null=True,
        blank=True,
        related_name="articles",
    )
    lead_alt = Line(
        _("alternative for this article"),
        max_length=300,
        blank=True,
        help_text=_("Only where this article needs other words than the library has."),
    )
    lead_caption = Line(_("caption for this article"), max_length=400, blank=True)

    search_title = Line(
        _("title for search engines"),
        max_length=120,
        blank=True,
        help_text=_("Left empty, the title. They cut it after some 60 characters."),
    )
    search_description = Line(
        _("description for search engines"),
        max_length=300,
        blank=True,
        help_text=_("Left empty, the standfirst. They cut it after some 160 characters."),
    )

    is_pick = models.BooleanField(
        _("editors’ pick"), default=False, help_text=_("High up in the next letter.")
    )

    first_video = models.ForeignKey(
        VideoStill, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    changed_at = models.DateTimeField(_("last changed"), default=timezone.now, editable=False)
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
            ("approve_article", _("Can say that articles are ready")),
            ("publish_article", _("Can publish, schedule and withdraw articles")),
            ("edit_any_article", _("Can see and change the articles of others")),
        ]
        constraints = [
            models.CheckConstraint(
                name="published_articles_have_a_date",
                condition=~Q(status="published") | Q(published_at__isnull=False),
            ),
            *KEPT_WITHIN_BOUNDS,
        ]
        indexes = [
            *BY_VISIBILITY,
            models.Index(fields=["-changed_at"], name="articles_by_change"),
            models.Index(fields=["-created_at"], name="articles_of_the_desk"),
            *BY_PLAN,
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        if not self.slug:
            self.slug = unique_slug(self.title, self._is_taken)
        fields = kwargs.get("update_fields")
        if fields is None or "body" in fields:
            self.first_video = VideoStill.of(self.body)
            kwargs["update_fields"] = fields and {*fields, "first_video"}
        super().save(*args, **kwargs)
        if fields is None or {"body", "lead_picture"} & set(fields):
            Use.keep(self, self.shown_pictures)

    @property
    def shown_pictures(self) -> set[int]:
        """The keys of the pictures at its head and in its text."""
        return {self.lead_picture_id, *pictures(self.body)} - {None}

    def _is_taken(self, slug) -> bool:
        """By another article, today or formerly: old links go on leading to what they meant."""
        others = Article.objects.exclude(pk=self.pk)
        return others.filter(slug=slug).exists() or self._had_by_another(of_any_section(slug))

    def get_absolute_url(self):
        return address_of("article", self.section.slug, self.slug)

    @property
    def lasting_address(self) -> str:
        """Its slug under any section: articles move, and sections change their address too."""
        return of_any_section(self.slug)

    @property
    def is_address_known(self) -> bool:
        return self.was_out

    @property
    def updated_at(self):
        """When readers last saw a change: never before the publication."""
        return max(self.changed_at, self.published_at) if self.published_at else self.changed_at

    @property
    def was_updated(self) -> bool:
        """Changed so long after its publication that readers are told."""
        return (self.updated_at - self.published_at).total_seconds() > 15 * 60

    def put_at_hand(self, name: str, related: models.QuerySet, rows: list) -> None:
        """What is related to it by that name, as a prefetch leaves it."""
        related._result_cache, related._prefetch_done = rows, True
        self.__dict__.setdefault("_prefetched_objects_cache", {})[name] = related

    @property
    def byline(self) -> list[Author]:
        return [byline.author for byline in self.bylines.all()]

    @cached_property
    def told(self) -> list[Correction]:
        """The corrections that its page shows; for most articles, known to be none."""
        return list(self.corrections.all()) if getattr(self, "is_corrected", True) else []

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
        return self.is_work_of(user)

    def is_worked_on_by(self, user) -> bool:
        """Those who may know what it was before readers saw it: editors, and who writes it."""
        return user.has_perm("articles.edit_any_article") or self.is_work_of(user)

    def problems(self, **which) -> list[str]:
        """What is missing before it can be published, or handed in."""
        from articles.checking import problems

        return problems(self, **which)


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
        indexes = [models.Index(fields=["author", "-article"], name="desk_articles_signed")]

    def __str__(self):
        return str(self.author)
