"""One mail to the mail server, and an honest word on what became of it."""

import logging
from contextlib import suppress
from smtplib import (
    SMTP,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from anymail.exceptions import AnymailRecipientsRefused
from django.core.mail import mailers

from newsroom.core.verdicts import OURS, judge, without_addresses

logger = logging.getLogger(__name__)


class TryLater(Exception):
    """Nothing has left: the server is away, or asks to come back."""


class Refused(Exception):
    """The server will never take it."""


class InDoubt(Exception):
    """The connection broke while it left: it may have arrived."""


def hand_over(message, *, using: str = "default") -> None:
    """Send it. What is raised says whether to send it once more."""
    mailer = mailers[using]
    try:
        mailer.open()
    except OSError as error:  # smtplib's own errors are OSErrors too
        raise TryLater(str(error)) from error
    progress = Progress(getattr(mailer, "connection", None))
    try:
        mailer.send_messages([message])
    except SMTPSenderRefused as refusal:  # about us, not about the reader
        raise TryLater(_sentence(refusal.smtp_code, refusal.smtp_error)) from refusal
    except SMTPRecipientsRefused as refusal:
        raise _answer(*next(iter(refusal.recipients.values()))) from refusal
    except SMTPResponseException as refusal:
        raise _answer(refusal.smtp_code, refusal.smtp_error) from refusal
    except OSError as loss:
        raise (InDoubt if progress.has_left else TryLater)(str(loss)) from loss
    except (AnymailRecipientsRefused, ValueError) as fault:
        raise Refused(str(fault)) from fault
    finally:
        with suppress(OSError):  # a connection that is lost already can't say good-bye
            mailer.close()


def deliver(message) -> bool:
    """For a task that sends one mail: False where nobody will ever take it, so that the task ends.

    Whatever else goes wrong is raised, and the worker tries again.
    """
    try:
        hand_over(message)
    except Refused as refusal:
        logger.warning("A mail was refused for ever: %s", without_addresses(str(refusal)))
        return False
    return True


class Progress:
    """Notes when the text of a mail begins to leave: a loss before that is harmless."""

    def __init__(self, smtp):
        self.has_left = False
        if isinstance(smtp, SMTP):
            self.send_text, smtp.data = smtp.data, self.data

    def data(self, text):
        self.has_left = True
        return self.send_text(text)


def _answer(code: int, answer) -> Exception:
    """4xx, or what speaks of us: another time. 5xx: never."""
    said = _sentence(code, answer)
    return (TryLater if 400 <= code < 500 or judge(said) == OURS else Refused)(said)


def _sentence(code: int, answer) -> str:
    text = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
    return f"{code} {' '.join(text.split())}"
