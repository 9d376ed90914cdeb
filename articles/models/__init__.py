from articles.models.article import Article, Byline
from articles.models.author import Author
from articles.models.change import PlannedChange
from articles.models.correction import Correction
from articles.models.note import Mention, Note
from articles.models.picture import FormerPicture, Picture, Use
from articles.models.presence import Presence
from articles.models.preview import PreviewAddress
from articles.models.reading import ReadCount
from articles.models.redirect import Redirect
from articles.models.revision import Revision
from articles.models.rules import PublishingRules
from articles.models.section import Section
from articles.models.tag import Tag, TaggedArticle
from articles.models.video import VideoStill
from articles.models.workflow import StatusChange

__all__ = [
    "Article",
    "Author",
    "Byline",
    "Correction",
    "FormerPicture",
    "Mention",
    "Note",
    "Picture",
    "PlannedChange",
    "Presence",
    "PreviewAddress",
    "PublishingRules",
    "ReadCount",
    "Redirect",
    "Revision",
    "Section",
    "StatusChange",
    "Tag",
    "TaggedArticle",
    "Use",
    "VideoStill",
]
