"""What articles are filed under: authors, sections, tags, and the old addresses of all of it."""

from django.contrib import admin, messages
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from taggit.models import Tag as TaggitTag

from articles import tagging
from articles.filing_forms import MergeForm, NamedForm, RedirectForm, TagForm
from articles.models import Article, Author, Redirect, Section, Tag
from articles.models.redirect import ANY_SECTION
from newsroom.core.alphabet import Alphabetical
from newsroom.core.finding import Finding
from newsroom.core.lists import Shortened

admin.site.unregister(TaggitTag)  # taggit's own; ours is articles.Tag
LONGEST_TEXT = 300_000


@admin.display(description=_("name"), ordering=Alphabetical("name"))
def named(thing):
    """The column of names, in their order on both databases where it is clicked."""
    return thing.name


@admin.register(Author)
class AuthorAdmin(Finding, Shortened, admin.ModelAdmin):
    form = NamedForm
    list_display = [named, "role", "user"]
    list_select_related = ["user"]
    search_fields = ["name__reads"]
    autocomplete_fields = ["user", "portrait"]
    fields = ["name", "slug", "role", "biography", "portrait", "links", "user"]


@admin.register(Section)
class SectionAdmin(Finding, admin.ModelAdmin):
    """In the order of the section bar: dragged, moved by keys, or by number."""

    form = NamedForm
    list_display = [named, "slug", "position"]
    list_editable = ["position"]
    autocomplete_fields = ["picture"]
    fields = ["name", "slug", "description", "picture", "position"]


@admin.register(Tag)
class TagAdmin(Shortened, admin.ModelAdmin):
    form = TagForm
    list_display = [named, "slug", "articles_under_it"]
    search_fields = ["name__reads"]
    actions = ["merge_chosen"]

    def get_queryset(self, request):
        return super().get_queryset(request).with_number()

    @admin.display(description=_("articles"))
    def articles_under_it(self, tag):
        return tag.number

    def has_merge_permission(self, request):
        return self.has_change_permission(request) and self.has_delete_permission(request)

    @admin.action(permissions=["merge"], description=_("Merge …"))
    def merge_chosen(self, request, queryset):
        pks = ",".join(str(pk) for pk in queryset.values_list("pk", flat=True))
        return HttpResponseRedirect(f"{reverse('admin:articles_tag_merge')}?ids={pks}")

    def get_urls(self):
        of_desk = self.admin_site.admin_view
        return [
            path("merge/", of_desk(self.merge), name="articles_tag_merge"),
            path("suggest/", of_desk(require_POST(self.suggest)), name="articles_tag_suggest"),
            *super().get_urls(),
        ]

    def merge(self, request):
        """Which of the tags stays is asked for; what happens is said before it does."""
        if not self.has_merge_permission(request):
            raise PermissionDenied
        form = MergeForm(request.GET.get("ids", ""), request.POST or None)
        if form.is_valid():
            stays = form.cleaned_data["into"]
            moved = tagging.merge(form.tags, into=stays)
            told = ngettext(
                "The tags are one now: %(number)d article is new under “%(tag)s”.",
                "The tags are one now: %(number)d articles are new under “%(tag)s”.",
                moved,
            ) % {"number": moved, "tag": stays}
            messages.success(request, told)
            return HttpResponseRedirect(reverse("admin:articles_tag_changelist"))
        context = {"opts": self.opts, "title": gettext("Merge tags"), "form": form}
        context |= self.admin_site.each_context(request)
        return TemplateResponse(request, "admin/articles/tag/merge.html", context)

    def suggest(self, request):
        """Known tags whose names stand in the text that is sent."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        text = request.POST.get("text", "")[:LONGEST_TEXT]
        return JsonResponse({"tags": tagging.known_in(text)})


@admin.register(Redirect)
class RedirectAdmin(Shortened, admin.ModelAdmin):
    """Old addresses: written by the system when something moves, and by hand."""

    form = RedirectForm
    list_display = ["path", "where", "by", "created_at"]
    list_select_related = ["by"]
    search_fields = ["path__reads"]

    def get_queryset(self, request):
        """With what each leads to, and the section of each article: a query for each kind."""
        articles = Article.objects.defer("body").select_related("section")
        return super().get_queryset(request).prefetch_related(GenericPrefetch("target", [articles]))

    @admin.display(description=_("leads to"))
    def where(self, redirect):
        return redirect.leads_to

    def save_model(self, request, obj, form, change):
        if not change:
            obj.by = request.user
        super().save_model(request, obj, form, change)
        if form.left_out:
            told = gettext("Left out, since redirects go by the path alone: %(parts)s")
            messages.warning(request, told % {"parts": ", ".join(form.left_out)})

    def has_change_permission(self, request, obj=None):
        """The former slug of an article is led on under any section: by the system alone."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or not obj.path.startswith(ANY_SECTION))

    def has_delete_permission(self, request, obj=None):
        """What the system wrote stays: no address ever breaks."""
        return super().has_delete_permission(request, obj) and (obj is None or obj.by is not None)
