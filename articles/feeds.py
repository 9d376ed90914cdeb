"""RSS and Atom with the whole text, for the paper, a section, a tag and an author."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.html import escape, linebreaks
from django.utils.translation import gettext as _

from articles.listing import of_author, of_tag
from articles.models import Article, Author, Correction, Section, Tag
from articles.rendering import render_for_feed
from articles.revisions.planning import all_as_due
from articles.showing import Shown
from newsroom.core.html import CONTROLS, excerpt
from newsroom.core.links import absolute
from newsroom.core.models import Newspaper
from newsroom.core.typography import typeset

ITEMS = 30


class Steady:
    """What is true of a feed in either form."""

    def latest_post_date(self):
        """An empty feed has a fixed date: it must not change by being asked for."""
        return super().latest_post_date() if self.items else datetime(2000, 1, 1, tzinfo=UTC)

    def add_item(self, *args, **fields):
        super().add_item(*args, **{name: for_xml(value) for name, value in fields.items()})


class FullTextRss(Steady, Rss201rev2Feed):
    """RSS 2.0 with `content:encoded`, `dc:creator` and the lead picture as `media:content`."""

    def rss_attributes(self):
        return super().rss_attributes() | {
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:media": "http://search.yahoo.com/mrss/",
        }

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for name in item["authors"]:
            handler.addQuickElement("dc:creator", name)
        handler.addQuickElement("content:encoded", item["content"])
        if picture := item["picture"]:
            attributes = {
                "url": absolute(picture.url),
                "medium": "image",
                "type": "image/jpeg",
                "width": str(picture.width),
                "height": str(picture.height),
            }
            handler.addQuickElement("media:content", "", attributes)


class FullTextAtom(Steady, Atom1Feed):
    """The same as Atom 1.0. What has no author is by the author of the feed: the paper."""

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for name in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.endElement("author")
        handler.addQuickElement("content", item["content"], {"type": "html"})


def for_xml(value):
    """One control character in one title would make the whole feed fail."""
    if isinstance(value, list):
        return [for_xml(part) for part in value]
    return CONTROLS.sub("", value) if isinstance(value, str) else value


class FullTextFeed(Feed):
    """A feed of something that has a paper and a path."""

    ttl = "15"
    item_guid_is_permalink = False

    def __init__(self, feed_type=FullTextRss):
        self.feed_type = feed_type

    def __call__(self, request, *args, **kwargs):
        """Told apart by ETag alone: what is taken away leaves an older newest date."""
        response = super().__call__(request, *args, **kwargs)
        del response["Last-Modified"]
        return response

    def feed_url(self, told):
        return absolute(told.path)

    feed_guid = feed_url

    def author_name(self, told):
        return for_xml(told.paper.name)


@dataclass(frozen=True)
class Channel:
    """Whose news a feed tells: the paper's, or those of one section, tag or author."""

    paper: Newspaper
    path: str
    about: Section | Tag | Author | None = None


class PaperFeed(FullTextFeed):
    """The newest articles of the whole paper."""

    def get_object(self, request, slug=None):
        about = get_object_or_404(self.subjects(), slug=slug) if slug else None
        return Channel(Newspaper.current(), request.path, about)

    def articles(self, channel):
        return Article.objects.published()

    def items(self, channel):
        articles = (
            self.articles(channel).for_search_result().prefetch_related("tags", "corrections")
        )
        found = all_as_due(articles.newest_first()[:ITEMS])
        shown = Shown.of(*(article.body for article in found))
        for article in found:
            article.shown = shown
        return found

    def title(self, channel):
        name = channel.paper.name
        return for_xml(f"{name} — {channel.about}" if channel.about else name)

    def description(self, channel):
        paper = channel.paper
        return for_xml(paper.description or paper.tagline or paper.name)

    def link(self, channel):
        about = channel.about
        return absolute(about.get_absolute_url() if about else reverse("front_page"))

    def item_title(self, item):
        return typeset(item.title)

    def item_description(self, item):
        """HTML to those who read it, as all descriptions are."""
        return escape(typeset(item.standfirst or excerpt(item.text)))

    def item_link(self, item):
        return absolute(item.get_absolute_url())

    def item_guid(self, item):
        """The same for ever, whatever the title, the address and the host become."""
        return f"article:{item.pk}"

    def item_pubdate(self, item):
        return item.published_at

    def item_updateddate(self, item):
        return max([item.updated_at, *(told.at for told in item.told)])

    def item_categories(self, item):
        return [item.section.name, *(tag.name for tag in item.tags.all())]

    def item_extra_kwargs(self, item):
        return {
            "authors": [author.name for author in item.byline],
            "content": self._content(item),
            "picture": item.lead_picture.largest if item.lead_picture else None,
        }

    def _content(self, item):
        """The text as the page has it, between what was put right above it and below."""
        body = render_for_feed(item.body, address=self.item_link(item), shown=item.shown)
        if not item.told:
            return body
        above, below = (
            render_to_string("articles/feed_corrections.html", {"article": item, "on_top": on_top})
            for on_top in (True, False)
        )
        return f"{above}{body}{below}"


class SectionFeed(PaperFeed):
    subjects = Section.objects.all

    def articles(self, channel):
        return Article.objects.published().filter(section=channel.about)


class TagFeed(PaperFeed):
    subjects = Tag.objects.known

    def articles(self, channel):
        return of_tag(Article.objects.published(), channel.about)


class AuthorFeed(PaperFeed):
    subjects = Author.objects.all

    def articles(self, channel):
        return of_author(Article.objects.published(), channel.about)


class CorrectionFeed(PaperFeed):
    """What the paper put right, each with a link to the article."""

    def items(self, channel):
        return Correction.objects.public().newest_first().for_log()[:ITEMS]

    def title(self, channel):
        return for_xml(_("%(paper)s — Corrections") % {"paper": channel.paper.name})

    def link(self, channel):
        return absolute(reverse("corrections"))

    def item_title(self, item):
        title = {"kind": item.get_kind_display(), "title": item.article.title}
        return typeset(_("%(kind)s: %(title)s") % title)

    def item_description(self, item):
        return escape(typeset(item.text))

    def item_guid(self, item):
        return f"correction:{item.pk}"

    def item_pubdate(self, item):
        return item.at

    item_updateddate = item_pubdate

    def item_categories(self, item):
        return [item.get_kind_display()]

    def item_extra_kwargs(self, item):
        return {"authors": [], "content": linebreaks(typeset(item.text)), "picture": None}
