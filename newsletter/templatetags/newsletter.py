from django import template

from newsletter.models import Newsletter
from newsletter.subscribing import WORDING

register = template.Library()


@register.inclusion_tag("newsletter/_signup.html")
def signup_form():
    """The box in pages: the same for everybody, one query."""
    return {"newsletter": Newsletter.current(), "wording": WORDING}
