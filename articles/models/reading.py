"""How often articles were read: a number for each day, and nothing about who read."""

from datetime import timedelta

from django.conf import settings
from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

ONE_MORE = """
    INSERT INTO articles_readcount (article_id, day, count) VALUES (%s, %s, 1)
    ON CONFLICT (article_id, day) DO UPDATE SET count = articles_readcount.count + 1
"""


class ReadCountQuerySet(models.QuerySet):
    def add(self, article_pk: int) -> None:
        """One more today: one statement, so that none is lost among several at once."""
        with connection.cursor() as cursor:
            cursor.execute(ONE_MORE, [article_pk, timezone.localdate()])

    def since(self, moment):
        """From the day of that moment on."""
        return self.filter(day__gte=timezone.localdate(moment))

    def sums(self):
        return self.values("article").annotate(reads=models.Sum("count")).order_by()

    def most_read(self):
        return self.sums().order_by("-reads", "-article")

    def by_article(self) -> dict[int, int]:
        """How often each article, by its key, was read; one query."""
        return {found["article"]: found["reads"] for found in self.sums()}

    def ended(self, now=None):
        """Those whose time is over (`READ_COUNT_DAYS`)."""
        today = timezone.localdate(now)
        return self.filter(day__lt=today - timedelta(days=settings.READ_COUNT_DAYS))


class ReadCount(models.Model):
    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="read_counts")
    day = models.DateField()
    count = models.PositiveIntegerField()

    objects = ReadCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("number of reads")
        verbose_name_plural = _("numbers of reads")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "day"], name="one_number_per_article_and_day"
            )
        ]
        indexes = [models.Index(fields=["day", "article", "count"], name="reads_by_day")]

    def __str__(self):
        return f"{self.article_id} {self.day}: {self.count}"
