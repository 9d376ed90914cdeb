"""Duplicating a piece: by a button of its page, and several from the list."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from articles.duplicating import duplicate

AT_ONCE = 20


class Duplicates:
    """For the admin of articles: whoever sees a piece and may write can begin with a copy of it."""

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.duplicate_view))
        name = "articles_article_duplicate"
        return [path("<key:pk>/duplicate/", view, name=name), *super().get_urls()]

    def duplicate_view(self, request, pk):
        article = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_add_permission(request):
            raise PermissionDenied
        copy = self._duplicate(request, article)
        told = gettext("This is a copy of “%(title)s”: a new draft.") % {"title": article}
        self.message_user(request, told, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[copy.pk]))

    @admin.action(permissions=["add"], description=_("Duplicate"))
    def duplicate(self, request, queryset):
        chosen = list(queryset[: AT_ONCE + 1])
        if len(chosen) > AT_ONCE:
            told = gettext("Duplicate %(number)d articles at most at once.") % {"number": AT_ONCE}
            return self.message_user(request, told, messages.ERROR)
        for article in chosen:
            self._duplicate(request, article)
        words = ngettext("%(number)d new draft.", "%(number)d new drafts.", len(chosen))
        return self.message_user(request, words % {"number": len(chosen)}, messages.SUCCESS)

    def _duplicate(self, request, article):
        copy = duplicate(article, by=request.user)
        self.log_addition(request, copy, [{"added": {}}])
        return copy

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["may_duplicate"] = obj is not None and self.has_add_permission(request)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)
