"""Signed addresses in the mails of comments: each for one purpose and for nothing else."""

from datetime import timedelta

from django.core.signing import BadSignature, Signer, TimestampSigner
from django.urls import reverse

from comments.models import Comment
from comments.models.authoring import CONFIRMABLE_FOR
from newsroom.core.links import absolute
from newsroom.core.tokens import signer

CONFIRM = "comments.confirm"
STOP = "comments.stop"
STOP_TALK = "comments.stop-talk"
COME_BACK = "comments.come-back"
COME_BACK_WITHIN = timedelta(days=1)


def confirmation_url(comment: Comment) -> str:
    token = signer(TimestampSigner, CONFIRM).sign(comment.pk)
    return absolute(reverse("confirm_comment", args=[token]))


def stop_url(comment: Comment) -> str:
    """Where the address of a comment says that it wants no mail; it never grows old."""
    return absolute(
        reverse("stop_comment_mails", args=[signer(Signer, STOP, for_ever=True).sign(comment.pk)])
    )


def stop_talk_url(comment: Comment) -> str:
    """Where its author says that the talk under one article is enough."""
    token = signer(Signer, STOP_TALK, for_ever=True).sign(comment.pk)
    return absolute(reverse("stop_comment_talk", args=[token]))


def come_back_url(comment: Comment) -> str:
    token = signer(TimestampSigner, COME_BACK).sign(comment.pk)
    return reverse("resume_comment_mails", args=[token])


def who_confirms(token: str) -> Comment:
    """Raises BadSignature where the token is forged, cut or too old, or the comment gone."""
    return _comment(signer(TimestampSigner, CONFIRM).unsign(token, max_age=CONFIRMABLE_FOR))


def who_stops(token: str) -> Comment:
    return _comment(signer(Signer, STOP, for_ever=True).unsign(token))


def who_leaves_the_talk(token: str) -> Comment:
    return _comment(signer(Signer, STOP_TALK, for_ever=True).unsign(token))


def who_comes_back(token: str) -> Comment:
    return _comment(signer(TimestampSigner, COME_BACK).unsign(token, max_age=COME_BACK_WITHIN))


def _comment(pk: str) -> Comment:
    comments = Comment.objects.select_related("article__section", "device")
    comment = comments.filter(pk=pk).first()
    if comment is None:
        raise BadSignature("Signed, but the comment is gone.")
    return comment
