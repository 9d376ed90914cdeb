from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse


class DigestPages(admin.ModelAdmin):
    """Pages of our own about an issue, in the dress of the desk."""

    def _page(self, request, name, title, **context):
        context |= self.admin_site.each_context(request) | {"opts": self.opts, "title": title}
        return TemplateResponse(request, f"admin/newsletter/digest/{name}.html", context)

    def _url(self, digest) -> str:
        return reverse("admin:newsletter_digest_change", args=[digest.pk])

    def _visible(self, request, pk):
        digest = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_view_permission(request, digest):
            raise PermissionDenied
        return digest
