"""Who signs: chosen in rows of the form, perhaps while somebody else changes who signs."""

from django.forms import BaseInlineFormSet

from articles.models import Author
from newsroom.core import asked

PREFIX = "bylines"
MOST = 60  # rows that are read of what a page sends


def signed(data) -> dict:
    """Who signs by the rows of a form, as a version keeps it; nothing where it has no such rows."""
    if f"{PREFIX}-TOTAL_FORMS" not in data:
        return {}
    rows = []
    for place in range(min(_number(data, "TOTAL_FORMS"), MOST)):
        author = _number(data, f"{place}-author")
        if author and not data.get(f"{PREFIX}-{place}-DELETE"):
            rows.append((_number(data, f"{place}-position"), place, author))
    chosen = list(dict.fromkeys(author for _position, _place, author in sorted(rows)))
    known = set(Author.objects.filter(pk__in=chosen).values_list("pk", flat=True))
    return {"authors": [author for author in chosen if author in known]}


def _number(data, name: str) -> int:
    typed = str(data.get(f"{PREFIX}-{name}", ""))
    return asked.number(typed) or 0


class Signatures(BaseInlineFormSet):
    """The authors of an article. One whom somebody else took out meanwhile stays out.

    `drafted` are those of a draft that is taken up: the rows show them, and nothing is stored.
    """

    def __init__(self, *args, drafted: list[int] | None = None, **kwargs):
        self.drafted = drafted
        if drafted is not None:
            there = set(kwargs["instance"].bylines.values_list("author", flat=True))
            new = [key for key in drafted if key not in there]
            kwargs["initial"] = [{"author": key, "position": self._place(key)} for key in new]
            self.extra += len(new)
        super().__init__(*args, **kwargs)
        if self.is_bound and self.instance.pk:
            self._leave_out(self._gone())

    def _place(self, author: int) -> int:
        return self.drafted.index(author) + 1

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        if self.drafted is not None and form.instance.pk:
            if form.instance.author_id in self.drafted:
                form.initial["position"] = self._place(form.instance.author_id)
            else:
                form.fields["DELETE"].initial = True
        return form

    def _number(self, name: str) -> int:
        typed = self.data.get(f"{self.prefix}-{name}", "")
        return asked.number(typed, most=9999) or 0

    def _gone(self) -> set[int]:
        known = {str(pk) for pk in self.get_queryset().values_list("pk", flat=True)}
        places = range(self._number("INITIAL_FORMS"))
        return {place for place in places if self.data.get(self._key(place, "id")) not in known}

    def _key(self, place: int, name: str) -> str:
        return f"{self.prefix}-{place}-{name}"

    def _leave_out(self, gone: set[int]) -> None:
        """The rows that are left, with the numbers that a browser would have given them."""
        if not gone:
            return
        total, initial = self._number("TOTAL_FORMS"), self._number("INITIAL_FORMS")
        data = self.data.copy()
        left = [place for place in range(total) if place not in gone]
        for place, former in enumerate(left):
            for name in ("id", "article", "author", "position", "DELETE"):
                data.pop(self._key(place, name), None)
                if self._key(former, name) in self.data:
                    data[self._key(place, name)] = self.data[self._key(former, name)]
        data[f"{self.prefix}-TOTAL_FORMS"] = len(left)
        data[f"{self.prefix}-INITIAL_FORMS"] = initial - len(gone)
        self.data = data
