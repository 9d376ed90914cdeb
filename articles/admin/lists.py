"""The desk's list of articles: answers at once, however many there are."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.listing import Listed
from articles.models import Article
from articles.models.planned import is_work_of
from articles.models.workflow import UNFINISHED
from articles.search import MAX_FOUND, search
from newsroom.core.lists import CutList, Shortened, ShortPaginator, noted

MOST_YEARS = 40
WAITING = 5
FEW = {*UNFINISHED, Article.Status.WITHDRAWN}


class ArticleList(CutList):
    """Found by its keys, which an index holds alone; then without what no list shows."""

    def get_results(self, request):
        super().get_results(request)
        pks = self.result_list.prefetch_related(None).values_list("pk", flat=True)
        self.result_list = Listed(Article.objects.for_list().defer("standfirst"), pks)[:]

    def get_ordering(self, request, queryset):
        """Oldest first is the other way round as a whole: so an index has it, too."""
        ordering = super().get_ordering(request, queryset)
        return ["published_at", "pk"] if ordering[:1] == ["published_at"] else ordering

    def get_ordering_field(self, field_name):
        """By a column that isn't offered for sorting, an address typed by hand doesn't sort."""
        return super().get_ordering_field(field_name) if field_name in self.sortable_by else None


def chosen_work(request) -> str:
    """Whose is asked for: own work first to those who write, everything to those who edit."""
    by_default = "all" if request.user.has_perm("articles.edit_any_article") else "own"
    return request.GET.get("whose") or by_default


def has_few(request) -> bool:
    """Whether a state is asked for that so few articles are in that each can be looked at."""
    return request.GET.get("status__exact") in FEW


class WhoseFilter(admin.SimpleListFilter):
    title, parameter_name = _("whose"), "whose"

    def lookups(self, request, model_admin):
        self.chosen = chosen_work(request)
        return [("own", _("Mine")), ("given", _("Given to me")), ("all", _("All"))]

    def choices(self, changelist):
        for value, label in self.lookup_choices:
            query = changelist.get_query_string({self.parameter_name: value})
            yield {"selected": value == self.chosen, "query_string": query, "display": label}

    def queryset(self, request, queryset):
        chosen = chosen_work(request)
        if chosen == "given":
            return queryset.filter(assigned_to=request.user)
        if chosen != "own":
            return queryset
        if has_few(request):
            return queryset.filter(is_work_of(request.user))
        # All of it may be seen: nothing has to be asked of each row.
        return Article.objects.of(request.user)


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


class Lists(Shortened):
    """For the admin of articles."""

    list_display = ["title", "state", "section", "writers", "when"]
    list_filter = [WhoseFilter, "status", "section", YearFilter]  # the first as it begins anew
    search_fields = ["title", "standfirst"]

    def get_changelist(self, request, **kwargs):
        return ArticleList

    def get_ordering(self, request):
        """Own work by its key, which is what finds it: newest first, as everything."""
        is_by_key = chosen_work(request) == "own" and not has_few(request)
        return ["-pk"] if is_by_key else super().get_ordering(request)

    def get_sortable_by(self, request):
        """By their date only where an index has them in that order."""
        return [] if chosen_work(request) == "own" and not has_few(request) else ["when"]

    def get_search_results(self, request, queryset, search_term):
        """By the index of the site's own search: endings and accents don't matter."""
        if not search_term.strip():
            return queryset, False
        keys = noted(request, search(queryset, search_term), MAX_FOUND)
        return queryset.filter(pk__in=keys), False

    def changelist_view(self, request, extra_context=None):
        waiting, number = self.waiting(request)
        context = {"waiting": waiting, "waiting_number": number} | (extra_context or {})
        return super().changelist_view(request, context)

    def waiting(self, request) -> tuple[list[Article], int]:
        """What waits longest for a review, above an editor's list, and how many there are."""
        if not request.user.has_perm("articles.approve_article"):
            return [], 0
        waiting = Article.objects.in_review().defer("body").with_bylines()
        longest = waiting.order_by("status_since")[:WAITING]
        return list(longest), ShortPaginator(waiting, WAITING).count
