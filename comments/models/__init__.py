from comments.models.comment import AddressFingerprint, Comment, own_signer
from comments.models.decision import Decision
from comments.models.device import Device
from comments.models.queries import CommentQuerySet
from comments.models.reading import ReadingOrder
from comments.models.report import LegalHold, Report, ReportQuerySet

__all__ = [
    "AddressFingerprint",
    "Comment",
    "CommentQuerySet",
    "Decision",
    "Device",
    "LegalHold",
    "ReadingOrder",
    "Report",
    "ReportQuerySet",
    "own_signer",
]
