"""From articles to an issue: composed by rule, changed by an editor, frozen by the approval."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from articles.images import Rendition
from articles.models import Article
from newsletter.choosing import choose, period_before
from newsletter.models import Digest, DigestItem, Newsletter
from newsroom.core.html import excerpt
from newsroom.core.links import absolute
from newsroom.core.mails import render
from newsroom.core.models import Newspaper
from newsroom.core.typography import typeset

# Stands in the frozen text where each reader's own address to leave by will be. A real address
# by its form, so that nothing on the way changes it; by its name, one that leads nowhere.
UNSUBSCRIBE = "https://unsubscribe.invalid/"
LATEST = timedelta(days=1)
COLUMN = 600
THUMBNAIL = 132


@dataclass(frozen=True)
class Content:
    """What every reader gets, with UNSUBSCRIBE in place of the one address that differs."""

    subject: str
    html: str
    text: str

    def with_unsubscribe(self, url: str) -> "Content":
        html, text = self.html.replace(UNSUBSCRIBE, url), self.text.replace(UNSUBSCRIBE, url)
        return replace(self, html=html, text=text)


@dataclass(frozen=True)
class Shown:
    """A picture at the size at which the letter shows it."""

    url: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True)
class Story:
    article: Article
    url: str
    byline: str
    picture: Shown | None
    thumbnail: Shown | None


# Composing


@transaction.atomic
def compose(newsletter: Newsletter, *, end=None, slot=None) -> Digest:
    """A new issue with what the rule chooses, for an editor to change."""
    end = end or timezone.now()
    start = period_before(end)
    digest = Digest.objects.create(
        period_start=start, period_end=end, slot=slot, scheduled_for=slot
    )
    _fill(digest, choose(newsletter, start, end))
    return digest


@transaction.atomic
def compose_anew(digest: Digest, newsletter: Newsletter) -> None:
    """Choose again, up to now. The editor's introduction and subject stay."""
    if not digest.is_open:
        raise ValidationError(_("This issue is approved: take it back first."))
    digest.period_end = timezone.now()
    digest.period_start = period_before(digest.period_end)
    digest.save(update_fields=["period_start", "period_end"])
    digest.items.all().delete()
    _fill(digest, choose(newsletter, digest.period_start, digest.period_end))


def _fill(digest, articles):
    DigestItem.objects.bulk_create(
        DigestItem(digest=digest, article=article, position=position, lead=position == 1)
        for position, article in enumerate(articles, start=1)
    )


def compose_due(now: datetime | None = None) -> Digest | None:
    """See to the regular issue whose hour has come; once, however often asked."""
    now = now or timezone.now()
    newsletter = Newsletter.objects.first()
    slot = newsletter and newsletter.slot_before(now)
    if not slot or slot < newsletter.since or now - slot > LATEST:
        return None
    digest = Digest.objects.filter(slot=slot).first() or _compose_regular(newsletter, slot)
    untouched = digest and digest.is_open and not digest.changes.exists()
    if untouched and newsletter.automatic:
        approve(digest, by=None, at=slot, reason=_("automatic"))
    return digest


def _compose_regular(newsletter, slot) -> Digest | None:
    if Digest.objects.filter(slot__gt=slot).exists():  # the day was changed to an earlier one
        return None
    try:
        digest = compose(newsletter, end=slot, slot=slot)
    except IntegrityError:  # another worker was faster
        return Digest.objects.get(slot=slot)
    number = digest.items.count()
    if number < newsletter.minimum:
        digest.skip(by=None, reason=_("A thin week: %(number)d articles.") % {"number": number})
    return digest


def approve(digest: Digest, *, by, at=None, reason="") -> None:
    """Freeze what readers get; it goes out `at`, or else on its date, or now."""
    digest.number = digest.number or Digest.next_number()
    digest.scheduled_for = at or max(digest.scheduled_for or timezone.now(), timezone.now())
    digest.approve(content(digest), by=by, reason=reason)


@transaction.atomic
def drop_withdrawn(digest: Digest) -> bool:
    """Take out what readers may no longer see, though it is frozen. True where that changed it."""
    gone = digest.items.exclude(article__in=Article.objects.published()).select_related("article")
    titles = [item.article.title for item in gone]
    if not titles:
        return False
    if digest.subject in {subject_of(item.article) for item in gone}:
        digest.subject = ""
    digest.items.filter(pk__in=[item.pk for item in gone]).delete()
    if digest.items.exists():
        digest.freeze(content(digest), reason=_("Withdrawn: %s") % ", ".join(titles))
    else:
        digest.stop(by=None, reason=_("Every article was withdrawn."))
    return True


# Rendering


def content(digest: Digest) -> Content:
    """The issue as it is sent, and as the preview shows it: one rendering for everybody."""
    with translation.override(settings.LANGUAGE_CODE):  # whatever the editor's is
        context = letter_context(digest)
    if not context["stories"]:
        raise ValidationError(_("There is no article in this issue: add one."))
    return Content(context["subject"], *render("newsletter/email/digest", context))


def content_of(digest: Digest) -> Content:
    """What readers get: frozen, or as it would be frozen now."""
    return Content(digest.subject, digest.html, digest.text) if digest.html else content(digest)


def letter_context(digest: Digest) -> dict:
    stories = stories_of(digest)
    number = digest.number or Digest.next_number()
    newsletter, paper = Newsletter.current(), Newspaper.current()
    return {
        "digest": digest,
        "number": number,
        "newsletter": newsletter,
        "paper": paper,
        "address": newsletter.postal_address(paper),
        "stories": stories,
        "subject": _typeset(digest.subject) or (subject_of(stories[0].article) if stories else ""),
        "preheader": preheader(digest, stories),
        "date": digest.scheduled_for or timezone.now(),
        "unsubscribe": UNSUBSCRIBE,
    }


def stories_of(digest: Digest) -> list[Story]:
    """What readers may see of it now, the lead first."""
    articles = {a.pk: a for a in Article.objects.published().filter(digests=digest).for_list()}
    items = digest.items.all()
    return [story_of(articles[i.article_id]) for i in items if i.article_id in articles]


def story_of(article: Article) -> Story:
    picture = article.lead_picture
    return Story(
        article=article,
        url=absolute(article.get_absolute_url()),
        byline=get_text_list([author.name for author in article.byline], _("and")),
        picture=picture and _shown(picture, COLUMN, 960),
        thumbnail=picture and _shown(picture, THUMBNAIL, 480),
    )


def _shown(picture, width: int, file_width: int) -> Shown:
    files = picture.renditions["jpeg"]
    file: Rendition = next((f for f in files if f.width >= file_width), files[-1])
    height = round(file.height * width / file.width)
    return Shown(absolute(file.url), picture.alt, width, height)


def subject_of(article: Article) -> str:
    return _typeset(excerpt(article.title, 140))


def preheader(digest: Digest, stories: list[Story]) -> str:
    """What a mailbox shows beside the subject: the introduction, then the next titles."""
    titles = [story.article.title for story in stories[1:4]]
    lead = [story.article.standfirst for story in stories[:1]]
    return excerpt(" · ".join(filter(None, [digest.intro, *titles, *lead])), 120)


def _typeset(text: str) -> str:
    return typeset(text) if settings.LANGUAGE_CODE.startswith("fr") else text
