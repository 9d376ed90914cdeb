"""What only the pages of the moderators need."""

from django import template

from comments.desk.rows import html_of

register = template.Library()


@register.simple_tag
def desk_lines(lines, user, may_moderate):
    """The items of a list of the desk; who may not moderate finds no buttons in them."""
    return html_of(lines, user, may_moderate=may_moderate)
