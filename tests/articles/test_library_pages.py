"""The library at the desk: looked through, filled by many files at once, described on one page."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Picture
from tests.factories import (
    drawn_file,
    make_article,
    make_author,
    make_picture,
    make_published_article,
    picture_file,
)

pytestmark = pytest.mark.django_db

LIBRARY = "/admin/articles/picture/"
HTML = b"<!doctype html><script>alert(1)</script>"


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def shown(client, query=""):
    return list(client.get(f"{LIBRARY}{query}").context["cl"].result_list)


def row(picture, number=0, **typed):
    """What the page about many pictures sends of one."""
    fields = {"id": picture.pk, "alt": picture.alt, "credit": picture.credit, "caption": ""}
    return {f"form-{number}-{name}": value for name, value in (fields | typed).items()}


def describe(client, *rows, **shared):
    ids = ",".join(str(each[f"form-{n}-id"]) for n, each in enumerate(rows))
    sent = {"form-TOTAL_FORMS": len(rows), "form-INITIAL_FORMS": len(rows)}
    for each in rows:
        sent |= each
    sent |= {f"all-{name}": value for name, value in shared.items()}
    return client.post(f"{reverse('admin:articles_picture_describe')}?ids={ids}", sent)


# Looking through


def test_pictures_are_found_by_licence_use_words_and_credit(desk):
    today = timezone.localdate()
    bought = {"licence": "bought", "credit": "Agence"}
    ended = make_picture(**bought, licence_ends=today - timedelta(days=1))
    soon = make_picture(**bought, licence_ends=today + timedelta(days=9))
    bare = make_picture(alt="", credit="", licence="")
    face = make_picture(licence="own")
    make_author("Zoé", portrait=face)
    make_article(lead_picture=ended)
    assert shown(desk, "?licence=ended") == [ended]
    assert shown(desk, "?licence=soon") == [soon]
    assert shown(desk, "?licence=none") == [bare]
    assert shown(desk, "?licence=own") == [face]
    assert shown(desk, "?use=articles") == [ended]
    assert shown(desk, "?use=nowhere") == [bare, soon]
    assert shown(desk, "?words=alt") == shown(desk, "?words=credit") == [bare]
    assert shown(desk, "?credit=Agence") == [soon, ended]
    assert shown(desk, "?q=agence&licence=ended") == [ended]
    assert shown(desk, "?q=zzz") == []


def test_the_library_takes_as_many_queries_for_many_as_for_one(desk, django_assert_num_queries):
    make_picture()
    desk.get(LIBRARY)
    with django_assert_num_queries(8):
        desk.get(LIBRARY)
    for _ in range(5):
        make_article(lead_picture=make_picture())
    with django_assert_num_queries(8):
        desk.get(LIBRARY)


def test_a_picture_tells_where_it_is_shown(client, reporter, editor):
    face = make_picture(uploaded_by=reporter)
    out = make_published_article("Le câble", lead_picture=face)
    secret = make_article("Secret", lead_picture=face, authors=["Malo"])
    make_author("Zoé", portrait=face)
    page = reverse("admin:articles_picture_change", args=[face.pk])
    client.force_login(reporter)
    text = client.get(page).content.decode()
    assert out.title in text
    assert secret.title not in text
    assert "1 draft of somebody else" in text
    assert "Zoé" in text
    client.force_login(editor)
    assert secret.title in client.get(page).content.decode()


def test_the_front_page_of_the_desk_tells_of_licences_that_ended(client, reporter, editor):
    over = timezone.localdate() - timedelta(days=1)
    make_picture(alt="Jamais montrée", licence="bought", licence_ends=over)
    shown = make_picture(alt="Un quai", licence="bought", licence_ends=over)
    client.force_login(editor)
    assert "Licences that ended" not in client.get("/admin/").content.decode()
    make_article(lead_picture=shown)
    text = client.get("/admin/").content.decode()
    assert "Licences that ended" in text
    assert "Un quai" in text
    assert "Jamais montrée" not in text
    client.force_login(reporter)
    assert "Licences that ended" not in client.get("/admin/").content.decode()


def test_a_picture_shows_what_looks_like_it(desk):
    one = make_picture(drawn_file(), alt="Un navire")
    other = make_picture(drawn_file((800, 450)), alt="Le même navire")
    text = desk.get(reverse("admin:articles_picture_change", args=[one.pk])).content.decode()
    assert f'alt="{other.alt}"' in text


def test_a_file_that_the_library_has_is_no_second_picture(desk):
    known, other = make_picture(alt="Un navire"), make_picture()
    words = {"alt": "A", "credit": "B", "file": picture_file()}
    answer = desk.post(f"{LIBRARY}add/", words)
    assert "The library has this picture already: <a href=" in answer.text
    assert reverse("admin:articles_picture_change", args=[known.pk]) in answer.text
    words["file"].seek(0)
    answer = desk.post(reverse("admin:articles_picture_change", args=[other.pk]), words)
    assert "The library has this picture already" in answer.text
    assert Picture.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_who_add_one_file_at_once_the_second_is_told(desk):
    def add(_number):
        try:
            words = {"alt": "A", "credit": "B", "file": picture_file(size=(300, 200))}
            other = Client()
            other.cookies = desk.cookies
            return other.post(f"{LIBRARY}add/", words)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(add, range(4)))
    assert Picture.objects.count() == 1
    told = [answer for answer in answers if answer.status_code == 200]
    assert len(told) == 3
    assert all("The library has this picture already" in answer.text for answer in told)


# Many at once, without a script


def test_many_files_come_in_at_once_and_are_described_next(desk):
    files = [picture_file(f"{side}.jpg", size=(side, 300)) for side in (300, 320, 340)]
    answer = desk.post(f"{LIBRARY}send/", {"files": files})
    pictures = Picture.objects.order_by("pk")
    assert [picture.width for picture in pictures] == [300, 320, 340]
    assert answer.url == f"{LIBRARY}describe/?ids={','.join(str(p.pk) for p in pictures)}"
    assert desk.get(answer.url).content.decode().count("describe-one") == 3


def test_of_many_files_each_that_is_no_picture_is_refused_by_name(desk):
    page = SimpleUploadedFile("page.jpg", HTML)
    answer = desk.post(f"{LIBRARY}send/", {"files": [page, picture_file()]}, follow=True)
    assert Picture.objects.count() == 1
    assert "“page.jpg”: This file is not a picture" in answer.content.decode()
    assert "describe" in answer.redirect_chain[0][0]
    answer = desk.post(f"{LIBRARY}send/", {"files": [page]}, follow=True)
    assert answer.redirect_chain[0][0] == LIBRARY


def test_sending_nothing_is_told(desk):
    assert "No file was sent" in desk.post(f"{LIBRARY}send/", follow=True).content.decode()


# Describing


def test_words_and_focal_points_of_many_are_saved_at_once(desk):
    one, other = make_picture(alt="", credit=""), make_picture(credit="Zoé")
    answer = describe(
        desk,
        row(one, 0, alt="Un quai", focal_x="20", focal_y="80"),
        row(other, 1),
        credit="Agence",
        licence="bought",
        licence_ends="2031-05-01",
    )
    assert answer.url == LIBRARY
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.alt, one.credit, one.focus, one.licence) == (
        "Un quai",
        "Agence",
        (20, 80),
        "bought",
    )
    assert (other.credit, other.licence, other.focus) == ("Zoé", "bought", (50, 50))
    assert other.licence_ends.isoformat() == "2031-05-01"


def test_words_may_be_given_later(desk):
    picture = make_picture(alt="", credit="")
    describe(desk, row(picture, caption="À quai."))
    picture.refresh_from_db()
    assert (picture.alt, picture.caption) == ("", "À quai.")


@pytest.mark.parametrize(
    "wrong", [{"focal_x": "101"}, {"focal_y": "-1"}, {"licence": "mine"}, {"licence_ends": "soon"}]
)
def test_what_can_not_be_is_refused_and_all_that_was_typed_stays(desk, wrong):
    one, other = make_picture(alt=""), make_picture(alt="")
    answer = describe(desk, row(one, 0, alt="Un quai"), row(other, 1, **wrong))
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "Nothing is saved yet" in text
    assert "Un quai</textarea>" in text
    assert not Picture.objects.exclude(alt="").exists()


def test_nobody_describes_the_pictures_of_others(client, reporter):
    own, others = make_picture(uploaded_by=reporter), make_picture(alt="B", licence="")
    client.force_login(reporter)
    page = f"{LIBRARY}describe/?ids={own.pk},{others.pk}"
    text = client.get(page).content.decode()
    assert text.count("describe-one") == 1
    assert "One picture is left out" in text
    describe(client, row(own, 0, alt="A"), row(others, 1, alt="Mine"))
    describe(client, row(others, 0, alt="Mine"), licence="own")
    others.refresh_from_db()
    assert (others.alt, others.licence) == ("B", "")
    assert Picture.objects.count() == 2


@pytest.mark.parametrize("ids", ["", "x", "0", "1;2", "9" * 30, "-1", "%00"])
def test_an_address_that_names_no_picture_says_what_to_do(desk, ids):
    text = desk.get(f"{LIBRARY}describe/?ids={ids}")
    assert text.status_code in {200, 400}
    if text.status_code == 200:
        assert "choose some in the library first" in text.content.decode()


def test_chosen_pictures_are_described_together(desk):
    one, other = make_picture(), make_picture()
    sent = {"action": "describe_chosen", "_selected_action": [one.pk, other.pk]}
    assert desk.post(LIBRARY, sent).url == f"{LIBRARY}describe/?ids={other.pk},{one.pk}"


def test_one_picture_is_replaced_and_cut_elsewhere(desk):
    picture = make_picture()
    page = reverse("admin:articles_picture_change", args=[picture.pk])
    words = {"alt": "A", "caption": "", "credit": "B", "licence": "own", "licence_ends": ""}
    focus = {"focal_x": "10", "focal_y": "0"}
    desk.post(page, words | focus | {"file": picture_file(size=(500, 400))})
    before, picture = picture, Picture.objects.get()
    assert (picture.pk, picture.size, picture.focus) == (before.pk, (500, 400), (10, 0))
    assert picture.former.get().digest == before.digest


def test_the_focal_point_of_a_replaced_picture_is_back_in_the_middle_and_says_so(desk):
    picture = make_picture(focal_x=10, focal_y=0)
    page = reverse("admin:articles_picture_change", args=[picture.pk])
    words = {"alt": "A", "caption": "", "credit": "B", "licence": "own", "licence_ends": ""}
    same = {"focal_x": "10", "focal_y": "0"}
    kept = desk.post(page, words | same, follow=True)
    assert Picture.objects.get().focus == (10, 0)
    assert "focal point" not in str(list(kept.context["messages"]))
    told = desk.post(page, words | same | {"file": picture_file(size=(500, 400))}, follow=True)
    assert Picture.objects.get().focus == (50, 50)
    assert "check its focal point" in str(list(told.context["messages"]))


def test_the_page_of_an_author_shows_face_life_and_links(client):
    zoe = make_author("Zoé", biography="Vingt ans de câbles.", portrait=make_picture(alt="Zoé"))
    zoe.links = "https://www.piaille.example/@zoe/\nzoe@example.org"
    zoe.save()
    make_published_article(authors=[zoe])
    text = client.get(zoe.get_absolute_url()).content.decode()
    assert 'alt="Zoé"' in text
    assert "-1x1-" in text
    assert "Vingt ans de câbles." in text
    assert '<a href="https://www.piaille.example/@zoe/" rel="me">piaille.example/@zoe</a>' in text
    assert '<a href="mailto:zoe@example.org" rel="me">zoe@example.org</a>' in text


def test_the_lead_picture_has_other_words_where_an_article_says_so(client):
    article = make_published_article(
        lead_picture=make_picture(), lead_alt="Le navire en 1985", lead_caption="Brest, 1985."
    )
    text = client.get(article.get_absolute_url()).content.decode()
    assert 'alt="Le navire en 1985"' in text
    assert "Brest, 1985." in text
    assert "À quai." not in text
