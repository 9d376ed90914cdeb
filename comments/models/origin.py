from django.db import models

from comments.models.comment import Comment
from newsroom.core.private import EncryptedTextField


class OriginManager(models.Manager):
    def note(self, comment, ip: str) -> None:
        """Keep where a new comment was sent from; nothing where nobody knows."""
        if ip:
            self.create(comment=comment, ip=ip, at=comment.created_at)

    def ip_of(self, comment) -> str:
        """Empty where it is forgotten, or was never known."""
        return self.filter(comment=comment).values_list("ip", flat=True).first() or ""


class Origin(models.Model):
    """The network address that a comment was sent from: sealed, and in a table of its own.

    So whatever reads, shows, exports or copies comments has nothing of it. It ends with its period.
    """

    comment = models.OneToOneField(Comment, models.CASCADE, primary_key=True, related_name="origin")
    ip = EncryptedTextField(editable=False)
    at = models.DateTimeField(editable=False, db_index=True)

    objects = OriginManager()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return str(self.pk)
