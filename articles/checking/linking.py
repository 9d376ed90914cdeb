"""Checks of the links: that they have words, that the words say something, that they lead on."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.checking.piece import Hint, Piece
from articles.middleware import current_address
from articles.models import Article, Author, Section, Tag

ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
SAY_NOTHING = {
    *("ici", "cliquez ici", "cliquer ici", "clique ici", "là", "lien", "ce lien", "le lien"),
    *("lire", "lire ici", "lire la suite", "plus", "en savoir plus", "voir", "voir ici"),
    *("here", "click here", "link", "this link", "more", "read more", "see here", "this"),
}
# What a page of ours shows, by the name of its address: where that is gone, so is the page.
PAGES = {
    "section": lambda slug, **kwargs: Section.objects.filter(slug=slug),
    "tag": lambda slug, **kwargs: Tag.objects.known().filter(slug=slug),
    "author": lambda slug, **kwargs: Author.objects.filter(slug=slug),
}


def empty(piece: Piece) -> Iterator[Hint]:
    for block in piece.blocks:
        for address, words in block.links:
            if not words or not address:
                advice = _("Give it words and an address, or take it away.")
                yield Hint(_("A link is empty."), advice, "body", block)


def idle(piece: Piece) -> Iterator[Hint]:
    for block in piece.blocks:
        for _address, words in block.links:
            bare = words.lower().strip(" .,:;!?…»«→>\u00a0\u202f")
            if bare in SAY_NOTHING or ADDRESS.fullmatch(words):
                text = _("The words of a link say nothing: “%(words)s”.") % {"words": words[:60]}
                advice = _("Link the words that name what is behind it.")
                yield Hint(text, advice, "body", block)


def dead(piece: Piece) -> Iterator[Hint]:
    found = [(path, block) for block in piece.blocks for path in own_paths(block)]
    articles = articles_behind([path for path, _block in found])
    for path, block in found:
        if path in articles and is_out_by_then(articles[path], piece.article):
            continue
        if path in articles and not articles[path].was_out:
            text = _("A link leads to a piece that is not out: “%(title)s”.")
            advice = _("Publish that one first, or take the link away.")
            yield Hint(text % {"title": articles[path].title}, advice, "body", block)
        elif leads_nowhere(path):
            text = _("A link leads nowhere: %(path)s") % {"path": path}
            advice = _("Mend its address, or take it away.")
            yield Hint(text, advice, "body", block)


def own_paths(block) -> Iterator[str]:
    """The paths of this site that a block links to."""
    for address, _words in block.links:
        try:
            parts = urlsplit(address)
        except ValueError:
            continue
        is_ours = parts.netloc == urlsplit(settings.SITE_URL).netloc
        if is_ours or (not parts.netloc and not parts.scheme and parts.path.startswith("/")):
            yield parts.path or "/"


def articles_behind(paths) -> dict[str, Article]:
    """The articles whose addresses these are, in one query."""
    slugs = {path: found.kwargs["slug"] for path in paths if (found := article_at(path))}
    rows = Article.objects.filter(slug__in=set(slugs.values())).defer("body")
    known = {article.slug: article for article in rows}
    return {path: known[slug] for path, slug in slugs.items() if slug in known}


def article_at(path):
    found = page_at(path if path.endswith("/") else f"{path}/")
    return found if found and found.view_name == "article" else None


def page_at(path):
    try:
        return resolve(path)
    except Resolver404:
        return None


def is_out_by_then(target: Article, piece: Article) -> bool:
    """Readers who come from the piece find it."""
    shows = target.is_published or target.is_scheduled
    return shows and target.published_at <= max(
        piece.published_at or timezone.now(), timezone.now()
    )


def leads_nowhere(path: str) -> bool:
    found = page_at(path)
    if found is not None and found.view_name != "article":
        show = PAGES.get(found.view_name)
        if show is None or show(**found.kwargs).exists():
            return False
    return current_address(path) is None
