"""A new draft with what another piece says: for what comes back each week, or is told anew."""

from django.db import transaction

from articles.models import Article
from articles.revisions.keeping import keep

# Not its state, its dates, its address, nor what others said of it.
COPIED = ("title", "standfirst", "body", "section", "lead_picture", "lead_alt", "lead_caption")


@transaction.atomic
def duplicate(article: Article, *, by) -> Article:
    """Make a draft of who duplicates, and signed by them alone."""
    copied = {name: getattr(article, name) for name in COPIED}
    copy = Article.objects.create(created_by=by, **copied)
    copy.tags.set(article.taggings.values_list("tag__name", flat=True))
    if author := getattr(by, "author", None):
        copy.bylines.create(author=author)
    keep(copy, by=by, at=copy.changed_at)
    return copy
