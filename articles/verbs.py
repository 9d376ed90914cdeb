"""What may be done with an article at the desk, by whom, and from which state."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from newsroom.core.dates import in_words

DRAFT, IN_REVIEW, READY, PUBLISHED, WITHDRAWN = Article.Status


@dataclass(frozen=True)
class Verb:
    name: str
    label: str
    done: str
    states: tuple[str, ...]
    act: Callable
    permission: str = "articles.publish_article"

    def is_allowed_to(self, user, article) -> bool:
        return user.has_perm(self.permission) and article.may_be_changed_by(user)

    def is_open_to(self, user, article) -> bool:
        """Whether this person may do it to this article, as it stands."""
        if self.name == "unschedule" and not article.is_scheduled:
            return False
        return article.status in self.states and self.is_allowed_to(user, article)


VERBS = (
    Verb(
        "submit",
        _("Hand in for review"),
        _("“%(title)s” is handed in: the editors see it."),
        (DRAFT,),
        lambda article, by, at, reason: article.submit(by=by),
        "articles.change_article",
    ),
    Verb(
        "send_back",
        _("Back to draft"),
        _("“%(title)s” is a draft again."),
        (IN_REVIEW, READY, WITHDRAWN),
        lambda article, by, at, reason: article.send_back(by=by, reason=reason),
        "articles.change_article",
    ),
    Verb(
        "approve",
        _("Ready"),
        _("“%(title)s” is ready to be published."),
        (DRAFT, IN_REVIEW),
        lambda article, by, at, reason: article.approve(by=by),
        "articles.approve_article",
    ),
    Verb(
        "publish",
        _("Publish"),
        _("“%(title)s” is published."),
        (DRAFT, IN_REVIEW, READY, PUBLISHED, WITHDRAWN),
        lambda article, by, at, reason: article.publish(by=by, at=at),
    ),
    Verb(
        "unschedule",
        _("Unschedule"),
        _("“%(title)s” has no date any more: it is ready."),
        (PUBLISHED,),
        lambda article, by, at, reason: article.unschedule(by=by),
    ),
    Verb(
        "withdraw",
        _("Withdraw"),
        _("“%(title)s” is withdrawn: readers see it no longer."),
        (PUBLISHED,),
        lambda article, by, at, reason: article.withdraw(by=by, reason=reason),
    ),
)


def verbs_for(user, article) -> list[Verb]:
    """The verbs that are buttons for this person on this article."""
    return [verb for verb in VERBS if verb.is_open_to(user, article)]


def perform(name: str, article, *, by, at=None, reason="") -> str:
    """Do it and say so, or raise PermissionDenied.

    What can't be done to the article as it stands is refused by itself, with a ValidationError.
    """
    verb = next((verb for verb in VERBS if verb.name == name), None)
    if verb is None or not verb.is_allowed_to(by, article):
        raise PermissionDenied
    verb.act(article, by, at, reason)
    if article.is_scheduled:
        when = in_words(localtime(article.published_at), "datetime")
        return _("“%(title)s” will appear on %(when)s.") % {"title": article.title, "when": when}
    return _with_warning(verb.done % {"title": article.title}, article)


def _with_warning(done: str, article) -> str:
    """Handed in, it is told what still keeps it from being published."""
    missing = article.problems() if article.status == IN_REVIEW else []
    if not missing:
        return done
    words = {"done": done, "missing": " ".join(missing)}
    return _("%(done)s Before it can be published: %(missing)s") % words


def set_bounds(article, *, by, **asked) -> None:
    """Its embargo and its end, as far as this person may move them.

    Whoever writes may promise silence; only who publishes may break it, or say when a piece ends.
    """
    bounds = {"embargo_until": article.embargo_until, "expires_at": article.expires_at}
    if not article.may_be_changed_by(by):
        raise PermissionDenied
    if not by.has_perm("articles.publish_article"):
        asked = _kept_longer(article, asked)
    article.set_bounds(by=by, **bounds | asked)


def _kept_longer(article, asked: dict) -> dict:
    until, before = asked.get("embargo_until"), article.embargo_until
    is_longer = until is not None and (before is None or until > before)
    return {"embargo_until": until} if is_longer else {}
