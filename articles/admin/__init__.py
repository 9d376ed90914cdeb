from articles.admin.article import ArticleAdmin
from articles.admin.checks import PublishingRulesAdmin
from articles.admin.filing import AuthorAdmin, RedirectAdmin, SectionAdmin, TagAdmin
from articles.admin.pictures import PictureAdmin, VideoStillAdmin

__all__ = [
    "ArticleAdmin",
    "AuthorAdmin",
    "PictureAdmin",
    "PublishingRulesAdmin",
    "RedirectAdmin",
    "SectionAdmin",
    "TagAdmin",
    "VideoStillAdmin",
]
