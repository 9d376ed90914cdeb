"""Signed addresses in mails: each for one purpose and for nothing else."""

import base64
import binascii
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.core.signing import BadSignature, Signer, TimestampSigner, b64_encode
from django.urls import reverse
from django.utils.crypto import salted_hmac

from newsletter.models import Subscriber
from newsletter.models.subscriber import UNCONFIRMED_DAYS, email_fingerprint
from newsroom.core.links import absolute
from newsroom.core.tokens import signer

CONFIRM = "newsletter.confirm"
LEAVE = "newsletter.leave"
COME_BACK = "newsletter.come-back"
PREFERENCES = "newsletter.preferences"
MOVE = "newsletter.move"
CONFIRM_WITHIN = timedelta(days=UNCONFIRMED_DAYS)
COME_BACK_WITHIN = timedelta(days=1)
PREFERENCES_WITHIN = timedelta(days=1)


def confirmation_url(subscriber: Subscriber) -> str:
    token = signer(TimestampSigner, CONFIRM).sign(_pack(subscriber.public_id))
    return absolute(reverse("confirm_subscription", args=[token]))


def unsubscribe_url(subscriber: Subscriber) -> str:
    token = signer(Signer, LEAVE, for_ever=True).sign(_pack(subscriber.public_id))
    return absolute(reverse("unsubscribe", args=[token]))


def unsubscribe_urls() -> Callable[[UUID], str]:
    """The same for many readers, by their `public_id`: only the signature is made for each."""
    made = signer(Signer, LEAVE, for_ever=True)
    keyed = salted_hmac(f"{made.salt}signer", "", made.key, algorithm=made.algorithm)
    before, after = absolute(reverse("unsubscribe", args=["TOKEN"])).split("TOKEN")

    def url(public_id: UUID) -> str:
        value, own = _pack(public_id), keyed.copy()
        own.update(value.encode())
        return f"{before}{value}{made.sep}{b64_encode(own.digest()).decode()}{after}"

    return url


def come_back_token(public_id: UUID) -> str:
    return signer(TimestampSigner, COME_BACK).sign(_pack(public_id))


def preferences_url(subscriber: Subscriber) -> str:
    token = signer(TimestampSigner, PREFERENCES).sign(_pack(subscriber.public_id))
    return absolute(reverse("preferences", args=[token]))


def move_url(subscriber: Subscriber) -> str:
    """For the one address that was asked for last."""
    to = email_fingerprint(subscriber.new_email)
    token = signer(TimestampSigner, MOVE).sign(f"{_pack(subscriber.public_id)}-{to}")
    return absolute(reverse("confirm_move", args=[token]))


def who_confirms(token: str) -> UUID:
    """Raises BadSignature where the token is forged, cut or older than a week."""
    return _unpack(signer(TimestampSigner, CONFIRM).unsign(token, max_age=CONFIRM_WITHIN))


def who_leaves(token: str) -> UUID:
    """Raises BadSignature where the token is forged or cut; it never grows old."""
    return _unpack(signer(Signer, LEAVE, for_ever=True).unsign(token))


def who_comes_back(token: str) -> UUID:
    """Raises BadSignature where the token is forged, cut or older than a day."""
    return _unpack(signer(TimestampSigner, COME_BACK).unsign(token, max_age=COME_BACK_WITHIN))


def who_prefers(token: str) -> UUID:
    """Raises BadSignature where the token is forged, cut or older than a day."""
    return _unpack(signer(TimestampSigner, PREFERENCES).unsign(token, max_age=PREFERENCES_WITHIN))


def who_moves(token: str) -> tuple[UUID, str]:
    """The reader and the fingerprint of the new address; BadSignature as for `who_confirms()`."""
    value = signer(TimestampSigner, MOVE).unsign(token, max_age=CONFIRM_WITHIN)
    public_id, _dash, fingerprint = value.rpartition("-")
    return _unpack(public_id), fingerprint


def _pack(public_id: UUID) -> str:
    return base64.urlsafe_b64encode(public_id.bytes).rstrip(b"=").decode()


def _unpack(value: str) -> UUID:
    try:
        return UUID(bytes=base64.urlsafe_b64decode(value + "=="))
    except (ValueError, binascii.Error):
        raise BadSignature("Signed, but no reader.") from None
