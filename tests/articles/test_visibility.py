from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article
from tests.factories import make_article, make_published_article

NOW = timezone.now()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "published_at"),
    [
        ("draft", None),
        ("review", None),
        ("published", NOW - timedelta(hours=1)),
        ("published", NOW + timedelta(days=1)),
        ("withdrawn", NOW - timedelta(hours=1)),
    ],
)
def test_row_and_query_agree_on_what_is_published(status, published_at):
    article = make_article(status=status, published_at=published_at)
    assert article.is_published == Article.objects.published().filter(pk=article.pk).exists()


def test_an_article_appears_at_its_second(db, time_machine):
    moment = timezone.now().replace(microsecond=0) + timedelta(days=1)
    make_published_article(published_at=moment)
    time_machine.move_to(moment - timedelta(seconds=1), tick=False)
    assert not Article.objects.published().exists()
    time_machine.move_to(moment, tick=False)
    assert Article.objects.published().exists()
