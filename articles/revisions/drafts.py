"""What somebody types and has not saved: kept beside the article, which readers go on seeing."""

from django.db import transaction
from taggit.utils import edit_string_for_tags

from articles import tagging
from articles.models import Article, Revision, Tag
from articles.models.tag import names_of
from articles.revisions.content import KEYS, PLAIN, of_article, split
from articles.revisions.keeping import Kind, write
from articles.revisions.packing import digest
from articles.revisions.signing import signed
from newsroom.core import asked
from newsroom.core.words import clean


def of_post(data, like: dict) -> dict:
    """What a page sends while somebody writes: unfinished, so nothing is refused."""
    typed = {name: clean(str(data[name])) for name in PLAIN if name in data}
    for name, model in KEYS.items():
        key = asked.key(data.get(name))
        if model.objects.filter(pk=key).exists():
            typed[name] = key
        elif name in data and not data[name]:
            typed[name] = None
    if "tags" in data:
        typed["tags"] = tagging.as_known(names_of(str(data["tags"])))
    if "body" in data:
        typed["body"] = split(str(data["body"]))
    return like | typed | signed(data)


@transaction.atomic
def keep_draft(article: Article, data, *, by, based_on=None) -> Revision | None:
    """Keep it as this person's draft; None where it is the article as it stands."""
    now = Article.objects.select_for_update().get(pk=article.pk)
    former = article.revisions.filter(by=by, is_open=True)
    stands = of_article(now)
    content = of_post(data, stands)
    draft = former.first()
    if draft and draft.digest == digest(content):
        return draft
    former.update(is_open=False)
    if digest(content) == digest(stands):
        return None
    based_on = based_on or now.changed_at
    return write(now, content, kind=Kind.AUTOSAVED, by=by, based_on=based_on, is_open=True)


def draft_to_offer(article: Article, by) -> Revision | None:
    """The draft that this person has not saved, if it says anything else than the article."""
    draft = article.revisions.filter(by=by, is_open=True).select_related("whole").first()
    return draft if draft and draft.digest != digest(of_article(article)) else None


def close_draft(article: Article, by) -> None:
    """It was saved, or left: it stays among the versions, and is offered no longer."""
    article.revisions.filter(by=by, is_open=True).update(is_open=False)


def as_initial(draft: Revision) -> dict:
    """A draft as the fields of the form show it, with what a merge has to start from."""
    content = draft.content
    initial = {name: content[name] for name in (*PLAIN, *KEYS) if name in content}
    tags = edit_string_for_tags([Tag(name=name) for name in content["tags"]])
    version = draft.based_on.isoformat() if draft.based_on else ""
    return initial | {"body": draft.body, "tags": tags, "version": version}


def signers_of(draft: Revision, article: Article) -> list[int]:
    """Who signs by a draft; whom others took in or out since it was begun comes and goes too."""
    based_on = draft.based_on and article.revisions.as_of(draft.based_on)
    now, drafted = of_article(article)["authors"], draft.content["authors"]
    before = based_on.content["authors"] if based_on else now
    gone = {key for key in before if key not in now}
    come = [key for key in now if key not in before and key not in drafted]
    return [*(key for key in drafted if key not in gone), *come]
