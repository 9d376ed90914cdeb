"""From an issue to what its readers read: a sheet of words and addresses, one rendering a choice.

The sheet is all that a rendering needs. The approval freezes it, so that every reader gets the
same words, whenever the own letter is made and whatever becomes of the articles meanwhile.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.images import Rendition
from articles.models import Article, Correction
from newsletter.choices import WHOLE, Choice
from newsletter.choosing import amended
from newsletter.interest import talk_since
from newsletter.models import Digest, Newsletter
from newsroom.core.html import excerpt
from newsroom.core.links import absolute
from newsroom.core.mails import render
from newsroom.core.models import Newspaper
from newsroom.core.typography import typeset

# Stands in the frozen text where each reader's own address to leave by will be. A real address
# by its form, so that nothing on the way changes it; by its name, one that leads nowhere.
UNSUBSCRIBE = "https://unsubscribe.invalid/"
COLUMN = 600
THUMBNAIL = 132
TALKED_ABOUT = 3
CANDIDATES = 30  # of which readers may not see some any more
AMENDED = 5
LATELY = timedelta(days=7)


@dataclass(frozen=True)
class Content:
    """What every reader gets, with UNSUBSCRIBE in place of the one address that differs."""

    subject: str
    html: str
    text: str
    sheet: dict = field(default_factory=dict, compare=False)

    def with_unsubscribe(self, url: str) -> "Content":
        html, text = self.html.replace(UNSUBSCRIBE, url), self.text.replace(UNSUBSCRIBE, url)
        return replace(self, html=html, text=text)


class NothingToRead(ValidationError):
    """No article is left of an issue, or none that this choice wants."""


def content_of(digest: Digest, choice: Choice = WHOLE) -> Content:
    """What readers with this choice get: frozen, or as it would be frozen now."""
    if not digest.html:
        return content(digest, choice)
    if choice.is_whole:
        return Content(digest.subject, digest.html, digest.text, digest.sheet)
    return rendered(digest.sheet, choice)


def content(digest: Digest, choice: Choice = WHOLE) -> Content:
    """The issue as it would be sent now, and as the preview shows it."""
    return rendered(sheet_of(digest), choice)


def rendered(sheet: dict, choice: Choice = WHOLE) -> Content:
    """The letter for a choice; the same sheet always gives the same letter."""
    stories = list(filter(choice.wants, sheet["stories"]))
    if not stories:
        raise NothingToRead(_("There is no article in this issue: add one."))
    context = sheet | {
        "stories": stories,
        "talk": list(filter(choice.wants, sheet["talk"])),
        "amended": [
            line | {"day": datetime.fromisoformat(line["at"]), "kind": kind_of(line)}
            for line in filter(choice.wants, sheet["amended"])
        ],
        "subject": subject(sheet, stories),
        "preheader": preheader(sheet, stories),
        "date": datetime.fromisoformat(sheet["date"]),
        "unsubscribe": UNSUBSCRIBE,
    }
    parts = render("newsletter/email/digest", context, language=choice.spoken)
    return Content(context["subject"], *parts, sheet)


def kind_of(line: dict) -> str:
    """“Correction” or the like, in the language of whoever reads it."""
    return Correction.Kind(line["kind"]).label


def without(sheet: dict, gone: set[int]) -> dict:
    """The sheet without what these articles, by their keys, said in it."""
    lists = ("stories", "talk", "amended")
    kept = {name: [line for line in sheet[name] if line["id"] not in gone] for name in lists}
    return sheet | kept


def articles_in(sheet: dict) -> set[int]:
    lists = (sheet.get(name, ()) for name in ("stories", "talk", "amended"))
    return {line["id"] for lines in lists for line in lines}


# The sheet


def sheet_of(digest: Digest) -> dict:
    """All words and addresses of the issue as it stands, in plain types that a row can keep."""
    newsletter, paper = Newsletter.current(), Newspaper.current()
    articles = articles_of(digest)
    held = [article.pk for article in articles]
    return {
        "number": digest.number or Digest.next_number(),
        "date": (digest.scheduled_for or timezone.now()).isoformat(),
        "subject": typeset(digest.subject),
        "title": typeset(digest.title),
        "preheader": digest.preheader,
        "intro": digest.intro,
        "stories": [story_of(article) for article in articles],
        "talk": _talk() if digest.with_talk else [],
        "amended": _amended(digest, held) if digest.with_amended else [],
        "newsletter": {"name": newsletter.name},
        "paper": {name: getattr(paper, name) for name in ("name", "publisher", "legal_form")},
        "address": newsletter.postal_address(paper),
    }


def articles_of(digest: Digest) -> list[Article]:
    """What readers may see of it now, the lead first, each in the words that the issue has."""
    articles = {a.pk: a for a in Article.objects.published().filter(digests=digest).for_list()}
    items = digest.items.all()
    shown = [item for item in items if item.article_id in articles]
    return [item.worded(articles[item.article_id]) for item in shown]


def story_of(article: Article) -> dict:
    picture = article.lead_picture
    return line_of(article) | {
        "section": article.section.name,
        "standfirst": article.standfirst,
        "authors": [author.name for author in article.byline],
        "picture": _shown(picture, COLUMN, 960) if picture else None,
        "thumbnail": _shown(picture, THUMBNAIL, 480) if picture else None,
    }


def line_of(article: Article) -> dict:
    return {
        "id": article.pk,
        "section_id": article.section_id,
        "title": article.title,
        "url": absolute(article.get_absolute_url()),
    }


def _shown(picture, width: int, file_width: int) -> dict:
    """A picture at the size at which the letter shows it."""
    files = picture.renditions["jpeg"]
    file: Rendition = next((f for f in files if f.width >= file_width), files[-1])
    height = round(file.height * width / file.width)
    words = {"alt": picture.alt, "credit": picture.credit}
    return {"url": absolute(file.url), "width": width, "height": height} | words


def _talk() -> list[dict]:
    """Right now in the comments: the articles most talked about in the last days."""
    talk = dict(talk_since(timezone.now() - LATELY).most_common(CANDIDATES))
    articles = Article.objects.published().filter(pk__in=talk).for_teaser().in_bulk()
    most = sorted(articles, key=lambda pk: (-talk[pk], -pk))[:TALKED_ABOUT]
    return [line_of(articles[pk]) | {"comments": talk[pk]} for pk in most]


def _amended(digest: Digest, held: list[int]) -> list[dict]:
    corrections = amended(digest.period_start, timezone.now()).exclude(article__in=held)
    lines = [
        line_of(told.article) | {"at": told.at.isoformat(), "kind": told.kind, "text": told.text}
        for told in corrections[: 2 * AMENDED]
    ]
    told = _told_since(digest) if lines else set()
    return [line for line in lines if (line["id"], line["at"]) not in told][:AMENDED]


def _told_since(digest: Digest) -> set[tuple[int, str]]:
    """The corrections of this period that another issue, a special, told already."""
    others = Digest.objects.carried().filter(created_at__gte=digest.period_start)
    sheets = others.exclude(pk=digest.pk).values_list("sheet__amended", flat=True)
    return {(line["id"], line["at"]) for lines in sheets for line in lines or ()}


# Words that the editor may leave to us


def subject(sheet: dict, stories: list[dict]) -> str:
    lead = stories[0]["title"] if stories else ""
    return sheet["subject"] or sheet["title"] or typeset(excerpt(lead, 140))


def preheader(sheet: dict, stories: list[dict]) -> str:
    """What a mailbox shows beside the subject: the introduction, then the next titles."""
    titles = [story["title"] for story in stories[1:4]]
    lead = [story["standfirst"] for story in stories[:1]]
    found = excerpt(" · ".join(filter(None, [sheet["intro"], *titles, *lead])), 120)
    return typeset(sheet["preheader"] or found)
