"""What every template may ask for."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from newsroom.core.models import Newspaper


def newspaper(request):
    """`paper`: the newspaper's name and legal facts; one query, and only where a page shows it."""
    return {"paper": SimpleLazyObject(Newspaper.current), "SITE_URL": settings.SITE_URL}
