"""A change that takes effect at a set second, cancelled, or held where a later edit overlaps it.

The page of the article, lists and feeds show it by themselves from that second on, as a query says
(rule 1); the worker then makes it the article, and what it is found by follows.
"""

from collections.abc import Iterable
from functools import partial

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, PlannedChange
from articles.revisions.content import dress, give, of_article
from articles.revisions.keeping import Kind, keep, keep_what_was, write
from articles.revisions.merging import NOWHERE, Merge, merge

Status = PlannedChange.Status


@transaction.atomic
def plan(article: Article, content: dict, *, at, by) -> PlannedChange:
    """Let an article that is out become this at that second."""
    now = Article.objects.select_for_update().get(pk=article.pk)
    refuse(now, content, at)
    keep_what_was(now.pk)
    revision = write(now, content, kind=Kind.PLANNED, by=by, based_on=now.changed_at)
    try:
        with transaction.atomic():
            change = now.planned_changes.create(revision=revision, takes_effect_at=at, by=by)
    except IntegrityError:
        raise ValidationError(
            _("Another change is set for this article: cancel it first.")
        ) from None
    transaction.on_commit(partial(_call_at, at), robust=True)
    return change


@transaction.atomic
def keep_aside(article: Article, content: dict, *, by, taken_up: int | None = None):
    """Keep the draft of a change, which the desk sees and readers don't; in place of the former."""
    now = Article.objects.select_for_update().get(pk=article.pk)
    refuse_aside(now, taken_up)
    keep_what_was(now.pk)
    revision = write(now, content, kind=Kind.PLANNED, by=by, based_on=now.changed_at)
    change = now.planned_changes.open().first() or PlannedChange(article=now)
    change.revision, change.by, change.status = revision, by, Status.WAITING
    change.save()
    return change


def refuse_aside(article: Article, taken_up: int | None) -> None:
    """What would write over the draft that a colleague has kept meanwhile, or over a set change."""
    if not article.is_published:
        raise ValidationError(_("Readers don’t see this article: save it."))
    change = article.planned_changes.open().first()
    if change and change.takes_effect_at:
        raise ValidationError(_("Another change is set for this article: cancel it first."))
    if change and change.revision_id != taken_up:
        told = _(
            "Another draft of a change is kept for this article: put it out or cancel it first."
        )
        raise ValidationError(told)


@transaction.atomic
def put_out(change: PlannedChange, *, by) -> None:
    """Make the draft of a change the article now; refused where a later edit overlaps it."""
    article = Article.objects.select_for_update().get(pk=change.article_id)
    change = PlannedChange.objects.select_for_update().get(pk=change.pk)
    if change.status not in PlannedChange.OPEN or change.takes_effect_at:
        return
    merged = bring_together(change, article)
    if merged.conflicts or not article.is_published:
        told = _("The article was changed since, in the same places: go on with the draft first.")
        raise ValidationError(told)
    if missing := _problems(article, merged.content):
        raise ValidationError(missing)
    keep_what_was(article.pk)
    give(article, merged.content)
    keep(article, kind=Kind.MERGED, by=by, note=_("A draft of a change"), at=article.changed_at)
    change.settle(Status.DONE, by=by)


def settle_taken_up(article: Article, taken_up: int | None, *, by) -> None:
    """The draft of a change was saved as the article itself."""
    drafts = article.planned_changes.open().filter(takes_effect_at=None, revision=taken_up)
    for change in drafts:
        change.settle(Status.DONE, by=by)


def refuse(article: Article, content: dict, at) -> None:
    """What can't be set, with a sentence that says what to do."""
    if not article.is_published:
        raise ValidationError(_("Readers don’t see this article: save it, and publish it instead."))
    if not at or at <= timezone.now():
        raise ValidationError(_("Say when the change takes effect: a time to come."))
    if article.planned_changes.open().exists():
        raise ValidationError(_("Another change is set for this article: cancel it first."))
    if missing := _problems(article, content):
        raise ValidationError(missing)


def _problems(article: Article, content: dict) -> list[str]:
    """What would be missing: tried, and taken back."""
    with transaction.atomic():
        tried = Article.objects.get(pk=article.pk)
        give(tried, content)
        found = tried.problems()
        transaction.set_rollback(True)
    return found


def _call_at(at) -> None:
    """Ask the worker for that second; without one that can wait, the minute finds it."""
    from articles.tasks import make_planned_changes

    if make_planned_changes.get_backend().supports_defer:
        make_planned_changes.using(run_after=at).enqueue()


@transaction.atomic
def cancel(change: PlannedChange, *, by) -> None:
    """It does not take effect. Its text is offered to who cancels it, as a draft."""
    change = PlannedChange.objects.select_for_update().get(pk=change.pk)
    if change.status not in PlannedChange.OPEN:
        return
    change.settle(Status.CANCELLED, by=by)
    article, planned = change.article, change.revision
    article.revisions.filter(by=by, is_open=True).update(is_open=False)
    draft = {"kind": Kind.AUTOSAVED, "by": by, "based_on": planned.based_on, "is_open": True}
    write(article, planned.content, **draft)


def make_due() -> int:
    """Make the articles what was set for now; how many. Safe to repeat and to run twice at once."""
    due = PlannedChange.objects.due().order_by("takes_effect_at", "pk")
    return sum(_make(pk) for pk in due.values_list("pk", flat=True))


@transaction.atomic
def _make(pk: int) -> bool:
    change = PlannedChange.objects.select_for_update().filter(pk=pk, status=Status.WAITING).first()
    if change is None:
        return False
    article = Article.objects.select_for_update().get(pk=change.article_id)
    merged = bring_together(change, article)
    if merged.conflicts or not article.is_published:
        change.settle(Status.HELD)
        return False
    keep_what_was(article.pk)
    give(article, merged.content, at=change.takes_effect_at)
    note = change.revision.note or _("A change set beforehand")
    keep(article, kind=Kind.MERGED, by=change.by, note=note, at=article.changed_at)
    change.settle(Status.DONE)
    return True


def bring_together(change: PlannedChange, article: Article) -> Merge:
    """What is set, with what was saved since it was set."""
    base = article.revisions.as_of(change.revision.based_on)
    return merge(base.content if base else NOWHERE, change.revision.content, of_article(article))


@transaction.atomic
def look_after(article: Article) -> PlannedChange | None:
    """After a save: the change that is set, held where the two now overlap, or free again."""
    change = article.planned_changes.open().select_related("revision__whole").first()
    if change:
        held = bool(bring_together(change, article).conflicts)
        change.status = Status.HELD if held else Status.WAITING
        change.save(update_fields=["status"])
    return change


def as_due(article: Article) -> Article:
    """An article at hand as readers are to see it now, all of it; nothing is stored."""
    change = article.planned_changes.due().select_related("revision__whole").first()
    merged = change and bring_together(change, article)
    if not merged or merged.conflicts:
        return article
    dress(article, merged.content)
    article.changed_at = max(article.changed_at, change.takes_effect_at)
    return article


def all_as_due(articles: Iterable[Article]) -> list[Article]:
    """The same for a list that says of each whether a change is due, as most say of none."""
    return [as_due(each) if getattr(each, "has_due_change", False) else each for each in articles]
