from django.utils.translation import gettext_noop as _

CALENDAR = (
    _("Today"),
    _("Today (%(date)s)"),
    _("%s (today)"),
    _("%s (today, current selection)"),
    _("6 a.m."),
    _("6 p.m."),
)
