"""Where the desk stands in the admin: below the comments, before Django's own addresses."""

from django.urls import path

from comments.desk import questions, views

PAGES = {
    "desk/": views.desk,
    "desk/reject/": views.reject,
    "desk/lines/": views.lines,
    "desk/<key:pk>/": views.one,
    "desk/<key:pk>/answer/": questions.answer,
    "desk/<key:pk>/edit/": questions.edit,
    "desk/<key:pk>/sanction/": questions.sanction,
    "desk/<key:pk>/address/": questions.address,
    "desk/<key:pk>/appeal/": questions.appeal,
    "desk/<key:pk>/lift/<key:sanction>/": questions.lift,
}


def urls(admin_site):
    """Each named for its view: `admin:comments_comment_desk`, `…_desk_edit`."""
    pages = [
        path(route, admin_site.admin_view(view), name=name_of(view))
        for route, view in PAGES.items()
    ]
    # Asked again and again: its ETag must be kept by the browser.
    live = admin_site.admin_view(views.state, cacheable=True)
    return [*pages, path("desk/state/", live, name=name_of(views.state))]


def name_of(view) -> str:
    suffix = "" if view is views.desk else f"_{view.__name__}"
    return f"comments_comment_desk{suffix}"
