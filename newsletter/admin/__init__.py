from newsletter.admin.deliveries import DeliveryAdmin
from newsletter.admin.digests import DigestAdmin
from newsletter.admin.readers import NewsletterAdmin, SubscriberAdmin

__all__ = ["DeliveryAdmin", "DigestAdmin", "NewsletterAdmin", "SubscriberAdmin"]
