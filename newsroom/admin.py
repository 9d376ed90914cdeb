from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.utils.translation import gettext_lazy as _

from newsroom.core.models import DataRequest, Newspaper
from newsroom.core.moments import IN_FORMS


def by_reading(names) -> list[str]:
    """Fields of a search that takes no notice of capitals and accents."""
    return [f"{name}__reads" for name in names]


admin.site.unregister([User, Group])


@admin.register(User)
class PersonAdmin(UserAdmin):
    formfield_overrides = IN_FORMS
    search_fields = by_reading(UserAdmin.search_fields)


@admin.register(Group)
class RoleAdmin(GroupAdmin):
    search_fields = by_reading(GroupAdmin.search_fields)


@admin.register(Newspaper)
class NewspaperAdmin(admin.ModelAdmin):
    """One row: its list leads straight to it."""

    fieldsets = [
        (None, {"fields": ["name", "tagline", "description"]}),
        (_("Elsewhere"), {"fields": ["youtube_url", "google_news_url", "contact_email"]}),
        (_("Reads"), {"fields": ["counts_reads"]}),
        (
            _("Legal notice"),
            {"fields": ["publisher", "legal_form", "address", "phone", "director", "editor"]},
        ),
        (_("Host"), {"fields": ["host_name", "host_address", "host_phone"]}),
    ]

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not Newspaper.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(DataRequest)
class DataRequestAdmin(admin.ModelAdmin):
    """The proofs: looked at, never touched."""

    list_display = ["kind", "at", "tally"]
    list_filter = ["kind", "at"]
    fields = ["kind", "at", "tally"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    has_delete_permission = has_change_permission
