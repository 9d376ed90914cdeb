"""What became of the articles of an issue since its approval, which froze their words."""

import json
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Article, Correction
from newsletter.models import Digest
from newsletter.rendering import kind_of, line_of, rendered, sheet_of
from newsroom.core.private import fingerprint

HELD = (Digest.Status.APPROVED, Digest.Status.STOPPED)  # frozen, and nothing of it leaves now
LEFT = "left"  # in the sheet: the changes that the editor decided to leave


@dataclass(frozen=True)
class Change:
    """One article: which words of the letter were, and are now; what readers are told besides."""

    title: str
    words: list[tuple[str, str]] = field(default_factory=list)
    corrections: list[str] = field(default_factory=list)


def changes_since(digest: Digest) -> list[Change]:
    """Nothing where the issue isn't held, or where the editor left these very changes."""
    if digest.status not in HELD or not digest.sheet:
        return []
    changes = _changes(digest, digest.sheet, renewed(digest))
    return [] if key_of(changes) == digest.sheet.get(LEFT) else changes


def key_of(changes: list[Change]) -> str:
    """Another for any other changes: who decides, decides about what was shown."""
    said = [(change.title, change.words, change.corrections) for change in changes]
    return fingerprint(f"changes:{json.dumps(said)}")


def renewed(digest: Digest) -> dict:
    """The sheet in the words of now: with the same articles, date and choice of the editor."""
    old, new = digest.sheet, json.loads(json.dumps(sheet_of(digest)))
    stories = {story["id"]: story for story in new["stories"]}
    return old | {
        "stories": [stories.get(story["id"], story) for story in old["stories"]],
        "talk": _retitled(old["talk"]),
        "amended": new["amended"],
    }


def _retitled(talk: list[dict]) -> list[dict]:
    """The articles that were talked about then, with the titles that they have now."""
    articles = Article.objects.published().for_teaser().in_bulk([line["id"] for line in talk])
    return [line | line_of(articles[line["id"]]) for line in talk if line["id"] in articles]


def _changes(digest, old: dict, new: dict) -> list[Change]:
    told = _told_since(digest)
    changes = []
    for before, now in zip(old["stories"], new["stories"], strict=True):
        change = Change(now["title"], _differences(before, now), told.get(now["id"], []))
        if change.words or change.corrections:
            changes.append(change)
    told_of = {story["id"] for story in old["stories"]}
    titles = {line["id"]: line["title"] for line in new["talk"]}
    for line in old["talk"]:
        title = titles.get(line["id"], line["title"])
        if title != line["title"] and line["id"] not in told_of:
            changes.append(Change(title, [(line["title"], title)]))
    return changes + _other_corrections(old["amended"], new["amended"])


def _differences(before: dict, now: dict) -> list[tuple[str, str]]:
    words = [(before[name], now[name]) for name in ("title", "standfirst", "section")]
    words.append((", ".join(before["authors"]), ", ".join(now["authors"])))
    differences = [(was, is_) for was, is_ in words if was != is_]
    if before["picture"] != now["picture"]:
        differences.append((_said_of(before["picture"]), _said_of(now["picture"])))
    return differences


def _said_of(picture: dict | None) -> str:
    return _("picture: %s") % (picture["alt"] or picture["credit"]) if picture else _("no picture")


def _told_since(digest) -> dict[int, list[str]]:
    """What readers of its articles were told since they were approved, which no letter says."""
    since = digest.changes.filter(status=Digest.Status.APPROVED).order_by("at")
    if reopened := digest.changes.filter(status=Digest.Status.COMPOSING).first():
        since = since.filter(at__gt=reopened.at)
    approved = since.first()
    if approved is None:
        return {}
    held = [story["id"] for story in digest.sheet["stories"]]
    corrections = Correction.objects.public().filter(article__in=held, at__gt=approved.at)
    told: dict[int, list[str]] = {}
    for correction in corrections:
        told.setdefault(correction.article_id, []).append(_sentence(correction.kind, correction))
    return told


def _sentence(kind, correction) -> str:
    return f"{Correction.Kind(kind).label}: {correction.text}"


def _other_corrections(before: list[dict], now: list[dict]) -> list[Change]:
    """Of earlier issues’ articles: told in the letter as it is frozen, or as it would be now."""
    old, new = ({(line["id"], line["at"]): line for line in lines} for lines in (before, now))
    changes = []
    for key in dict.fromkeys([*old, *new]):
        was, is_ = old.get(key), new.get(key)
        if _words_of(was) != _words_of(is_):
            pair = (_words_of(was), _words_of(is_))
            changes.append(Change((is_ or was)["title"], [pair]))
    return changes


def _words_of(line: dict | None) -> str:
    return f"{line['title']} – {kind_of(line)}: {line['text']}" if line else ""


# What the editor decides


@transaction.atomic
def take_new_words(digest: Digest, seen: str, *, by) -> None:
    """Freeze the issue anew, in the words of now."""
    changes = _seen(digest, seen)
    sheet = renewed(digest)
    sheet[LEFT] = key_of(_changes(digest, sheet, sheet))  # corrections that no letter says
    reason = _("New words: %s") % ", ".join(change.title for change in changes)
    digest.freeze(rendered(sheet), by=by, reason=reason)


@transaction.atomic
def leave_words(digest: Digest, seen: str, *, by) -> None:
    """It goes as it was approved; another change is shown again."""
    changes = _seen(digest, seen)
    digest.sheet[LEFT] = key_of(changes)
    digest.save(update_fields=["sheet"])
    reason = _("Left as approved: %s") % ", ".join(change.title for change in changes)
    digest.changes.create(status=digest.status, by=by, reason=reason[:300])


def _seen(digest: Digest, seen: str) -> list[Change]:
    """The changes, where they are those that the page showed; no worker begins meanwhile."""
    locked = Digest.objects.select_for_update().get(pk=digest.pk)
    digest.status, digest.sheet = locked.status, locked.sheet
    changes = changes_since(digest)
    if not changes or key_of(changes) != seen:
        raise ValidationError(_("It has changed since you looked at it: look once more."))
    return changes
