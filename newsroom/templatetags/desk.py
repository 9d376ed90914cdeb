"""What only the desk's pages need."""

from django import template

from newsroom.core.dates import age

register = template.Library()


register.filter("age", age)


@register.filter
def called(user):
    """A colleague, as people are called at the desk."""
    return (user.get_full_name() or user.get_username()) if user else "—"
