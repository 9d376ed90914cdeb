"""The head of every page of the desk: the lists of every day, in order."""

from django.apps import apps
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

# Each list, and what the button says that makes something new for it.
LISTS = {
    "articles.Article": _("New article"),
    "articles.Picture": _("New picture"),
    "comments.Comment": "",
    "newsletter.Digest": _("New issue"),
    "newsletter.Subscriber": "",
}
# Where a list is not the first that one wants to see: what stands behind its address instead.
FIRST = {"comments.Comment": "desk/"}


def bar(site, request) -> list[dict]:
    """Those of the lists that this person may open, with the one that the page belongs to."""
    admins = {label: site.get_model_admin(apps.get_model(label)) for label in LISTS}
    return [
        entry(label, model_admin, request)
        for label, model_admin in admins.items()
        if model_admin.has_view_or_change_permission(request)
    ]


def entry(label: str, model_admin, request) -> dict:
    model = model_admin.opts
    url = reverse(f"admin:{model.app_label}_{model.model_name}_changelist")
    new = LISTS[label]
    return {
        "name": capfirst(model.verbose_name_plural),
        "url": url + FIRST.get(label, ""),
        "is_here": request.path.startswith(url),
        "add_url": f"{url}add/" if new and model_admin.has_add_permission(request) else "",
        "new": new,
    }
