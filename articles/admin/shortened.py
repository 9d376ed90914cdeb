"""Lists that answer at once, however long they are."""

from django.contrib import admin
from django.contrib.admin import helpers
from django.utils.html import format_html
from django.utils.translation import gettext

from newsroom.core.lists import CutList, ShortPaginator

SELECT = "Select this object for an action - {}"  # as Django’s own catalogue has it
CHECKBOX = '<input type="checkbox" name="{}" value="{}" class="action-select" aria-label="{}">'


class ShortList(CutList):
    """Does not look again for what it counted as none."""

    def get_results(self, request):
        super().get_results(request)
        if not self.result_count:
            self.result_list = self.queryset.none()


class Shortened:
    """For the admin of what there may be very many of."""

    paginator = ShortPaginator
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    list_per_page = 50
    list_max_show_all = 0

    def get_changelist(self, request, **kwargs):
        return ShortList

    def action_checkbox(self, obj):
        """As Django's, which asks a template for each."""
        label = gettext(SELECT).format(obj)
        return format_html(CHECKBOX, helpers.ACTION_CHECKBOX_NAME, obj.pk, label)
