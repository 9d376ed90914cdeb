"""Reports, legal holds and the order of reading in the admin."""

import re

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from comments.models import LegalHold, ReadingOrder, Report
from comments.transparency import write_figures
from newsroom.core.finding import Finding
from newsroom.core.html import excerpt
from newsroom.core.lists import KeysFirst, Shortened

YEAR = re.compile("20[0-9]{2}")


class Featuring:
    """What an editor does with a comment that stands out."""

    def has_feature_permission(self, request):
        return request.user.has_perm("comments.feature_comment")

    @admin.action(permissions=["feature"], description=_("Feature"))
    def feature(self, request, queryset):
        self._say(request, sum(comment.feature(by=request.user) for comment in queryset))

    @admin.action(permissions=["feature"], description=_("No longer feature"))
    def unfeature(self, request, queryset):
        self._say(request, sum(comment.unfeature(by=request.user) for comment in queryset))


class ReadOnly:
    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    has_delete_permission = has_change_permission


@admin.register(Report)
class ReportAdmin(ReadOnly, Shortened, admin.ModelAdmin):
    """What readers have reported; it is answered by the decision on the comment."""

    list_display = ["number", "reason", "beginning", "at", "outcome"]
    list_filter = ["outcome", "reason", "at"]
    list_select_related = ["comment"]
    paginator = KeysFirst
    fields = ["number", "at", "reason", "ground", "text", "to_the_comment", "sender"]
    fields += ["outcome", "resolved_at", "decision", "told_at"]
    change_list_template = "admin/comments/report/change_list.html"

    def get_queryset(self, request):
        return super().get_queryset(request).defer("comment__email")

    def get_urls(self):
        view = self.admin_site.admin_view(self.figures)
        figures = path("figures/", view, name="comments_report_overview")
        return [figures, *super().get_urls()]

    def figures(self, request):
        """The figures of a year as a file; of this one unless `?year=` names another."""
        if not request.user.has_perm("comments.download_figures"):
            raise PermissionDenied
        this = timezone.localdate().year
        year = request.GET.get("year", str(this))
        if not YEAR.fullmatch(year) or int(year) > this:
            raise Http404
        year = int(year)
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="moderation-{year}.csv"'
        response.write("\ufeff")  # so that spreadsheets read the accents
        write_figures(year, response)
        return response

    def changelist_view(self, request, extra_context=None):
        this = timezone.localdate().year
        years = [this, this - 1] if request.user.has_perm("comments.download_figures") else []
        return super().changelist_view(request, {"years": years} | (extra_context or {}))

    @admin.display(description=_("number"), ordering="pk")
    def number(self, report):
        return report.number

    @admin.display(description=_("comment"))
    def beginning(self, report):
        return excerpt(report.comment.body, 120)

    @admin.display(description=_("comment"))
    def to_the_comment(self, report):
        url = reverse("admin:comments_comment_change", args=[report.comment_id])
        return format_html('<a href="{}">{}</a>', url, excerpt(report.comment.body, 300))

    @admin.display(description=_("e-mail"))
    def sender(self, report):
        return report.masked_email or "—"


@admin.register(LegalHold)
class LegalHoldAdmin(admin.ModelAdmin):
    """Evidence for a court: set with a reason, lifted by a person, never deleted."""

    list_display = ["comment", "reason", "by", "at", "lifted_by", "lifted_at"]
    list_select_related = ["comment", "by", "lifted_by"]
    fields = ["comment", "reason"]
    raw_id_fields = ["comment"]
    actions = ["lift"]

    def has_change_permission(self, request, obj=None):
        return False

    has_delete_permission = has_change_permission

    def save_model(self, request, hold, form, change):
        hold.by = request.user
        super().save_model(request, hold, form, change)

    @admin.action(permissions=["add"], description=_("Lift the hold"))
    def lift(self, request, queryset):
        holds = queryset.filter(lifted_at=None)
        lifted = holds.update(lifted_at=timezone.now(), lifted_by=request.user)
        text = ngettext("%d hold was lifted.", "%d holds were lifted.", lifted) % lifted
        self.message_user(request, text, messages.SUCCESS if lifted else messages.INFO)


@admin.register(ReadingOrder)
class ReadingOrderAdmin(Finding, admin.ModelAdmin):
    """The order in which an article's comments are first read."""

    list_display = ["article", "order"]
    list_select_related = ["article"]
    autocomplete_fields = ["article"]

    def has_delete_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)
