"""From articles to an issue: composed by rule, changed by an editor, frozen by the approval."""

from datetime import datetime, timedelta
from types import MappingProxyType

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article
from newsletter.choosing import already_in, choose, period_before
from newsletter.models import Digest, DigestItem, Newsletter
from newsletter.rendering import NothingToRead, articles_in, content, rendered, without
from newsletter.slots import of_the_week
from newsletter.telling import tell_editors

LATEST = timedelta(days=1)


# Composing


@transaction.atomic
def compose(newsletter: Newsletter, *, end=None, slot=None) -> Digest:
    """A new issue with what the rule chooses, for an editor to change."""
    end = end or timezone.now()
    start = period_before(end, special=slot is None)
    digest = Digest.objects.create(
        period_start=start, period_end=end, slot=slot, scheduled_for=slot
    )
    _fill(digest, choose(newsletter, start, end))
    return digest


@transaction.atomic
def compose_anew(digest: Digest, newsletter: Newsletter) -> None:
    """Choose again, up to now. All that the editor wrote stays."""
    if not digest.is_open:
        raise ValidationError(_("This issue is approved: take it back first."))
    digest.period_end = timezone.now()
    digest.period_start = period_before(digest.period_end, special=digest.slot is None)
    digest.save(update_fields=["period_start", "period_end"])
    words = {item.article_id: item for item in digest.items.all()}
    digest.items.all().delete()
    _fill(digest, choose(newsletter, digest.period_start, digest.period_end), words)


def _fill(digest, articles, words=MappingProxyType({})):
    """`words` has items of before, whose own title and introduction are taken over."""
    items = []
    for position, article in enumerate(articles, start=1):
        item = DigestItem(digest=digest, article=article, position=position)
        if had := words.get(article.pk):
            item.title, item.standfirst = had.title, had.standfirst
        items.append(item)
    DigestItem.objects.bulk_create(items)


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
        _approve_by_itself(digest, slot)
    return digest


def _approve_by_itself(digest, slot):
    """As it stands, without what a special has carried since it was composed."""
    digest.items.filter(article__in=already_in(digest)).delete()
    try:
        approve(digest, by=None, at=slot, reason=_("automatic"))
    except NothingToRead:
        with transaction.atomic():
            digest.skip(by=None, reason=_("A thin week: %(number)d articles.") % {"number": 0})
            tell_editors(digest)


def _compose_regular(newsletter, slot) -> Digest | None:
    if of_the_week(slot).exists():  # the day was changed to an earlier one
        return None
    try:
        return _compose_and_tell(newsletter, slot)
    except IntegrityError:  # another worker was faster
        return Digest.objects.get(slot=slot)


@transaction.atomic
def _compose_and_tell(newsletter, slot) -> Digest:
    digest = compose(newsletter, end=slot, slot=slot)
    skip_thin(digest, newsletter)
    if not (digest.is_open and newsletter.automatic):
        tell_editors(digest)
    return digest


def skip_thin(digest: Digest, newsletter: Newsletter) -> None:
    """Leave an issue of too few articles out; an editor may take it back to the desk."""
    number = digest.items.count()
    if number < newsletter.minimum:
        digest.skip(by=None, reason=_("A thin week: %(number)d articles.") % {"number": number})


def approve(digest: Digest, *, by, at=None, reason="", special=False) -> None:
    """Freeze what readers get; it goes out `at`, or else on its date, or now.

    As a `special`, it gives back its regular date: another issue is composed for that.
    """
    digest.number = digest.number or Digest.next_number()
    if special:
        digest.slot = None
    digest.scheduled_for = at or max(digest.scheduled_for or timezone.now(), timezone.now())
    digest.approve(content(digest), by=by, reason=reason)


@transaction.atomic
def hurry(digest: Digest) -> None:
    """Let an approved issue go now: with the date of today, and out of turn where it is early."""
    digest.scheduled_for = timezone.now()
    slot = None if digest.is_early else digest.slot
    changed = {"scheduled_for": digest.scheduled_for, "slot": slot}
    if Digest.objects.approved().filter(pk=digest.pk).update(**changed):
        digest.slot = slot
        sheet = digest.sheet | {"date": digest.scheduled_for.isoformat()}
        digest.freeze(rendered(sheet), reason=_("Sent at once, with the date of today."))


def drop_withdrawn(digest: Digest) -> bool:
    """Take out what readers may no longer see, though it is frozen. True where that changed it."""
    return bool(_gone_from(digest)) and _drop_gone(digest)


def _gone_from(digest) -> set[int]:
    held = articles_in(digest.sheet)
    return held - set(Article.objects.published().filter(pk__in=held).values_list("pk", flat=True))


@transaction.atomic
def _drop_gone(digest) -> bool:
    locked = Digest.objects.select_for_update().only("sheet").get(pk=digest.pk)
    digest.sheet = locked.sheet  # another worker may have been faster
    gone = _gone_from(digest)
    if not gone:
        return False
    titles = Article.objects.filter(pk__in=gone).values_list("title", flat=True)
    reason = _("Withdrawn: %s") % ", ".join(titles)
    digest.items.filter(article__in=gone).delete()
    sheet = without(digest.sheet, gone)
    if sheet["stories"]:
        digest.freeze(rendered(sheet), reason=reason)
    else:
        digest.stop(by=None, reason=_("Every article was withdrawn."))
    return True
