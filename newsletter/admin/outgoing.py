"""Addresses that leave the house, in a list or as a proof: by permission, and each with a line."""

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_noop

from newsletter.lists.exporting import readers_as_csv
from newsletter.models import Subscriber
from newsletter.proving import proof_of


class Outgoing:
    """For the admin of readers: both pages first say what they do; a button does it."""

    change_list_template = "admin/newsletter/subscriber/change_list.html"

    def has_export_permission(self, request):
        return request.user.has_perm("newsletter.export_subscribers")

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("export/", view(self.export), name="newsletter_subscriber_export"),
            path("<key:pk>/proof/", view(self.proof), name="newsletter_subscriber_proof"),
            *super().get_urls(),
        ]

    def export(self, request):
        self._check(request)
        if request.method != "POST":
            text = gettext(
                "The list has the address of every reader, in clear, with the proof of consent. "
                "Whoever has the file has the readers: keep it where only you can read it."
            )
            return self._ask(request, gettext("Export the readers"), text)
        self._note(request, None, gettext_noop("exported the readers"))
        response = StreamingHttpResponse(
            readers_as_csv(Subscriber.objects.all()), content_type="text/csv; charset=utf-8"
        )
        return _attached(response, "readers.csv")

    def proof(self, request, pk):
        self._check(request)
        reader = get_object_or_404(Subscriber, pk=pk)
        if request.method != "POST":
            text = gettext("The file has the address in clear, and all that proves the consent.")
            return self._ask(request, gettext("Proof of consent"), text, reader=reader)
        self._note(request, reader, gettext_noop("took out the proof of consent"))
        response = HttpResponse(proof_of(reader), content_type="text/plain; charset=utf-8")
        return _attached(response, f"consent-{pk}.txt")

    def _check(self, request):
        if not self.has_export_permission(request):
            raise PermissionDenied

    def _ask(self, request, title, text, reader=None):
        context = self.admin_site.each_context(request) | {"opts": self.opts, "title": title}
        context |= {"text": text, "reader": reader, "back": _back(reader)}
        return TemplateResponse(request, "admin/newsletter/subscriber/outgoing.html", context)

    def _note(self, request, reader, what):
        LogEntry.objects.create(
            user=request.user,
            content_type=ContentType.objects.get_for_model(Subscriber),
            object_id=reader and reader.pk,
            object_repr=str(reader or self.opts.verbose_name_plural),
            action_flag=CHANGE,
            change_message=what,
        )


def _back(reader) -> str:
    if reader:
        return reverse("admin:newsletter_subscriber_change", args=[reader.pk])
    return reverse("admin:newsletter_subscriber_changelist")


def _attached(response, name: str):
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
