"""What a provider reports of mails that have left. The signature is checked by django-anymail."""

from anymail.urls import urlpatterns
from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseForbidden
from django.views.decorators.csrf import csrf_exempt

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
    return view(request)
