"""Akismet, for papers that want it: it sorts out of the queue what it knows to be spam.

Off unless AKISMET_KEY is given. Only comments that wait are asked about, after they are stored, by
the worker; so nobody waits for the answer, and where none comes the comment waits for a moderator
as it did before. It never approves. What is sent: the name, the text, the address of the article
and the reader's network, which Akismet demands; never the e-mail address, nor the whole IP.
"""

import ipaddress
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from django.conf import settings
from django.utils.translation import gettext_noop as _

from comments.models import Comment, Origin
from newsroom.core.links import absolute
from newsroom.core.network import network_of

TIMEOUT = 5  # seconds
LONGEST_ANSWER = 100  # bytes: it is one word
NOBODY = "0.0.0.0"  # noqa: S104 (an address that was forgotten)


class Unanswered(Exception):
    """Akismet can't be reached, or doesn't say yes or no."""


def is_on() -> bool:
    return bool(settings.AKISMET_KEY)


def sort_out(pk: int) -> bool:
    """Mark a waiting comment as spam where Akismet says so. Raises `Unanswered`; safe to repeat."""
    comment = Comment.objects.waiting().filter(pk=pk).first()
    if not is_on() or comment is None or not is_spam(comment):
        return False
    return comment.mark_as_spam(
        by=None, seen=Comment.Status.WAITING, rule="akismet", reason=_("Akismet knows it as spam")
    )


def is_spam(comment: Comment) -> bool:
    answer = ask(about(comment))
    if answer not in {"true", "false"}:
        raise Unanswered("Akismet doesn't answer true or false: is AKISMET_KEY right?")
    return answer == "true"


def about(comment: Comment) -> dict[str, str]:
    return {
        "api_key": settings.AKISMET_KEY,
        "blog": settings.SITE_URL,
        "permalink": absolute(comment.article.get_absolute_url()),
        "user_ip": network_address(Origin.objects.ip_of(comment)),
        "comment_type": "comment",
        "comment_author": comment.name,
        "comment_content": comment.body,
        "blog_charset": "UTF-8",
    }


def network_address(ip: str) -> str:
    """The beginning of the reader's network: enough for Akismet, and nobody's own address."""
    network = network_of(ip)
    return NOBODY if network == "unknown" else str(ipaddress.ip_network(network)[0])


def ask(form: dict[str, str]) -> str:
    request = Request(settings.AKISMET_URL, urlencode(form).encode())  # noqa: S310 (http or https)
    try:
        with urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
            return answer.read(LONGEST_ANSWER).decode("ascii", "replace").strip()
    except HTTPError as refusal:
        refusal.close()
        raise Unanswered(f"Akismet answers with status {refusal.code}") from None
    except (URLError, OSError, HTTPException, ValueError) as error:
        raise Unanswered(f"Akismet can't be reached: {type(error).__name__}") from None
