from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from newsroom.core.links import absolute
from newsroom.core.typography import typeset, typeset_html

register = template.Library()

register.filter("absolute", absolute)


@register.filter
def typo(text):
    """French typography for a title or another plain text; other languages as they are."""
    if not text or not (get_language() or "").startswith("fr"):
        return text
    return typeset(str(text))


@register.filter
def typo_html(html):
    """The same for a text that may hold HTML; what is not safe is escaped first."""
    return mark_safe(typeset_html(str(conditional_escape(html))))  # noqa: S308


@register.simple_tag(takes_context=True)
def page_url(context, number):
    """The address of another page of this list: `?page=1` is the list itself."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    if number > 1:
        query["page"] = number
    path = context["request"].path
    return f"{path}?{query.urlencode()}" if query else path
