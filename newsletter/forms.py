from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, ngettext

from articles.models import Section
from newsroom.core.addresses import check_address, suggestion

WEEKS = (1, 2, 4, 8, 12)
# Why readers leave, where they like to say; stored in these words, shown in the desk's language.
REASONS = {
    "often": gettext_noop("too often"),
    "other": gettext_noop("not what they expected"),
    "time": gettext_noop("no time to read it"),
    "never": gettext_noop("never signed up"),
}


class AddressField(forms.CharField):
    """An e-mail address in its one spelling, or a sentence that says what is wrong with it."""

    widget = forms.EmailInput

    def __init__(self, **kwargs):
        messages = {"required": _("Write your e-mail address: the newsletter goes there.")}
        super().__init__(label=_("E-mail address"), error_messages=messages, **kwargs)

    def clean(self, value):
        return check_address(super().clean(value))


class AddressForm(forms.Form):
    email = AddressField()


class SignUpForm(AddressForm):
    form = forms.CharField(required=False, widget=forms.HiddenInput)
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)
    subject = forms.CharField(required=False)  # the trap: people never see it

    PLACES = ("box", "page")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="newsletter-%s", **kwargs)

    def clean_form(self):
        """Which form it was, for the proof of consent; what else is written there isn't kept."""
        form = self.cleaned_data["form"]
        return form if form in self.PLACES else "other"

    @property
    def is_trapped(self) -> bool:
        """A field that people never see was filled in: no person did it."""
        return bool(self.data.get("subject"))

    @property
    def suggestion(self) -> str:
        """What was probably meant; nothing where the reader has said that it is right."""
        is_sure = self.cleaned_data.get("sure")
        typed = self.cleaned_data.get("email") or self.data.get("email", "")
        return "" if is_sure else suggestion(typed)


class PreferencesForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    sections = forms.TypedMultipleChoiceField(
        label=_("Sections"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sections"].choices = Section.objects.values_list("pk", "name")

    @classmethod
    def of(cls, reader) -> "PreferencesForm":
        language = reader.language or settings.LANGUAGE_CODE
        return cls(initial={"language": language, "sections": reader.choice.section_keys})

    def clean_sections(self):
        """All of them ticked is the same as none: also those that the paper will have."""
        sections = self.cleaned_data["sections"]
        return [] if len(sections) == len(self.fields["sections"].choices) else sections

    def clean_language(self):
        """The paper's own isn't stored: most readers stay one choice."""
        language = self.cleaned_data["language"]
        return "" if language == settings.LANGUAGE_CODE else language


class PauseForm(forms.Form):
    weeks = forms.TypedChoiceField(label=_("For how long"), coerce=int, initial=2)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["weeks"].choices = [
            (weeks, ngettext("%d week", "%d weeks", weeks) % weeks) for weeks in WEEKS
        ]


class MoveForm(forms.Form):
    new_email = AddressField()


class LeaveForm(forms.Form):
    """The reason is nobody's business unless the reader makes it ours."""

    why = forms.ChoiceField(
        required=False,
        choices=[
            ("", _("I’d rather not say")),
            ("often", _("It comes too often")),
            ("other", _("It isn’t what I expected")),
            ("time", _("I have no time to read it")),
            ("never", _("I never signed up")),
        ],
    )

    @property
    def reason(self) -> str:
        return REASONS.get(self.data.get("why", ""), gettext_noop("link in the letter"))
