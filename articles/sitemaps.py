from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap

from articles.models import Article, Section


class PaperSitemap(Sitemap):
    """Names the paper's own address, whichever of its hosts was asked."""

    def get_protocol(self, protocol=None):
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site=None):
        return urlsplit(settings.SITE_URL).netloc


class ArticleSitemap(PaperSitemap):
    limit = 10_000

    def items(self):
        articles = Article.objects.published().select_related("section")
        return articles.only("slug", "section__slug", "published_at", "changed_at").order_by("-pk")

    def lastmod(self, item):
        return item.updated_at

    def get_latest_lastmod(self):
        """Without reading every article, as Django does."""
        newest = Article.objects.published().newest_first().first()
        changed = Article.objects.that_are_out().order_by("-changed_at").first()
        return max(newest.updated_at, changed.updated_at) if newest else None


class SectionSitemap(PaperSitemap):
    def items(self):
        return Section.objects.all()
