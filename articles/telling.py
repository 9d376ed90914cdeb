"""Somebody of the desk is named in a note, or is given a piece: one mail, in their language."""

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from articles.models import Mention, Note
from newsroom.core.handover import InDoubt, Refused, TryLater, hand_over
from newsroom.core.links import absolute
from newsroom.core.mails import compose
from newsroom.core.models import DeskLanguage


def tell_colleague(mention_id: int) -> bool:
    """Write to who is named, once, however often it is called; False where nothing was sent."""
    mention = _mentions().filter(pk=mention_id, told_at=None).first()
    if mention is None or not may_be_told(mention):
        return False
    mine = Mention.objects.filter(pk=mention_id, told_at=None)
    if not mine.update(told_at=timezone.now()):
        return False
    try:
        hand_over(message(mention))
    except TryLater:
        Mention.objects.filter(pk=mention_id).update(told_at=None)
        raise  # the worker tries again
    except (Refused, InDoubt):  # the desk's front page shows it all the same
        return False
    return True


def _mentions():
    people = ("person", "note__by", "note__article", "note__parent")
    return Mention.objects.select_related(*people).defer("note__article__body")


def may_be_told(mention: Mention) -> bool:
    """Whoever has left the desk, or lost the piece, hears nothing of it any more."""
    person = mention.person
    is_here = person.is_active and person.is_staff and person.email
    return bool(is_here) and mention.note.article.is_worked_on_by(person)


def message(mention: Mention):
    note = mention.note
    given = note.kind == Note.Kind.ASSIGNMENT
    words = {"title": note.article.title, "name": name_of(note.by)}
    language = DeskLanguage.of(mention.person)
    with translation.override(language):
        subject = _("For you to write: %(title)s") if given else _("%(name)s on “%(title)s”")
        subject = in_one_line(subject % words)
    page = reverse("admin:articles_article_change", args=[note.article_id])
    context = {"note": note, "given": given, "name": words["name"], "url": absolute(page)}
    return compose(
        "articles/email/note", context, subject=subject, to=mention.person.email, language=language
    )


def in_one_line(text: str) -> str:
    """Headers have no line breaks; the narrow spaces of French stay."""
    return " ".join(line.strip() for line in text.splitlines())


def name_of(user) -> str:
    """As people are called at the desk."""
    return (user.get_full_name() or user.get_username()) if user else ""
