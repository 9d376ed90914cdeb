from urllib.parse import urlencode

from django import template
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import ngettext

from newsroom.core.dates import in_words, is_french
from newsroom.core.links import absolute
from newsroom.core.typography import typeset, typeset_html, typeset_words

register = template.Library()

register.filter("absolute", absolute)


@register.filter
def typo(text):
    """French typography for a title or another plain text; other languages as they are."""
    return typeset(str(text)) if text else text


@register.filter
def typo_html(html):
    """The same with raised ordinals; of what is not safe as words alone."""
    set_ = typeset_html if hasattr(html, "__html__") else typeset_words
    return mark_safe(set_(str(html)) if html else "")  # noqa: S308 (escaped, or safe before)


@register.simple_tag
def moment(value, style="datetime"):
    """A `<time>`: with the hour, as a "date", or "short", where this year goes without saying."""
    value = timezone.localtime(value)
    return _time(value.isoformat(timespec="seconds"), in_words(value, style))


@register.filter("in_words")
def words_of(value, style="date"):
    """The same without the `<time>`, for mails and sentences."""
    return in_words(timezone.localtime(value), style)


@register.simple_tag
def today():
    """The date line of a front page, with the day of the week."""
    day = timezone.localdate()
    return _time(day.isoformat(), in_words(day, "weekday"))


def _time(iso, words):
    html = conditional_escape(words)
    if is_french():
        html = mark_safe(html.replace("1er", "1<sup>er</sup>"))  # noqa: S308 (escaped above)
    return format_html('<time datetime="{}">{}</time>', iso, html)


@register.filter
def day_in_words(day, style="date"):
    """A day without an hour."""
    return in_words(day, style)


@register.filter
def iso(value):
    """A moment for machines, with its offset: 2026-11-23T07:30:00+01:00."""
    return timezone.localtime(value).isoformat(timespec="seconds")


@register.filter
def period(days):
    """A number of days as a person says it: 1095 are 3 years, 30 are 30 days."""
    if days % 365 == 0:
        years = days // 365
        return ngettext("%(number)d year", "%(number)d years", years) % {"number": years}
    return ngettext("%(number)d day", "%(number)d days", days) % {"number": days}


@register.simple_tag(takes_context=True)
def page_url(context, number):
    """The address of another page of this list: `?page=1` is the list itself."""
    request = context["request"]
    query = {"q": request.GET["q"]} if "q" in request.GET else {}
    if number > 1:
        query["page"] = number
    return f"{request.path}?{urlencode(query)}" if query else request.path


@register.simple_tag
def page_numbers(page):
    """The numbers around this page, with gaps: 1 … 4 5 6 … 12."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
