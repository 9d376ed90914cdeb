"""Who signs, typed while somebody else changes who signs."""

from django.forms import BaseInlineFormSet


class Signatures(BaseInlineFormSet):
    """The authors of an article. One whom somebody else took out meanwhile stays out."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_bound and self.instance.pk:
            self._leave_out(self._gone())

    def _number(self, name: str) -> int:
        typed = self.data.get(f"{self.prefix}-{name}", "")
        return int(typed[:4]) if typed.isascii() and typed.isdigit() else 0

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
