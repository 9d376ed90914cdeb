"""What readers saw of an article since it is out, and what was changed in it. Never a draft."""

from articles.models import Article, Revision

SHOWN = ("title", "standfirst", "section", "authors", "tags", "lead_picture", "lead_caption")


def has_changes(article: Article) -> bool:
    """Whether there is a page of them; what most have not is known from the article's own query."""
    may_have = getattr(article, "has_changes", True) and article.published_at
    return bool(may_have) and article.was_updated and len(seen_by_readers(article)) > 1


def seen_by_readers(article: Article) -> list[Revision]:
    """The versions that stood on the site, oldest first, since it last came out."""
    states = article.revisions.states()
    hidden = states.filter(is_public=False).newest_first().values_list("pk", flat=True).first()
    start = states.filter(is_start=True).newest_first().values_list("pk", flat=True).first()
    public = states.filter(is_public=True, pk__gt=hidden or 0, pk__gte=start or 0).order_by("pk")
    found = list(public.defer("packed").select_related("by"))
    before = [revision for revision in found if revision.at <= article.published_at]
    return before[-1:] + [revision for revision in found if revision.at > article.published_at]
