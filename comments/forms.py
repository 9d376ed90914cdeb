import re

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.validators import MaxLengthValidator, MinLengthValidator
from django.utils.crypto import get_random_string
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from comments.devices import bind, device_of
from comments.models import Comment, Rulebook
from comments.text import clean
from newsroom.core.addresses import EmailFormField
from newsroom.core.network import client_ip, network_fingerprint
from newsroom.core.private import fingerprint

ADDRESS_IN_NAME = re.compile(
    r"@|://|\bwww\.|\w\.(?:com|net|org|fr|eu|info|biz|io|ru|cn|xyz|top|shop|site|online)\b",
    re.IGNORECASE,
)


SENDING = re.compile(r"[\w-]{20,64}", re.ASCII)


class Grouped(int):
    """A number that a sentence (with %s) writes by thousands, as its language does."""

    def __str__(self):
        return number_format(int(self), use_l10n=True, force_grouping=True)


class PlainTextField(forms.CharField):
    def to_python(self, value):
        return super().to_python(clean(value) if isinstance(value, str) else value)

    def run_validators(self, value):
        try:
            super().run_validators(value)
        except ValidationError as errors:
            for error in errors.error_list:
                error.params = grouped(error.params or {})
            raise


def grouped(params: dict) -> dict:
    return {name: Grouped(it) if isinstance(it, int) else it for name, it in params.items()}


class BodyField(PlainTextField):
    """As short and as long as the rules allow at the time."""

    def __init__(self):
        errors = {
            "required": _("Write your comment."),
            "min_length": _("Write %(limit_value)s characters at least: it has %(show_value)s."),
            "max_length": _(
                "Shorten your comment to %(limit_value)s characters: it has %(show_value)s."
            ),
        }
        super().__init__(label=_("Comment"), error_messages=errors)

    def run_validators(self, value):
        book = Rulebook.current()
        self.validators = [MinLengthValidator(book.shortest), MaxLengthValidator(book.longest)]
        super().run_validators(value)


class SecondsField(forms.FloatField):
    """What a script says; anything else says nothing, and is no mistake of the reader."""

    def __init__(self):
        super().__init__(required=False)

    def clean(self, value):
        try:
            return super().clean(value)
        except ValidationError:
            return None


class SendingField(forms.CharField):
    """The random word by which a browser proves that it was the one that sent a comment before.

    A script makes it; the pages that answer a form bring one too. No page that is the same for
    everybody has one. What isn't long enough to be random proves nothing.
    """

    def __init__(self):
        super().__init__(required=False)

    def clean(self, value):
        return value if isinstance(value, str) and SENDING.fullmatch(value) else ""


class CommentForm(forms.Form):
    name = PlainTextField(
        label=_("Name"),
        max_length=60,
        error_messages={
            "required": _("Write your name or a pseudonym: it stands above your comment."),
            "max_length": _("Shorten the name to %(limit_value)s characters."),
        },
    )
    email = EmailFormField(
        label=_("E-mail address"),
        max_length=254,
        error_messages={
            "required": _("Write your e-mail address: it will not be published."),
            "max_length": _("Check this e-mail address: it is too long to be one."),
        },
    )
    body = BodyField()
    notify = forms.BooleanField(required=False)
    reply_to = forms.ModelChoiceField(
        Comment.objects.none(),
        required=False,
        error_messages={
            "invalid_choice": _(
                "The comment that you answer is no longer there. "
                "Send yours again, and it will stand on its own."
            )
        },
    )
    subject = PlainTextField(required=False)  # the trap: people never see it
    sending = SendingField()
    took = SecondsField()  # how long the form was open, where a script could tell

    def __init__(self, *args, article, **kwargs):
        super().__init__(*args, auto_id="comment-%s", **kwargs)
        self.article = article
        answerable = Comment.objects.of(article).approved().without_private()
        self.fields["reply_to"].queryset = answerable

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        if ADDRESS_IN_NAME.search(name):
            raise ValidationError(_("Write a name without an address: it is shown to everybody."))
        if not any(character.isalnum() for character in name):
            raise ValidationError(_("Write a name with letters or figures."))
        return name

    def comment(self, request) -> Comment:
        """What was sent, as a comment that isn't stored yet."""
        mails, sending = Comment.ReplyMails, self.cleaned_data["sending"]
        comment = Comment(
            article=self.article,
            parent=self.cleaned_data["reply_to"],
            name=self.cleaned_data["name"],
            email=self.cleaned_data["email"],
            body=self.cleaned_data["body"],
            network=network_fingerprint(request),
            sending_fingerprint=fingerprint(f"sending:{sending}") if sending else "",
            reply_mails=mails.AT_ONCE if self.cleaned_data["notify"] else mails.NEVER,
        )
        bind(comment, device_of(request))
        return comment

    def circumstances(self, request) -> dict:
        """How it was sent: for the rules, and where from, which is kept apart."""
        trap, took = self.cleaned_data["subject"], self.cleaned_data["took"]
        return {"trap": trap, "took": took, "ip": client_ip(request)}

    def find_answered(self, pk) -> Comment | None:
        """The comment that a link wants to answer; None where readers can't see it (any more)."""
        try:
            return self.fields["reply_to"].clean(pk)
        except ValidationError:
            return None

    @property
    def sending_word(self) -> str:
        """For the form in the answer to a form, which is made for this browser alone."""
        if not self.is_bound:
            return ""
        typed = self.data.get("sending", "")
        return typed if SENDING.fullmatch(typed) else get_random_string(32)

    def problems(self) -> list[dict]:
        """Each error with the id of its field, in the order of the page; without id where none."""
        ids = {name: self[name].auto_id for name in ("name", "email", "body")}
        return [
            {"id": ids.get(name, ""), "text": error}
            for name in (NON_FIELD_ERRORS, "reply_to", *ids)
            for error in self.errors.get(name, [])
        ]

    @property
    def answered(self) -> Comment | None:
        """The comment that is being answered, as far as it is there."""
        return getattr(self, "cleaned_data", {}).get("reply_to") or self.initial.get("reply_to")


class EditForm(forms.Form):
    """The author's second thoughts."""

    body = BodyField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="edit-%s", **kwargs)


class ReplyMailsForm(forms.Form):
    reply_mails = forms.ChoiceField(choices=Comment.ReplyMails, required=False)


class RejectionForm(forms.Form):
    """Why a moderator rejects."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("The author of the comment reads this sentence."),
        error_messages={"required": _("Say why: the author of the comment will read it.")},
        widget=forms.TextInput(
            {"class": "vTextField", "list": "reasons", "autofocus": True, "autocomplete": "off"}
        ),
    )
    usual_reasons = (
        _("Off topic."),
        _("Insulting or aggressive."),
        _("Hateful or discriminating."),
        _("Says of somebody what may harm them, without proof."),
        _("Gives private details of somebody."),
        _("Advertising."),
    )
