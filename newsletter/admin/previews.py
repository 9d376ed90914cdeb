"""The preview: exactly what is sent, at the widths and in the lights in which it is read."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext
from django.views.decorators.csp import csp_override

from newsletter.admin.desk import MAIL_CSP, choice_asked, dated, preview_context, send_proof
from newsletter.admin.pages import DigestPages
from newsletter.choices import Choice


class DigestPreviews(DigestPages):
    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<key:pk>/preview/", view(self.preview), name="newsletter_digest_preview"),
            path("<key:pk>/preview/mail/", view(self.mail), name="newsletter_digest_mail"),
            path("<key:pk>/preview/test/", view(self.test), name="newsletter_digest_test"),
            *super().get_urls(),
        ]

    def preview(self, request, pk):
        digest = self._dated(request, pk)
        try:
            context = preview_context(digest, self._as_whom(request))
        except ValidationError as refusal:
            self.message_user(request, " ".join(refusal.messages), messages.ERROR)
            whole = self._url(digest) if not request.GET else request.path
            return HttpResponseRedirect(whole)
        context |= {
            "query": request.GET.urlencode(),
            "as_now": request.GET.get("when") == "now",
            "may_send": self.has_send_permission(request),
        }
        return self._page(request, "preview", gettext("Preview"), **context)

    def mail(self, request, pk):
        """The HTML part itself, for the frames of the preview: its styles stand in it."""
        try:
            digest = self._dated(request, pk)
            html = preview_context(digest, self._as_whom(request))["content"].html
        except ValidationError:
            raise Http404 from None
        return csp_override(MAIL_CSP)(lambda request: HttpResponse(html))(request)

    def test(self, request, pk):
        """This very edition, by mail, to whoever looks at it."""
        digest = self._dated(request, pk)
        if not self.has_send_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            proof = partial(send_proof, digest, request.user, self._as_whom(request))
            self._do(request, proof, gettext("A test mail is on its way to you."))
        preview = reverse("admin:newsletter_digest_preview", args=[pk])
        return HttpResponseRedirect(f"{preview}?{request.GET.urlencode()}")

    def _dated(self, request, pk):
        """As it goes on its date; with the date of today, where it is asked for as sent now."""
        return dated(self._visible(request, pk), now=request.GET.get("when") == "now")

    def _as_whom(self, request) -> Choice:
        """A choice put together, or that of a reader, for those who may see readers."""
        if "reader" in request.GET and not request.user.has_perm("newsletter.view_subscriber"):
            raise PermissionDenied
        return choice_asked(request.GET)
