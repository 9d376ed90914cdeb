from django import template

from articles.models import Section
from articles.rendering import render
from articles.search import highlight as highlight_words
from newsroom.core.typography import typeset

register = template.Library()

register.filter("render_body", render)


@register.filter
def highlight(text, words):
    return highlight_words(typeset(text), words)


@register.simple_tag
def sections():
    """The sections of the paper, in order, for the section bar."""
    return list(Section.objects.all())


@register.inclusion_tag("articles/_picture.html")
def picture(picture, sizes="100vw", lazy=True, css_class=""):
    """An AVIF with its JPEG behind it, in the widths that there are."""
    return {"picture": picture, "sizes": sizes, "lazy": lazy, "css_class": css_class}
