"""What a provider reports of mails that have left. The signature is checked by django-anymail."""

import logging

from anymail.urls import urlpatterns
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpResponse, HttpResponseBadRequest, HttpResponseForbidden
from django.views.decorators.csrf import csrf_exempt

logger = logging.getLogger(__name__)
VIEWS = {pattern.name: pattern.callback for pattern in urlpatterns}


@csrf_exempt
def returns(request, provider: str) -> HttpResponse:
    """Only the provider that we send by is listened to, and only where a secret is set."""
    ours = f"anymail.backends.{provider}."
    view = VIEWS.get(f"{provider}_tracking_webhook")
    if view is None or not settings.MAILERS["default"]["BACKEND"].startswith(ours):
        raise Http404
    if not settings.ANYMAIL:
        return HttpResponseForbidden("Set MAIL_WEBHOOK_SECRET to be told of returns.")
    try:
        return view(request)
    except SuspiciousOperation:
        raise
    except (ValueError, LookupError, TypeError, AttributeError):  # some sign what stands in it
        logger.warning("A report of %s can't be read.", provider, exc_info=True)
        return HttpResponseBadRequest("That is no report.")
