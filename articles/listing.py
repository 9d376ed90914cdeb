"""A long list, of which only the rows of one page are read."""

from django.db.models import Exists, OuterRef, QuerySet

from articles.revisions.planning import all_as_due


class Listed:
    """Articles by their keys, in the order of these: a page skips keys, which an index holds alone.

    Skipping whole rows took 60 ms at the end of 15,000; looking the few up together with what is
    published made SQLite read all that is.
    """

    def __init__(self, articles: QuerySet, pks: QuerySet | list[int]):
        self.articles, self.pks = articles, pks

    def __len__(self):
        return self.pks.count() if isinstance(self.pks, QuerySet) else len(self.pks)

    def __iter__(self):
        return iter(self[:])

    def __getitem__(self, part: slice):
        pks = list(self.pks if part == slice(None) else self.pks[part])
        rows = self.articles.in_bulk(pks)
        return all_as_due(rows[pk] for pk in pks if pk in rows)


def of_tag(articles: QuerySet, tag) -> QuerySet:
    """Those with a tag. Asked of each, newest first: a join made SQLite sort all that have it."""
    return articles.filter(Exists(tag.taggings.filter(content_object=OuterRef("pk"))))


def of_author(articles: QuerySet, author) -> QuerySet:
    """Those that somebody signed, in the same way."""
    return articles.filter(Exists(author.bylines.filter(article=OuterRef("pk"))))
