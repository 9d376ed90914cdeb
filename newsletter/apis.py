"""A courier for every mail backend that is no SMTP: the folder of a machine without mail, a test's
memory, or the API of a provider (django-anymail), which takes many readers in one call."""

import json
import time
from collections.abc import Iterable
from contextlib import suppress

from anymail.backends.base import AnymailBaseBackend
from anymail.exceptions import (
    AnymailAPIError,
    AnymailConfigurationError,
    AnymailError,
    AnymailRecipientsRefused,
    AnymailSerializationError,
    AnymailUnsupportedFeature,
)
from anymail.message import AnymailMessage

from newsletter.couriers import News
from newsletter.ledger import Line
from newsletter.rendering import UNSUBSCRIBE
from newsletter.returning import token_of
from newsroom.core import verdicts

# What goes wrong before anything leaves.
NOT_SENT = (AnymailConfigurationError, AnymailSerializationError, AnymailUnsupportedFeature)
# How providers name, in a text, a value that differs from reader to reader.
PLACEHOLDERS = {"Mailgun": "%recipient.leave%", "Brevo": "{{params.leave}}"}
AT_ONCE = 500  # readers in one call
REFUSALS = {"invalid", "rejected", "failed"}
BY_TAG = {"MailerSend"}  # know no other way to have a word of ours come back
OURS = {401, 402, 403, 429}  # answers about us, not about these readers: nothing was taken
GUILTY = 8  # so many refused and none taken: the fault is in what all have in common


class ApiCourier:
    def __init__(self, backend):
        self.backend = backend
        self.placeholder = PLACEHOLDERS.get(getattr(backend, "esp_name", ""), "")
        self.most = AT_ONCE if self.placeholder else 1
        self.announced: list[Line] = []
        self.heard = News()

    def __enter__(self):
        self.backend.open()
        return self

    def __exit__(self, *exc_info):
        self.backend.close()

    @property
    def is_idle(self) -> bool:
        return not self.announced and self.heard == News()

    def room(self) -> Iterable["ApiCourier"]:
        while len(self.announced) < self.most:
            yield self

    def announce(self, room, line: Line, sender: str) -> None:
        if not line.reader.email.isascii():
            raise ValueError(line.reader.email.rpartition("@")[2])
        self.announced.append(line)

    def wait(self, seconds: float) -> News:
        if self.is_idle:
            time.sleep(max(0, seconds))
        news, self.heard = self.heard, News()
        news.ready = [*self.announced]
        return news

    def write(self) -> None:
        """Nothing is held back."""

    def take_back(self, lines: Iterable[Line]) -> None:
        self.announced = [line for line in self.announced if line not in lines]

    def hand_over(self, lines: list[Line], editions) -> None:
        self.take_back(lines)
        for edition, group in _by_edition(lines, editions):
            self._call(edition, group)

    def _call(self, edition, lines: list[Line]) -> bool:
        """Without an answer, all of one call are in doubt; with one, each knows its end.

        True where it was taken.
        """
        letter = self._letter(edition, lines)
        try:
            self.backend.send_messages([letter])
        except AnymailAPIError as refusal:
            return self._refused(refusal, edition, lines)
        except AnymailRecipientsRefused:  # all of them: the letter says of each why
            self.heard.answered += [(line, "TEXT", *_answer(letter, line)) for line in lines]
            return True
        except NOT_SENT as fault:
            self.heard.answered += [(line, "MAIL", 500, str(fault).encode()) for line in lines]
        except (AnymailError, OSError) as loss:
            self.heard.silent += [(line, str(loss)) for line in lines]
        else:
            self.heard.answered += [(line, "TEXT", *_answer(letter, line)) for line in lines]
            return True
        return False

    def _letter(self, edition, lines: list[Line]):
        if not self.placeholder:
            letter = edition.letter_for(lines[0].reader)
            if isinstance(self.backend, AnymailBaseBackend):
                _mark(letter, self.backend.esp_name, token_of(lines[0].pk))
            return letter
        return batch(edition, lines, self.placeholder)

    def _refused(self, refusal: AnymailAPIError, edition, lines: list[Line]) -> bool:
        """By its HTTP status and words: about us, or about one of these readers.

        What broke at the provider is no answer.
        """
        code, words = refusal.status_code, words_of(refusal)
        if code is None or code >= 500:
            self.heard.silent += [(line, words) for line in lines]
        elif code in OURS or verdicts.judge(words) == verdicts.OURS:
            self._later(code, words, lines)
        elif len(lines) == 1:
            self.heard.answered.append((lines[0], "TEXT", 550, words.encode()))
        else:
            return self._halve(edition, lines, code, words)
        return False

    def _halve(self, edition, lines: list[Line], code: int, words: str) -> bool:
        """One bad address has a whole call refused: until the guilty one is alone.

        Where one after the other is guilty and none is taken, it isn't they.
        """
        middle, before = len(lines) // 2, len(self.heard.answered)
        taken = self._call(edition, lines[:middle])
        guilty = len(self.heard.answered) - before
        if not taken and guilty >= GUILTY:
            self._later(code, words, lines[middle:])
            return False
        return self._call(edition, lines[middle:]) or taken

    def _later(self, code: int, words: str, lines: list[Line]) -> None:
        self.heard.answered += [(line, "MAIL", code, words.encode()) for line in lines]


def words_of(refusal: AnymailAPIError) -> str:
    """What the provider says, without the addresses that it repeats."""
    said = getattr(refusal.response, "text", "") or str(refusal)
    with suppress(ValueError):
        said = _said_in(json.loads(said)) or said
    return verdicts.without_addresses(said)[:250]


def _said_in(found) -> str:
    """The first sentence under a name that providers use for it."""
    if isinstance(found, list):
        return next(filter(None, map(_said_in, found)), "")
    if not isinstance(found, dict):
        return ""
    named = (found.get(name) for name in ("message", "Message", "error", "detail", "description"))
    sentence = next((value for value in named if isinstance(value, str)), "")
    return sentence or next(filter(None, map(_said_in, found.values())), "")


def _mark(letter, provider: str, token: str) -> None:
    """With what comes back in the provider's reports, and names the line."""
    if provider in BY_TAG:
        letter.tags = [token]
    else:
        letter.metadata = {"line": token}


def batch(edition, lines: list[Line], placeholder: str) -> AnymailMessage:
    """One message for many: the text says where each reader's own address to leave by belongs."""
    content = edition.content
    urls = {line.reader.email: edition.url_for(line.reader.public_id) for line in lines}
    message = AnymailMessage(
        content.subject,
        content.text.replace(UNSUBSCRIBE, placeholder),
        edition.sender,
        [*urls],
        reply_to=[edition.reply_to] if edition.reply_to else None,
        headers=edition.common,
    )
    message.attach_alternative(content.html.replace(UNSUBSCRIBE, placeholder), "text/html")
    message.merge_data = {email: {"leave": url} for email, url in urls.items()}
    message.merge_headers = {e: {"List-Unsubscribe": f"<{url}>"} for e, url in urls.items()}
    message.merge_metadata = {line.reader.email: {"line": token_of(line.pk)} for line in lines}
    return message


def _by_edition(lines: list[Line], editions) -> list:
    groups: dict[int, tuple] = {}
    for line in lines:
        edition = editions.of(line.reader)
        groups.setdefault(id(edition), (edition, []))[1].append(line)
    return [*groups.values()]


def _answer(letter, line: Line) -> tuple[int, bytes]:
    """What the provider said of this reader; another backend says nothing, and has taken it."""
    status = getattr(letter, "anymail_status", None)
    said = status.recipients.get(line.reader.email) if status else None
    if said and said.status in REFUSALS:
        return 550, str(said.status).encode()
    return 250, b""
