from django import forms
from django.contrib import admin, messages
from django.contrib.admin import ActionLocation
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from newsletter.admin.shown import badge
from newsletter.lists.reading import Unreadable
from newsletter.lists.uploading import keep, read_for_real, report_of
from newsletter.models import Upload

ENCODINGS = [("", _("find out")), *((name, name) for name in ("utf-8", "utf-16", "cp1252"))]
SEPARATORS = [("", _("find out")), (",", ","), (";", ";"), ("\t", _("tab")), ("|", "|")]
COLUMN = _("Left empty, found out by its name.")


class UploadForm(forms.ModelForm):
    file = forms.FileField(label=_("CSV file"))
    dry_run = forms.BooleanField(
        label=_("trial run"),
        required=False,
        initial=True,
        help_text=_("Nothing is written; you see first what would come in, and what would not."),
    )
    email = forms.CharField(label=_("Column of the address"), required=False, help_text=COLUMN)
    consent_at = forms.CharField(
        label=_("Column of the date of consent"), required=False, help_text=COLUMN
    )
    consent_form = forms.CharField(
        label=_("Column of where it was given"), required=False, help_text=COLUMN
    )
    consent_wording = forms.CharField(
        label=_("Column of the wording"), required=False, help_text=COLUMN
    )
    encoding = forms.ChoiceField(label=_("encoding"), choices=ENCODINGS, required=False)
    separator = forms.ChoiceField(label=_("separator"), choices=SEPARATORS, required=False)

    COLUMNS = ("email", "consent_at", "consent_form", "consent_wording")

    class Meta:
        model = Upload
        fields = []

    def clean(self):
        data = super().clean()
        if not self.errors:
            mapping = {name: data[name] for name in self.COLUMNS if data.get(name)}
            reading = {name: data.get(name, "") for name in ("encoding", "separator")}
            self.kept = self._keep(data, mapping=mapping, **reading)
        return data

    def _keep(self, data, **reading):
        file = data["file"]
        details = {"name": file.name, "by": self.by, "dry_run": data["dry_run"]}
        try:
            return keep(file.file, **details, **reading)
        except Unreadable as trouble:
            self.add_error("file", str(trouble))
        return None


@admin.register(Upload)
class UploadAdmin(admin.ModelAdmin):
    """Lists of readers: upload, watch, fetch the report."""

    SHOWN = (
        *("name", "state", "progress", "lines", "created", "known", "refused", "report"),
        *("columns", "by", "at"),
    )
    list_display = ["name", "state", "progress", "created", "refused", "by", "at"]
    list_select_related = ["by"]
    list_per_page = 30
    form = UploadForm
    actions = ["stop", "for_real"]
    change_form_template = "admin/newsletter/upload/change_form.html"

    def get_fields(self, request, obj=None):
        return self.SHOWN if obj else list(UploadForm.base_fields)

    def get_readonly_fields(self, request, obj=None):
        return self.SHOWN if obj else []

    def get_actions(self, request, action_location=ActionLocation.CHANGE_LIST):
        """On the page of a list, what can be done to it as it stands."""
        actions = super().get_actions(request, action_location)
        pk = request.resolver_match.kwargs.get("object_id", "")
        upload = Upload.objects.filter(pk=pk).first() if pk.isdecimal() else None
        can = {
            "stop": upload and upload.is_open,
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
        self.message_user(request, gettext("It is being read."), messages.SUCCESS)
        return HttpResponseRedirect(self._url(obj))

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
        return [
            path("<int:pk>/report/", report, name="newsletter_upload_report"),
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
        header, places = upload.layout["header"], upload.layout["columns"]
        return ", ".join(f"{ours}: {header[place]}" for ours, place in places.items())
