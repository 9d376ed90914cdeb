"""What the pages of an issue need at the desk: approval, preview, test mail."""

import json

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import mailers
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.csp import CSP
from django.utils.translation import gettext as _

from newsletter.choices import WHOLE, Choice
from newsletter.choosing import already_in
from newsletter.models import Digest, Newsletter, Subscriber
from newsletter.printing import Edition
from newsletter.rendering import Content, content_of, preheader, sheet_of, subject
from newsroom.core import asked, dates
from newsroom.core.links import absolute
from newsroom.core.models import Newspaper
from newsroom.core.private import fingerprint

# Mail programs know no stylesheets but those in the mail; nothing else may run or load.
MAIL_CSP = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, settings.SITE_URL],
    "frame-ancestors": [CSP.SELF],
    "form-action": [CSP.NONE],
}
MOST_SECTIONS = 100
CLIPPED = 102_000  # bytes above which a big mail provider hides the rest, with the link to leave


def approval(digest: Digest) -> dict:
    """What the editor is asked to agree to."""
    planned, content = digest.scheduled_for, content_of(digest)
    return {
        "digest": digest,
        "content": content,
        "readers": Subscriber.objects.active().count(),
        "planned": planned if planned and planned > timezone.now() else None,
        "missing": [*what_is_missing(content), *carried_already(digest)],
        "seen": seal(content),
    }


def dated(digest: Digest, *, now: bool = False) -> Digest:
    """With the date on which it would go: its own, or today where that is over, or as sent now."""
    planned = digest.scheduled_for
    if digest.is_open and planned and (now or planned < timezone.now()):
        digest.scheduled_for = None
    return digest


def seal(content: Content) -> str:
    """Another for any other letter: who approves agrees to what was shown.

    But for its date: what was planned for Friday and is sent now bears today's.
    """
    words = {name: value for name, value in content.sheet.items() if name != "date"}
    return fingerprint(f"issue:{json.dumps(words, sort_keys=True)}")


def what_is_missing(content: Content) -> list[str]:
    """What the law or the mailboxes expect, and isn't so yet."""
    newsletter, paper = Newsletter.current(), Newspaper.current()
    missing = []
    if size_of(content) > CLIPPED:
        missing.append(_("It is too large: some mailboxes would cut off its end."))
    if not newsletter.postal_address(paper):
        missing.append(_("The postal address of the publisher is missing."))
    if not newsletter.from_email:
        missing.append(_("The newsletter has no sender's address of its own."))
    return missing


def carried_already(digest: Digest) -> list[str]:
    """Articles that readers have had meanwhile, in a special."""
    issues = already_in(digest)
    titles = digest.items.filter(article__in=issues).values_list("article", "article__title")
    sentence = _("“%(title)s” was in no. %(number)d already: take it out, or readers get it twice.")
    return [sentence % {"title": title, "number": issues[pk].number} for pk, title in titles]


def preview_context(digest: Digest, wanted: Choice) -> dict:
    """Exactly what is sent to readers with this choice; the address to leave by leads nowhere."""
    content = content_of(digest, wanted).with_unsubscribe(sample_url())
    size = size_of(content)
    return {
        "digest": digest,
        "content": content,
        "size": size,
        "is_clipped": size > CLIPPED,
        "inbox": inbox(digest) | {"subject": content.subject},
        "languages": [(code, code == wanted.spoken, name) for code, name in settings.LANGUAGES],
        "sections": [
            (pk, pk in wanted.section_keys, name) for pk, name in sections_in(content.sheet)
        ],
    }


def sections_in(sheet: dict) -> list[tuple[int, str]]:
    """The sections of an issue, in the order of its articles."""
    return list(
        dict.fromkeys((story["section_id"], story["section"]) for story in sheet["stories"])
    )


def choice_asked(query) -> Choice:
    """As whom somebody looks: a choice put together, or that of a reader."""
    if reader := asked.key(query.get("reader")):
        return get_object_or_404(Subscriber, pk=reader).choice
    language = query.get("language", "")
    keys = sorted(set(asked.keys(query.getlist("section"), most=MOST_SECTIONS)))
    language = language if language in dict(settings.LANGUAGES) else ""
    return Choice(language, ",".join(map(str, keys)))


def inbox(digest: Digest) -> dict:
    """What a mailbox shows of the issue, and what stands there where nothing was typed."""
    paper, newsletter = Newspaper.current(), Newsletter.current()
    sheet = digest.sheet or sheet_of(digest)
    stories = sheet["stories"]
    return {
        "sender": newsletter.sender_name or paper.name,
        "subject": subject(sheet, stories),
        "preheader": preheader(sheet, stories),
        "lead": subject(sheet | {"subject": "", "title": ""}, stories),
        "teaser": preheader(sheet | {"preheader": "", "intro": ""}, stories),
    }


def size_of(content: Content) -> int:
    return len(content.html.encode())


def send_proof(digest: Digest, user, choice: Choice = WHOLE) -> None:
    """A copy for the editor alone, with no reader's address to leave by."""
    if not user.email:
        raise ValidationError(_("Your account has no e-mail address: add one."))
    letter = Edition.proof_of(digest, choice).letter(
        user.email, sample_url(), key=f"proof-{user.pk}"
    )
    try:
        mailers["default"].send_messages([letter])
    except OSError as error:
        raise ValidationError(_("The mail server refused it: %s") % error) from error


def sample_url() -> str:
    return absolute(reverse("unsubscribe", args=["preview"]))


def in_words(moment) -> str:
    return dates.in_words(timezone.localtime(moment), "datetime")
