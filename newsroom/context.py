"""What every template may ask for."""

from functools import cache

from django.conf import settings

from newsroom.core.models import Newspaper


def newspaper(request):
    """`paper`: the newspaper's name and legal facts; one query, and only where a page shows it."""
    return {"paper": cache(Newspaper.current), "SITE_URL": settings.SITE_URL}
