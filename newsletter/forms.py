from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

INVALID = _("Check this e-mail address: it should look like name@example.org.")


class SignUpForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        error_messages={
            "required": _("Write your e-mail address: the newsletter goes there."),
            "invalid": INVALID,
            "max_length": _("Check this e-mail address: it is too long to be one."),
        },
    )
    form = forms.CharField(required=False, widget=forms.HiddenInput)
    subject = forms.CharField(required=False)  # the trap: people never see it

    PLACES = ("box", "page")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="newsletter-%s", **kwargs)

    def clean_email(self):
        email = self.cleaned_data["email"]
        if not email.isprintable():
            raise ValidationError(INVALID)
        return email

    def clean_form(self):
        """Which form it was, for the proof of consent; what else is written there isn't kept."""
        form = self.cleaned_data["form"]
        return form if form in self.PLACES else "other"

    @property
    def is_trapped(self) -> bool:
        """A field that people never see was filled in: no person did it."""
        return bool(self.data.get("subject"))
