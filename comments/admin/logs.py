"""What the desk did about people, and whose address it opened: to be read, never changed here."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from comments.models import AddressOpening, Sanction


class LogAdmin(admin.ModelAdmin):
    """Lines that other pages write."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    has_delete_permission = has_change_permission


@admin.register(AddressOpening)
class AddressOpeningAdmin(LogAdmin):
    list_display = fields = readonly_fields = ["at", "by", "why", "of"]
    show_facets = admin.ShowFacets.NEVER  # it counts them all
    list_filter = ["at"]

    @admin.display(description=_("comment"))
    def of(self, line):
        """By its number: it may be gone."""
        url = reverse("admin:comments_comment_desk_one", args=[line.comment_pk])
        return format_html('<a href="{}">{}</a>', url, line.comment_pk)


@admin.register(Sanction)
class SanctionAdmin(LogAdmin):
    """Imposed and lifted at the comment that they come from."""

    fields = [
        *("kind", "scope", "comment", "code", "text", "by", "at", "until"),
        *("lifted_by", "lifted_at", "lifted_because"),
    ]
    list_display = ["at", "kind", "scope", "code", "by", "until", "lifted_at", "where"]
    show_facets = admin.ShowFacets.NEVER  # it counts them all
    list_filter = ["kind", "scope"]

    def lookup_allowed(self, lookup, value, request):
        """What it is aimed at can't be guessed letter by letter."""
        return not lookup.startswith(("target", "comment")) and super().lookup_allowed(
            lookup, value, request
        )

    @admin.display(description=_("because of"))
    def where(self, sanction):
        if not sanction.comment_id:
            return ""
        url = reverse("admin:comments_comment_desk_one", args=[sanction.comment_id])
        return format_html('<a href="{}">{}</a>', url, sanction.comment_id)
