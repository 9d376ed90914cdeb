"""The desk's list of articles: answers at once, however many there are."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.search import search
from newsroom.core.lists import CutList, ShortPaginator

MOST_YEARS = 40
WAITING = 5


class ArticleList(CutList):
    """Without what no list shows."""

    def get_queryset(self, *args, **kwargs):
        return super().get_queryset(*args, **kwargs).defer("body", "standfirst")


class WhoseFilter(admin.SimpleListFilter):
    """Own work first to those who write; everything first to those who edit."""

    title, parameter_name = _("whose"), "whose"

    def lookups(self, request, model_admin):
        self.default = "all" if request.user.has_perm("articles.edit_any_article") else "own"
        self.person = request.user
        return [("own", _("Mine")), ("given", _("Given to me")), ("all", _("All"))]

    def choices(self, changelist):
        chosen = self.value() or self.default
        for value, label in self.lookup_choices:
            query = changelist.get_query_string({self.parameter_name: value})
            yield {"selected": value == chosen, "query_string": query, "display": label}

    def queryset(self, request, queryset):
        chosen = self.value() or self.default
        if chosen == "given":
            return queryset.filter(assigned_to=request.user)
        return queryset.of(request.user) if chosen == "own" else queryset


class YearFilter(admin.SimpleListFilter):
    title, parameter_name = _("year"), "year"

    def lookups(self, request, model_admin):
        dates = Article.objects.order_by().values_list("created_at", flat=True)
        first, last = dates.order_by("created_at").first(), dates.order_by("-created_at").first()
        years = range(last.year, first.year - 1, -1)[:MOST_YEARS] if first else []
        return [(str(year), str(year)) for year in years]

    def queryset(self, request, queryset):
        year, known = self.value(), dict(self.lookup_choices)
        return queryset.filter(created_at__year=int(year)) if year in known else queryset


class Lists:
    """For the admin of articles."""

    paginator = ShortPaginator
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    list_per_page = 50
    list_max_show_all = 0
    list_display = ["title", "state", "section", "writers", "when"]
    list_filter = ["status", WhoseFilter, "section", YearFilter]
    search_fields = ["title", "standfirst"]
    sortable_by = ["when"]

    def get_changelist(self, request, **kwargs):
        return ArticleList

    def get_search_results(self, request, queryset, search_term):
        """By the index of the site's own search: endings and accents don't matter."""
        if not search_term.strip():
            return queryset, False
        return queryset.filter(pk__in=search(queryset, search_term)), False

    def changelist_view(self, request, extra_context=None):
        context = {"waiting": self.waiting(request)} | (extra_context or {})
        return super().changelist_view(request, context)

    def waiting(self, request) -> list[Article]:
        """What waits longest for a review, above an editor's list."""
        if not request.user.has_perm("articles.approve_article"):
            return []
        waiting = Article.objects.in_review().defer("body").with_bylines()
        return list(waiting.order_by("status_since")[:WAITING])
