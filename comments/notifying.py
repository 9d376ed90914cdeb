"""Who was answered hears of it by mail: a line for each reply, one mail for all that is due.

The lines are found by asking which approved replies have none yet, so a crash, or another way of
approving, loses nobody. A line is claimed by one UPDATE and settled by another: no worker sends
twice what a worker has sent, and what broke on its way rests in doubt.
"""

from datetime import datetime, time, timedelta
from uuid import UUID, uuid4

from django.db.models import F, Q
from django.utils import timezone

from articles.models import Article
from comments.composing import reply_mail
from comments.models import Comment, ReplyMail, Silence
from newsroom.core.handover import InDoubt, Refused, TryLater, hand_over

LOOK_BACK = timedelta(days=30)
UNDO = timedelta(seconds=30)  # a moderator's slip of the hand is told to nobody
DAILY_AT = time(18)
RETRY_AFTER = [timedelta(minutes=m) for m in (2, 10, 60, 240, 720, 1440)]
BATCH = 500
Status = ReplyMail.Status


def tell_of_replies(now: datetime | None = None) -> int:
    """Note what is to be told, send what is due; of how many mails. Safe to stop and repeat."""
    now = now or timezone.now()
    note_replies(now)
    ReplyMail.objects.doubt_stuck(now)
    readers = ReplyMail.objects.due(now).values_list("reader", flat=True).distinct()
    return sum(tell(reader, now) for reader in list(readers[:BATCH]))


def note_replies(now: datetime) -> None:
    """A line for each reply that somebody who asked is to hear of. Safe to repeat."""
    replies = tellable().filter(created_at__gt=now - LOOK_BACK, reply_mail=None).order_by("pk")
    values = replies.values_list("pk", "parent__email_fingerprint", "parent__reply_mails")
    ReplyMail.objects.bulk_create(
        (
            ReplyMail(reply_id=pk, reader=reader, due_at=due_at(when, now))
            for pk, reader, when in values[:BATCH]
        ),
        ignore_conflicts=True,
    )


def tellable():
    """Replies that readers see, to comments whose authors asked and have confirmed the address.

    Not to one's own, and not to an address that has said that it wants no mail.
    """
    asked = Comment.objects.approved().exclude(reply_mails="")
    silent = Silence.objects.values("email_fingerprint")
    return (
        Comment.objects.approved()
        .filter(article__in=Article.objects.published(), parent__in=asked)
        .filter(parent__device__email_fingerprint=F("parent__email_fingerprint"))
        .exclude(parent__email_fingerprint__in=silent)
        .exclude(email_fingerprint=F("parent__email_fingerprint"))
        .filter(Q(device=None) | ~Q(device=F("parent__device")))
    )


def due_at(when: str, now: datetime) -> datetime:
    """Half a minute from now, or the next time that the day's mail goes out."""
    if when != Comment.ReplyMails.DAILY:
        return now + UNDO
    today = timezone.localtime(now)
    at = datetime.combine(today.date(), DAILY_AT, today.tzinfo)
    return at if at > now else at + timedelta(days=1)


def tell(reader: str, now: datetime) -> bool:
    """One mail to one reader with all that is due; False where there was nothing to send."""
    batch = claim(reader, now)
    lines = ReplyMail.objects.filter(batch=batch)
    wanted = list(lines.filter(reply__in=tellable()).values_list("reply", flat=True))
    lines.exclude(reply__in=wanted).delete()  # should they be shown again, there's a new line
    return send(batch, wanted) if wanted else False


def claim(reader: str, now: datetime) -> UUID:
    """Take the due lines of a reader for one mail; another worker finds none left."""
    batch = uuid4()
    ReplyMail.objects.due(now).filter(reader=reader).update(
        batch=batch, status=Status.SENDING, attempts=F("attempts") + 1, updated_at=now
    )
    return batch


def send(batch: UUID, replies: list[int]) -> bool:
    comments = Comment.objects.filter(pk__in=replies).order_by("pk")
    shown = comments.select_related("article__section", "parent__article__section")
    try:
        hand_over(reply_mail(list(shown)))
    except TryLater as reason:
        try_later(batch, str(reason))
    except Refused as reason:
        settle(batch, Status.FAILED, error=str(reason))
    except InDoubt as reason:
        settle(batch, Status.IN_DOUBT, error=str(reason))
    else:
        settle(batch, Status.SENT)
        return True
    return False


def settle(batch: UUID, status: str, *, error: str = "", **fields) -> None:
    """Write what became of the lines that this worker holds."""
    mine = ReplyMail.objects.filter(batch=batch, status__in=[Status.SENDING, Status.IN_DOUBT])
    mine.update(status=status, error=error[:300], updated_at=timezone.now(), **fields)


def try_later(batch: UUID, error: str) -> None:
    attempts = max(ReplyMail.objects.filter(batch=batch).values_list("attempts", flat=True))
    if attempts > len(RETRY_AFTER):
        settle(batch, Status.FAILED, error=error)
    else:
        due = timezone.now() + RETRY_AFTER[attempts - 1]
        settle(batch, Status.DEFERRED, error=error, due_at=due)
