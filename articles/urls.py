from django.urls import register_converter

from articles import feeds, outside, views
from newsroom.core.routes import path


class Month:
    regex = r"0[1-9]|1[0-2]"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return f"{value:02d}"


class Day(Month):
    regex = r"0[1-9]|[12][0-9]|3[01]"


class Year(Month):
    regex = r"[12][0-9]{3}"

    def to_url(self, value):
        return str(value)


register_converter(Year, "year")
register_converter(Month, "month")
register_converter(Day, "day")

urlpatterns = [
    path("", views.front_page, name="front_page"),
    path("recherche/", views.search_page, name="search"),
    path("archives/", views.archive, name="archive_index"),
    path("archives/<year:year>/", views.archive, name="archive"),
    path("archives/<year:year>/<month:month>/", views.archive, name="archive"),
    path("archives/<year:year>/<month:month>/<day:day>/", views.archive, name="archive"),
    path("apercu/<str:token>/", outside.outside_preview, name="outside_preview"),
    path("lu/<key:pk>/", views.article_read, name="article_read"),
    path("corrections/", views.corrections, name="corrections"),
    path("corrections/rss.xml", feeds.CorrectionFeed(), name="correction_feed"),
    path("corrections/atom.xml", feeds.CorrectionFeed(feeds.FullTextAtom), name="correction_atom"),
    path("tag/<slug:slug>/", views.tag, name="tag"),
    path("tag/<slug:slug>/rss.xml", feeds.TagFeed(), name="tag_feed"),
    path("tag/<slug:slug>/atom.xml", feeds.TagFeed(feeds.FullTextAtom), name="tag_atom"),
    path("auteur/<slug:slug>/", views.author, name="author"),
    path("auteur/<slug:slug>/rss.xml", feeds.AuthorFeed(), name="author_feed"),
    path("auteur/<slug:slug>/atom.xml", feeds.AuthorFeed(feeds.FullTextAtom), name="author_atom"),
    path("rss.xml", feeds.PaperFeed(), name="feed"),
    path("atom.xml", feeds.PaperFeed(feeds.FullTextAtom), name="atom"),
    path("<slug:slug>/rss.xml", feeds.SectionFeed(), name="section_feed"),
    path("<slug:slug>/atom.xml", feeds.SectionFeed(feeds.FullTextAtom), name="section_atom"),
    path("<slug:slug>/", views.section, name="section"),
    path("<slug:section_slug>/<slug:slug>/", views.article, name="article"),
    path(
        "<slug:section_slug>/<slug:slug>/modifications/",
        views.article_changes,
        name="article_changes",
    ),
]
