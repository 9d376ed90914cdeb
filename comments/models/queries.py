"""What is asked of comments, in words."""

from django.db import models
from django.db.models import Count, Exists, Min, OuterRef, Q, Subquery

from articles.models import Byline
from newsroom.core.private import fingerprint, normalise_email

# What readers see of a comment, and where it stands: nothing that is sealed.
SHOWN = (
    *("id", "article_id", "parent_id", "root_id", "status", "name", "body", "created_at"),
    *("featured_at", "edited_at", "by_author_id"),
)


class CommentQuerySet(models.QuerySet):
    def approved(self):
        return self.filter(status=self.model.Status.APPROVED)

    def waiting(self):
        """What a moderator has to read, the oldest first."""
        return self.filter(status=self.model.Status.WAITING).order_by("created_at", "pk")

    def reported(self):
        """What readers have reported and nobody has decided on yet, the longest waiting first.

        Each with `open_reports`, how many, and `reported_at`, when the first came.
        """
        reports = self.model.reports.rel.related_model.objects.open()
        of_this = reports.filter(comment=OuterRef("pk")).order_by().values("comment")
        return (
            self.filter(pk__in=reports.values("comment"))
            .annotate(
                open_reports=Subquery(of_this.annotate(n=Count("pk")).values("n")),
                reported_at=Subquery(of_this.annotate(first=Min("at")).values("first")),
            )
            .order_by("reported_at", "pk")
        )

    def without_legal_hold(self):
        """What may be erased: nothing of it is kept as evidence."""
        holds = self.model.legal_holds.rel.related_model.objects.in_force()
        return self.exclude(Exists(holds.filter(comment=OuterRef("pk"))))

    def of(self, article):
        return self.filter(article=article)

    def from_address(self, email):
        return self.filter(email_fingerprint=fingerprint(normalise_email(email)))

    def without_private(self):
        """Leave sealed what is sealed: no address is read, nor decrypted."""
        return self.defer("email", "email_fingerprint", "network", "sending_fingerprint")

    def that_show(self, article=None):
        """What has a place in a thread: what is approved, and what approved replies hang on.

        With the article, PostgreSQL looks for those replies under it alone, not in all comments.
        """
        answered = self.model.objects.approved().filter(parent=OuterRef("pk"))
        answered = answered.filter(article=article) if article else answered
        return self.filter(Q(status=self.model.Status.APPROVED) | Exists(answered))

    def for_thread(self):
        """What a thread shows of its comments, the oldest first.

        A comment that was taken away keeps its place as long as approved replies hang on it.
        """
        own_article = Byline.objects.filter(
            article=OuterRef("article"), author__user=OuterRef("by_author")
        )
        comments = self.only(*SHOWN).annotate(wrote_the_article=Exists(own_article))
        return comments.order_by("created_at", "pk")
