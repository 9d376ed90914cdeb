from django.contrib.sitemaps import Sitemap

from articles.models import Article, Section


class ArticleSitemap(Sitemap):
    limit = 10_000

    def items(self):
        articles = Article.objects.published().select_related("section")
        return articles.only("slug", "section__slug", "published_at", "changed_at").order_by("-pk")

    def lastmod(self, item):
        return item.updated_at


class SectionSitemap(Sitemap):
    def items(self):
        return Section.objects.all()
