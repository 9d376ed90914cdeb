"""A comment as the desk shows it: with what a moderator has to know to decide at a glance."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import npgettext

from comments.desk.highlighting import highlight
from comments.models import Appeal, Claim, Comment, Decision, Report, Sanction, reaching
from comments.models.authoring import AUTHOR, CORRECTED
from newsroom.core.prepared import prepared

NEIGHBOURS_OF = timedelta(days=7)
NEAR = 200
SHOWN = 6


@dataclass
class Line:
    comment: Comment
    html: SafeString
    decision: Decision | None = None  # the last one
    held: Decision | None = None  # the last one of a rule
    corrected_at: datetime | None = None  # by its author
    reader: str = ""  # who else has it in hand
    standing: list[tuple[str, str, int]] = field(default_factory=list)
    neighbours: int = 0
    sanctions: list[Sanction] = field(default_factory=list)
    appeal: Appeal | None = None
    reports: list[Report] = field(default_factory=list)


def lines_of(comments: list[Comment], user) -> list[Line]:
    """So many questions for a page, however long it is."""
    if not comments:
        return []
    pks = [comment.pk for comment in comments]
    decisions, readers = decisions_of(pks), readers_of(pks, user)
    standings, neighbours = standings_of(comments), neighbours_of(comments)
    sanctions, appeals, reports = sanctions_of(comments), appeals_of(pks), reports_of(pks)
    lines = []
    for comment in comments:
        made = decisions[comment.pk]
        held = next((d for d in made if d.rule not in {"", AUTHOR}), None)
        corrections = (d.at for d in made if d.rule == AUTHOR and d.reason == CORRECTED)
        lines.append(
            Line(
                comment=comment,
                html=highlight(comment.body, held.evidence if held else []),
                decision=made[0] if made else None,
                held=held,
                corrected_at=next(corrections, None),
                reader=readers.get(comment.pk, ""),
                standing=standings.get(comment.email_fingerprint, []) if comment.device_id else [],
                neighbours=neighbours.get(comment.network, 0),
                sanctions=sanctions[comment.pk],
                appeal=appeals.get(comment.pk),
                reports=reports[comment.pk],
            )
        )
    return lines


def decisions_of(pks) -> dict[int, list[Decision]]:
    made = defaultdict(list)
    for decision in decisions_on(comments=pks):
        made[decision.comment_id].append(decision)
    return made


@prepared
def decisions_on(comments):
    return Decision.objects.filter(comment__pk__in=comments).select_related("by")


def readers_of(pks, user) -> dict[int, str]:
    """Which of them somebody else has in hand, and who."""
    claims = claims_on(comments=pks, user=user.pk, now=timezone.now()) if pks else []
    return {claim.comment_id: claim.by.get_short_name() or str(claim.by) for claim in claims}


@prepared
def claims_on(comments, user, now):
    return Claim.objects.filter(comment__pk__in=comments).of_others(user, now).select_related("by")


def standings_of(comments) -> dict[str, list]:
    """How many comments of each proven address have which status.

    A record belongs to proof: an address that was only typed neither has one nor adds to one.
    """
    addresses = {comment.email_fingerprint for comment in comments if comment.device_id} - {""}
    found = defaultdict(list)
    rows = counted_by_status(addresses=sorted(addresses)) if addresses else []
    for address, status, number in sorted(rows):
        found[address].append((status, status_of(number)[status], number))
    return found


def status_of(number: int) -> dict[str, str]:
    """Name each status as so many comments have it; French has a plural there."""
    return {
        Comment.Status.WAITING: npgettext("comments", "waiting", "waiting", number),
        Comment.Status.APPROVED: npgettext("comments", "approved", "approved", number),
        Comment.Status.REJECTED: npgettext("comments", "rejected", "rejected", number),
        Comment.Status.SPAM: npgettext("comments", "spam", "spam", number),
        Comment.Status.RETRACTED: npgettext("comments", "withdrawn", "withdrawn", number),
    }


@prepared
def counted_by_status(addresses):
    comments = Comment.objects.filter(device__email_fingerprint__in=addresses).order_by()
    return comments.values_list("device__email_fingerprint", "status").annotate(number=Count("*"))


def neighbours_of(comments) -> dict[str, int]:
    """From how many other addresses comments came out of the same network, lately."""
    networks = {comment.network for comment in comments} - {""}
    since = timezone.now() - NEIGHBOURS_OF
    rows = addresses_in(networks=sorted(networks), since=since) if networks else []
    return {network: max(0, number - 1) for network, number in rows}


@prepared
def addresses_in(networks, since):
    near = Comment.objects.filter(network__in=networks, created_at__gt=since).order_by()
    return near.values_list("network").annotate(Count("email_fingerprint", distinct=True))


def sanctions_of(comments) -> dict[int, list[Sanction]]:
    """What is in force against each sender, notes included."""
    targets = {comment.pk: reaching(comment) for comment in comments}
    wanted = {target for pairs in targets.values() for _scope, target in pairs}
    in_force = sanctions_on(targets=sorted(wanted), now=timezone.now()) if wanted else []
    return {
        pk: [sanction for sanction in in_force if (sanction.scope, sanction.target) in pairs]
        for pk, pairs in targets.items()
    }


@prepared
def sanctions_on(targets, now):
    return Sanction.objects.in_force(now).filter(target__in=targets).select_related("by")


def appeals_of(pks) -> dict[int, Appeal]:
    """The open appeal of each, against a decision or a sanction."""
    return {
        (appeal.decision or appeal.sanction).comment_id: appeal
        for appeal in appeals_about(comments=pks)
    }


@prepared
def appeals_about(comments):
    ours = Q(sanction__comment__pk__in=comments) | Q(decision__comment__pk__in=comments)
    return Appeal.objects.open().filter(ours).select_related("decision__by", "sanction", "against")


def reports_of(pks) -> dict[int, list[Report]]:
    """What readers say of each, and what nobody has answered yet."""
    told = defaultdict(list)
    for report in reports_on(comments=pks):
        told[report.comment_id].append(report)
    return told


@prepared
def reports_on(comments):
    return Report.objects.open().filter(comment__pk__in=comments).defer("email")


def history_of(comment: Comment) -> dict:
    """The last comments of the same person, of the same network, and all that was done to them.

    Of the same person as far as that is proven: what was typed with an address may be anybody's.
    """
    address = comment.email_fingerprint if comment.device_id else ""
    same = Comment.objects.filter(device__email_fingerprint=address)
    near = Comment.objects.filter(network=comment.network)
    others = comment.email_fingerprint
    past = Sanction.objects.against(comment).select_related("by", "lifted_by", "comment")
    past = list(past[: SHOWN + 1])
    return {
        "same": last_of(same, but=comment) if address else [],
        "near": last_of(near, but=comment, address=others) if comment.network else [],
        "past_sanctions": past[:SHOWN],
        "are_more_sanctions": len(past) > SHOWN,
        "is_held": comment.legal_holds.in_force().exists(),
        "edits": comment.edits.select_related("by"),
        "appeals": Appeal.objects.about(comment).select_related("settled_by", "sanction"),
    }


def last_of(comments, *, but: Comment, address: str | None = None) -> list[Comment]:
    """The newest of them, without those of one address; looked for among the newest alone.

    One more than is shown, where there are more.
    """
    newest = comments.exclude(pk=but.pk).order_by("-created_at")
    rows = newest.values_list("pk", "email_fingerprint")[:NEAR]
    keys = [pk for pk, of in rows if of != address][: SHOWN + 1]
    found = Comment.objects.filter(pk__in=keys).select_related("article").order_by("-created_at")
    return list(found.without_private().defer("article__body").prefetch_related("decisions__by"))
