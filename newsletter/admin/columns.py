"""Which column of an uploaded list holds what: picked from the file's own, by its first lines."""

from dataclasses import replace

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from newsletter.lists.columns import ASKED, CONSTANT
from newsletter.lists.dates import DAY_FIRST, MONTH_FIRST, YEAR_FIRST, moment
from newsletter.lists.reading import Unreadable, samples, settle
from newsletter.lists.uploading import beginning_of, layout_of
from newsroom.core.private import mask

EXAMPLES = 3
MOST_OFFERED = 300  # columns; a list that has more names those that are found by themselves
LABELS = {
    "email": _("e-mail address"),
    "status": _("status: subscribed, left, bounced…"),
    "list_status": _("status in the list"),
    "subscribed": _("wants the letter (yes or no)"),
    "opted_out": _("has left (yes or no)"),
    "left_at": _("date of leaving"),
    "bounced_at": _("date from which the mailbox was gone"),
    "consent_at": _("date of consent"),
    "confirmed_at": _("date of confirmation"),
    "consent_form": _("where it was given"),
    "consent_wording": _("wording that was agreed to"),
    "network": _("network address"),
    "language": _("language"),
    "created_at": _("signed up"),
    "sections": _("sections"),
    "paused_until": _("paused until"),
    "suppressed_at": _("never to be written to since"),
    "cause": _("cause"),
    "consent_confirmed_at": _("date of confirmation of the consent"),
    "consent_version": _("version of the wording"),
    "consent_language": _("language of the consent"),
}
DATES = [
    ("", _("find out")),
    (DAY_FIRST, _("day, month, year (31/03/2024)")),
    (MONTH_FIRST, _("month, day, year (03/31/2024)")),
    (YEAR_FIRST, _("year, month, day (2024-03-31)")),
]
STATUSES = [
    ("", _("as the list says")),
    ("active", _("all are subscribed")),
    ("left", _("all have left")),
    ("suppressed", _("all are never to be written to")),
]


class ColumnsForm(forms.Form):
    """A column for each thing we keep, or one word for all lines; `layout` is what comes of it."""

    dates = forms.ChoiceField(label=_("order in dates"), choices=DATES, required=False)

    def __init__(self, upload, *args, **kwargs):
        self.upload, self.found = upload, layout_of(upload)
        super().__init__(*args, initial={"dates": self.found.dates}, **kwargs)
        columns = [("", "–"), *self._columns()]
        for name in ASKED:
            place = self.found.columns.get(name, "")
            field = forms.ChoiceField(choices=columns, required=False, initial=place)
            self.fields[f"column_{name}"] = self._labelled(field, name)
        for name in CONSTANT:
            self.fields[f"all_{name}"] = self._labelled(
                self._constant(name), name, _("for all: %s")
            )

    def _columns(self):
        header = self.found.header
        wanted = set(self.found.columns.values())
        for place, name in enumerate(header):
            if place < MOST_OFFERED or place in wanted:
                yield place, name or gettext("column %d") % (place + 1)

    def _labelled(self, field, name, label="%s"):
        field.label = label % LABELS[name]
        field.widget.attrs["aria-label"] = field.label
        return field

    def _constant(self, name):
        said = {"required": False, "initial": self.found.constants.get(name, "")}
        if name == "status":
            return forms.ChoiceField(choices=STATUSES, **said)
        if name == "language":
            return forms.ChoiceField(choices=[("", "–"), *settings.LANGUAGES], **said)
        if name == "consent_wording":
            return forms.CharField(widget=forms.Textarea({"rows": 2}), max_length=5000, **said)
        return forms.CharField(max_length=100, **said)

    def clean_all_consent_at(self):
        said = self.cleaned_data["all_consent_at"].strip()
        if said and moment(said) is None:
            raise ValidationError(_("Write a date like 31/03/2024."))
        return said

    def clean(self):
        data = super().clean()
        if not self.errors:
            try:
                self.layout = self._settled(data)
            except Unreadable as trouble:
                raise ValidationError(str(trouble)) from None
        return data

    def _settled(self, data):
        places = {name: data[f"column_{name}"] for name in ASKED}
        kept = {name: at for name, at in self.found.columns.items() if name not in ASKED}
        chosen = kept | {name: int(place) for name, place in places.items() if place}
        said = {name: data[f"all_{name}"].strip() for name in CONSTANT}
        layout = replace(self.found, columns=chosen, constants=said)
        return settle(beginning_of(self.upload), layout, dates=data["dates"])

    def rows(self):
        """Of each thing: the column it is in, and what is said of all where no column says it."""
        for name in ASKED:
            constant = self[f"all_{name}"] if name in CONSTANT else None
            yield {"label": LABELS[name], "column": self[f"column_{name}"], "constant": constant}

    def examples(self):
        """The first lines of the file, under the names of its columns; addresses are masked."""
        lines = samples(beginning_of(self.upload), self.found, EXAMPLES)
        shown = [[_masked(cell) for cell in cells[:MOST_OFFERED]] for cells in lines]
        return {"header": self.found.header[:MOST_OFFERED], "lines": shown}


def _masked(cell: str) -> str:
    return mask(cell) if "@" in cell else cell[:60]
