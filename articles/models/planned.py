"""Who writes a piece, and until when."""

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


def work_of(user):
    """The keys of what somebody made, signs, or was given to write: each part found by an index."""
    articles, bylines = apps.get_model("articles.Article"), apps.get_model("articles.Byline")
    made = articles.objects.filter(created_by=user).order_by().values("pk")
    given = articles.objects.filter(assigned_to=user).order_by().values("pk")
    signed = bylines.objects.filter(author__user=user).order_by().values("article")
    return made.union(given, signed, all=True)


def is_work_of(user) -> Q:
    """The same, asked of each of a few rows that something else finds."""
    bylines = apps.get_model("articles.Byline")
    signed = bylines.objects.filter(article=models.OuterRef("pk"), author__user=user)
    return Q(created_by=user) | Q(assigned_to=user) | Q(models.Exists(signed))


BY_PLAN = [
    models.Index(fields=["created_by", "-id"], name="desk_articles_of_a_person"),
    models.Index(fields=["status", "status_since"], name="articles_by_state"),
    models.Index(fields=["status", "-created_at"], name="desk_articles_of_a_state"),
    models.Index(fields=["section", "-created_at"], name="desk_articles_of_a_section"),
    # With the key: of what is somebody's own, what is of a section is found without its rows.
    models.Index(fields=["section", "-id"], name="desk_articles_by_key"),
    models.Index(fields=["section", "status", "-created_at"], name="desk_articles_filtered"),
    models.Index(fields=["section", "-published_at"], name="desk_articles_dated"),
    models.Index(fields=["-published_at"], name="desk_articles_by_date"),
    *(
        # Of the few that have such a date.
        models.Index(
            fields=[name], name=f"articles_{name}", condition=Q(**{f"{name}__isnull": False})
        )
        for name in ("due_on", "embargo_until", "expires_at")
    ),
]


class Planned(models.Model):
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("assigned to"),
        null=True,
        blank=True,
        editable=False,
        related_name="assigned_articles",
    )
    due_on = models.DateField(_("due"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def is_work_of(self, user) -> bool:
        """The twin of `work_of()` for one article."""
        if user.pk in {self.created_by_id, self.assigned_to_id}:
            return True
        return self.pk is not None and self.authors.filter(user=user).exists()

    @transaction.atomic
    def assign(self, *, by, to, due_on):
        """Give it to somebody, who hears of it, until a day; both may be None."""
        if (to, due_on) == (self.assigned_to, self.due_on):
            return
        is_news = to not in {None, by, self.assigned_to}
        self.assigned_to, self.due_on = to, due_on
        self.save(update_fields=["assigned_to", "due_on"])
        line = self.notes.create(kind="assignment", by=by, assigned_to=to, due_on=due_on)
        if is_news:
            line.tell(to)
