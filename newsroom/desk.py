"""The head of every page of the desk: the lists of every day, in order."""

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


def bar(available_apps, path: str) -> list[dict]:
    """Those of the lists that this person may open, with the one that `path` belongs to."""
    models = {
        f"{app['app_label']}.{model['object_name']}": model
        for app in available_apps
        for model in app["models"]
        if model["admin_url"]
    }
    return [
        {
            "name": models[label]["name"],
            "url": models[label]["admin_url"] + FIRST.get(label, ""),
            "is_here": path.startswith(models[label]["admin_url"]),
            "add_url": new and models[label]["add_url"],
            "new": new,
        }
        for label, new in LISTS.items()
        if label in models
    ]
