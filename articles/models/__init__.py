from articles.models.article import Article, Byline
from articles.models.author import Author
from articles.models.correction import Correction
from articles.models.picture import FormerPicture, Picture, Use, VideoStill
from articles.models.redirect import Redirect
from articles.models.revision import Revision
from articles.models.section import Section, Tag, TaggedArticle
from articles.models.workflow import StatusChange

__all__ = [
    "Article",
    "Author",
    "Byline",
    "Correction",
    "FormerPicture",
    "Picture",
    "Redirect",
    "Revision",
    "Section",
    "StatusChange",
    "Tag",
    "TaggedArticle",
    "Use",
    "VideoStill",
]
