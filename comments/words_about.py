"""What the desk has written about a comment: free words that may name its author, or quote it."""

from django.db.models import QuerySet

from comments.models import AddressOpening, Appeal, Comment, Decision, Edit, LegalHold, Sanction
from comments.models.decision import UNDONE
from comments.reasons import Reason

GONE = "–"  # where something must stand


def forget(comment: Comment) -> None:
    """All of them; that something was decided, when and by whom, and its reason code, stay."""
    forget_reasons(comment.decisions.all())
    forget_edits(comment.edits.all())
    forget_of_sender(comment.sanctions.all())
    forget_appeals(Appeal.objects.about(comment))
    forget_holds(comment.legal_holds.exclude(lifted_at=None))
    forget_openings(AddressOpening.objects.filter(comment_pk=comment.pk))


def forget_reasons(decisions: QuerySet[Decision]) -> None:
    """Of a rule its own fixed words stay, not what it found in the comment."""
    typed = decisions.exclude(by=None).exclude(reason__in=["", UNDONE])
    typed.filter(code="", status=Comment.Status.REJECTED).update(code=Reason.OTHER)
    typed.update(reason="")
    decisions.exclude(evidence=[]).update(evidence=[])


def forget_edits(edits: QuerySet[Edit]) -> None:
    """What the comment said before was taken out of it for a reason."""
    edits.delete()


def forget_of_sender(sanctions: QuerySet[Sanction]) -> None:
    sanctions.filter(code="").update(code=Reason.OTHER)
    sanctions.update(text="", lifted_because="")


def forget_appeals(appeals: QuerySet[Appeal]) -> None:
    appeals.update(text="", answer="")


def forget_holds(lifted: QuerySet[LegalHold]) -> None:
    lifted.update(reason=GONE)


def forget_openings(lines: QuerySet[AddressOpening]) -> None:
    """The log is only added to; this one way in, words alone come to an end."""
    AddressOpening.objects.filter(pk__in=lines).forget_words(GONE)
