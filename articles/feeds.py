"""RSS with the whole text, for the paper, a section, a tag and an author."""

from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed

from articles.models import Article, Author, Section, Tag
from articles.rendering import render_for_feed
from newsroom.core.html import excerpt
from newsroom.core.links import absolute
from newsroom.core.models import Newspaper
from newsroom.core.typography import typeset

ITEMS = 30


class FullTextRss(Rss201rev2Feed):
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


class PaperFeed(Feed):
    """The newest articles of the whole paper."""

    feed_type = FullTextRss

    def get_object(self, request, slug=None):
        self.paper = Newspaper.current()
        return get_object_or_404(self.model, slug=slug) if slug else None

    def articles(self, obj):
        return Article.objects.published()

    def items(self, obj):
        articles = self.articles(obj).select_related("section", "lead_picture").with_bylines()
        return articles.prefetch_related("tags").newest_first()[:ITEMS]

    def title(self, obj):
        return f"{self.paper.name} — {obj}" if obj else self.paper.name

    def description(self, obj):
        return self.paper.description or self.paper.tagline or self.paper.name

    def link(self, obj):
        return obj.get_absolute_url() if obj else reverse("front_page")

    def item_title(self, item):
        return typeset(item.title)

    def item_description(self, item):
        return typeset(item.standfirst or excerpt(item.text))

    def item_guid(self, item):
        return f"article:{item.pk}"

    item_guid_is_permalink = False

    def item_pubdate(self, item):
        return item.published_at

    def item_updateddate(self, item):
        return item.updated_at

    def item_categories(self, item):
        return [item.section.name, *(tag.name for tag in item.tags.all())]

    def item_extra_kwargs(self, item):
        return {
            "authors": [author.name for author in item.byline],
            "content": render_for_feed(item.body),
            "picture": item.lead_picture.largest if item.lead_picture else None,
        }


class SectionFeed(PaperFeed):
    model = Section

    def articles(self, obj):
        return Article.objects.published().filter(section=obj)


class TagFeed(PaperFeed):
    model = Tag

    def articles(self, obj):
        return Article.objects.published().filter(taggings__tag=obj)


class AuthorFeed(PaperFeed):
    model = Author

    def articles(self, obj):
        return Article.objects.published().filter(bylines__author=obj)
