"""What every page of the desk has in common."""

from functools import wraps

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse

from comments.models import Comment

SEE, MODERATE = "comments.view_comment", "comments.moderate_comment"
OPEN_ADDRESS = "comments.open_address"


def for_those_with(permission):
    """Whoever lacks it gets 403, whatever the view is about to do."""

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.has_perm(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def page(request, template, context, status=200):
    everywhere = admin.site.each_context(request) | {
        "opts": Comment._meta,
        "may_moderate": request.user.has_perm(MODERATE),
        "may_open": request.user.has_perm(OPEN_ADDRESS),
    }
    name = f"admin/comments/desk/{template}"
    return TemplateResponse(request, name, everywhere | context, status=status)
