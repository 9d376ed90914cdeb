from django.contrib import admin
from django.urls import path
from django.utils.translation import gettext_lazy as _

from articles.forms import PictureForm
from articles.models import Picture, VideoStill
from articles.pickers import pick_picture
from articles.thumbnails import small_image, thumbnail
from articles.uploading import upload


@admin.register(Picture)
class PictureAdmin(admin.ModelAdmin):
    form = PictureForm
    fields = ["file", "shown", "alt", "caption", "credit", "licence", "licence_ends"]
    readonly_fields = ["shown"]
    list_display = ["thumbnail", "alt", "credit", "uploaded_at"]
    list_display_links = ["alt"]
    search_fields = ["alt", "caption", "credit"]

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or obj.may_be_changed_by(request.user))

    def save_model(self, request, obj, form, change):
        if not change:
            obj.uploaded_by = request.user
        super().save_model(request, obj, form, change)

    @admin.display(description=_("picture"))
    def thumbnail(self, picture):
        return small_image(picture, width=120)

    @admin.display(description=_("picture"))
    def shown(self, picture):
        return small_image(picture) if picture.pk else "—"

    def get_fields(self, request, obj=None):
        return self.fields if obj else [name for name in self.fields if name != "shown"]

    def get_urls(self):
        of_desk = self.admin_site.admin_view
        return [
            path("<int:pk>/thumbnail/", of_desk(thumbnail), name="articles_picture_thumbnail"),
            path("pick/", of_desk(pick_picture), name="articles_picture_pick"),
            path("upload/", of_desk(upload), name="articles_picture_upload"),
            *super().get_urls(),
        ]


@admin.register(VideoStill)
class VideoStillAdmin(admin.ModelAdmin):
    list_display = ["code", "provider", "title"]
    autocomplete_fields = ["picture"]
