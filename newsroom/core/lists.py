"""Lists of the desk that answer at once, however long they are."""

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext

MOST_COUNTED = 5000
SELECT = "Select this object for an action - {}"  # as Django’s own catalogue has it
CHECKBOX = '<input type="checkbox" name="{}" value="{}" class="action-select" aria-label="{}">'


def noted(request, keys: list[int], most: int) -> list[int]:
    """What a search has found; where it finds no more than that, the list says so."""
    request.search_was_cut = len(keys) >= most
    return keys


def was_cut(request) -> bool:
    return getattr(request, "search_was_cut", False)


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
    """Says where it stopped counting, and does not look again for what it counted as none."""

    def __init__(self, *args, **kwargs):
        """Django finds out for each row which page its address is of, to add the way back to it."""
        super().__init__(*args, **kwargs)
        self.way_back, self.preserved_filters = self.preserved_filters, ""

    def url_for_result(self, result):
        url = super().url_for_result(result)
        return f"{url}?{self.way_back}" if self.way_back else url

    def get_results(self, request):
        super().get_results(request)
        if not self.result_count:
            self.result_list = self.queryset.none()

        self.is_cut = self.result_count >= MOST_COUNTED or was_cut(request)


class Shortened:
    """For the admin of what there may be very many of."""

    paginator = ShortPaginator
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    list_per_page = 50
    list_max_show_all = 0

    def get_changelist(self, request, **kwargs):
        return CutList

    def action_checkbox(self, obj):
        """As Django's, which asks a template for each."""
        label = gettext(SELECT).format(obj)
        return format_html(CHECKBOX, ACTION_CHECKBOX_NAME, obj.pk, label)
