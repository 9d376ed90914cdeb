"""The issues of the letter as a feed: their title, and what was in them."""

from datetime import UTC, datetime
from uuid import UUID

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import Prefetch
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from articles.models import Article
from newsletter.models import Digest, DigestItem, Newsletter
from newsroom.core.html import CONTROLS, excerpt
from newsroom.core.links import absolute
from newsroom.core.models import Newspaper
from newsroom.core.private import subkey

ITEMS = 20


class IssueAtom(Atom1Feed):
    """With the articles of each issue as its content."""

    def latest_post_date(self):
        """An empty feed has a fixed date: it must not change by being asked for."""
        return super().latest_post_date() if self.items else datetime(2000, 1, 1, tzinfo=UTC)

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


class IssueFeed(Feed):
    feed_type = IssueAtom

    def __call__(self, request, *args, **kwargs):
        """Told apart by ETag alone: after a withdrawal the newest date is an older one."""
        response = super().__call__(request, *args, **kwargs)
        del response["Last-Modified"]
        return response

    def get_object(self, request):
        return Newsletter.current()

    def items(self):
        shown = DigestItem.objects.filter(article__in=Article.objects.published())
        stories = Prefetch("items", shown.select_related("article__section").defer("article__body"))
        issues = Digest.objects.public().newest_first().for_list().with_heading()
        return issues.prefetch_related(stories)[:ITEMS]

    def title(self, newsletter):
        return _for_xml(f"{newsletter.name} — {Newspaper.current().name}")

    def subtitle(self, newsletter):
        return _for_xml(newsletter.promise)

    def link(self):
        return absolute(reverse("newsletter_archive"))

    def feed_url(self):
        return absolute(reverse("newsletter_feed"))

    def author_name(self):
        return _for_xml(Newspaper.current().name)

    def item_title(self, item):
        return _for_xml(render_to_string("newsletter/_heading.txt", {"digest": item}).strip())

    def item_description(self, item):
        return _for_xml(excerpt(item.intro, 200)) or None

    def item_link(self, item):
        return absolute(item.get_absolute_url())

    def item_guid(self, item):
        """The same for ever, whatever the title, the address and the host become."""
        oldest = settings.DATA_KEYS[-1]  # another paper's is another one; a new key changes nothing
        return UUID(bytes=subkey(oldest, f"issue:{item.number}")[:16]).urn

    def item_pubdate(self, item):
        return item.started_at

    def item_updateddate(self, item):
        return item.started_at

    def item_extra_kwargs(self, item):
        content = render_to_string("newsletter/_issue_in_feed.html", {"digest": item})
        return {"content": _for_xml(content)}


def _for_xml(text: str) -> str:
    return CONTROLS.sub("", text)
