"""The door of the desk: who guesses passwords has to wait."""

from django import forms
from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from newsroom.core.network import network_fingerprint
from newsroom.core.private import fingerprint
from newsroom.core.throttling import allow, take_back

SCOPE = "log-in"
MINUTES = 10
FAILURES = {"limit": 10, "seconds": MINUTES * 60}
FAILURES_OF_A_NETWORK = {"limit": 50, "seconds": MINUTES * 60}
FAILURES_OF_A_NAME = {"limit": 200, "seconds": MINUTES * 60}
COOKIE, DAYS, PATH = "desk_device", 180, "/admin/login/"


class LoginForm(AdminAuthenticationForm):
    """Ten failures with one name from one network, 50 from a network, 200 with a name: then wait.

    Whoever guesses from everywhere makes a name wait for strangers, not for the browser in which
    its owner has logged in before: that one has ten failures of its own. A try is counted before
    the password is looked at, so that many at once count too; the right one takes it back.
    """

    def clean(self):
        counted = []
        for source, limit in self._limits():
            if not allow(SCOPE, source, **limit):
                raise forms.ValidationError(
                    _("Too many attempts failed. Wait %(minutes)d minutes, then try again.")
                    % {"minutes": MINUTES},
                    code="throttled",
                )
            counted.append(source)
        cleaned = super().clean()
        for source in counted:
            take_back(SCOPE, source)
        return cleaned

    def _limits(self) -> list[tuple[str, dict]]:
        name = self.cleaned_data.get("username", "").lower()
        network = network_fingerprint(self.request)
        if device := device_of(self.request, name):
            return [(fingerprint(f"log-in:{name}:{device}"), FAILURES)]
        return [
            (fingerprint(f"log-in:{name}:{network}"), FAILURES),
            (network, FAILURES_OF_A_NETWORK),
            (fingerprint(f"log-in:{name}"), FAILURES_OF_A_NAME),
        ]


def remember_device(response, name: str) -> None:
    """Somebody has logged in here: from now on this browser is known, for this name alone."""
    response.set_signed_cookie(
        COOKIE,
        get_random_string(16),
        salt=salt_of(name.lower()),
        max_age=DAYS * 24 * 3600,
        path=PATH,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def device_of(request, name: str) -> str | None:
    """The browser that this name has logged in with before."""
    return request.get_signed_cookie(
        COOKIE, default=None, salt=salt_of(name), max_age=DAYS * 24 * 3600
    )


def salt_of(name: str) -> str:
    return f"newsroom.device.{fingerprint(name)}"
