"""What is only shown: a past, a state."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class ReadOnly:
    """For lists and inlines that nobody writes to by hand."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ChangeInline(ReadOnly, admin.TabularInline):
    """The past: who, when, why."""

    extra = 0
    fields = readonly_fields = ["at", "status", "by", "why"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("by")

    def has_view_permission(self, request, obj=None):
        return True

    @admin.display(description=_("reason"))
    def why(self, change):
        return change.reason if change.by_id else our_words(change.reason)


def our_words(stored: str) -> str:
    """What our own rules wrote down, in the language of whoever reads it."""
    return gettext(stored) if stored else ""


def badge(thing) -> str:
    """A status in words and, for the eye, as the desk shows all of them."""
    label = thing.get_status_display()
    return format_html('<span class="state state-{}">{}</span>', thing.status, label)
