from django import forms
from django.contrib import admin, messages
from django.contrib.admin import ActionLocation
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from newsletter.forms import AddressField
from newsletter.models import Suppression
from newsletter.suppressing import lift, suppress_address


class SuppressionForm(forms.ModelForm):
    """The address is made a hash at once: nothing shows it afterwards."""

    email = AddressField(help_text=_("Only a keyed hash of it is kept."))

    class Meta:
        model = Suppression
        fields = ["email", "note"]


@admin.register(Suppression)
class SuppressionAdmin(admin.ModelAdmin):
    list_display = ["mark", "cause", "note", "by", "at"]
    show_facets = admin.ShowFacets.NEVER  # it counts them all
    list_filter = ["cause"]
    list_select_related = ["by"]
    list_per_page = 100
    show_full_result_count = False
    actions = ["lift"]
    form = SuppressionForm

    def get_fields(self, request, obj=None):
        return ["mark", "cause", "note", "by", "at"] if obj else ["email", "note"]

    def get_readonly_fields(self, request, obj=None):
        return self.get_fields(request, obj) if obj else []

    def has_delete_permission(self, request, obj=None):
        """By the verb, which leaves a line with the reader."""
        return False

    def save_model(self, request, obj, form, change):
        if not change:
            email, note = form.cleaned_data["email"], form.cleaned_data["note"]
            held = suppress_address(email, by=request.user, reason=note)
            obj.pk, obj.fingerprint, obj.cause = held.pk, held.fingerprint, held.cause

    def lookup_allowed(self, lookup, value, request):
        return not lookup.startswith("fingerprint") and super().lookup_allowed(
            lookup, value, request
        )

    @admin.action(
        permissions=["change"],
        description=_("Allow to sign up"),
        location=[ActionLocation.CHANGE_LIST, ActionLocation.CHANGE_FORM],
    )
    def lift(self, request, queryset):
        held = list(queryset)
        for suppression in held:
            lift(suppression, by=request.user, reason=gettext("at the desk"))
        said = ngettext(
            "%d address may sign up again.", "%d addresses may sign up again.", len(held)
        )
        self.message_user(request, said % len(held), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:newsletter_suppression_changelist"))

    @admin.display(description=_("mark"), ordering="fingerprint")
    def mark(self, suppression):
        return suppression.fingerprint[:12]
