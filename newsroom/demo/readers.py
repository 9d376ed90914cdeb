"""The demo paper's readers: what they wrote under articles, and who gets the letter."""

import random
import tomllib
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone

from articles.models import Article
from comments.models import Comment, Decision
from newsletter.composing import approve, compose
from newsletter.models import Consent, Delivery, Digest, Newsletter, Subscriber
from newsroom.core.slugs import slugify
from newsroom.demo.edition import FOLDER, paper

SUBSCRIBERS = 200


def load_comments(tally):
    """The threads, each decision taken by the demo's moderator two hours later."""
    comments, moderator = {}, User.objects.get(username="anatole")
    accounts = {name: username for username, (_, name) in paper.ACCOUNTS.items() if name}
    for row in read_comments():
        article = Article.objects.get(slug=row["article"])
        author = User.objects.filter(username=accounts.get(row["name"])).first()
        comment = Comment.objects.create(
            article=article,
            parent=comments.get(row["reply_to"]),
            name=row["name"],
            email=f"{slugify(row['name']).replace('-', '.')}@lecteurs.example",
            body=row["body"].strip(),
            by_author=author,
            created_at=article.published_at + timedelta(hours=row["hours"]),
        )
        comments[row["id"]] = comment
        decide(comment, row["status"], moderator)
        tally["comments"] += 1


def read_comments() -> list[dict]:
    return tomllib.loads((FOLDER / "comments.toml").read_text(encoding="utf-8"))["comment"]


def decide(comment, status, moderator):
    if status == "approved":
        comment.approve(by=moderator)
    elif status == "rejected":
        comment.reject(by=moderator, reason=paper.REJECTED_BECAUSE)
    elif status == "spam":
        comment.mark_as_spam(by=moderator)
    when = min(comment.created_at + timedelta(hours=2), timezone.now())
    Decision.objects.filter(comment=comment).update(at=when)


def load_newsletter():
    since = timezone.now() - timedelta(days=60)
    Newsletter(**paper.NEWSLETTER, since=since).save()


def load_subscribers(tally):
    """Two hundred people, most of whom confirmed; always the same ones."""
    chance = random.Random(paper.NEWSPAPER["name"])
    for number, email in enumerate(addresses(chance)):
        since = timezone.now() - timedelta(days=chance.uniform(1, 58))
        subscriber = Subscriber.objects.create(email=email, created_at=since)
        consent(subscriber, since)
        if number % 12 != 5:
            subscriber.confirm()
            confirmed_at = since + timedelta(minutes=chance.uniform(1, 90))
            Subscriber.objects.filter(pk=subscriber.pk).update(confirmed_at=confirmed_at)
        if number % 25 == 7:
            subscriber.leave(reason="")
        tally["subscribers"] += 1


def consent(subscriber, since):
    Consent.objects.create(
        subscriber=subscriber,
        wording=paper.CONSENT,
        version="demo",
        form="box",
        language=settings.LANGUAGE_CODE,
        at=max(since, timezone.now() - timedelta(days=6)),
    )


def addresses(chance) -> list[str]:
    pairs = [(first, last) for first in paper.FIRST_NAMES for last in paper.LAST_NAMES]
    return [
        f"{slugify(first)}.{slugify(last)}@lecteurs.example"
        for first, last in chance.sample(pairs, SUBSCRIBERS)
    ]


def load_digests(tally):
    """The letters of the last two Fridays, as if they had gone out: nothing is mailed."""
    newsletter, sender = Newsletter.current(), User.objects.get(username="ines")
    slot = newsletter.slot_before(timezone.now())
    for friday in (newsletter.slot_before(slot - timedelta(hours=1)), slot):
        digest = compose(newsletter, end=friday, slot=friday)
        approve(digest, by=sender, at=friday)
        mark_as_sent(digest, friday)
        tally["digests"] += 1


def mark_as_sent(digest, friday):
    digest.begin()
    Digest.objects.filter(pk=digest.pk).update(created_at=friday, started_at=friday)
    readers = Subscriber.objects.active().filter(confirmed_at__lte=friday)
    Delivery.objects.bulk_create(
        Delivery(
            digest=digest,
            subscriber=reader,
            status=Delivery.Status.SENT,
            attempts=1,
            updated_at=friday,
        )
        for reader in readers
    )
    digest.count_audience()
    digest.finish()
    Digest.objects.filter(pk=digest.pk).update(sent_at=friday + timedelta(seconds=9))
    digest.changes.update(at=friday)
