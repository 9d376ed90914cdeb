from django import template
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from newsletter.models import Newsletter
from newsletter.subscribing import WORDING

register = template.Library()


@register.inclusion_tag("newsletter/_signup.html")
def signup_form():
    """The box in pages: the same for everybody, one query."""
    return {"newsletter": Newsletter.current(), "wording": WORDING}


@register.filter
def listed(names):
    """Names as a sentence says them: “Ada, Grace and Radia”."""
    return get_text_list(names, _("and"))
