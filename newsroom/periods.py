"""Every class of personal data: what it is, how long it is kept, and what ends it. The one list.

The nightly job goes by it, `manage.py forget --dry-run` tells it, the privacy page shows it, and a
test looks for sealed or hashed fields that it forgets.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from articles.models.preview import KEPT
from articles.outside import forget_addresses
from articles.reading import forget_counts
from comments import retention
from newsletter import asking, moving
from newsletter import retention as letter
from newsletter.lists import uploading
from newsletter.models import asking as asking_model
from newsletter.models.subscriber import UNCONFIRMED_DAYS
from newsletter.subscribing import forget_unconfirmed
from newsroom import pruning, rights
from newsroom.core import mailbox
from newsroom.core.throttling import forget_attempts
from newsroom.core.traces import rewrite, wipe


@dataclass(frozen=True)
class Kept:
    """A class of data with a period; `end` says of how much it came, or by `dry_run` would."""

    name: str
    label: str
    days: Callable[[], int]
    end: Callable[..., int]
    fields: tuple[str, ...]


DECLARED = (
    Kept(
        "attempts",
        _("How often a network has tried something, as a hash"),
        lambda: 1,
        forget_attempts,
        ("core.Attempt.source",),
    ),
    Kept(
        "comment_emails",
        _("The e-mail address of a comment"),
        lambda: settings.COMMENT_EMAIL_DAYS,
        retention.forget_emails,
        ("comments.Comment.email", "comments.Comment.email_fingerprint"),
    ),
    Kept(
        "comment_ips",
        _("The network address of a comment"),
        lambda: settings.COMMENT_IP_DAYS,
        retention.forget_origins,
        ("comments.Origin.ip",),
    ),
    Kept(
        "comment_networks",
        _("The network of a comment, as a hash"),
        lambda: settings.COMMENT_IP_DAYS,
        retention.forget_networks,
        ("comments.Comment.network", "comments.Comment.sending_fingerprint"),
    ),
    Kept(
        "reporters",
        _("The e-mail address and the network of who reports a comment"),
        lambda: settings.REPORT_EMAIL_DAYS,
        retention.forget_reporters,
        (
            "comments.Report.email",
            "comments.Report.email_fingerprint",
            "comments.Report.network",
        ),
    ),
    Kept(
        "report_words",
        _("What somebody wrote in a report of a comment, once it is decided"),
        lambda: settings.COMMENT_EMAIL_DAYS,
        retention.forget_reported_words,
        (),
    ),
    Kept(
        "appeal_words",
        _("What was written in an appeal, once it is settled"),
        lambda: settings.COMMENT_EMAIL_DAYS,
        retention.forget_appeals,
        (),
    ),
    Kept(
        "desk_words",
        _("What moderators wrote about a comment, and what they had taken out of it"),
        lambda: settings.COMMENT_EMAIL_DAYS,
        retention.forget_desk_words,
        (),
    ),
    Kept(
        "devices",
        _("The browser that was confirmed as yours, after your last comment"),
        lambda: settings.COMMENT_EMAIL_DAYS,
        retention.forget_devices,
        ("comments.Device.email_fingerprint",),
    ),
    Kept(
        "reply_mails",
        _("To whom a mail about a reply went, as a hash"),
        lambda: settings.COMMENT_IP_DAYS,
        retention.forget_reply_mails,
        ("comments.ReplyMail.reader",),
    ),
    Kept(
        "sanctions",
        _("Whom a sanction was against, after its end, as a hash"),
        lambda: settings.COMMENT_EMAIL_DAYS,
        retention.forget_sanctions,
        ("comments.Sanction.target",),
    ),
    Kept(
        "unconfirmed_subscribers",
        _("A subscription that nobody has confirmed"),
        lambda: UNCONFIRMED_DAYS,
        forget_unconfirmed,
        (),
    ),
    Kept(
        "unanswered_forms",
        _("What a form of the newsletter asked for, until it is answered"),
        lambda: asking_model.KEPT.days,
        asking.forget_askings,
        ("newsletter.Asking.email", "newsletter.Asking.network"),
    ),
    Kept(
        "unconfirmed_moves",
        _("A new address of a subscriber that nobody has confirmed"),
        lambda: moving.WITHIN.days,
        moving.forget_moves,
        ("newsletter.Subscriber.new_email",),
    ),
    Kept(
        "left_addresses",
        _("The address and the wishes of who has left the newsletter, or is never to get it again"),
        lambda: letter.ADDRESS_DAYS,
        letter.forget_left_addresses,
        ("newsletter.Subscriber.email",),
    ),
    Kept(
        "consents",
        _("The proof that the newsletter was agreed to, after leaving, under a hash alone"),
        lambda: letter.PROOF_DAYS,
        letter.forget_proofs,
        ("newsletter.Subscriber.email_fingerprint", "newsletter.Consent.network"),
    ),
    Kept(
        "subscription_changes",
        _("When a subscription was paused, moved or changed"),
        lambda: letter.PROOF_DAYS,
        letter.forget_changes,
        (),
    ),
    Kept(
        "deliveries",
        _("Which issue of the newsletter went to whom, and whether it came back"),
        lambda: letter.DELIVERY_DAYS,
        letter.forget_deliveries,
        (),
    ),
    Kept(
        "suppressions",
        _("The hash that keeps the newsletter from being sent to an address"),
        lambda: letter.HASH_DAYS,
        letter.forget_suppressions,
        ("newsletter.Suppression.fingerprint",),
    ),
    Kept(
        "imported_lists",
        _("A list of readers that the desk has imported, as a file"),
        lambda: uploading.KEPT.days,
        uploading.forget_uploads,
        (),
    ),
    Kept(
        "written_mails",
        _("A mail that was written to a folder, where there is no mail server"),
        lambda: mailbox.KEPT.days,
        mailbox.forget_mails,
        (),
    ),
    Kept(
        "preview_addresses",
        _("A secret address that showed an article before it was out, after its end"),
        lambda: KEPT.days,
        forget_addresses,
        (),
    ),
    Kept(
        "read_counts",
        _("How often an article was read on a day: a number, without who"),
        lambda: settings.READ_COUNT_DAYS,
        forget_counts,
        (),
    ),
    Kept(
        "data_askings",
        _("An address whose data somebody has asked for, until the mail has left"),
        lambda: rights.WITHIN.days,
        rights.forget_askings,
        ("core.DataAsking.email",),
    ),
    Kept(
        "tasks",
        _("What was done in the background, and what went wrong with it"),
        lambda: pruning.TASK_DAYS,
        pruning.forget_tasks,
        (),
    ),
    Kept(
        "sessions",
        _("That somebody of the newsroom was logged in"),
        lambda: settings.SESSION_COOKIE_AGE // 86400,
        pruning.forget_sessions,
        (),
    ),
    Kept(
        "requests",
        _("The line that says a request about personal data was carried out"),
        lambda: rights.PROOF_DAYS,
        rights.forget_requests,
        ("core.DataRequest.email_fingerprint",),
    ),
)
# What ends with something that its reader ends, or is nobody's: not by the clock.
OTHERWISE = {
    "newsletter.Consent.source": "names a list, and nobody",
    "comments.Comment.text_fingerprint": "with the words of the comment",
    "comments.Silence.email_fingerprint": "never: it is what keeps the mails away",
}


# The tables that hold words and addresses of people: PostgreSQL keeps what was erased from them.
TABLES = [
    *("comments_search", "comments_comment", "comments_decision", "comments_edit"),
    *("comments_report", "comments_appeal", "comments_sanction", "comments_legalhold"),
    *("comments_addressopening", "comments_origin", "comments_replymail", "comments_device"),
    "comments_silence",
    *("newsletter_subscriber", "newsletter_consent", "newsletter_subscriberchange"),
    *("newsletter_asking", "newsletter_suppression", "newsletter_delivery", "newsletter_return"),
    *("core_attempt", "core_dataasking", "core_datarequest"),
]


def end_of_data(*, dry_run: bool = False) -> dict[str, int]:
    """Each class of personal data that has an end, and of how much it came; or would come.

    A class that fails keeps no other alive: what failed is raised once all have had their turn.
    """
    told, failures = {}, []
    for kept in DECLARED:
        try:
            told[kept.name] = kept.end(dry_run=dry_run)
        except Exception as failure:
            failure.add_note(f"Personal data that should have ended: {kept.name}")
            failures.append(failure)
    if not dry_run:
        wipe.func()
        rewrite(TABLES)
    if failures:
        raise ExceptionGroup("Not all personal data has come to its end", failures)
    return told
