from django.contrib import admin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from newsletter.admin.shown import ReadOnly, badge, our_words
from newsletter.models import Delivery


@admin.register(Delivery)
class DeliveryAdmin(ReadOnly, admin.ModelAdmin):
    """The ledger."""

    fields = ["digest", "reader", "state", "attempts", "due_at", "updated_at", "answer"]
    list_display = ["reader", "digest", "state", "attempts", "due_at", "updated_at", "answer"]
    list_filter = ["status", ("digest", admin.RelatedOnlyFieldListFilter)]
    list_per_page = 100
    show_full_result_count = False

    def get_queryset(self, request):
        lines = super().get_queryset(request).select_related("digest", "subscriber")
        return lines.defer("digest__html", "digest__text")

    def lookup_allowed(self, lookup, value, request):
        """The reader's sealed address can't be guessed letter by letter."""
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
