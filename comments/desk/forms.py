"""What the desk asks for before it acts."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.answering import answer
from comments.forms import PlainTextField
from comments.models import Appeal, Sanction, targets_of
from comments.outcomes import note_appeal, note_sanction
from comments.reasons import Reason

DAYS = ((1, _("one day")), (7, _("one week")), (30, _("one month")), (365, _("one year")))
MOST_DAYS_OF_A_NETWORK = 30
NO_REASON = _("Choose a reason: the author of the comment will read it.")


class WhyForm(forms.Form):
    """One sentence that the log keeps."""

    why = PlainTextField(
        label=_("Why"),
        max_length=300,
        error_messages={"required": _("Give the reason: it is kept in the log.")},
        widget=forms.TextInput({"autofocus": True, "autocomplete": "off"}),
    )


class RejectForm(forms.Form):
    """A reason of the list, and words of one's own where they are needed."""

    code = forms.ChoiceField(
        label=_("Reason"),
        choices=Reason,
        widget=forms.RadioSelect,
        error_messages={"required": NO_REASON, "invalid_choice": NO_REASON},
    )
    reason = PlainTextField(
        label=_("Explanation"),
        required=False,
        max_length=300,
        help_text=_("The author reads this sentence. Needed for “another reason” only."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def clean(self):
        data = self.cleaned_data
        if data.get("code") == Reason.OTHER and not data.get("reason"):
            self.add_error("reason", _("Say why: the author of the comment will read it."))
        return data


class EditForm(forms.Form):
    body = PlainTextField(
        label=_("Comment"),
        max_length=5000,
        widget=forms.Textarea({"rows": 8, "autofocus": True}),
        error_messages={
            "required": _("Leave some words: to take all away, reject it."),
            "max_length": _("Shorten this to %(limit_value)s characters."),
        },
    )
    why = PlainTextField(
        label=_("Why"),
        max_length=300,
        error_messages={"required": _("Say why you change what somebody else wrote.")},
        help_text=_("Readers see that the desk has changed it; the original is kept here."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def change(self, comment, *, by, seen: str) -> bool:
        """False where somebody has changed it meanwhile: the form says so, and keeps its words."""
        try:
            comment.edit(
                self.cleaned_data["body"], by=by, reason=self.cleaned_data["why"], seen=seen
            )
        except ValidationError as refusal:
            self.add_error(None, refusal)
            return False
        return True


class AnswerForm(forms.Form):
    body = PlainTextField(
        label=_("Your answer"),
        max_length=5000,
        widget=forms.Textarea({"rows": 8, "autofocus": True}),
        error_messages={
            "required": _("Write your answer."),
            "max_length": _("Shorten this to %(limit_value)s characters."),
        },
        help_text=_("It appears at once, with your name and the badge of the newsroom."),
    )

    def publish(self, comment, *, by) -> bool:
        """False where readers no longer see the comment: the form says so, and keeps its words."""
        try:
            answer(comment, self.cleaned_data["body"], by=by)
        except ValidationError as refusal:
            self.add_error(None, refusal)
            return False
        return True


class SanctionForm(forms.Form):
    kind = forms.ChoiceField(label=_("Sanction"), choices=Sanction.Kind, widget=forms.RadioSelect)
    scope = forms.ChoiceField(label=_("Of"), widget=forms.RadioSelect)
    days = forms.TypedChoiceField(
        label=_("For"),
        choices=(("", _("until it is lifted")), *DAYS),
        coerce=int,
        empty_value=None,
        required=False,
    )
    code = forms.ChoiceField(
        label=_("Reason"), choices=(("", _("in your words only")), *Reason.choices), required=False
    )
    text = PlainTextField(
        label=_("Explanation"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("A confirmed person reads them, except those of a note."),
    )

    def __init__(self, *args, comment, **kwargs):
        super().__init__(*args, **kwargs)
        self.comment, self.targets = comment, targets_of(comment)
        scopes = [choice for choice in Sanction.Scope.choices if choice[0] in self.targets]
        self.fields["scope"].choices = scopes
        if Sanction.Scope.ADDRESS in self.targets and not comment.device_id:
            self.fields["scope"].help_text = _(
                "The address was typed and never confirmed: a sanction of it also meets whoever"
                " really has it."
            )
        self.initial |= {"scope": scopes[0][0] if scopes else "", "kind": Sanction.Kind.NOTE}

    def clean(self):
        data = self.cleaned_data
        if data.get("kind") == Sanction.Kind.SUSPENSION and not data.get("days"):
            self.add_error("days", _("Say for how long: a suspension has an end."))
        stops = data.get("kind") not in {None, Sanction.Kind.NOTE, Sanction.Kind.WARNING}
        if stops and data.get("scope") == Sanction.Scope.NETWORK:
            self._keep_short(data.get("days"))
        if not data.get("code") and not data.get("text"):
            self.add_error("code", _("Say why: with a reason of the list or in your words."))
        return data

    def _keep_short(self, days: int | None) -> None:
        """A network is no person: tomorrow somebody else has it, or thousands share it today."""
        if not days or days > MOST_DAYS_OF_A_NETWORK:
            self.add_error(
                "days",
                _(
                    "Say for how long, one month at most: a whole mobile operator may be behind a"
                    " network. Readers who have confirmed their address are not met."
                ),
            )

    @transaction.atomic
    def impose(self, *, by) -> Sanction:
        data = self.cleaned_data
        days = data["days"]
        imposed = Sanction.objects.create(
            kind=data["kind"],
            scope=data["scope"],
            target=self.targets[data["scope"]],
            comment=self.comment,
            code=data["code"],
            text=data["text"],
            by=by,
            until=timezone.now() + timedelta(days=days) if days else None,
        )
        note_sanction(imposed)
        return imposed


class AppealAnswerForm(forms.Form):
    """What a second moderator makes of it."""

    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=(
            (Appeal.Outcome.GRANTED, _("The appeal is granted: the decision is undone")),
            (Appeal.Outcome.DISMISSED, _("The decision is upheld")),
        ),
        widget=forms.RadioSelect,
    )
    answer = PlainTextField(
        label=_("Your answer"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("The author reads it. Needed where it stands."),
    )

    def settle(self, appeal, *, by) -> bool:
        """False where it could not be settled: the form says why."""
        granted = self.cleaned_data["outcome"] == Appeal.Outcome.GRANTED
        verb = appeal.grant if granted else appeal.dismiss
        try:
            with transaction.atomic():
                settled = verb(by=by, answer=self.cleaned_data["answer"])
                if settled:
                    note_appeal(appeal)
                return settled
        except ValidationError as refusal:
            self.add_error(None, refusal)
            return False
