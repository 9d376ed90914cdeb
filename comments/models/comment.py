from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from comments.models.authoring import ByItsAuthor, state_of, text_of
from comments.models.deciding import decide, tell_threads
from comments.models.fingerprints import AddressFingerprint, TextFingerprint
from comments.models.queries import CommentQuerySet
from comments.models.reading import Featured, RootForeignKey
from newsroom.core.html import excerpt
from newsroom.core.private import EncryptedTextField, mask
from newsroom.core.words import Line, Text


def own_signer():
    return signing.Signer(salt="comments.own")


class Comment(Featured, ByItsAuthor):
    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting")
        APPROVED = "approved", _("approved")
        REJECTED = "rejected", _("rejected")
        SPAM = "spam", _("spam")
        RETRACTED = "retracted", _("withdrawn by its author")

    class ReplyMails(models.TextChoices):
        NEVER = "", _("never")
        AT_ONCE = "at_once", _("at once")
        DAILY = "daily", _("once a day")

    article = models.ForeignKey(
        "articles.Article",
        models.CASCADE,
        verbose_name=_("article"),
        related_name="comments",
        db_index=False,  # the index of an article's comments begins with it
    )
    parent = models.ForeignKey(
        "self",
        models.SET_NULL,
        verbose_name=_("answers"),
        null=True,
        blank=True,
        related_name="replies",
    )
    root = RootForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="thread",
        db_index=False,  # the index of a thread begins with it
    )
    name = Line(_("name"), max_length=60)
    email = EncryptedTextField(_("e-mail"), blank=True)
    email_fingerprint = AddressFingerprint(max_length=64, blank=True, editable=False)
    body = Text(_("comment"))
    text_fingerprint = TextFingerprint(max_length=32, blank=True, default="", editable=False)
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.WAITING, editable=False
    )
    score = models.PositiveSmallIntegerField(
        _("classifier’s score"),
        default=0,
        editable=False,
        help_text=_("How likely the desk is to refuse it, in per cent, as the classifier thinks."),
    )
    created_at = models.DateTimeField(_("date"), default=timezone.now, editable=False)
    network = models.CharField(max_length=64, blank=True, editable=False)
    # The hash of a random word that only the browser has which sent it.
    sending_fingerprint = models.CharField(max_length=64, blank=True, default="", editable=False)
    edited_at = models.DateTimeField(
        _("changed by the desk"), null=True, blank=True, editable=False
    )
    device = models.ForeignKey(
        "comments.Device",
        models.SET_NULL,
        verbose_name=_("confirmed device"),
        null=True,
        blank=True,
        editable=False,
        related_name="comments",
        db_index=False,  # the index of a device's comments begins with it
    )
    reply_mails = models.CharField(
        _("tell of replies"),
        max_length=10,
        choices=ReplyMails,
        default=ReplyMails.NEVER,
        blank=True,
        editable=False,
        help_text=_("Only where the address is confirmed."),
    )
    corrections = models.PositiveSmallIntegerField(
        _("corrected by its author"), default=0, editable=False
    )
    by_author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("account of the newsroom"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        help_text=_("Whoever answers for the paper is known by the account, never by the name."),
    )

    objects = CommentQuerySet.as_manager()

    # Of what `post()` gives back: these words had just been sent, and the sender has not proved to
    # be who sent them. Nothing but "received" is told then.
    is_echo = False

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        # "waiting" is the last word of the alphabet here: the queue comes first, its oldest on top.
        ordering = ["-status", "created_at"]
        permissions = [
            ("moderate_comment", _("Can decide on comments")),
            ("feature_comment", _("Can feature comments")),
        ]
        constraints = [
            models.CheckConstraint(
                name="comments_have_a_known_status",
                condition=Q(status__in=["waiting", "approved", "rejected", "spam", "retracted"]),
            ),
            # Nothing can answer itself, nor two comments each other: a thread always ends.
            models.CheckConstraint(
                name="replies_are_newer_than_what_they_answer",
                condition=Q(parent__isnull=True) | Q(parent__lt=F("id")),
            ),
        ]
        indexes = [
            models.Index(fields=["article", "status", "created_at"], name="comments_of_an_article"),
            # With the key and the score, so that a page of a queue is found in the index alone.
            models.Index(
                fields=["-status", "created_at", "id", "article", "score"],
                name="comments_by_queue",
            ),
            models.Index(fields=["root", "created_at"], name="comments_of_a_root"),
            models.Index(
                fields=["article", "root", "status", "created_at"],
                name="comments_that_open_threads",
            ),
            models.Index(fields=["device", "created_at"], name="comments_of_a_device"),
            models.Index(fields=["network", "created_at"], name="comments_of_a_network"),
            # With the status, so that the history of a person is counted in the index alone.
            models.Index(
                fields=["email_fingerprint", "created_at", "status"], name="comments_of_an_address"
            ),
            models.Index(fields=["created_at"], name="comments_by_date"),
            models.Index(
                fields=["id"], name="comments_told_of_replies", condition=~Q(reply_mails="")
            ),
            models.Index(fields=["text_fingerprint", "created_at"], name="comments_of_a_text"),
        ]

    def __str__(self):
        return gettext("%(name)s: %(words)s") % {"name": self.name, "words": self.excerpt}

    def get_absolute_url(self):
        """Leads in one hop to the page on which it stands, whatever is written after it."""
        return reverse("comment", args=[self.pk])

    def clean(self):
        if self.parent and self.parent.article_id != self.article_id:
            raise ValidationError(_("A reply belongs to the article of the comment it answers."))

    def get_own_url(self):
        """The page that its author alone knows; it shows the comment whatever its status."""
        return reverse("own_comment", args=[own_signer().sign(self.pk)])

    @classmethod
    def from_own_token(cls, token):
        """The comment of a signed address; `DoesNotExist` where the token isn't ours."""
        try:
            pk = int(own_signer().unsign(token))
        except (signing.BadSignature, ValueError):
            raise cls.DoesNotExist from None
        return cls.objects.select_related("article__section").without_private().get(pk=pk)

    @property
    def is_approved(self) -> bool:
        return self.status == self.Status.APPROVED

    @property
    def status_for_author(self) -> str:
        """Whoever sends spam learns nothing: it waits, for ever."""
        return self.Status.WAITING if self.status == self.Status.SPAM else self.status

    @property
    def excerpt(self) -> str:
        return excerpt(self.body, 80)

    def get_status_display(self) -> str:
        """As Django's, which makes a dictionary of all choices each time: lists ask it often."""
        return str(self.Status(self.status).label)

    @property
    def masked_email(self) -> str:
        return mask(self.email) if self.email else ""

    def approve(self, *, by, **seen):
        return self._decide(self.Status.APPROVED, by=by, **seen)

    def reject(self, *, by, **why):
        """Not published, and its author reads why: a code of `reasons`, words, or both."""
        return self._decide(self.Status.REJECTED, by=by, **why)

    def mark_as_spam(self, *, by, **seen):
        return self._decide(self.Status.SPAM, by=by, **seen)

    def hold(self, *, by, **seen):
        """Back to the queue: the undo of every decision."""
        return self._decide(self.Status.WAITING, by=by, **seen)

    def hold_for_reports(self, number: int):
        """Out of sight until a moderator has read what so many networks have reported."""
        reason = gettext_noop("reported from several networks")
        return self._decide(
            self.Status.WAITING, by=None, reason=reason, rule="reports", evidence=[str(number)]
        )

    def take_away(self, *, reason) -> bool:
        """Its author wants it gone; nobody has decided on it."""
        return self._decide(self.Status.RETRACTED, by=None, reason=reason, rule="author")

    @transaction.atomic
    def edit(self, body, *, by, reason, seen="") -> bool:
        """Change the words: readers see that it was done, the desk keeps the original.

        Other words than those that were `seen` are not written over.
        """
        if not reason.strip():
            raise ValidationError(_("Say why you change what somebody else wrote."))
        here = Comment.objects.filter(pk=self.pk).select_for_update(no_key=True)
        before, *text = here.values_list("body", "corrections", "edited_at").get()
        if seen and text_of(seen) != text_of(state_of(self.status, *text)):
            raise ValidationError(_("It has been changed meanwhile: read what it says now."))
        if body == before:
            return False
        self.body, self.edited_at = body, timezone.now()
        self.save(update_fields=["body", "text_fingerprint", "edited_at"])
        self.edits.create(before=before, by=by, reason=reason.strip())
        self.tell()
        return True

    def _decide(self, status, *, by, seen=None, **line) -> bool:
        """True where it was this call that changed it, or that answered its reports."""
        return bool(decide([self], status, by=by, seen={self.pk: seen}, **line))

    def tell(self):
        tell_threads([self])
