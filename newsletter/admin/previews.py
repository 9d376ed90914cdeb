"""The preview: exactly what is sent, at the widths and in the lights in which it is read."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext
from django.views.decorators.csp import csp_override

from newsletter.admin.desk import MAIL_CSP, choice_asked, preview_context
from newsletter.admin.pages import DigestPages


class DigestPreviews(DigestPages):
    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/preview/", view(self.preview), name="newsletter_digest_preview"),
            path("<int:pk>/preview/mail/", view(self.mail), name="newsletter_digest_mail"),
            *super().get_urls(),
        ]

    def preview(self, request, pk):
        digest = self._visible(request, pk)
        try:
            context = preview_context(digest, choice_asked(request.GET))
        except ValidationError as refusal:
            self.message_user(request, " ".join(refusal.messages), messages.ERROR)
            whole = self._url(digest) if not request.GET else request.path
            return HttpResponseRedirect(whole)
        return self._page(
            request, "preview", gettext("Preview"), query=request.GET.urlencode(), **context
        )

    def mail(self, request, pk):
        """The HTML part itself, for the frames of the preview: its styles stand in it."""
        try:
            digest = self._visible(request, pk)
            html = preview_context(digest, choice_asked(request.GET))["content"].html
        except ValidationError:
            raise Http404 from None
        return csp_override(MAIL_CSP)(lambda request: HttpResponse(html))(request)
