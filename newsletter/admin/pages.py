from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse


class DigestPages(admin.ModelAdmin):
    """Pages of our own about an issue, in the dress of the desk."""

    def has_send_permission(self, request):
        return request.user.has_perm("newsletter.send_digest")

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

    def _do(self, request, act, done) -> bool:
        """Act, and say that it is done or why it was refused."""
        try:
            with transaction.atomic():
                act()
        except ValidationError as refusal:
            self.message_user(request, " ".join(refusal.messages), messages.ERROR)
            return False
        self.message_user(request, done, messages.SUCCESS)
        return True
