"""The desk: Django's own admin, with what waits on its front page."""

from functools import partial

from django.contrib.admin import AdminSite
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import Http404, HttpResponseRedirect
from django.urls import path
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.views.i18n import JavaScriptCatalog

from newsroom import desk, planning
from newsroom.admission import LoginForm, remember_device
from newsroom.core import asked
from newsroom.dashboard import panels_for

# The engine behind the background has no names but its own.
NAMES = {
    "django_ox": _("Work in the background"),
    "OxTask": _("Tasks"),
    "OxSchedule": _("Schedules"),
}


class NewsroomAdminSite(AdminSite):
    site_title = _("Newsroom")
    site_header = _("Newsroom")
    index_title = _("Waiting for you")
    empty_value_display = "—"
    enable_nav_sidebar = False
    login_form = LoginForm

    def each_context(self, request):
        """As Django's, which lists all models for every page; ours are listed where they show."""
        return {
            "site_title": self.site_title,
            "site_header": self.site_header,
            "site_url": request.META["SCRIPT_NAME"] or self.site_url,
            "has_permission": self.has_permission(request),
            "available_apps": SimpleLazyObject(partial(self.get_app_list, request)),
            "is_popup": False,
            "is_nav_sidebar_enabled": self.enable_nav_sidebar,
            "log_entries": self.get_log_entries(request),
            "desk_bar": desk.bar(self, request),
        }

    def get_app_list(self, request, app_label=None):
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["name"] = NAMES.get(app["app_label"], app["name"])
            for model in app["models"]:
                model["name"] = NAMES.get(model["object_name"], model["name"])
        return apps

    def login(self, request, extra_context=None):
        response = super().login(request, extra_context)
        form = (getattr(response, "context_data", None) or {}).get("form")
        if form and form.has_error(NON_FIELD_ERRORS, "throttled"):
            response.status_code = 429
        if request.method == "POST" and response.status_code == 302:
            remember_device(response, request.user.get_username())
        return response

    def get_urls(self):
        link = self.admin_view(self.view_on_site)
        address = path("r/<path:kind>/<path:pk>/", link, name="view_on_site")
        return [address, *planning.urls(self.admin_view), *super().get_urls()]

    def view_on_site(self, request, kind, pk):
        """To the page of a thing, for who may look at it: the address of a draft tells its title.

        Django's own leads anybody at the desk there.
        """
        found = ContentType.objects.filter(pk=asked.key(kind)).first()
        model_admin = self._registry.get(found.model_class()) if found else None
        thing = model_admin.get_object(request, pk) if model_admin else None
        if thing is None or not model_admin.has_view_permission(request, thing):
            raise Http404
        return HttpResponseRedirect(thing.get_absolute_url())

    def i18n_javascript(self, request, extra_context=None):
        """The desk's words for scripts: Django's, the editor's and ours."""
        return JavaScriptCatalog.as_view()(request)

    def index(self, request, extra_context=None):
        panels = {"panels": panels_for(request.user)}
        return super().index(request, panels | (extra_context or {}))
