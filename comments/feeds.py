"""What readers say, as RSS and Atom: everywhere, and under one article. Approved comments alone."""

from dataclasses import dataclass

from django.shortcuts import get_object_or_404
from django.utils.html import escape
from django.utils.translation import gettext as _

from articles.feeds import FullTextFeed, for_xml
from articles.models import Article
from comments.models import Comment
from comments.text import render
from newsroom.core.html import excerpt
from newsroom.core.links import absolute
from newsroom.core.models import Newspaper
from newsroom.core.typography import typeset

ITEMS = 50


@dataclass(frozen=True)
class Talk:
    """Where comments are listened to: under one article, or everywhere."""

    paper: Newspaper
    path: str
    article: Article | None = None


class PaperComments(FullTextFeed):
    """The newest comments under all articles that are out."""

    def get_object(self, request):
        return Talk(Newspaper.current(), request.path)

    def items(self, talk):
        out = Article.objects.published()
        comments = Comment.objects.approved().filter(article__in=out)
        return newest_first(comments)

    def title(self, talk):
        return for_xml(_("%(name)s — comments") % {"name": talk.paper.name})

    def description(self, talk):
        return for_xml(_("What the readers of %(name)s say") % {"name": talk.paper.name})

    def link(self, talk):
        return absolute("/")

    def item_title(self, comment):
        words = {"name": comment.name, "title": comment.article.title}
        return typeset(_("%(name)s on “%(title)s”") % words)

    def item_description(self, comment):
        """HTML to those who read it, as all descriptions are."""
        return escape(typeset(excerpt(comment.body, 200)))

    def item_link(self, comment):
        return absolute(comment.get_absolute_url())

    def item_guid(self, comment):
        return f"comment:{comment.pk}"

    def item_pubdate(self, comment):
        return comment.created_at

    item_updateddate = item_pubdate

    def item_extra_kwargs(self, comment):
        return {"authors": [comment.name], "content": render(comment.body), "picture": None}


class ArticleComments(PaperComments):
    """Those under one article."""

    def get_object(self, request, article_id):
        articles = Article.objects.published().select_related("section").defer("body")
        article = get_object_or_404(articles, pk=article_id)
        return Talk(Newspaper.current(), request.path, article)

    def items(self, talk):
        return newest_first(Comment.objects.approved().of(talk.article))

    def title(self, talk):
        return for_xml(_("Comments on %(title)s") % {"title": typeset(talk.article.title)})

    def link(self, talk):
        return absolute(f"{talk.article.get_absolute_url()}#comments")


def newest_first(comments):
    comments = comments.without_private().select_related("article").defer("article__body")
    return comments.order_by("-created_at", "-pk")[:ITEMS]
