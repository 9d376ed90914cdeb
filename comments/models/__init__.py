from comments.models.appeal import Appeal
from comments.models.claim import Claim
from comments.models.classifier import Classifier
from comments.models.comment import AddressFingerprint, Comment, own_signer
from comments.models.decision import Decision
from comments.models.device import Device
from comments.models.edit import Edit
from comments.models.mail import DeskMail, ReplyMail, Silence
from comments.models.measure import Measure
from comments.models.opening import AddressOpening, open_address
from comments.models.origin import Origin
from comments.models.queries import CommentQuerySet
from comments.models.reading import ReadingOrder
from comments.models.report import LegalHold, Report, ReportQuerySet
from comments.models.rulebook import Outdated, Rulebook
from comments.models.sanction import Sanction, reaching, targets_of

__all__ = [
    "AddressFingerprint",
    "AddressOpening",
    "Appeal",
    "Claim",
    "Classifier",
    "Comment",
    "CommentQuerySet",
    "Decision",
    "DeskMail",
    "Device",
    "Edit",
    "LegalHold",
    "Measure",
    "Origin",
    "Outdated",
    "ReadingOrder",
    "ReplyMail",
    "Report",
    "ReportQuerySet",
    "Rulebook",
    "Sanction",
    "Silence",
    "open_address",
    "own_signer",
    "reaching",
    "targets_of",
]
