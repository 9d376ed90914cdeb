"""Where moderators choose their mails: each has one row, and is led straight to it."""

from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import reverse

from comments.models import DeskMail


@admin.register(DeskMail)
class DeskMailAdmin(admin.ModelAdmin):
    fields = ["when", "sections"]
    filter_horizontal = ["sections"]

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            return super().changelist_view(request, extra_context)
        own = DeskMail.objects.filter(user=request.user).first()
        page, args = ("change", [own.pk]) if own else ("add", [])
        return HttpResponseRedirect(reverse(f"admin:comments_deskmail_{page}", args=args))

    def save_model(self, request, obj, form, change):
        obj.user = request.user
        super().save_model(request, obj, form, change)

    def has_view_permission(self, request, obj=None):
        is_own = obj is None or obj.user_id == request.user.pk
        return is_own and request.user.has_perm("comments.moderate_comment")

    has_change_permission = has_delete_permission = has_view_permission

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_add_permission(self, request):
        has_none = not DeskMail.objects.filter(user=request.user).exists()
        return self.has_view_permission(request) and has_none
