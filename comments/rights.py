"""The rights of one person in the comments: to be told what is kept, and to be forgotten.

Asked by whoever reads the mails of an address. What was typed with it may be of somebody else, who
only used its name: so a network address is told where the comment came from a confirmed browser.
"""

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from comments import words_about
from comments.models import (
    Appeal,
    Comment,
    Decision,
    Device,
    Origin,
    ReplyMail,
    Report,
    Sanction,
    Silence,
)
from newsroom.core.links import absolute
from newsroom.core.private import fingerprint, normalise_email
from newsroom.core.traces import wipe_soon

ERASED = gettext_noop("erased at the request of its author")


def export_author(email: str) -> dict:
    """All that is kept about an address; empty where nothing is."""
    key = fingerprint(normalise_email(email))
    told = {
        "comments": [_comment(c) for c in _with_origins(email)],
        "confirmed_browsers": list(_devices(key).values("confirmed_at")),
        "reports": [_report(r) for r in Report.objects.filter(email_fingerprint=key)],
        "sanctions": list(
            _sanctions(key).values("kind", "at", "until", "lifted_at", "code", "text")
        ),
        "wants_no_mail": list(Silence.objects.filter(email_fingerprint=key).values("since")),
        "mails_about_replies": list(
            ReplyMail.objects.filter(reader=key).values("status", "updated_at")
        ),
    }
    return {name: value for name, value in told.items() if value}


def _comments(email: str):
    return Comment.objects.from_address(email).order_by("created_at", "pk")


def _with_origins(email: str):
    return _comments(email).select_related("article__section", "origin")


def _devices(key: str):
    return Device.objects.filter(email_fingerprint=key)


def _sanctions(key: str, *, notes: bool = False):
    """Against the address or a browser that confirmed it; what colleagues note is for them."""
    browsers = [str(pk) for pk in _devices(key).values_list("pk", flat=True)]
    address = Q(scope=Sanction.Scope.ADDRESS, target=key)
    person = Q(scope=Sanction.Scope.DEVICE, target__in=browsers)
    found = Sanction.objects.filter(address | person)
    return found if notes else found.exclude(kind=Sanction.Kind.NOTE)


def _comment(comment: Comment) -> dict:
    told = {
        "address": absolute(comment.get_absolute_url()),
        "article": comment.article.title,
        "written_at": comment.created_at,
        "name": comment.name,
        "email": comment.email,
        "text": comment.body,
        "status": comment.status,
        "decisions": [_decision(decision) for decision in comment.decisions.all()],
        "appeals": list(Appeal.objects.about(comment).values("at", "text", "outcome", "answer")),
    }
    origin = getattr(comment, "origin", None) if comment.device_id else None
    return told | ({"network_address": origin.ip} if origin else {})


def _decision(decision: Decision) -> dict:
    told = {"at": decision.at, "status": decision.status, "reason": decision.why}
    return told | {"automatic": decision.is_automatic}


def _report(report: Report) -> dict:
    return {
        "number": report.number,
        "at": report.at,
        "comment": report.comment_id,
        "reason": report.reason,
        "ground": report.ground,
        "text": report.text,
        "outcome": report.outcome,
    }


@transaction.atomic
def erase_author(email: str, *, texts: bool) -> dict[str, int]:
    """Forget an address: its comments stay without a name, or, with `texts`, without a word.

    Replies to them stay where they are. A comment under a legal hold is evidence: its words and
    its address are left as they are, but readers no longer see it. Safe to repeat.
    """
    key = fingerprint(normalise_email(email))
    comments = list(_comments(email).without_legal_hold().select_related("article"))
    words_about.forget_of_sender(_sanctions(key, notes=True))
    for comment in comments:
        words_about.forget(comment)
        comment.reports.exclude(outcome=Report.Outcome.OPEN).update(text="", ground="")
        _erase_words(comment) if texts else _erase_name(comment)
    held = list(_comments(email).select_related("article"))
    for comment in held:
        comment.take_away(reason=ERASED)
    devices, _rows = _devices(key).delete()
    ReplyMail.objects.filter(reader=key).delete()
    reports = _forget_reports(Report.objects.filter(email_fingerprint=key), texts=texts)
    wipe_soon()
    return {
        "comments": len(comments),
        "devices": devices,
        "reports": reports,
        "legal_holds": len(held),
    }


def _erase_name(comment: Comment) -> None:
    _forget(comment)


def _erase_words(comment: Comment) -> None:
    """With all reports, the open ones too: there is nothing left to decide."""
    if comment.status != Comment.Status.RETRACTED:
        comment.take_away(reason=ERASED)
    comment.reports.update(text="", ground="")
    _forget(comment, body="", text_fingerprint="")


def _forget_reports(reports, *, texts: bool) -> int:
    """Who reported; with `texts` also the words, as soon as somebody has answered them."""
    if texts:
        free = reports.filter(comment__in=Comment.objects.without_legal_hold())
        free.exclude(outcome=Report.Outcome.OPEN).update(text="", ground="")
    return reports.update(email="", email_fingerprint="", network="")


def _forget(comment: Comment, **fields) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        fields["name"] = gettext("Anonymous")
    sealed = {"email": "", "email_fingerprint": "", "network": "", "device": None}
    sealed["sending_fingerprint"] = ""
    Comment.objects.filter(pk=comment.pk).update(**sealed, **fields)
    Origin.objects.filter(comment=comment).delete()
    comment.tell()
