from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from newsletter.models.newsletter import refuse_line_breaks
from newsroom.core.words import Line, Text


class DigestItem(models.Model):
    """An article in an issue; the first one leads."""

    digest = models.ForeignKey("newsletter.Digest", models.CASCADE, related_name="items")
    article = models.ForeignKey(
        Article, models.CASCADE, verbose_name=_("article"), related_name="digest_items"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    title = Line(
        _("title in the letter"), max_length=200, blank=True, validators=[refuse_line_breaks]
    )
    standfirst = Text(_("introduction in the letter"), max_length=600, blank=True)

    class Meta:
        verbose_name = _("article of an issue")
        verbose_name_plural = _("articles of an issue")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["digest", "article"], name="an_article_once_per_issue")
        ]

    def __str__(self):
        return str(self.article)

    def worded(self, article: Article) -> Article:
        """The article in the words of this issue, where the editor gave it some: never saved."""
        article.title = self.title or article.title
        article.standfirst = self.standfirst or article.standfirst
        return article
