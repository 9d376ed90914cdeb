"""What search engines are told of, in order."""

from articles.sitemaps import ArticleSitemap, SectionSitemap

SITEMAPS = {"articles": ArticleSitemap, "sections": SectionSitemap}
