"""The door of the desk: who guesses passwords has to wait."""

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.utils.translation import gettext as _

from newsroom.core.network import network_fingerprint
from newsroom.core.private import fingerprint
from newsroom.core.throttling import is_spent, note

MINUTES = 10
FAILURES = {"limit": 10, "seconds": MINUTES * 60}
FAILURES_OF_A_NETWORK = {"limit": 50, "seconds": MINUTES * 60}


class LoginForm(AdminAuthenticationForm):
    """Ten failures with one name from one network, or fifty with any, and the door stays shut.

    Counted by network too, so that nobody can shut somebody else out from elsewhere.
    """

    def clean(self):
        network = network_fingerprint(self.request)
        name = fingerprint(f"log-in:{self.cleaned_data.get('username', '').lower()}:{network}")
        if is_spent("log-in", name, **FAILURES) or is_spent(
            "log-in", network, **FAILURES_OF_A_NETWORK
        ):
            raise forms.ValidationError(
                _("Too many attempts failed. Wait %(minutes)d minutes, then try again.")
                % {"minutes": MINUTES},
                code="throttled",
            )
        try:
            return super().clean()
        except forms.ValidationError:
            note("log-in", name)
            note("log-in", network)
            raise
