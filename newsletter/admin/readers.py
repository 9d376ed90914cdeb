from django.contrib import admin, messages
from django.contrib.admin import ActionLocation
from django.contrib.admin.views.main import SEARCH_VAR
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from articles.models import Section
from newsletter.admin.outgoing import Outgoing
from newsletter.admin.shown import ChangeInline, ReadOnly, badge
from newsletter.models import Consent, Digest, Newsletter, Subscriber, SubscriberChange

ANYWHERE = [ActionLocation.CHANGE_LIST, ActionLocation.CHANGE_FORM]
PLACES = {
    "box": _("box in a page"),
    "page": _("sign-up page"),
    "other": _("another form"),
    "move": _("change of address"),
}
SEALED = {"email", "new_email", "email_fingerprint", "public_id", "consents", "deliveries"}


@admin.register(Newsletter)
class NewsletterAdmin(admin.ModelAdmin):
    """One row: its list leads straight to it."""

    fieldsets = [
        (None, {"fields": ["name", "promise"]}),
        (_("When it goes out"), {"fields": ["weekday", "hour", "zone", "holidays", "automatic"]}),
        (_("What goes in"), {"fields": ["minimum", "maximum", "per_section"]}),
        (_("Who sends it"), {"fields": ["sender_name", "from_email", "reply_to", "address"]}),
    ]

    def has_add_permission(self, request):
        """Whoever may change the letter may also fill it in for the first time."""
        return self.has_change_permission(request) and not Newsletter.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False


class ConsentInline(ReadOnly, admin.TabularInline):
    """The proof."""

    model = Consent
    extra = 0
    fields = readonly_fields = (
        *("at", "confirmed_at", "place", "language", "network", "version", "wording"),
    )

    def has_view_permission(self, request, obj=None):
        return True

    @admin.display(description=_("form"))
    def place(self, consent):
        return PLACES.get(consent.form, consent.form)


class SubscriberChangeInline(ChangeInline):
    model = SubscriberChange


@admin.register(Subscriber)
class SubscriberAdmin(Outgoing, admin.ModelAdmin):
    """Readers come and go by themselves; the desk may let them go, and never sees an address."""

    fields = readonly_fields = (
        *("masked", "state", "created_at", "confirmed_at", "left_at"),
        *("language", "wanted", "paused_until"),
    )
    inlines = [ConsentInline, SubscriberChangeInline]
    list_display = ["masked", "state", "created_at", "confirmed_at"]
    show_facets = admin.ShowFacets.NEVER  # it counts them all
    list_filter = ["status", "created_at"]
    list_per_page = 100
    show_full_result_count = False
    search_fields = ["public_id"]  # the field is shown; what is sent with it is an address
    search_help_text = _("A whole e-mail address.")
    actions = ["unsubscribe", "suppress", "lift"]

    def has_add_permission(self, request):
        return False

    def get_urls(self):
        letter = self.admin_site.admin_view(self.letter)
        return [
            path("<key:pk>/letter/", letter, name="newsletter_subscriber_letter"),
            *super().get_urls(),
        ]

    def letter(self, request, pk):
        """To the preview of the newest issue as this reader gets it."""
        reader = get_object_or_404(Subscriber, pk=pk)
        if not self.has_view_permission(request, reader):
            raise PermissionDenied
        digest = Digest.objects.exclude(status=Digest.Status.SKIPPED).first()
        if digest is None:
            self.message_user(request, gettext("There is no issue yet."), messages.WARNING)
            return HttpResponseRedirect(reverse("admin:newsletter_subscriber_change", args=[pk]))
        preview = reverse("admin:newsletter_digest_preview", args=[digest.pk])
        return HttpResponseRedirect(f"{preview}?reader={pk}")

    def lookup_allowed(self, lookup, value, request):
        """Nothing sealed can be guessed letter by letter through the address of the list."""
        sealed = lookup.split("__")[0] in SEALED
        return not sealed and super().lookup_allowed(lookup, value, request)

    # Searching: sent as a form, so that an e-mail address stands in no URL and in no log.

    def changelist_view(self, request, extra_context=None):
        if SEARCH_VAR not in request.POST:
            return super().changelist_view(request, extra_context)
        found = Subscriber.objects.with_address(request.POST[SEARCH_VAR]).first()
        if found and self.has_view_permission(request, found):
            return HttpResponseRedirect(
                reverse("admin:newsletter_subscriber_change", args=[found.pk])
            )
        self.message_user(request, gettext("Nobody has this address."), messages.WARNING)
        return HttpResponseRedirect(reverse("admin:newsletter_subscriber_changelist"))

    def get_search_results(self, request, queryset, search_term):
        return queryset, False

    # The verbs

    @admin.action(
        permissions=["change"],
        description=pgettext_lazy("somebody else", "Unsubscribe"),
        location=ANYWHERE,
    )
    def unsubscribe(self, request, queryset):
        self._on_all(request, queryset, "leave")

    @admin.action(permissions=["change"], description=_("Never write again"), location=ANYWHERE)
    def suppress(self, request, queryset):
        self._on_all(request, queryset, "suppress")

    @admin.action(permissions=["change"], description=_("Allow to sign up"), location=ANYWHERE)
    def lift(self, request, queryset):
        self._on_all(request, queryset, "lift")

    def _on_all(self, request, queryset, verb):
        for subscriber in queryset:
            getattr(subscriber, verb)(by=request.user, reason=gettext("at the desk"))
        number = len(queryset)
        said = ngettext("Done for %d reader.", "Done for %d readers.", number) % number
        self.message_user(request, said, messages.SUCCESS)

    # What is shown

    @admin.display(description=_("e-mail"))
    def masked(self, subscriber):
        return str(subscriber)

    @admin.display(description=_("status"), ordering="status")
    def state(self, subscriber):
        return badge(subscriber)

    @admin.display(description=_("sections"))
    def wanted(self, subscriber):
        names = Section.objects.filter(pk__in=subscriber.choice.section_keys)
        return ", ".join(names.values_list("name", flat=True)) or gettext("all")
