"""What articles are filed under: authors, sections, tags, and the old addresses of all of it."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag as TaggitTag

from articles.models import Author, Redirect, Section, Tag

admin.site.unregister(TaggitTag)  # taggit's own; ours is articles.Tag


@admin.register(Author)
class AuthorAdmin(admin.ModelAdmin):
    list_display = ["name", "role", "user"]
    list_select_related = ["user"]
    search_fields = ["name"]
    autocomplete_fields = ["user", "portrait"]


@admin.register(Section)
class SectionAdmin(admin.ModelAdmin):
    list_display = ["name", "slug", "position"]
    autocomplete_fields = ["picture"]


@admin.register(Tag)
class TagAdmin(admin.ModelAdmin):
    list_display = ["name", "slug"]
    search_fields = ["name"]


@admin.register(Redirect)
class RedirectAdmin(admin.ModelAdmin):
    """Old addresses: written by the system, to be looked at."""

    list_display = ["path", "leads_to"]
    search_fields = ["path"]

    @admin.display(description=_("leads to"))
    def leads_to(self, redirect):
        return redirect.target.get_absolute_url() if redirect.target else "—"

    def has_add_permission(self, request):
        return False

    has_change_permission = has_delete_permission = lambda self, request, obj=None: False
