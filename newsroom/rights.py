"""One request about personal data, for all that the paper keeps: told, or erased, and logged.

Asked by a mail that only its address can read. Nothing here tells whether an address is known.
"""

from datetime import timedelta

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.core.signing import BadSignature
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from comments.rights import erase_author, export_author
from newsletter.erasing import erase_reader, export_reader
from newsroom.core.handover import deliver
from newsroom.core.links import absolute
from newsroom.core.mails import compose
from newsroom.core.models import DataAsking, DataRequest
from newsroom.core.private import cipher, fingerprint, normalise_email
from newsroom.core.throttling import hold, is_spent, note

WITHIN = timedelta(days=1)  # how long the link of the mail works
ONE_A_DAY = {"limit": 1, "seconds": 24 * 3600}
SCOPE = "data-request"
PROOF_DAYS = 3 * 365
EXPORTS = {"comments": export_author, "newsletter": export_reader}


def ask(email: str) -> None:
    """Let the worker see whether there is something to ask; here all addresses are alike."""
    from newsroom.tasks import send_rights_link

    with transaction.atomic():  # the list of tasks is no place for an address, sealed or not
        asking = DataAsking.objects.create(email=normalise_email(email))
        send_rights_link.enqueue(asking.pk)


def answer(asking_id: int) -> bool:
    """Send the link, and forget who asked. Safe to repeat."""
    asking = DataAsking.objects.filter(pk=asking_id).first()
    if asking is None:
        return False
    sent = send_link(asking.email)
    asking.delete()
    return sent


def send_link(email: str) -> bool:
    """Mail the link, where anything is kept; at most once a day, however often it is asked for."""
    key = who(email)
    with hold(SCOPE, key) as mine:
        if not mine or not collect(email) or is_spent(SCOPE, key, **ONE_A_DAY):
            return False
        with translation.override(settings.LANGUAGE_CODE):
            subject = _("Your personal data")
        context = {"url": absolute(reverse("my_data", args=[seal(email)]))}
        deliver(compose("email/rights", context, subject=subject, to=email))
        note(SCOPE, key)  # what didn't leave, or a process that died over it, was no mail
    return True


def seal(email: str) -> str:
    """The address as nobody can read or make it without the key; with the hour of its making."""
    return cipher().encrypt(f"{SCOPE}:{normalise_email(email)}".encode()).decode()


def unseal(token: str) -> str:
    """Raises BadSignature where a token is forged, cut, of another purpose or older than a day."""
    try:
        text = cipher().decrypt(token.encode(), ttl=int(WITHIN.total_seconds())).decode()
    except (InvalidToken, UnicodeError):
        raise BadSignature("No address of ours, or too old.") from None
    purpose, _colon, email = text.partition(":")
    if purpose != SCOPE:
        raise BadSignature("Sealed for something else.")
    return email


def who(email: str) -> str:
    return fingerprint(f"{SCOPE}:{normalise_email(email)}")


def collect(email: str) -> dict:
    """All that is kept about an address, by part of the paper; empty where nothing is."""
    told = {name: export(email) for name, export in EXPORTS.items()}
    return {name: kept for name, kept in told.items() if kept}


@transaction.atomic
def export(email: str) -> dict:
    told = collect(email)
    log(DataRequest.Kind.EXPORT, email, {name: len(kept) for name, kept in told.items()})
    return told


@transaction.atomic
def erase(email: str, *, texts: bool) -> dict[str, int]:
    """Forget an address everywhere; with `texts` what it has written too. Safe to repeat."""
    tally = erase_author(email, texts=texts) | erase_reader(email)
    log(DataRequest.Kind.DELETE if texts else DataRequest.Kind.ANONYMISE, email, tally)
    return tally


def log(kind, email: str, tally: dict) -> None:
    DataRequest.objects.create(kind=kind, email_fingerprint=who(email), tally=tally)


def forget_askings(now=None, *, dry_run: bool = False) -> int:
    """What no worker has answered within a day: the link would be asked for again."""
    old = DataAsking.objects.filter(at__lte=(now or timezone.now()) - WITHIN)
    return old.count() if dry_run else old.delete()[0]


def forget_requests(now=None, *, dry_run: bool = False) -> int:
    before = (now or timezone.now()) - timedelta(days=PROOF_DAYS)
    old = DataRequest.objects.filter(at__lte=before)
    return old.count() if dry_run else old.delete()[0]
