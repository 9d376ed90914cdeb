import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from articles.models import Section
from articles.rendering import render
from articles.search import highlight
from articles.structured_data import as_script, news_article
from newsroom.core.links import address_of
from newsroom.core.prepared import prepared

register = template.Library()

register.filter("highlight", highlight)
register.filter("render_body", render)


OPENING = re.compile(r"\s*<p[^>]*>\s*(?:<(?:em|strong|a)\b[^>]*>\s*)*[^\W\d_]")


@register.filter
def opens_with_a_letter(body):
    """Whether a large initial suits it: not before a quotation mark, a figure or a heading."""
    return bool(OPENING.match(body))


@register.simple_tag
def sections():
    """Of each section of the paper, in order: its key, its name and its address."""
    return [(pk, name, address_of("section", slug)) for pk, name, slug in all_sections()]


@prepared
def all_sections():
    return Section.objects.values_list("pk", "name", "slug")


@register.inclusion_tag("articles/_teaser.html")
def teaser(
    article,
    kind,
    *,
    heading="h3",
    kicker=True,
    standfirst=False,
    byline=False,
    sizes="",
    shape="16x9",
    narrow="",
    max_width=960,
    eager=False,
):
    """An article among others, as its `kind` is laid out: "lead", "column", "line" and so on.

    The kicker names its section. A picture is shown where its `sizes` are given; for what else
    there is to say about it see `picture`.
    """
    return locals()


@register.inclusion_tag("articles/_picture.html")
def picture(
    picture,
    sizes="100vw",
    *,
    shape="",
    narrow="",
    alt="",
    eager=False,
    decorative=False,
    max_width=1600,
):
    """An AVIF with its JPEG behind it, in the widths that there are up to `max_width`.

    `shape` cuts it around its focal point, `narrow` in another way on a narrow screen; `alt` is
    what this page says of it, where that is not what the library does; `eager` for the one picture
    that a page opens with; `decorative` where a headline beside it says the same.
    """
    files = {
        format_: [file for file in made if file.width <= max_width] or made[:1]
        for format_, made in picture.in_shape(shape).items()
    }
    jpeg = files["jpeg"]
    return {
        "narrow": _srcset(picture.in_shape(narrow)["avif"]) if narrow else "",
        "avif": _srcset(files["avif"]),
        "jpeg": _srcset(jpeg),
        "src": jpeg[min(1, len(jpeg) - 1)],
        "sizes": sizes,
        "alt": "" if decorative else alt or picture.alt,
        "eager": eager,
    }


def _srcset(files):
    return ", ".join(f"{file.url} {file.width}w" for file in files)


@register.simple_tag
def byline(article, linked=True):
    """`By Inès Carpentier and Malo Le Guennec`, each name a link to the author's page."""
    names = [_name(author, linked) for author in article.byline]
    if not names:
        return ""
    *first, last = names
    listed = format_html_join(", ", "{}", ((name,) for name in first))
    authors = format_html(_("{} and {}"), listed, last) if first else last
    return format_html(_("By {}"), authors)


def _name(author, linked):
    if not linked:
        return author.name
    return format_html('<a href="{}" rel="author">{}</a>', author.get_absolute_url(), author.name)


@register.simple_tag
def json_ld(article, paper, comments=None, shown=None):
    """What search engines read about an article, with its number of comments where it is known."""
    data = news_article(article, paper, shown.pictures_in(article.body) if shown else ())
    if comments is not None:
        data["commentCount"] = comments
        data["discussionUrl"] = f"{data['url']}#comments"
    return as_script(data)
