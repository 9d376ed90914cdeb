from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import describing, library
from articles.admin.picture_filters import CreditFilter, LicenceFilter, UseFilter, WordsFilter
from articles.forms import FILE_HELP, PictureForm
from articles.images import SHAPES
from articles.models import Article, Author, Picture, Section, VideoStill
from articles.pickers import pick_picture
from articles.rights import rights
from articles.thumbnails import small_image, tell_of_alike, thumbnail
from articles.uploading import keep_all, upload
from newsroom.core.finding import Finding
from newsroom.core.lists import Shortened
from newsroom.core.planning import left_out

USES_SHOWN = 50


@admin.register(Picture)
class PictureAdmin(Shortened, admin.ModelAdmin):
    """The library: a wall of pictures, many sent and described at once, one looked at closely."""

    form = PictureForm
    fieldsets = [
        (None, {"fields": ["alt", "caption", "credit", "licence", "licence_ends"]}),
        (_("Focal point"), {"fields": [("focal_x", "focal_y")], "classes": ["focal"]}),
        (_("File"), {"fields": ["file"]}),
    ]
    list_display = ["thumbnail", "alt", "credit", "uploaded_at"]
    list_display_links = ["alt"]
    list_filter = [LicenceFilter, UseFilter, WordsFilter, CreditFilter]
    list_per_page = 48
    search_fields = ["alt", "caption", "credit"]
    actions = ["describe_chosen"]

    def get_search_results(self, request, queryset, search_term):
        return queryset.with_words(search_term), False

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or obj.may_be_changed_by(request.user))

    def save_model(self, request, obj, form, change):
        if not change:
            obj.uploaded_by = request.user
        super().save_model(request, obj, form, change)
        if note := getattr(form, "note", ""):
            messages.warning(request, note)
        if not change:
            tell_of_alike(request, obj)
        elif form.focus_was_reset:
            sentence = gettext("The picture is replaced: check its focal point, now in the middle.")
            messages.warning(request, sentence)

    def changeform_view(self, request, *args, **kwargs):
        """Of two who send the same file at once, the second is told on the page, as ever."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError:
            return super().changeform_view(request, *args, **kwargs)

    @admin.display(description=_("picture"))
    def thumbnail(self, picture):
        return small_image(picture, width=120)

    def get_fieldsets(self, request, obj=None):
        """A new picture begins with its file; what was kept has a focal point."""
        words, focus, file = self.fieldsets
        return [words, focus, file] if obj else [file, words]

    def changelist_view(self, request, extra_context=None):
        context = {"file_help": FILE_HELP, "may_add": self.has_add_permission(request)}
        return super().changelist_view(request, context | (extra_context or {}))

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj:
            context |= self.whereabouts(request, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def whereabouts(self, request, picture) -> dict:
        """Where it is shown, of what this person may see, and what looks like it."""
        articles = Article.objects.filter(uses__picture=picture)
        shown = articles.visible_to(request.user).newest_first().defer("body")
        return {
            "articles": shown.select_related("section")[:USES_SHOWN],
            "rest": left_out(shown.count(), USES_SHOWN),
            "others": articles.count() - shown.count(),
            "portrait_of": Author.objects.filter(portrait=picture),
            "sections": Section.objects.filter(picture=picture),
            "stills": VideoStill.objects.filter(picture=picture),
            "alike": library.alike(picture),
            "shapes": [(name.replace("x", ":"), picture.in_shape(name)) for name in SHAPES],
        }

    @admin.action(permissions=["change"], description=_("Describe: words, licence, focal point"))
    def describe_chosen(self, request, queryset):
        pks = queryset.order_by("-uploaded_at", "-pk").values_list("pk", flat=True)
        return HttpResponseRedirect(describing.address_of(pks[: describing.AT_ONCE]))

    # Pages of our own

    def get_urls(self):
        of_desk = self.admin_site.admin_view
        return [
            path("<key:pk>/thumbnail/", of_desk(thumbnail), name="articles_picture_thumbnail"),
            path("pick/", of_desk(pick_picture), name="articles_picture_pick"),
            path("rights/", of_desk(rights), name="articles_picture_rights"),
            path("upload/", of_desk(upload), name="articles_picture_upload"),
            path("send/", of_desk(self.send), name="articles_picture_send"),
            path("describe/", of_desk(self.describe), name="articles_picture_describe"),
            *super().get_urls(),
        ]

    def send(self, request):
        """Many files at once, where no script sends them one by one."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        library_page = reverse("admin:articles_picture_changelist")
        files = request.FILES.getlist("files")[: describing.AT_ONCE]
        if request.method != "POST" or not files:
            if request.method == "POST":
                messages.error(request, gettext("No file was sent: choose some first."))
            return HttpResponseRedirect(library_page)
        pictures, refused, notes = keep_all(files, by=request.user)
        for sentence in refused:
            messages.error(request, sentence)
        for sentence in notes:
            messages.warning(request, sentence)
        pks = [picture.pk for picture in pictures]
        return HttpResponseRedirect(describing.address_of(pks) if pks else library_page)

    def describe(self, request):
        if not self.has_change_permission(request):
            raise PermissionDenied
        found = Picture.objects.filter(pk__in=describing.chosen(request))
        own = [picture.pk for picture in found if picture.may_be_changed_by(request.user)]
        pictures = Picture.objects.filter(pk__in=own).order_by("pk")
        shared, words = describing.forms_for(request, pictures)
        if request.method == "POST" and shared.is_valid() and words.is_valid():
            return describing.told(request, describing.save(shared, words))
        alike = library.alike_to_each([form.instance for form in words if form.instance.pk])
        for form in words:
            form.alike = alike.get(form.instance.pk, [])
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": gettext("Describe pictures"),
            "shared": shared,
            "words": words,
            "left_out": len(found) - len(own),
        }
        return TemplateResponse(request, "admin/articles/picture/describe.html", context)


@admin.register(VideoStill)
class VideoStillAdmin(Finding, admin.ModelAdmin):
    list_display = ["code", "provider", "title"]
    autocomplete_fields = ["picture"]
