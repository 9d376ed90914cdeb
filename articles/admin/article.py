from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import rendering
from articles.admin.checks import Checks
from articles.admin.duplicates import Duplicates
from articles.admin.lists import Lists
from articles.admin.notes import Notes
from articles.admin.previews import Previews
from articles.admin.revisions import Versions
from articles.admin.saving import Saving
from articles.deciding import VerbButtons
from articles.forms import ArticleForm
from articles.models import Article, Author, Byline, Correction, Section
from articles.pickers import pick_article
from articles.revisions.signing import Signatures
from articles.thumbnails import link_to, small_image, tell_of_alike
from articles.timing import BOUNDS
from newsroom.core.finding import Finding


def only_stored(fieldsets):
    """Without the fields of a new picture, for who only reads."""
    return [
        (
            title,
            options | {"fields": [name for name in options["fields"] if "picture_" not in name]},
        )
        for title, options in fieldsets
    ]


def missing_for(user) -> list[dict]:
    """What a new article chooses from and is not there yet; with the way to make the first."""
    words = {
        Section: (_("There is no section yet."), _("Create a section")),
        Author: (_("There is no author yet."), _("Create an author")),
    }
    empty = [model for model in words if not model.objects.exists()]
    return [
        {
            "text": words[model][0],
            "link": words[model][1],
            "url": reverse(f"admin:articles_{model._meta.model_name}_add")
            if user.has_perm(f"articles.add_{model._meta.model_name}")
            else "",
        }
        for model in empty
    ]


class BylineInline(Finding, admin.TabularInline):
    model = Byline
    formset = Signatures
    extra = 1
    min_num = 0
    fields = ["author", "position"]
    autocomplete_fields = ["author"]


class CorrectionInline(admin.StackedInline):
    """Only for what readers have seen: a draft is simply changed. What was told stays."""

    model = Correction
    extra = 0
    can_delete = False
    fields = ["kind", "text", "on_top", "at"]
    readonly_fields = ["at"]

    def has_add_permission(self, request, obj=None):
        seen = obj is not None and obj.was_out
        return seen and super().has_add_permission(request, obj)


@admin.register(Article)
class ArticleAdmin(
    Saving,
    VerbButtons,
    Checks,
    Notes,
    Lists,
    Versions,
    Previews,
    Duplicates,
    Finding,
    admin.ModelAdmin,
):
    form = ArticleForm
    inlines = [BylineInline, CorrectionInline]
    autocomplete_fields = ["lead_picture"]
    actions = ["submit", "send_back", "approve", "publish", "duplicate"]
    readonly_fields = ["lead_shown"]
    fieldsets = [
        (None, {"fields": ["title", "standfirst", "body", "version"], "classes": ["writing"]}),
        (_("Filed under"), {"fields": ["section", "tags"], "classes": ["aside"]}),
        (
            _("Lead picture"),
            {
                "fields": [
                    "lead_shown",
                    "lead_picture",
                    "lead_alt",
                    "lead_caption",
                    "picture_file",
                    "picture_alt",
                    "picture_caption",
                    "picture_credit",
                    "picture_licence",
                    "picture_licence_ends",
                ],
                "classes": ["aside"],
            },
        ),
        (
            _("Address and search"),
            {"fields": ["slug", "search_title", "search_description"], "classes": ["aside"]},
        ),
        (_("Embargo"), {"fields": ["embargo"], "classes": ["aside"]}),
        (
            _("Publication"),
            {"fields": ["publish_at", "end", "reason", "is_pick"], "classes": ["aside"]},
        ),
    ]

    @property
    def media(self):
        """Django's own, without what makes addresses while one types: that takes long to start."""
        jquery = "jquery.js" if settings.DEBUG else "jquery.min.js"
        names = [f"vendor/jquery/{jquery}", "jquery.init.js", "core.js"]
        names += ["admin/RelatedObjectLookups.js", "actions.js"]
        return forms.Media(js=[f"admin/js/{name}" for name in names])

    def get_queryset(self, request):
        articles = super().get_queryset(request).visible_to(request.user)
        return articles.select_related("section", "lead_picture").with_bylines()

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or obj.may_be_changed_by(request.user))

    def has_delete_permission(self, request, obj=None):
        """What was out once is withdrawn, never deleted: its address must answer for ever."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or obj.published_at is None)

    def get_changeform_initial_data(self, request):
        return super().get_changeform_initial_data(request) | {"version": ""}

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        self.take_new_picture(request, obj, form)
        besides = {"version", "version_note", "publish_at", "reason", "is_pick", *BOUNDS}
        if form.taken or set(form.changed_data) - besides:
            obj.changed_at = timezone.now()
        obj.verb_details = {
            "at": form.cleaned_data.get("publish_at"),
            "reason": form.cleaned_data.get("reason", ""),
        }
        obj.asked_bounds = form.asked_bounds()
        obj.is_new = not change or self.is_only_begun(request, obj)
        if change:
            self.keep_former(obj)
        obj.save(update_fields=self.fields_of(form) if change else None)

    def take_new_picture(self, request, obj, form):
        picture, is_new = form.keep_picture(by=request.user)
        obj.lead_picture = picture or obj.lead_picture
        if note := getattr(form, "note", ""):
            self.message_user(request, note, messages.WARNING)
        if is_new:
            tell_of_alike(request, picture)
        elif picture:
            sentence = gettext(
                "The library had this picture already: {}. What it says of it holds; another"
                " alternative or caption is kept for this article."
            )
            self.message_user(request, format_html(sentence, link_to(picture)))

    def fields_of(self, form):
        """What this form may write: not the status, which may have changed meanwhile."""
        written = {"changed_at", "lead_picture", *form.fields}
        return [field.name for field in Article._meta.concrete_fields if field.name in written]

    def save_formset(self, request, form, formset, change):
        """Whoever tells readers of a change signs for it, within the paper."""
        for told in formset.save(commit=False):
            if isinstance(told, Correction) and told.pk is None:
                told.by = request.user
        super().save_formset(request, form, formset, change)

    def save_related(self, request, form, formsets, change):
        """Who writes signs, unless the form names others."""
        super().save_related(request, form, formsets, change)
        author = getattr(request.user, "author", None)
        if form.instance.is_new and author and not form.instance.bylines.exists():
            form.instance.bylines.create(author=author)
        if change and any(formset.has_changed() for formset in formsets):
            Article.objects.filter(pk=form.instance.pk).update(changed_at=timezone.now())
        self.keep_version(request, form)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["site_language"] = settings.LANGUAGE_CODE
        context["missing"] = [] if obj else missing_for(request.user)
        if obj and not self.has_change_permission(request, obj):
            context["read"] = rendering.render(obj.body)
        if obj:
            context["past"] = obj.status_changes.select_related("by")
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def get_fieldsets(self, request, obj=None):
        may_publish = request.user.has_perm("articles.publish_article")
        fieldsets = self.fieldsets if may_publish else self.fieldsets[:-1]
        return fieldsets if self.has_change_permission(request, obj) else only_stored(fieldsets)

    def has_publish_permission(self, request):
        return request.user.has_perm("articles.publish_article")

    def has_approve_permission(self, request):
        return request.user.has_perm("articles.approve_article")

    @admin.action(permissions=["change"], description=_("Hand in for review"))
    def submit(self, request, queryset):
        self.perform_on_all(request, "submit", queryset)

    @admin.action(permissions=["change"], description=_("Back to draft"))
    def send_back(self, request, queryset):
        self.perform_on_all(request, "send_back", queryset)

    @admin.action(permissions=["approve"], description=_("Ready"))
    def approve(self, request, queryset):
        self.perform_on_all(request, "approve", queryset)

    @admin.action(permissions=["publish"], description=_("Publish now"))
    def publish(self, request, queryset):
        self.perform_on_all(request, "publish", queryset)

    @admin.display(description=_("chosen"))
    def lead_shown(self, article):
        """The lead picture, at the place where a script shows another one once it is chosen."""
        return format_html(
            '<div class="lead-shown" data-address="{}">{}</div>',
            reverse("admin:articles_picture_thumbnail", args=[0]),
            small_image(article.lead_picture) if article.lead_picture else "",
        )

    # The list

    @admin.display(description=_("status"), ordering="status")
    def state(self, article):
        label = gettext("scheduled") if article.is_scheduled else article.get_status_display()
        kind = "scheduled" if article.is_scheduled else article.status
        pill = format_html('<span class="state state-{}">{}</span>', kind, label)
        if not (article.is_waiting or article.embargo_until or article.expires_at):
            return pill
        marks = render_to_string("admin/articles/article/_marks.html", {"article": article})
        return format_html("{} {}", pill, marks)

    @admin.display(description=_("authors"))
    def writers(self, article):
        return ", ".join(author.name for author in article.byline)

    @admin.display(description=_("date"), ordering="published_at")
    def when(self, article):
        return article.published_at or article.changed_at

    def get_urls(self):
        pick = self.admin_site.admin_view(pick_article)
        return [path("pick/", pick, name="articles_article_pick"), *super().get_urls()]
