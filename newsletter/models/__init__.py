from newsletter.models.delivery import Delivery
from newsletter.models.digest import Digest, DigestItem
from newsletter.models.history import DigestChange
from newsletter.models.newsletter import Newsletter
from newsletter.models.subscriber import Consent, Subscriber, SubscriberChange

__all__ = [
    "Consent",
    "Delivery",
    "Digest",
    "DigestChange",
    "DigestItem",
    "Newsletter",
    "Subscriber",
    "SubscriberChange",
]
