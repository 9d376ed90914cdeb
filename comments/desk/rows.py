"""The words of a line of the desk, each made once, and the templates that they are put into."""

from django.template.defaultfilters import linebreaksbr
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from comments.desk.deciding import ACTS
from comments.desk.lines import Line
from comments.filling import filled
from comments.models import Comment, Report
from newsroom.core.dates import age
from newsroom.core.html import excerpt
from newsroom.core.typography import typeset

LINE, STANDING, REPORT, SANCTIONS = (
    f"admin/comments/desk/_{name}.html" for name in ("line", "standing", "report", "sanctions")
)
REPORTS_SHOWN = 5


def html_of(lines: list[Line], user, *, may_moderate: bool) -> SafeString:
    desk = reverse("admin:comments_comment_desk")
    rows = (
        said(line, desk) | history(line) | asked(line, user) | {"acts": acts_on(line)}
        for line in lines
    )
    return filled(LINE, rows, {"may_moderate": may_moderate})


def said(line: Line, desk: str) -> dict:
    """What was said, where, and in answer to what."""
    comment, article, parent = line.comment, line.comment.article, line.comment.parent
    mail = comment.masked_email
    return {
        "pk": str(comment.pk),
        "url": f"{desk}{comment.pk}/",
        "status": comment.status,
        "state": comment.get_status_display(),
        "seen": comment.as_seen,
        "name": comment.name,
        "mail": mail,
        "is_confirmed": comment.device_id is not None,
        "is_typed": bool(mail and not comment.device_id and not comment.by_author_id),
        "score": str(comment.score or ""),
        "iso": timezone.localtime(comment.created_at).isoformat(timespec="seconds"),
        "age": age(comment.created_at),
        "html": line.html,
        "edited": age(comment.edited_at) if comment.edited_at else "",
        "corrected": age(line.corrected_at) if line.corrected_at else "",
        "article": typeset(article.title),
        "article_url": article.get_absolute_url() if article.is_published else "",
        "parent": parent.name if parent else "",
        "parent_words": parent.excerpt if parent else "",
    }


def history(line: Line) -> dict:
    """What rules and people did with it, and what is known of its sender."""
    pk, by_person = line.comment.pk, line.decision and line.decision.by_id
    counts = [
        {"pk": str(pk), "number": str(number), "label": str(label)}
        for _status, label, number in line.standing
    ]
    return {
        "reader": line.reader,
        "held": line.held.why if line.held else "",
        "by": str(line.decision.by) if by_person else "",
        "decided": line.decision.get_status_display() if by_person else "",
        "because": line.decision.why if by_person else "",
        "decided_age": age(line.decision.at) if by_person else "",
        "standing": filled(STANDING, counts, {}),
        "neighbours": neighbours(line.neighbours),
        "sanctions": sanctions(line.sanctions),
    }


def asked(line: Line, user) -> dict:
    """What its author and its readers want of the desk."""
    appeal, reports = line.appeal, line.reports
    return {
        "appeal": linebreaksbr(appeal.text, autoescape=True) if appeal else "",
        "appeal_age": age(appeal.at) if appeal else "",
        "is_mine_to_answer": bool(appeal) and appeal.may_be_settled_by(user),
        "reports": filled(REPORT, map(report_row, reports[:REPORTS_SHOWN]), {}),
        "reports_in_all": len(reports) if len(reports) > REPORTS_SHOWN else 0,
    }


def acts_on(line: Line) -> tuple[str, ...]:
    """What a moderator may do with it by one key; "keep" is to approve what is out already."""
    status = line.comment.status
    if line.appeal or status == Comment.Status.RETRACTED:
        return ()
    acts = tuple(act for act, leads_to in ACTS.items() if leads_to != status)
    return ("keep", *acts) if line.reports and status == Comment.Status.APPROVED else acts


def neighbours(number: int) -> str:
    if not number:
        return ""
    words = ngettext(
        "%(n)s other address of this network", "%(n)s other addresses of this network", number
    )
    return words % {"n": number}


def sanctions(in_force) -> str:
    return render_to_string(SANCTIONS, {"sanctions": in_force}) if in_force else ""


def report_row(report: Report) -> dict:
    return {
        "reason": report.get_reason_display(),
        "ground": report.ground,
        "text": excerpt(report.text, 300),
        "age": age(report.at),
    }
