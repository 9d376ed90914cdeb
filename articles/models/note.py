"""What the desk says among itself about a piece: notes, answers, and who was given it."""

import re
from functools import partial

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.core.words import Text

NAMED = re.compile(r"(?<![\w@.])@([\w.@+-]{1,150})")
MOST_NAMED = 10


class NoteQuerySet(models.QuerySet):
    def open(self):
        """What somebody still has to do something about."""
        return self.filter(kind=Note.Kind.NOTE, parent=None, done_at=None)

    def for_page(self):
        """The notes of an article, each with its answers: two queries."""
        people = ("by", "done_by", "assigned_to")
        answers = Note.objects.select_related(*people).order_by("at", "pk")
        threads = self.filter(parent=None).select_related(*people)
        return threads.prefetch_related(models.Prefetch("answers", answers)).order_by("at", "pk")


class Note(models.Model):
    """Never changed; a note is done, or open again, and its answers stand below it."""

    class Kind(models.TextChoices):
        NOTE = "note", _("note")
        ASSIGNMENT = "assignment", _("assignment")

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="notes")
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="answers")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.NOTE)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("by"), null=True, related_name="+"
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    text = Text(_("text"), max_length=2000, blank=True)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    due_on = models.DateField(_("due"), null=True)
    done_at = models.DateTimeField(_("done"), null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return self.text[:60] or str(self.get_kind_display())

    @classmethod
    @transaction.atomic
    def write(cls, article, text, *, by, parent=None) -> tuple["Note", list]:
        """A note, or an answer to one. Tells who is named in it, and returns whom it can't tell."""
        text = text.strip()
        if not text:
            raise ValidationError(_("The note is empty: write a word first."))
        if len(text) > cls._meta.get_field("text").max_length:
            raise ValidationError(_("A note has 2,000 characters at most: make two of it."))
        top = parent.parent or parent if parent else None
        note = cls.objects.create(article=article, text=text, by=by, parent=top)
        strangers = []
        for person in people_named(text):
            if not article.is_worked_on_by(person):
                strangers.append(person)
            elif person != by:
                note.tell(person)
        return note, strangers

    def finish(self, *, by):
        """Done; harmless when repeated."""
        self._settle(self._rows().filter(done_at=None), done_at=timezone.now(), done_by=by)

    def reopen(self):
        self._settle(self._rows(), done_at=None, done_by=None)

    def _rows(self):
        return Note.objects.filter(pk=self.pk, kind=self.Kind.NOTE, parent=None)

    def _settle(self, rows, **fields):
        rows.update(**fields)
        self.refresh_from_db(fields=[*fields])

    def tell(self, person):
        """By mail, once it is stored."""
        from articles.tasks import tell_colleague

        mention = self.mentions.create(person=person)
        transaction.on_commit(partial(tell_colleague.enqueue, mention.pk), robust=True)


def people_named(text: str) -> list:
    """Those of the desk whose names stand in a text behind an @; ten at most."""
    names = {name.rstrip(".-+@").lower() for name in NAMED.findall(text)}
    people = get_user_model().objects.filter(is_staff=True, is_active=True)
    people = people.annotate(known_as=Lower("username"))
    return list(people.filter(known_as__in=names).order_by("username")[:MOST_NAMED])


class Mention(models.Model):
    """Somebody who is to hear of a note by mail: one mail, however often it is tried."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="mentions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mentions")
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["note", "person"], name="one_mail_per_note_and_person")
        ]

    def __str__(self):
        return f"{self.person}: {self.note}"
