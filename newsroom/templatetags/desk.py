"""What only the desk's pages need."""

from django import template
from django.utils import timezone
from django.utils.timesince import timesince, timeuntil
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def age(moment):
    """How far away a moment is, in one unit: 3 hours ago, in 2 days."""
    now = timezone.now()
    if abs((moment - now).total_seconds()) < 60:
        return _("just now")
    if moment > now:
        return _("in %(time)s") % {"time": timeuntil(moment, now, depth=1)}
    return _("%(time)s ago") % {"time": timesince(moment, now, depth=1)}


@register.filter
def called(user):
    """A colleague, as people are called at the desk."""
    return (user.get_full_name() or user.get_username()) if user else "—"
