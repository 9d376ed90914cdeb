"""The connection to the mail server: opened once for many letters, and honest about losses."""

import select
from contextlib import suppress
from smtplib import SMTP

from django.core.mail import mailers

from newsletter.printing import Letter


class MailServerTrouble(Exception):
    """The mail server takes nothing now: go on later."""


class Courier:
    def __init__(self, mailer: str = "default"):
        self.mailer = mailers[mailer]
        self.letter_has_left = False

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.hang_up()

    def be_ready(self) -> None:
        """Hold a living connection; called before a line is claimed, so that failing costs none."""
        if self._was_hung_up():
            self.hang_up()
        try:
            if self.mailer.open():
                self._watch(self.mailer.connection)
        except OSError as error:  # smtplib's own errors are OSErrors too
            raise MailServerTrouble(str(error)) from error

    def hand_over(self, letter: Letter) -> None:
        """Send it. Where that fails, `letter_has_left` tells whether it may have arrived.

        Over SMTP the ready bytes go out as they are: Django would parse both addresses anew.
        """
        smtp = self._smtp
        self.letter_has_left = smtp is None
        if smtp:
            smtp.sendmail(letter.envelope_from, letter.to, letter.printed)
        else:
            self.mailer.send_messages([letter])

    def hang_up(self) -> None:
        with suppress(OSError):  # a connection that is lost already can't say good-bye
            self.mailer.close()

    @property
    def _smtp(self) -> SMTP | None:
        connection = getattr(self.mailer, "connection", None)
        return connection if isinstance(connection, SMTP) else None

    def _was_hung_up(self) -> bool:
        """A server that speaks unasked says good-bye; one that is silent costs no round trip."""
        sock = self._smtp and self._smtp.sock
        return bool(sock and select.select([sock], [], [], 0)[0])

    def _watch(self, smtp) -> None:
        """Note when the text of a letter begins to leave: a loss before that is harmless."""
        if not isinstance(smtp, SMTP):
            return
        send_text = smtp.data

        def data(text):
            self.letter_has_left = True
            return send_text(text)

        smtp.data = data
