"""Who wants no mail about comments, and who wants it again."""

from django.db import transaction

from comments.models import Comment, Device, Silence


def is_silent(email_fingerprint: str) -> bool:
    return Silence.objects.filter(email_fingerprint=email_fingerprint).exists()


@transaction.atomic
def stop(comment: Comment) -> None:
    """No mail about comments to its address from now on. Safe to repeat."""
    address = address_of(comment)
    if address:
        Silence.objects.get_or_create(email_fingerprint=address)
        Comment.objects.filter(email_fingerprint=address).update(reply_mails="")


def stop_talk(comment: Comment) -> None:
    """No more mails about replies under its article; other articles go on. Safe to repeat."""
    address = address_of(comment)
    if address:
        here = Comment.objects.filter(email_fingerprint=address, article=comment.article_id)
        here.update(reply_mails="")


@transaction.atomic
def resume(comment: Comment) -> None:
    """Undo it, for this comment: of others nobody has asked to hear again."""
    Silence.objects.filter(email_fingerprint=address_of(comment)).delete()
    tell_of_replies(comment, Comment.ReplyMails.AT_ONCE)


def tell_of_replies(comment: Comment, when: str, *, shown: Device | None = None) -> None:
    """Choose when its author hears of replies.

    From the device itself that is a wish to get mail again; from elsewhere it breaks no silence.
    """
    Comment.objects.filter(pk=comment.pk).update(reply_mails=when)
    comment.reply_mails = when
    if when and shown and shown.pk == comment.device_id:
        Silence.objects.filter(email_fingerprint=shown.email_fingerprint).delete()


def address_of(comment: Comment) -> str:
    """The fingerprint of its address, also where that was forgotten but the device wasn't."""
    return comment.email_fingerprint or getattr(comment.device, "email_fingerprint", "")
