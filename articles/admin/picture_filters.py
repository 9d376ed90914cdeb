"""What the library is looked through by: right to show it, who made it, where it is shown."""

from datetime import timedelta

from django.contrib import admin
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.library import shown_nowhere
from articles.models import Picture
from newsroom.core.alphabet import Alphabetical

SOON = timedelta(days=30)
MOST_CREDITS = 12
OF_LATE = 2000


class LicenceFilter(admin.SimpleListFilter):
    title = _("licence")
    parameter_name = "licence"

    def lookups(self, request, model_admin):
        return [
            ("ended", _("licence ended")),
            ("soon", _("ends within 30 days")),
            ("none", _("not said")),
            *Picture.Licence.choices,
        ]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        if self.value() == "ended":
            return queryset.ended()
        if self.value() == "soon":
            return queryset.filter(licence_ends__range=(today, today + SOON))
        if self.value() == "none":
            return queryset.filter(licence="")
        return queryset.filter(licence=self.value()) if self.value() else queryset


class CreditFilter(admin.SimpleListFilter):
    """The names that stand most often of late; others are found by the search."""

    title = _("credit")
    parameter_name = "credit"

    def lookups(self, request, model_admin):
        newest = Picture.objects.order_by("-uploaded_at", "-pk").values("pk")[:OF_LATE]
        often = Picture.objects.filter(pk__in=newest).exclude(credit="").values("credit").order_by()
        often = often.annotate(number=Count("pk")).order_by("-number", Alphabetical("credit"))[
            :MOST_CREDITS
        ]
        names = [(row["credit"], row["credit"]) for row in often]
        chosen = request.GET.get(self.parameter_name)
        return names if not chosen or (chosen, chosen) in names else [*names, (chosen, chosen)]

    def queryset(self, request, queryset):
        return queryset.filter(credit=self.value()) if self.value() else queryset


class UseFilter(admin.SimpleListFilter):
    title = _("use")
    parameter_name = "use"

    def lookups(self, request, model_admin):
        return [("articles", _("in articles")), ("nowhere", _("shown nowhere"))]

    def queryset(self, request, queryset):
        if self.value() == "articles":
            return queryset.used()
        return shown_nowhere(queryset) if self.value() == "nowhere" else queryset


class WordsFilter(admin.SimpleListFilter):
    title = _("words")
    parameter_name = "words"

    def lookups(self, request, model_admin):
        return [("alt", _("without text alternative")), ("credit", _("without credit"))]

    def queryset(self, request, queryset):
        if self.value() in {"alt", "credit"}:
            return queryset.filter(Q(**{self.value(): ""}))
        return queryset
