"""Why a comment is refused: a fixed list, each with the rule of the house or the law it stands on.

The codes are stored; the sentences are what the author reads. Shown to everybody on the page of
the rules, so that nobody is judged by what they could not know.
"""

from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    OFF_TOPIC = "off-topic", _("off topic")
    INSULT = "insult", _("insult or attack")
    HATE = "hate", _("hatred or discrimination")
    THREAT = "threat", _("threat or call for violence")
    DEFAMATION = "defamation", _("defamation")
    PRIVACY = "privacy", _("private details of somebody")
    ADVERTISING = "advertising", _("advertising")
    COPYING = "copying", _("copied work of others")
    REPEATED = "repeated", _("said before")
    UNREADABLE = "unreadable", _("unreadable")
    ILLEGAL = "illegal", _("otherwise illegal")
    OTHER = "other", _("another reason")


LABELS = dict(Reason.choices)


class Ground(NamedTuple):
    sentence: str  # what the author reads
    basis: str  # the rule or the law
    is_law: bool = False


GROUNDS: dict[str, Ground] = {
    Reason.OFF_TOPIC: Ground(
        _("It is not about the article or what others said of it."),
        _("Rule 1 of our comments: speak about the subject."),
    ),
    Reason.INSULT: Ground(
        _("It attacks a person instead of answering what they say."),
        _("Rule 2 of our comments: answer ideas, respect people."),
    ),
    Reason.HATE: Ground(
        _("It calls for hatred or discrimination, or insults people for what they are."),
        _("Act of 29 July 1881 on the freedom of the press, articles 24 and 33."),
        is_law=True,
    ),
    Reason.THREAT: Ground(
        _("It threatens somebody, or calls for violence or praises it."),
        _("Criminal Code, articles 222-17 and 421-2-5; act of 29 July 1881, article 24."),
        is_law=True,
    ),
    Reason.DEFAMATION: Ground(
        _("It says of somebody, without proof, what harms their honour."),
        _("Act of 29 July 1881 on the freedom of the press, articles 29 and 32."),
        is_law=True,
    ),
    Reason.PRIVACY: Ground(
        _("It gives details of somebody’s private life."),
        _("Civil Code, article 9; Criminal Code, articles 226-1 and 223-1-1."),
        is_law=True,
    ),
    Reason.ADVERTISING: Ground(
        _("It advertises something."),
        _("Rule 3 of our comments: nothing is sold here."),
    ),
    Reason.COPYING: Ground(
        _("It copies the work of others without their leave."),
        _("Intellectual Property Code, article L. 335-2."),
        is_law=True,
    ),
    Reason.REPEATED: Ground(
        _("It has been said already, in the same words."),
        _("Rule 4 of our comments: say it once, so that others can read it."),
    ),
    Reason.UNREADABLE: Ground(
        _("It can hardly be read: capitals, signs or words without a sentence."),
        _("Rule 4 of our comments: say it once, so that others can read it."),
    ),
    Reason.ILLEGAL: Ground(
        _("The law forbids to publish it."),
        _("Act of 21 June 2004 on confidence in the digital economy, article 6."),
        is_law=True,
    ),
    Reason.OTHER: Ground(
        _("The moderator says why:"),
        _("Rules of our comments."),
    ),
}
