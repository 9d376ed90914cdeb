"""What of an article a version keeps, taken from the article or from its form, and given back."""

from django.db import transaction
from django.utils import timezone

from articles.models import Article, Author, Byline, Picture, Section, Tag
from articles.models.tag import in_order
from newsroom.core.html import blocks
from newsroom.core.words import clean

PLAIN = (
    *("title", "standfirst", "slug", "lead_alt", "lead_caption"),
    *("search_title", "search_description"),
)
KEYS = {"section": Section, "lead_picture": Picture}
STORED = (*PLAIN, *KEYS, "authors", "tags", "body")


def of_article(article: Article) -> dict:
    return {
        **{name: getattr(article, name) for name in PLAIN},
        **{name: getattr(article, f"{name}_id") for name in KEYS},
        "authors": list(
            article.bylines.order_by("position", "pk").values_list("author", flat=True)
        ),
        "tags": in_order(article.taggings.values_list("tag__name", flat=True)),
        "body": split(article.body),
    }


def split(body: str) -> list[str]:
    return [html for _id, html in blocks(body)]


def of_form(cleaned: dict, like: dict) -> dict:
    """What somebody typed; what the form has not is as in `like`."""
    typed = {name: clean(cleaned[name]) for name in PLAIN if name in cleaned}
    typed |= {name: cleaned[name] and cleaned[name].pk for name in KEYS if name in cleaned}
    if "tags" in cleaned:
        typed["tags"] = in_order(cleaned["tags"])
    if "body" in cleaned:
        typed["body"] = split(cleaned["body"])
    return like | typed


def to_form(content: dict, cleaned: dict) -> dict:
    """The other way round: what the form is to store."""
    given = {name: content[name] for name in (*PLAIN, "tags") if name in cleaned}
    for name, model in KEYS.items():
        if name in cleaned:
            given[name] = model.objects.filter(pk=content[name]).first()
    if "body" in cleaned:
        given["body"] = "".join(content["body"])
    return given


def dress(article: Article, content: dict) -> None:
    """Show an article at hand as a version has it, with all that belongs to it; nothing is stored.

    Its slug stays. What is gone meanwhile is left out, and a tag that is still to be made, too.
    """
    for name in PLAIN:
        if name != "slug" and name in content:
            setattr(article, name, content[name])
    article.body, article.first_video = "".join(content["body"]), None
    for name, model in KEYS.items():
        if content[name] != getattr(article, f"{name}_id"):
            found = model.objects.filter(pk=content[name]).first()
            if found or content[name] is None:
                setattr(article, name, found)
    show_signers(article, content["authors"])
    show_tags(article, content["tags"])


def show_signers(article: Article, keys: list[int]) -> None:
    known = Author.objects.in_bulk(keys)
    bylines = [Byline(article=article, author=known[key]) for key in keys if key in known]
    article.put_at_hand("bylines", Byline.objects.all(), bylines)


def show_tags(article: Article, names: list[str]) -> None:
    tags = sorted(Tag.objects.named(names).values(), key=lambda tag: tag.key)
    article.put_at_hand("tags", Tag.objects.all(), tags)


@transaction.atomic
def give(article: Article, content: dict, *, at=None) -> None:
    """Make an article what a version of it was. Its address stays; what is gone is left out."""
    plain = [name for name in PLAIN if name != "slug" and name in content]
    for name in plain:
        setattr(article, name, content[name])
    article.body = "".join(content["body"])
    for name, model in KEYS.items():
        found = model.objects.filter(pk=content[name]).first()
        if found or content[name] is None:
            setattr(article, name, found)
    article.changed_at = at or timezone.now()
    article.save(update_fields=[*plain, "body", *KEYS, "changed_at"])
    article.tags.set(content["tags"])
    _sign(article, content["authors"])


def _sign(article: Article, keys: list[int]) -> None:
    known = Author.objects.in_bulk(keys)
    article.bylines.exclude(author__in=keys).delete()
    for place, key in enumerate(key for key in keys if key in known):
        Byline.objects.update_or_create(
            article=article, author=known[key], defaults={"position": place}
        )
    article.__dict__.pop("_prefetched_objects_cache", None)
