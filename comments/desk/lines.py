"""A comment as the desk shows it: with what a moderator has to know to decide at a glance."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.safestring import SafeString

from comments.desk.highlighting import highlight
from comments.models import Appeal, Claim, Comment, Decision, Report, Sanction, targets_of
from comments.models.authoring import AUTHOR

NEIGHBOURS_OF = timedelta(days=7)
NEAR = 200
SHOWN = 6


@dataclass
class Line:
    comment: Comment
    html: SafeString
    decision: Decision | None = None  # the last one
    held: Decision | None = None  # the last one of a rule
    reader: str = ""  # who else has it in hand
    standing: list[tuple[str, str, int]] = field(default_factory=list)
    neighbours: int = 0
    sanctions: list[Sanction] = field(default_factory=list)
    appeal: Appeal | None = None
    reports: list[Report] = field(default_factory=list)


def lines_of(comments: list[Comment], user) -> list[Line]:
    """So many questions for a page, however long it is."""
    pks = [comment.pk for comment in comments]
    decisions, readers = decisions_of(pks), readers_of(pks, user)
    standings, neighbours = standings_of(comments), neighbours_of(comments)
    sanctions, appeals, reports = sanctions_of(comments), appeals_of(pks), reports_of(pks)
    lines = []
    for comment in comments:
        made = decisions[comment.pk]
        held = next((d for d in made if d.rule not in {"", AUTHOR}), None)
        lines.append(
            Line(
                comment=comment,
                html=highlight(comment.body, held.evidence if held else []),
                decision=made[0] if made else None,
                held=held,
                reader=readers.get(comment.pk, ""),
                standing=standings.get(comment.email_fingerprint, []),
                neighbours=neighbours.get(comment.network, 0),
                sanctions=sanctions[comment.pk],
                appeal=appeals.get(comment.pk),
                reports=reports[comment.pk],
            )
        )
    return lines


def decisions_of(pks) -> dict[int, list[Decision]]:
    made = defaultdict(list)
    for decision in Decision.objects.filter(comment__in=pks).select_related("by"):
        made[decision.comment_id].append(decision)
    return made


def readers_of(pks, user) -> dict[int, str]:
    """Which of them somebody else has in hand, and who."""
    claims = Claim.objects.filter(comment__in=pks).of_others(user).select_related("by")
    return {claim.comment_id: claim.by.get_short_name() or str(claim.by) for claim in claims}


def standings_of(comments) -> dict[str, list]:
    """How many comments of each address have which status: counted in an index alone."""
    addresses = {comment.email_fingerprint for comment in comments} - {""}
    counted = Comment.objects.filter(email_fingerprint__in=addresses).order_by()
    found = defaultdict(list)
    rows = counted.values_list("email_fingerprint", "status").annotate(number=Count("*"))
    for address, status, number in sorted(rows):
        found[address].append((status, Comment.Status(status).label, number))
    return found


def neighbours_of(comments) -> dict[str, int]:
    """From how many other addresses comments came out of the same network, lately."""
    networks = {comment.network for comment in comments} - {""}
    since = timezone.now() - NEIGHBOURS_OF
    near = Comment.objects.filter(network__in=networks, created_at__gt=since).order_by()
    rows = near.values_list("network").annotate(Count("email_fingerprint", distinct=True))
    return {network: max(0, number - 1) for network, number in rows}


def sanctions_of(comments) -> dict[int, list[Sanction]]:
    """What is in force against each sender, notes included."""
    targets = {comment.pk: set(targets_of(comment).items()) for comment in comments}
    wanted = {target for pairs in targets.values() for _scope, target in pairs}
    in_force = list(Sanction.objects.in_force().filter(target__in=wanted).select_related("by"))
    return {
        pk: [sanction for sanction in in_force if (sanction.scope, sanction.target) in pairs]
        for pk, pairs in targets.items()
    }


def appeals_of(pks) -> dict[int, Appeal]:
    """The open appeal of each, against a decision or a sanction."""
    open_ones = Appeal.objects.open().select_related("decision__by", "sanction", "against")
    ours = Q(sanction__comment__in=pks) | Q(decision__comment__in=pks)
    return {
        (appeal.decision or appeal.sanction).comment_id: appeal for appeal in open_ones.filter(ours)
    }


def reports_of(pks) -> dict[int, list[Report]]:
    """What readers say of each, and what nobody has answered yet."""
    told = defaultdict(list)
    for report in Report.objects.open().filter(comment__in=pks).defer("email"):
        told[report.comment_id].append(report)
    return told


def history_of(comment: Comment) -> dict:
    """The last comments of the same address, of the same network, and all that was done to them."""
    same = Comment.objects.filter(email_fingerprint=comment.email_fingerprint)
    near = Comment.objects.filter(network=comment.network)
    others = comment.email_fingerprint
    past = Sanction.objects.against(comment).select_related("by", "lifted_by", "comment")
    return {
        "same": last_of(same, but=comment) if comment.email_fingerprint else [],
        "near": last_of(near, but=comment, address=others) if comment.network else [],
        "past_sanctions": past[:SHOWN],
        "is_held": comment.legal_holds.in_force().exists(),
        "edits": comment.edits.select_related("by"),
        "appeals": Appeal.objects.about(comment).select_related("settled_by", "sanction"),
    }


def last_of(comments, *, but: Comment, address: str | None = None) -> list[Comment]:
    """The newest of them, without those of one address; looked for among the newest alone."""
    newest = comments.exclude(pk=but.pk).order_by("-created_at")
    rows = newest.values_list("pk", "email_fingerprint")[:NEAR]
    keys = [pk for pk, of in rows if of != address][:SHOWN]
    found = Comment.objects.filter(pk__in=keys).select_related("article").order_by("-created_at")
    return list(found.without_private().defer("article__body").prefetch_related("decisions__by"))
