from comments.models.comment import AddressFingerprint, Comment, own_signer
from comments.models.decision import Decision
from comments.models.device import Device
from comments.models.queries import CommentQuerySet

__all__ = [
    "AddressFingerprint",
    "Comment",
    "CommentQuerySet",
    "Decision",
    "Device",
    "own_signer",
]
