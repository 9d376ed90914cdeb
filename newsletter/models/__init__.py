from newsletter.choices import Choice
from newsletter.models.asking import Asking
from newsletter.models.consent import Consent, SubscriberChange
from newsletter.models.delivery import Delivery
from newsletter.models.digest import Digest
from newsletter.models.history import DigestChange
from newsletter.models.item import DigestItem
from newsletter.models.newsletter import Newsletter
from newsletter.models.returns import Return
from newsletter.models.shift import Lane, Shift
from newsletter.models.subscriber import Subscriber
from newsletter.models.suppression import Suppression
from newsletter.models.upload import Piece, Upload

__all__ = [
    "Asking",
    "Choice",
    "Consent",
    "Delivery",
    "Digest",
    "DigestChange",
    "DigestItem",
    "Lane",
    "Newsletter",
    "Piece",
    "Return",
    "Shift",
    "Subscriber",
    "SubscriberChange",
    "Suppression",
    "Upload",
]
