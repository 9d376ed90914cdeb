"""Every version is kept: after each save, after each verb, and what was there before."""

from django.db import transaction

from articles.models import Article, Revision, StatusChange
from articles.revisions.content import of_article
from articles.revisions.packing import digest, pack
from newsroom.core.html import plain_text

Kind = Revision.Kind
# Where what differs is more than this share of the whole, the version is stored whole itself.
WORTH_A_WHOLE = 0.2


def keep(article: Article, *, kind: str = Kind.SAVED, by=None, **fields) -> Revision:
    """Write down what the article is now; once, where nothing has changed since."""
    newest = article.revisions.states().newest_first().first()
    content = of_article(article)
    is_public = article.status == Article.Status.PUBLISHED
    if newest and (newest.digest, newest.is_public) == (digest(content), is_public):
        return newest
    return write(article, content, kind=kind, by=by, is_public=is_public, **fields)


@transaction.atomic
def keep_what_was(pk: int) -> None:
    """Before a change: what is stored now, where no version says so, by whichever way it came."""
    article = Article.objects.get(pk=pk)
    keep(article, at=article.changed_at, by=None)


def keep_verb(sender, instance: StatusChange, created: bool, **kwargs) -> None:
    """With the line of a verb: published and withdrawn are versions too."""
    if not created:
        return
    kinds = {"published": Kind.PUBLISHED, "withdrawn": Kind.WITHDRAWN}
    kind = kinds.get(instance.status, Kind.SAVED)
    article = Article.objects.get(pk=instance.article_id)  # the one at hand may be older
    keep(article, kind=kind, by=instance.by, note=instance.reason)


def write(article: Article, content: dict, **fields) -> Revision:
    whole, packed = _packed(article, content)
    return article.revisions.create(
        whole=whole,
        packed=packed,
        digest=digest(content),
        words=count_words(content),
        **fields,
    )


def count_words(content: dict) -> int:
    return len(f"{content['standfirst']} {plain_text(''.join(content['body']))}".split())


def _packed(article: Article, content: dict) -> tuple[Revision | None, bytes]:
    """Against the newest whole one, unless too little of that is left."""
    whole = article.revisions.states().filter(whole=None).newest_first().first()
    if whole is None:
        return None, pack(content)
    packed = pack(content, whole.content)
    if len(packed) > WORTH_A_WHOLE * len(whole.packed):
        return None, pack(content)
    return whole, packed
