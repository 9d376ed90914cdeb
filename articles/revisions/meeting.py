"""Two people at one article: each knows of the other, and of what the other has saved."""

from django.utils import timezone

from articles.models import Article, Presence


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


def last_saved(article: Article) -> dict:
    """The version that is stored now, and who stored it."""
    newest = article.revisions.states().select_related("by").newest_first().first()
    name = name_of(newest.by) if newest and newest.by else ""
    return {"version": article.changed_at.isoformat(), "by": name}


def name_of(user) -> str:
    return user.get_full_name() or user.get_username()
