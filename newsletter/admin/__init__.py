from newsletter.admin.deliveries import DeliveryAdmin
from newsletter.admin.digests import DigestAdmin
from newsletter.admin.readers import NewsletterAdmin, SubscriberAdmin
from newsletter.admin.suppressions import SuppressionAdmin
from newsletter.admin.uploads import UploadAdmin

__all__ = [
    "DeliveryAdmin",
    "DigestAdmin",
    "NewsletterAdmin",
    "SubscriberAdmin",
    "SuppressionAdmin",
    "UploadAdmin",
]
