"""A version of before becomes the article again: as a new version, nothing is taken away."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles.models import Article, Revision
from articles.revisions.content import give
from articles.revisions.keeping import Kind, keep, keep_what_was
from newsroom.core.dates import in_words

WHOLE = {Article.Status.PUBLISHED, Article.Status.IN_REVIEW}


@transaction.atomic
def restore(revision: Revision, *, by) -> Revision:
    """Make the article what it was then. Refused where readers would get an unfinished one."""
    article = Article.objects.select_for_update().get(pk=revision.article_id)
    keep_what_was(article.pk)
    give(article, revision.content)
    missing = article.problems() if article.status in WHOLE else []
    if missing:
        raise ValidationError(missing)
    when = in_words(localtime(revision.at), "datetime")
    note = _("The version of %(when)s") % {"when": when}
    return keep(article, kind=Kind.RESTORED, by=by, note=note, at=article.changed_at)
