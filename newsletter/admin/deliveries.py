from django.contrib import admin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from newsletter.admin.shown import ReadOnly, badge, our_words
from newsletter.models import Delivery, Digest
from newsletter.models.subscriber import email_fingerprint
from newsroom.core import asked
from newsroom.core.lists import CutList, ShortPaginator

ISSUES = 30  # that one can choose from; the others are reached from their own pages


class Issue(admin.SimpleListFilter):
    """One issue at a time: the newest, where none is named. No list goes through all issues."""

    title, parameter_name = _("issue"), "digest"

    def lookups(self, request, model_admin):
        issues = Digest.objects.for_list().filter(started_at__isnull=False)
        return [(issue.pk, str(issue)) for issue in issues.newest_first()[:ISSUES]]

    def choices(self, changelist):
        return [choice for choice in super().choices(changelist) if choice["display"] != _("All")]

    def value(self):
        if chosen := asked.key(super().value()):
            return str(chosen)
        newest = Digest.objects.filter(started_at__isnull=False).newest_first()
        return str(newest.values_list("pk", flat=True).first() or 0)

    def queryset(self, request, queryset):
        return queryset.filter(digest=self.value())


class Lines(CutList):
    """In the order of the index that holds the states of an issue."""

    def get_ordering(self, request, queryset):
        return ["status", "due_at", "pk"]


@admin.register(Delivery)
class DeliveryAdmin(ReadOnly, admin.ModelAdmin):
    """The ledger."""

    fields = ["digest", "reader", "state", "attempts", "due_at", "updated_at", "answer"]
    list_display = ["reader", "state", "attempts", "due_at", "updated_at", "answer"]
    show_facets = admin.ShowFacets.NEVER  # it counts them all
    list_filter = [Issue, "status"]
    list_per_page = 50
    list_max_show_all = 0
    paginator = ShortPaginator
    show_full_result_count = False
    sortable_by = ()
    search_fields = ["subscriber__email_fingerprint"]
    search_help_text = _("A whole e-mail address")

    def get_queryset(self, request):
        lines = super().get_queryset(request).select_related("digest", "subscriber")
        return lines.defer("digest__html", "digest__text", "digest__sheet")

    def get_changelist(self, request, **kwargs):
        return Lines

    def get_search_results(self, request, queryset, search_term):
        """By the keyed hash of the address: it can't be guessed letter by letter."""
        if search_term.strip():
            asked = email_fingerprint(search_term)
            queryset = queryset.filter(subscriber__email_fingerprint=asked)
        return queryset, False

    def lookup_allowed(self, lookup, value, request):
        """Nor can the reader's sealed address."""
        inside = lookup.startswith("subscriber")
        return not inside and super().lookup_allowed(lookup, value, request)

    @admin.display(description=_("reader"))
    def reader(self, delivery):
        return str(delivery.subscriber or gettext("erased"))

    @admin.display(description=_("status"), ordering="status")
    def state(self, delivery):
        return badge(delivery)

    @admin.display(description=_("answer"))
    def answer(self, delivery):
        return our_words(delivery.error)
