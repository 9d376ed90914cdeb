"""The one judgement of newsroom.core, as the letter writes it down."""

from newsletter.models import Return
from newsroom.core import verdicts

DELAYED = "delayed"  # a notice that a mail is late: nothing has come of it yet
KINDS = {
    verdicts.GONE: Return.Kind.HARD,
    verdicts.FULL: Return.Kind.FULL,
    verdicts.OURS: Return.Kind.OURS,
    verdicts.LATER: Return.Kind.SOFT,
}


def kind_of(status: str, answer: str) -> str:
    return KINDS[verdicts.judge(answer, status)]
