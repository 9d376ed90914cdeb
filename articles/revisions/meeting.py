"""Two people at one article: each knows of the other, and of what the other has saved."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Presence
from articles.revisions.content import of_article
from articles.revisions.packing import digest
from newsroom.core.alphabet import place

OPEN_TO_WRITERS = (Article.Status.DRAFT, Article.Status.IN_REVIEW)
CLOSING = {"approve", "publish"}  # after these verbs, only an editor changes the piece
WRITES = timedelta(minutes=1)  # since the last key
FRESH = timedelta(hours=1)  # since a draft was kept that nobody saved


def beat(article: Article, user, *, writes: bool = False) -> Presence:
    """This person is at the article now; who has gone without a word is forgotten."""
    now = timezone.now()
    article.presences.gone().delete()
    seen = {"seen_at": now} | ({"wrote_at": now} if writes else {})
    return Presence.objects.update_or_create(article=article, user=user, defaults=seen)[0]


def leave(article: Article, user) -> None:
    article.presences.filter(user=user).delete()


def take_over(article: Article, user) -> None:
    """Say to the others that this person goes on from here. Nobody is locked out by it."""
    article.presences.here().exclude(user=user).update(taken_by=user)
    article.presences.filter(user=user).update(taken_by=None)


def others_at(article: Article, user) -> list[dict]:
    others = article.presences.here().exclude(user=user).select_related("user")
    return [
        {"name": name_of(other.user), "since": other.since, "wrote": other.wrote_at}
        for other in others.order_by("since", "pk")
    ]


def last_saved(article: Article, user) -> dict:
    """The version that is stored now, and who stored it: perhaps this person, in another tab."""
    newest = article.revisions.states().select_related("by").newest_first().first()
    by = newest.by if newest else None
    name = name_of(by) if by else ""
    return {"version": article.changed_at.isoformat(), "by": name, "own": by == user}


def shut_out(article: Article, user) -> list[str]:
    """Who is writing on it, or has words that aren't saved, and may not go on once it is ready."""
    if article.status not in OPEN_TO_WRITERS:
        return []
    now = timezone.now()
    writes = article.presences.here().filter(wrote_at__gt=now - WRITES)
    drafts = article.revisions.filter(is_open=True, at__gt=now - FRESH)
    kept = {draft.by for draft in drafts.select_related("by", "whole") if differs(draft, article)}
    people = {row.user for row in writes.select_related("user")} | kept
    others = [who for who in people if who and who != user]
    names = [name_of(who) for who in others if not who.has_perm("articles.edit_any_article")]
    return sorted(names, key=place)


def refuse_to_shut_out(verb: str, article: Article, user) -> None:
    """Where there is no page to say it on first."""
    if verb in CLOSING and (names := shut_out(article, user)):
        told = _("%(names)s has words here that are not saved: see the article first.")
        raise ValidationError(told % {"names": ", ".join(names)})


def differs(draft, article: Article) -> bool:
    return draft.digest != digest(of_article(article))


def name_of(user) -> str:
    return user.get_full_name() or user.get_username()
