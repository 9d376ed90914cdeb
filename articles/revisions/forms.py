"""Saving over another's change is impossible: the form brings both together, or asks."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from taggit.utils import edit_string_for_tags

from articles.models import Article, Tag
from articles.revisions import comparing
from articles.revisions.content import KEYS, PLAIN, of_article, of_form, to_form
from articles.revisions.keeping import keep_what_was
from articles.revisions.merging import BLOCK, NOWHERE, Conflict, merge, settle
from articles.revisions.planning import refuse, refuse_aside
from articles.revisions.signing import signed
from articles.revisions.words import compare_words
from newsroom.core import asked
from newsroom.core.html import sanitize

CHOICES = ("mine", "theirs", "both")


class Asked:
    """A conflict as the page shows it: both sides, and what can be chosen."""

    def __init__(self, conflict: Conflict, chosen: str):
        self.key, self.chosen = conflict.key, chosen
        self.label = "" if conflict.is_block else comparing.label(conflict.key)
        self.mine, self.theirs = (self._said(conflict, side) for side in ("mine", "theirs"))
        self.may_be_both = conflict.is_block and None not in (conflict.mine, conflict.theirs)
        parts = compare_words(self.theirs or "", self.mine or "")
        self.left = [part for part in parts if part.where != "new"]
        self.right = [part for part in parts if part.where != "old"]

    def _said(self, conflict: Conflict, side: str) -> str | None:
        value = getattr(conflict, side)
        if not conflict.is_block:
            return comparing.tell(conflict.key, {conflict.key: value})
        return None if value is None else comparing.said(value)


class PlannedForm:
    """For the form of an article: a change that is set for later needs a time to come."""

    def clean(self):
        super().clean()
        if "_aside" in self.data and self.instance.pk and not self.errors:
            self._refuse_aside()
        if "_plan" not in self.data or self.errors or not self.instance.pk:
            return
        now = Article.objects.get(pk=self.instance.pk)
        content = of_form(self.cleaned_data, of_article(now)) | signed(self.data)
        try:
            refuse(now, content, self.cleaned_data.get("publish_at"))
        except ValidationError as refusal:
            self.add_error(None, refusal)

    def _refuse_aside(self):
        now = Article.objects.get(pk=self.instance.pk)
        try:
            refuse_aside(now, asked.key(self.data.get("taken_up")))
        except ValidationError as refusal:
            self.add_error(None, refusal)


class BroughtTogether:
    """For the form of an article: what was saved meanwhile is merged into it."""

    conflicts: tuple[Asked, ...] = ()
    taken: tuple[str, ...] = ()
    by = None  # who writes here: their own second tab is nobody else
    is_own = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            # Blocks of before there were ids get theirs now, so that they are found again.
            self.initial["body"] = sanitize(self.instance.body)

    def clean(self):
        super().clean()
        if self.instance.pk and not self.errors:
            self._bring_together()

    def _bring_together(self):
        now = Article.objects.select_for_update().get(pk=self.instance.pk)
        seen = self._seen()
        if seen == now.changed_at and not self.choices:
            return
        keep_what_was(now.pk)
        base, theirs = self._base(seen), of_article(now)
        self.is_own = saved_by(self.by, now, seen)
        mine = of_form(self.cleaned_data, base if base != NOWHERE else theirs)
        if base != NOWHERE:
            self._refuse_without_choice(mine, base)
            mine = settle(mine, base, self.choices)
        merged = merge(base, mine, theirs)
        if merged.conflicts:
            self._ask(merged, now)
        self.taken = (*merged.taken, *self.choices)
        self.cleaned_data |= to_form(merged.content, self.cleaned_data)

    def _seen(self) -> datetime | None:
        """When the article was changed that somebody writes on; None where that makes no sense."""
        return asked.moment(self.data.get(self.add_prefix("version")))

    def _base(self, seen) -> dict:
        revision = seen and self.instance.revisions.as_of(seen)
        return revision.content if revision else NOWHERE

    @cached_property
    def choices(self) -> dict[str, str]:
        """What was chosen for each conflict that the page showed; empty where nothing was."""
        asked = self.data.getlist("conflict") if hasattr(self.data, "getlist") else []
        known = [key for key in asked if key.startswith(BLOCK) or key in {*PLAIN, *KEYS}]
        return {key: self.data.get(f"choice-{key}", "") for key in known}

    def _refuse_without_choice(self, mine: dict, base: dict):
        if all(choice in CHOICES for choice in self.choices.values()):
            return
        conflicts = [c for c in merge({"body": []}, mine, base).conflicts if c.key in self.choices]
        self.conflicts = tuple(
            Asked(conflict, self.choices[conflict.key]) for conflict in conflicts
        )
        raise ValidationError(_("Choose one of the two for each place, then save again."))

    def _ask(self, merged, now):
        """Show the page again: with all that could be brought together, and the rest to choose."""
        self.conflicts = tuple(Asked(conflict, "") for conflict in merged.conflicts)
        given = to_form(merged.content, self.cleaned_data)
        data = self.data.copy()
        data[self.add_prefix("version")] = now.changed_at.isoformat()
        for name in given.keys() - {"tags", *KEYS}:
            data[self.add_prefix(name)] = given[name]
        for name in given.keys() & {*KEYS}:
            data[self.add_prefix(name)] = given[name].pk if given[name] else ""
        if "tags" in given:
            data[self.add_prefix("tags")] = edit_string_for_tags(
                [Tag(name=n) for n in given["tags"]]
            )
        self.data = data
        if self.is_own:
            told = _(
                "You have changed this article in another tab. Nothing is lost: both are here,"
                " side by side. Choose, then save again."
            )
        else:
            told = _(
                "Somebody else changed the same places while you wrote. Nothing is lost: both are"
                " here, side by side. Choose, then save again."
            )
        raise ValidationError(told)


def saved_by(user, article: Article, seen: datetime | None) -> bool:
    """Whether nobody but this person has saved the article since it was seen.

    Once the conflicts were shown nothing is newer: it is about the version that they came from.
    """
    states = article.revisions.states()
    base = seen and states.as_of(seen)
    if user is None or not base:
        return False
    later = {*states.filter(pk__gt=base.pk).order_by().values_list("by", flat=True)}
    return (later or {base.by_id}) == {user.pk}
