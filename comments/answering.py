"""How the newsroom answers a reader: by an account, which alone gives a badge."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from articles.models import Author
from comments.models import Comment
from newsroom.core.models import Newspaper

SAME_CLICK = timedelta(minutes=10)


@transaction.atomic
def answer(comment: Comment, body: str, *, by) -> Comment:
    """Publish an answer to what readers see, with the name of the account; sent twice, it is one.

    Raises ValidationError where readers no longer see the comment. A closed thread takes it: the
    last word of the newsroom is what a thread is closed with.
    """
    here = Comment.objects.select_for_update(of=("self",)).select_related("article")
    comment = here.get(pk=comment.pk)
    if not comment.is_approved or not comment.article.is_published:
        raise ValidationError(_("Readers don’t see this comment: approve it before you answer."))
    since = timezone.now() - SAME_CLICK
    same = comment.replies.filter(by_author=by, body=body, created_at__gt=since).first()
    if same:
        return same
    said = {"article": comment.article, "parent": comment, "body": body, "by_author": by}
    made = Comment.objects.create(name=name_of(by), status=Comment.Status.APPROVED, **said)
    made.decisions.create(status=made.status, by=by, reason=gettext_noop("written by the newsroom"))
    made.tell()
    return made


def name_of(user) -> str:
    """What stands under articles, or the person's own name; the paper's where there is neither."""
    author = Author.objects.filter(user=user).first()
    name = author.name if author else user.get_full_name()
    return (name or Newspaper.current().name)[:60]
