from django import forms
from django.contrib import admin, messages
from django.contrib.admin import ActionLocation
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from newsletter.admin.columns import LABELS, ColumnsForm
from newsletter.admin.shown import badge
from newsletter.lists.reading import Unreadable
from newsletter.lists.uploading import (
    keep,
    layout_of,
    may_choose,
    read_for_real,
    report_of,
    try_out,
)
from newsletter.models import Upload
from newsroom.core import asked

ENCODINGS = [("", _("find out")), *((name, name) for name in ("utf-8", "utf-16", "cp1252"))]
SEPARATORS = [("", _("find out")), (",", ","), (";", ";"), ("\t", _("tab")), ("|", "|")]


class UploadForm(forms.ModelForm):
    file = forms.FileField(
        label=_("CSV file"),
        help_text=_("Of MailPoet, listmonk, Ghost, Substack, Brevo, Mailchimp, or any other."),
    )
    encoding = forms.ChoiceField(label=_("encoding"), choices=ENCODINGS, required=False)
    separator = forms.ChoiceField(label=_("separator"), choices=SEPARATORS, required=False)

    class Meta:
        model = Upload
        fields = []

    def clean(self):
        data = super().clean()
        if not self.errors:
            self.kept = self._keep(data["file"], data["encoding"], data["separator"])
        return data

    def _keep(self, file, encoding, separator):
        how = {"encoding": encoding, "separator": separator}
        try:
            return keep(file.file, name=file.name, by=self.by, **how)
        except Unreadable as trouble:
            self.add_error("file", str(trouble))
        return None


@admin.register(Upload)
class UploadAdmin(admin.ModelAdmin):
    """Lists of readers: upload, watch, fetch the report."""

    SHOWN = (
        *("name", "state", "progress", "lines", "created", "away", "known", "refused"),
        *("report", "columns", "by", "at"),
    )
    list_display = ["name", "state", "progress", "created", "away", "refused", "by", "at"]
    list_select_related = ["by"]
    list_per_page = 30
    form = UploadForm
    actions = ["stop", "choose", "for_real"]
    change_form_template = "admin/newsletter/upload/change_form.html"

    def get_fields(self, request, obj=None):
        return self.SHOWN if obj else list(UploadForm.base_fields)

    def get_readonly_fields(self, request, obj=None):
        return self.SHOWN if obj else []

    def get_actions(self, request, action_location=ActionLocation.CHANGE_LIST):
        """On the page of a list, what can be done to it as it stands."""
        actions = super().get_actions(request, action_location)
        pk = request.resolver_match.kwargs.get("object_id", "")
        upload = Upload.objects.filter(pk=asked.key(pk)).first()
        can = {
            "stop": upload and (upload.is_open or upload.status == Upload.Status.NEW),
            "choose": upload and may_choose(upload),
            "for_real": upload and upload.dry_run and upload.status == Upload.Status.DONE,
        }
        return {name: action for name, action in actions.items() if can.get(name)}

    def render_change_form(self, request, context, add=False, **kwargs):
        """Of a list that was uploaded there is nothing to save."""
        context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        return super().render_change_form(request, context | {"show_save": add}, add=add, **kwargs)

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        form.by = request.user
        return form

    def save_model(self, request, obj, form, change):
        """Kept already, when the form looked at it."""
        if not change:
            obj.pk, obj.name = form.kept.pk, form.kept.name

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("newsletter.import_subscribers")

    has_add_permission = has_change_permission = has_view_permission

    def has_delete_permission(self, request, obj=None):
        return False

    def response_add(self, request, obj, post_url_continue=None):
        return HttpResponseRedirect(reverse("admin:newsletter_upload_columns", args=[obj.pk]))

    @admin.action(
        permissions=["change"],
        description=_("Choose the columns…"),
        location=[ActionLocation.CHANGE_FORM],
    )
    def choose(self, request, queryset):
        return HttpResponseRedirect(
            reverse("admin:newsletter_upload_columns", args=[queryset.get().pk])
        )

    @admin.action(
        permissions=["change"], description=_("Stop"), location=[ActionLocation.CHANGE_FORM]
    )
    def stop(self, request, queryset):
        queryset.get().stop()
        self.message_user(request, gettext("Stopped. What came in stays."), messages.SUCCESS)

    @admin.action(
        permissions=["change"],
        description=_("Import it now"),
        location=[ActionLocation.CHANGE_FORM],
    )
    def for_real(self, request, queryset):
        if read_for_real(queryset.get(), by=request.user):
            self.message_user(request, gettext("It is being read."), messages.SUCCESS)
        else:
            self.message_user(request, gettext("Only after a trial run."), messages.ERROR)

    def get_urls(self):
        report = self.admin_site.admin_view(self.report_view)
        columns = self.admin_site.admin_view(self.columns_view)
        return [
            path("<key:pk>/columns/", columns, name="newsletter_upload_columns"),
            path("<key:pk>/report/", report, name="newsletter_upload_report"),
            *super().get_urls(),
        ]

    def report_view(self, request, pk):
        """The refused lines, as far as the list was read."""
        upload = get_object_or_404(Upload, pk=pk)
        if not self.has_view_permission(request, upload):
            raise PermissionDenied
        response = StreamingHttpResponse(report_of(upload), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="import-{pk}.csv"'
        response["Cache-Control"] = "private, no-store"
        return response

    def columns_view(self, request, pk):
        """What is in which column of the list, before it is tried out."""
        upload = get_object_or_404(Upload, pk=pk)
        if not self.has_change_permission(request, upload):
            raise PermissionDenied
        if not may_choose(upload):
            return HttpResponseRedirect(self._url(upload))
        form = ColumnsForm(upload, request.POST or None)
        if form.is_valid() and try_out(upload, form.layout, by=request.user):
            self.message_user(request, gettext("It is being read."), messages.SUCCESS)
            return HttpResponseRedirect(self._url(upload))
        context = self.admin_site.each_context(request) | {"opts": self.opts, "form": form}
        context |= {"upload": upload, "title": gettext("What is in which column")}
        return TemplateResponse(request, "admin/newsletter/upload/columns.html", context)

    def _url(self, upload) -> str:
        return reverse("admin:newsletter_upload_change", args=[upload.pk])

    # What is shown

    @admin.display(description=_("status"), ordering="status")
    def state(self, upload):
        trial = f" · {gettext('trial run')}" if upload.dry_run else ""
        return format_html('{}{} <span class="why">{}</span>', badge(upload), trial, upload.trouble)

    @admin.display(description=_("progress"))
    def progress(self, upload):
        bar = '<progress max="100" value="{0}">{0} %</progress> {0} %'
        return format_html(bar, upload.percent)

    @admin.display(description=_("refused lines"))
    def report(self, upload):
        if not upload.pieces.filter(kind="report").exists():
            return gettext("No longer kept.")
        url = reverse("admin:newsletter_upload_report", args=[upload.pk])
        return format_html('<a href="{}" download>{}</a>', url, gettext("Download (CSV)"))

    @admin.display(description=_("columns"))
    def columns(self, upload):
        layout = layout_of(upload)
        told = [f"{LABELS[ours]}: {theirs}" for ours, theirs in layout.mapping.items()]
        told += [f"{LABELS[ours]}: “{said}”" for ours, said in layout.constants.items() if said]
        return format_html_join("", "<div>{}</div>", ((line,) for line in told)) or "–"
