"""Measures for a thread, a section or the whole site: who took them, until when, and their end."""

from datetime import timedelta

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import ActionLocation
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Section
from comments.models import Measure
from newsroom.core.dates import in_words
from newsroom.core.finding import Finding
from newsroom.core.moments import IN_FORMS

LIST = "admin:comments_measure_changelist"
HOURS = (1, 4, 24)


class AttackForm(forms.Form):
    """What one click sends: where, and for how long."""

    article = forms.ModelChoiceField(Article.objects.all(), required=False)
    section = forms.ModelChoiceField(Section.objects.all(), required=False)
    hours = forms.TypedChoiceField(choices=[(n, n) for n in HOURS], coerce=int)

    def measure(self, by) -> Measure:
        until = timezone.now() + timedelta(hours=self.cleaned_data["hours"])
        where = {name: self.cleaned_data[name] for name in ("article", "section")}
        return Measure(kind=Measure.Kind.ATTACK, until=until, by=by, **where)


@admin.register(Measure)
class MeasureAdmin(Finding, admin.ModelAdmin):
    """A measure is taken and ended; nothing about it is changed afterwards."""

    fields = ["kind", "section", "article", "reason", "until"]
    formfield_overrides = IN_FORMS
    list_display = ["where", "kind", "state", "by", "at", "reason"]
    list_display_links = ["where"]
    list_filter = ["kind"]
    list_select_related = ["article", "section", "by", "ended_by"]
    list_per_page = 50
    show_full_result_count = False
    autocomplete_fields = ["article"]
    actions = ["end"]
    change_list_template = "admin/comments/measure/change_list.html"

    def has_change_permission(self, request, obj=None):
        return False

    has_delete_permission = has_change_permission

    def get_queryset(self, request):
        return super().get_queryset(request).defer("article__body")

    def get_urls(self):
        view = self.admin_site.admin_view(self.attack_view)
        return [path("attack/", view, name="comments_measure_attack"), *super().get_urls()]

    def save_model(self, request, measure, form, change):
        measure.by = request.user
        measure.take()

    def changelist_view(self, request, extra_context=None):
        context = {"may_take": self.has_add_permission(request), "hours": HOURS}
        return super().changelist_view(request, context | (extra_context or {}))

    def attack_view(self, request):
        """The switch: everything waits, at once."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseRedirect(reverse(LIST))
        form = AttackForm(request.POST)
        if not form.is_valid():
            self.message_user(request, gettext("Choose where, and for how long."), messages.ERROR)
            return HttpResponseRedirect(reverse(LIST))
        measure = form.measure(by=request.user)
        measure.take()
        self.log_addition(request, measure, [{"added": {}}])
        said = gettext("Everything waits now: %(where)s, until %(until)s.")
        until = moment(measure.until)
        self.message_user(request, said % {"where": measure.scope, "until": until})
        return HttpResponseRedirect(reverse(LIST))

    @admin.action(
        permissions=["add"],
        description=_("End it"),
        location=[ActionLocation.CHANGE_LIST, ActionLocation.CHANGE_FORM],
    )
    def end(self, request, queryset):
        ended = sum(measure.end(by=request.user) for measure in queryset)
        text = ngettext("%d measure ended.", "%d measures ended.", ended) % ended
        self.message_user(request, text, messages.SUCCESS if ended else messages.INFO)

    @admin.display(description=_("where"))
    def where(self, measure):
        return str(measure.scope)

    @admin.display(description=_("state"))
    def state(self, measure):
        if measure.is_in_force:
            return format_html('<span class="state state-waiting">{}</span>', in_force(measure))
        if measure.ended_at:
            return gettext("ended by %(who)s, %(when)s") % {
                "who": measure.ended_by,
                "when": moment(measure.ended_at),
            }
        return gettext("ended %(when)s") % {"when": moment(measure.until)}


def in_force(measure: Measure) -> str:
    if not measure.until:
        return gettext("in force")
    return gettext("in force until %(when)s") % {"when": moment(measure.until)}


def moment(at) -> str:
    return in_words(timezone.localtime(at), "datetime")
