"""The previews of an article: as it was saved, as it is being written, and for people outside."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from articles.models import PreviewAddress
from articles.models.preview import DAYS, USUAL_DAYS
from articles.revisions.content import show_signers, show_tags
from articles.revisions.signing import signed
from articles.views import article_context
from newsroom.core.html import sanitize


class Previews:
    """For the admin of articles."""

    def get_urls(self):
        pages = {
            "<key:pk>/preview/": ("preview", self.preview),
            "<key:pk>/preview-addresses/": ("addresses", self.addresses),
            "<key:pk>/preview-addresses/<key:number>/end/": ("end_address", self.end_address),
        }
        return [
            *[
                path(route, self.admin_site.admin_view(view), name=f"articles_article_{name}")
                for route, (name, view) in pages.items()
            ],
            *super().get_urls(),
        ]

    def preview(self, request, pk):
        """As it was saved; by POST, with what stands in the form and is not saved."""
        article = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        if request.method == "POST":
            self._take_unsaved(request, article)
        context = article_context(article) | {"preview": True}
        with translation.override(settings.LANGUAGE_CODE):
            return render(request, "articles/article.html", context)

    def _take_unsaved(self, request, article) -> None:
        """Give the article at hand what was typed, as far as it is right; nothing is stored."""
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        slug = article.slug
        with transaction.atomic():
            form = self.get_form(request, article, change=True)(request.POST, instance=article)
            form.is_valid()
            transaction.set_rollback(True)
        article.slug = article.slug or slug  # a new one's field is still empty
        article.body = sanitize(article.body)
        if rows := signed(request.POST):
            show_signers(article, rows["authors"])
        if "tags" in form.cleaned_data:
            show_tags(article, form.cleaned_data["tags"])

    # Secret addresses

    def addresses(self, request, pk):
        """The addresses that are open, and a form for one more."""
        article = self._shared(request, pk)
        if request.method == "POST":
            days = request.POST.get("days", "")
            chosen = int(days) if days in map(str, DAYS) else USUAL_DAYS
            PreviewAddress.make(article, by=request.user, days=chosen)
            self.message_user(request, gettext("The link is ready: copy it from the list."))
            return self._to_addresses(pk)
        found = article.preview_addresses.open().select_related("by")
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Preview links"),
            "opts": self.opts,
            "original": article,
            "addresses": [address for address in found if address.is_open],
            "days": DAYS,
            "usual_days": USUAL_DAYS,
        }
        return TemplateResponse(request, "admin/articles/article/addresses.html", context)

    def end_address(self, request, pk, number):
        return require_POST(self._end_address)(request, pk, number)

    def _end_address(self, request, pk, number):
        article = self._shared(request, pk)
        get_object_or_404(article.preview_addresses, pk=number).end(by=request.user)
        self.message_user(request, gettext("The link no longer works."))
        return self._to_addresses(pk)

    def _shared(self, request, pk):
        """Who may change an article may show it to somebody outside."""
        article = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        return article

    def _to_addresses(self, pk):
        return HttpResponseRedirect(reverse("admin:articles_article_addresses", args=[pk]))
