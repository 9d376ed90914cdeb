"""All routes at a glance. Fixed pages come first: sections live at the top of the site."""

from django.conf import settings
from django.contrib import admin
from django.contrib.sitemaps import views as sitemap_views
from django.urls import include, re_path

from articles.images import FILE_NAME
from articles.urls import urlpatterns as articles
from newsroom import rights_pages, views
from newsroom.core.routes import elsewhere, path
from newsroom.sitemaps import SITEMAPS, index

handler400 = "newsroom.views.bad_request"
handler403 = "newsroom.views.forbidden"
handler404 = "newsroom.views.page_not_found"
handler500 = "newsroom.views.server_error"

urlpatterns = [
    path("admin/language/", views.set_language, name="set_language"),
    path("admin/", admin.site.urls),
    path("robots.txt", views.robots, name="robots"),
    *(path(name, views.icon, {"name": name}, name=name) for name in views.ICONS),
    path("healthz", views.healthz, name="healthz"),
    path("sitemap.xml", index),
    path("sitemap-<section>.xml", sitemap_views.sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("mentions-legales/", views.legal_notice, name="legal_notice"),
    path("confidentialite/", views.privacy, name="privacy"),
    path("mes-donnees/", rights_pages.ask, name="my_data_ask"),
    path("mes-donnees/demande/", rights_pages.asked, name="my_data_asked"),
    path("mes-donnees/<str:token>/", rights_pages.my_data, name="my_data"),
    path("commentaires/", include("comments.urls")),
    path("newsletter/", include("newsletter.urls")),
    re_path(rf"^media/(?P<name>{FILE_NAME})$", views.media, name="media"),
]
if settings.DEBUG:
    urlpatterns += [path("__debug__/", include("debug_toolbar.urls"))]
urlpatterns += [*elsewhere([*urlpatterns, *articles]), path("", include("articles.urls"))]
