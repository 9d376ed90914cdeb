"""The library knows where a picture is shown, and for how long it may be."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.utils import timezone

from articles.models import Author, Picture, Use
from tests.factories import make_article, make_picture

pytestmark = pytest.mark.django_db


def where_used(picture):
    return [use.article for use in picture.uses.order_by("article")]


def test_an_article_notes_the_picture_at_its_head():
    boat, quay = make_picture(), make_picture()
    article = make_article(lead_picture=boat)
    assert where_used(boat) == [article]
    article.lead_picture = quay
    article.save(update_fields=["lead_picture"])
    assert (where_used(boat), where_used(quay)) == ([], [article])
    assert list(Picture.objects.used()) == [quay]


def test_an_article_notes_the_pictures_in_its_text():
    boat, quay, face = make_picture(), make_picture(), make_picture()
    article = make_article(
        lead_picture=boat,
        body=f'<p>Ici.</p><figure data-picture="{quay.pk}"></figure>'
        f'<figure data-gallery="{boat.pk} {face.pk} 999999"></figure>',
    )
    assert {use.picture for use in article.uses.all()} == {boat, quay, face}
    article.body = "<p>Ici.</p>"
    article.save(update_fields=["body"])
    assert {use.picture for use in article.uses.all()} == {boat}


def test_a_picture_knows_whether_an_article_shows_it():
    """Twin of the rows of `Use`, whatever became of these, and of the copy at hand."""

    def agree():
        used = Picture.objects.filter(uses__isnull=False).distinct()
        return set(Picture.objects.used()) == set(used)

    boat, quay = make_picture(), make_picture()
    first, second = make_article(lead_picture=boat), make_article(lead_picture=boat)
    assert agree()
    boat.save()  # read before anything showed it
    assert Picture.objects.get(pk=boat.pk).is_used
    first.lead_picture = quay
    first.save()
    assert agree()
    second.delete()
    assert agree()
    assert list(Picture.objects.used()) == [quay]


def test_saving_again_notes_nothing_anew(django_assert_num_queries):
    article = make_article(lead_picture=make_picture())
    with django_assert_num_queries(1):
        Use.keep(article, article.shown_pictures)


def test_a_picture_in_use_is_not_deleted():
    boat = make_picture()
    article = make_article(lead_picture=boat)
    with pytest.raises(ProtectedError):
        boat.delete()
    article.delete()
    boat.delete()
    assert not Use.objects.exists()


@pytest.mark.parametrize(("days", "over"), [(None, False), (-1, True), (0, False), (1, False)])
def test_a_licence_holds_through_its_last_day(days, over):
    ends = None if days is None else timezone.localdate() + timedelta(days=days)
    picture = make_picture(licence="bought", licence_ends=ends)
    assert picture.is_licence_over is over
    assert Picture.objects.ended().exists() is over


@pytest.mark.parametrize(
    "links", ["https://piaille.example/@zoe\nzoe@example.org", "http://zoe.example/", ""]
)
def test_the_links_of_an_author_are_addresses(links):
    Author(name="Zoé", slug="zoe", links=links).full_clean()


@pytest.mark.parametrize("links", ["javascript:alert(1)", "zoe", "https://", "ftp://a.example/"])
def test_what_is_no_address_is_refused_in_words(links):
    with pytest.raises(ValidationError, match="is no address"):
        Author(name="Zoé", slug="zoe", links=links).full_clean()
