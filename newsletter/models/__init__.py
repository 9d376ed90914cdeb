from newsletter.models.consent import Consent, SubscriberChange
from newsletter.models.delivery import Delivery
from newsletter.models.digest import Digest, DigestItem
from newsletter.models.history import DigestChange
from newsletter.models.newsletter import Newsletter
from newsletter.models.subscriber import Choice, Subscriber
from newsletter.models.suppression import Suppression

__all__ = [
    "Choice",
    "Consent",
    "Delivery",
    "Digest",
    "DigestChange",
    "DigestItem",
    "Newsletter",
    "Subscriber",
    "SubscriberChange",
    "Suppression",
]
