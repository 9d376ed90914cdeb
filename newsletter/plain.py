"""Failures told in plain words, by servers that know no RFC 3464: qmail, Exim, hMailServer, …

Whose they are, is proved as for any report. Here is only found out whether one tells of a failure,
and what the server said: never in the copy of our own mail, whose words say nothing.
"""

import re
from email.message import Message

from newsletter.verdicts import DELAYED, kind_of

MACHINES = re.compile(r"mailer[-_ ]?daemon|postmaster|mail delivery|mailserver|<>|bounce", re.I)
COPY = re.compile(
    r"^\s*-{2,}.{0,20}(below this line|copy of|original message|forwarded|enclosed|returned)"
    r"|^(Return-Path|Received|Message-ID|MIME-Version|DKIM-Signature|X-Mailer): ",
    re.I | re.M,
)
LATE = re.compile(
    r"warning: message|has not (yet )?been delivered|delayed|still (be )?trying"
    r"|no action is required|will (be retried|continue to be|keep trying)"
    r"|delivery attempts will continue",
    re.I,
)
FAILED = re.compile(
    r"permanent error|permanently|could( ?not|n't) be (delivered|reached)"
    r"|wasn't able to deliver|unable to deliver|undeliver|delivery (has )?failed|failed permanently"
    r"|did not reach|following address(es)? failed|returned (mail|to sender)|failure notice"
    r"|retry timeout exceeded|giv(en|ing) up|n'a (pas pu|pu) être (remis|distribué)",
    re.I,
)
SAID = re.compile(r"^.*?(?<![\d.:])([45]\d\d[ -]|[245]\.\d{1,3}\.\d{1,3}\b).*$", re.M)
LONGEST = 16_000  # characters before the copy


def failure_in(mail: Message) -> tuple[str, str] | None:
    """What became of our mail, and the words; None where no machine tells of a delivery."""
    senders = " ".join(str(mail.get(name, "")) for name in ("From", "Return-Path", "Sender"))
    if not mail.get("X-Failed-Recipients") and not MACHINES.search(senders):
        return None
    told = _words(mail)
    text = f"{mail.get('Subject', '')}\n{told}"
    if not FAILED.search(text):
        return (DELAYED, "") if LATE.search(text) else None
    if LATE.search(text) and not re.search(r"permanent|giv(en|ing) up|retry timeout", text, re.I):
        return DELAYED, ""
    answer = _answer(told)
    return kind_of("", answer), answer


def _words(mail: Message) -> str:
    """The text of the machine, up to the copy of our mail."""
    part = next((p for p in mail.walk() if p.get_content_type() == "text/plain"), None)
    payload = part.get_payload(decode=True) if part else None
    text = (payload or b"").decode(errors="replace")[:LONGEST].replace("\r\n", "\n")
    copy = COPY.search(text)
    return text[: copy.start()] if copy else text


def _answer(told: str) -> str:
    """The line with a code and what follows it, or else all that the machine says."""
    if not (said := SAID.search(told)):
        return " ".join(told.split())
    rest = told[said.start() :].split("\n\n")[0]
    return " ".join(rest.split())
