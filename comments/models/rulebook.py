import uuid
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

LISTS = Path(__file__).parent.parent / "rules" / "lists"
OF_THE_VERSION = {"id", "seal", "by", "at", "note", "follows", "changed"}


class Outdated(Exception):
    """Somebody has changed the rules since they were read."""


def suspect_words_to_begin_with() -> str:
    return (LISTS / "suspect_words.txt").read_text().strip()


def disposable_domains_to_begin_with() -> str:
    return (LISTS / "disposable_domains.txt").read_text().strip()


def reserved_names_to_begin_with() -> str:
    return (LISTS / "reserved_names.txt").read_text().strip()


class Number(models.PositiveSmallIntegerField):
    """A whole number that people set, between two bounds; it stands in the form with them."""

    def __init__(self, *args, least=0, most=1000, **options):
        self.least, self.most = least, most
        bounds = [MinValueValidator(least), MaxValueValidator(most)]
        super().__init__(*args, **{"validators": bounds} | options)

    def deconstruct(self):
        name, _path, args, options = super().deconstruct()
        options.pop("validators", None)
        path = "django.db.models.PositiveSmallIntegerField"  # bounds are no business of a table
        return name, path, args, options


class Rulebook(models.Model):
    """The settings of the rules in one version. A change is a new version: none is written twice.

    As long as nobody has changed anything, version 0 with the defaults below is in force.
    """

    shortest = Number(_("shortest comment"), default=2, least=1, help_text=_("In characters."))
    longest = Number(
        _("longest comment"), default=5000, least=100, most=5000, help_text=_("In characters.")
    )
    closes_after_days = Number(
        _("threads close after"),
        default=0,
        most=3650,
        help_text=_("Days after the article came out; 0 leaves them open."),
    )
    network_limit = Number(
        _("comments of a network in ten minutes"),
        default=30,
        least=1,
        help_text=_(
            "Of readers who have not confirmed an address. A mobile operator may have thousands"
            " behind one network. Above that, the form says how long to wait."
        ),
    )
    network_day_limit = Number(
        _("comments of a network in a day"), default=500, least=1, most=10_000
    )
    reader_limit = Number(
        _("comments of a confirmed reader in ten minutes"),
        default=5,
        least=1,
        help_text=_("Counted for the browser alone, whatever comes from its network."),
    )
    reader_day_limit = Number(
        _("comments of a confirmed reader in a day"), default=30, least=1, most=10_000
    )
    thread_limit = Number(
        _("comments of a thread in ten minutes"),
        default=60,
        most=10_000,
        help_text=_("Above that, comments wait for a moderator; 0 sets no limit."),
    )
    repeat_days = Number(
        _("days in which a text is known again"),
        default=7,
        most=30,
        help_text=_("A text that somebody sent before waits for a moderator; 0 forgets at once."),
    )
    fastest_seconds = Number(
        _("fastest writing"),
        default=3,
        most=60,
        help_text=_(
            "In seconds: what was written faster waits. Only where the browser tells; 0 looks away."
        ),
    )
    max_links = Number(
        _("links in a comment"), default=2, most=100, help_text=_("With more of them, it waits.")
    )
    capitals_percent = Number(
        _("capitals"),
        default=70,
        most=100,
        help_text=_("In percent of the letters: with more, a comment waits; 100 allows all."),
    )
    holds_other_languages = models.BooleanField(
        _("hold other languages"),
        default=True,
        help_text=_("What is neither French nor English waits."),
    )
    banned_words = models.TextField(
        _("banned words"),
        blank=True,
        help_text=_(
            "One a line, accents and capitals don't matter; insult* stands for all words that"
            " begin so. A comment with one is rejected."
        ),
    )
    suspect_words = models.TextField(
        _("suspect words"),
        blank=True,
        default=suspect_words_to_begin_with,
        help_text=_("Written the same way. A comment with one waits for a moderator."),
    )
    banned_domains = models.TextField(
        _("banned e-mail domains"),
        blank=True,
        help_text=_("One a line, with all that is below it. Their comments are spam."),
    )
    disposable_domains = models.TextField(
        _("disposable e-mail domains"),
        blank=True,
        default=disposable_domains_to_begin_with,
        help_text=_("Addresses for ten minutes: their comments wait."),
    )
    reserved_names = models.TextField(
        _("names that only the newsroom bears"),
        blank=True,
        default=reserved_names_to_begin_with,
        help_text=_(
            "Written the same way. A comment signed with one waits, a trusted reader’s too. The"
            " paper’s own name and those of its authors needn’t be listed."
        ),
    )
    trusted_after = Number(
        _("approved comments until a reader is trusted"),
        default=3,
        help_text=_(
            "Counted on a device whose address is confirmed. Comments of trusted readers appear at"
            " once; 0 trusts nobody."
        ),
    )
    score_limit = Number(
        _("score of the classifier"),
        default=70,
        most=100,
        help_text=_(
            "In percent: from there on, a comment waits, a trusted reader's too. How right each"
            " score was stands with the classifier in use; 0 looks away."
        ),
    )
    rejection_percent = Number(
        _("rejected comments of a reader"),
        default=50,
        most=100,
        help_text=_("In percent of the last 30 days: from there on, a trusted reader waits again."),
    )
    reports_to_hold = Number(
        _("networks whose reports hold a comment"),
        default=3,
        most=100,
        help_text=_(
            "From so many different ones on, it is out of sight until a moderator has read it;"
            " 0 never holds one."
        ),
    )

    note = models.CharField(
        _("why"), max_length=200, blank=True, help_text=_("For the history of the rules.")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("by"),
        null=True,
        editable=False,
        related_name="+",
    )
    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)
    # Two cannot follow the same version: the second to save is told what the first has done.
    follows = models.PositiveIntegerField(null=True, unique=True, editable=False)
    changed = models.JSONField(_("changed"), default=list, editable=False)
    # A database that was put back may give a number out once more; this it never does.
    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        verbose_name = _("version of the rules")
        verbose_name_plural = _("rules for comments")
        ordering = ["-pk"]

    def __str__(self):
        return gettext("version %(number)d") % {"number": self.version}

    @property
    def version(self) -> int:
        return self.pk or 0

    @classmethod
    def current(cls) -> "Rulebook":
        """The newest version: one small query, however long its lists are."""
        newest = cls.objects.values_list("pk", "seal").first()
        return _stored(*newest) if newest else cls()

    def copy(self) -> "Rulebook":
        """The same settings, as a version that isn't stored yet."""
        return Rulebook(**{field.name: getattr(self, field.name) for field in self.settings()})

    def previous(self) -> "Rulebook":
        return Rulebook.objects.filter(pk__lt=self.version).first() or Rulebook()

    def put_in_force(self, *, by, after: int) -> None:
        """As the next version. Raises `Outdated` where the newest isn't `after` any more."""
        newest = Rulebook.current()
        if newest.version != after:
            raise Outdated
        self.by, self.follows = by, after
        self.changed = [field.name for field, _old, _new in self.differences(newest)]
        try:
            with transaction.atomic():
                self.save(force_insert=True)
        except IntegrityError:
            raise Outdated from None

    def differences(self, before: "Rulebook") -> list[tuple[models.Field, object, object]]:
        """What this version changes: each setting with its old and its new value."""
        pairs = ((f, getattr(before, f.name), getattr(self, f.name)) for f in self.settings())
        return [(field, old, new) for field, old, new in pairs if old != new]

    @classmethod
    def settings(cls) -> list[models.Field]:
        return [field for field in cls._meta.concrete_fields if field.name not in OF_THE_VERSION]


@lru_cache(maxsize=4)
def _stored(pk: int, seal: uuid.UUID) -> Rulebook:
    """A version never changes, so each process reads it once."""
    return Rulebook.objects.get(pk=pk)
