"""What search engines are told of, in order."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import views

from articles.sitemaps import ArticleSitemap, SectionSitemap

SITEMAPS = {"articles": ArticleSitemap, "sections": SectionSitemap}


def index(request):
    """Django takes the addresses of the parts from the request, where anybody writes anything."""
    request.META["HTTP_HOST"] = urlsplit(settings.SITE_URL).netloc
    return views.index(request, SITEMAPS, sitemap_url_name="sitemap")
