"""Lists of the desk that answer at once, however long they are."""

from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.utils.functional import cached_property

MOST_COUNTED = 5000


class ShortPaginator(Paginator):
    """Counts so far and no further: whoever looks for more than that searches or filters."""

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by().values("pk")[:MOST_COUNTED].count()


class KeysFirst(ShortPaginator):
    """Finds the keys of a page, then reads its rows: nothing wide is sorted to be thrown away."""

    def page(self, number):
        page = super().page(number)
        keys = list(page.object_list.values_list("pk", flat=True))
        page.object_list = self.object_list.filter(pk__in=keys)
        return page


class CutList(ChangeList):
    """Says where it stopped counting."""

    @property
    def is_cut(self) -> bool:
        return self.result_count >= MOST_COUNTED
