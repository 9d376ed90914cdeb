"""A reporter can't publish nor touch another's piece, whichever way is tried; an editor can."""

from datetime import date, timedelta

import pytest
from django.contrib import admin
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from articles.decoding import decode
from articles.forms import ArticleForm
from articles.models import Article, Byline, Picture, Tag
from articles.uploading import keep
from newsroom.core.html import without_ids
from tests.factories import (
    make_article,
    make_author,
    make_picture,
    make_published_article,
    make_section,
    picture_file,
)

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"


def url(article, page="change"):
    return f"{LIST}{article.pk}/{page}/"


def typed(article=None, **fields):
    """What a browser sends from the form of an article."""
    bylines = list(article.bylines.all()) if article else []
    data = {
        "title": article.title if article else "Neuf",
        "standfirst": article.standfirst if article else "Court.",
        "body": article.body if article else "<p>Un texte.</p>",
        "section": (article.section if article else make_section()).pk,
        "slug": article.slug if article else "",
        "tags": "",
        "version": article.changed_at.isoformat() if article else "",
        "corrections-TOTAL_FORMS": 0,
        "corrections-INITIAL_FORMS": 0,
        "bylines-TOTAL_FORMS": len(bylines),
        "bylines-INITIAL_FORMS": len(bylines),
    }
    for number, byline in enumerate(bylines):
        data |= {
            f"bylines-{number}-id": byline.pk,
            f"bylines-{number}-article": article.pk,
            f"bylines-{number}-author": byline.author_id,
            f"bylines-{number}-position": byline.position,
        }
    return data | fields


def at(moment):
    local = timezone.localtime(moment)
    return {"publish_at_0": local.strftime("%Y-%m-%d"), "publish_at_1": local.strftime("%H:%M:%S")}


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


@pytest.fixture
def own(reporter):
    return make_article("Le mien", created_by=reporter)


@pytest.fixture
def others(other_reporter):
    """A draft of somebody else."""
    author = make_author("Malo", user=other_reporter)
    return make_article("À un autre", created_by=other_reporter, authors=[author])


class TestReporter:
    @pytest.fixture(autouse=True)
    def _log_in(self, client, reporter):
        client.force_login(reporter)

    def test_writes_signs_and_hands_in(self, client, reporter):
        answer = client.post(f"{LIST}add/", typed(_verb="submit"))
        article = Article.objects.get()
        assert answer.url == url(article)
        assert (article.status, article.created_by) == ("review", reporter)
        assert [author.name for author in article.byline] == ["Noémie Faure"]
        assert said(answer) == ["“Neuf” is handed in: the editors see it."]

    @pytest.mark.parametrize("verb", ["publish", "withdraw", "nonsense"])
    def test_cannot_publish_by_a_button(self, client, own, verb):
        answer = client.post(url(own), typed(own, _verb=verb, title="Autre", reason="Si."))
        assert answer.status_code == 403
        own.refresh_from_db()
        assert (own.status, own.title) == ("draft", "Le mien")

    def test_cannot_publish_a_new_one_by_a_button(self, client):
        assert client.post(f"{LIST}add/", typed(_verb="publish")).status_code == 403
        assert not Article.objects.exists()

    def test_cannot_publish_from_the_list(self, client, own):
        client.post(LIST, {"action": "publish", "_selected_action": [own.pk]})
        own.refresh_from_db()
        assert own.status == "draft"

    def test_cannot_publish_by_fields_that_the_form_has_not(self, client, own):
        forged = {
            "status": "published",
            "published_at": "2020-01-01",
            "published_at_0": "2020-01-01",
            "published_at_1": "00:00:00",
            "created_by": "1",
            "withdrawal_reason": "x",
            **at(timezone.now()),
        }
        client.post(url(own), typed(own, **forged))
        own.refresh_from_db()
        assert (own.status, own.published_at, own.withdrawal_reason) == ("draft", None, "")

    def test_does_not_see_the_fields_of_publishing(self, client, own):
        page = client.get(url(own)).text
        assert 'name="publish_at_0"' not in page
        assert 'value="publish"' not in page
        assert 'value="submit"' in page

    @pytest.mark.parametrize("page", ["change", "history", "delete", "preview"])
    def test_anothers_draft_is_not_there(self, client, others, page):
        answer = client.get(url(others, page), follow=True)
        assert others.title not in answer.text
        assert answer.redirect_chain or answer.status_code in {403, 404}

    @pytest.mark.parametrize("verb", [None, "submit", "send_back"])
    def test_anothers_draft_cannot_be_changed(self, client, others, verb):
        client.post(url(others), typed(others, title="Volé", **({"_verb": verb} if verb else {})))
        others.refresh_from_db()
        assert (others.title, others.status) == ("À un autre", "draft")

    def test_anothers_draft_cannot_be_signed(self, client, reporter, others):
        client.post(
            url(others),
            typed(others)
            | {
                "bylines-TOTAL_FORMS": 2,
                "bylines-1-article": others.pk,
                "bylines-1-author": reporter.author.pk,
                "bylines-1-position": 1,
            },
        )
        assert not Byline.objects.filter(article=others, author=reporter.author).exists()

    def test_anothers_byline_cannot_be_taken_along(self, client, own, others):
        theirs = others.bylines.get()
        client.post(
            url(own),
            typed(own)
            | {
                "bylines-TOTAL_FORMS": 2,
                "bylines-INITIAL_FORMS": 2,
                "bylines-1-id": theirs.pk,
                "bylines-1-article": own.pk,
                "bylines-1-author": theirs.author_id,
                "bylines-1-DELETE": "on",
            },
        )
        assert others.bylines.count() == 1

    def test_anothers_draft_is_in_no_list(self, client, others):
        for path in (LIST, f"{LIST}?q=autre", f"{LIST}?status__exact=draft", "/admin/"):
            assert others.title not in client.get(path).text

    @pytest.mark.parametrize(
        "query",
        ["created_by__password__startswith=p", "created_by__email__contains=a", "nonsense=1"],
    )
    def test_the_list_answers_no_questions_that_it_was_not_made_for(self, client, query):
        assert client.get(f"{LIST}?{query}").status_code in {302, 400}

    def test_what_is_handed_in_can_be_taken_back(self, client, reporter, own):
        own.submit(by=reporter)
        client.post(url(own), typed(own, _verb="send_back"))
        own.refresh_from_db()
        assert own.status == "draft"

    @pytest.mark.parametrize("status", ["published", "withdrawn"])
    def test_what_is_out_is_no_longer_theirs_to_change(self, client, reporter, status):
        moment = timezone.now() - timedelta(hours=1)
        out = make_article(status=status, created_by=reporter, published_at=moment)
        # The words are given back on the page, which is to be read only: see test_closed.
        assert client.post(url(out), typed(out, title="Autre")).status_code == 302
        assert Article.objects.get(pk=out.pk).title == out.title
        assert client.get(url(out)).status_code == 200

    def test_submitting_what_lacks_something_says_so_and_keeps_the_text(self, client, own):
        answer = client.post(url(own), typed(own, _verb="submit", standfirst="", title="Mieux"))
        assert said(answer) == ["Mieux: The standfirst is missing."]
        own.refresh_from_db()
        assert (own.title, own.status) == ("Mieux", "draft")

    def test_a_second_click_is_no_error(self, client, own):
        for _ in range(2):
            own.refresh_from_db()
            assert client.post(url(own), typed(own, _verb="submit")).status_code == 302
        assert own.status_changes.count() == 1

    def test_a_picture_in_anothers_article_cannot_be_changed(self, client, reporter, own, others):
        picture = make_picture(uploaded_by=reporter)
        page = reverse("admin:articles_picture_change", args=[picture.pk])
        words = {"alt": "Autre", "caption": "", "credit": "X"}
        own.lead_picture = picture
        own.save()
        assert client.post(page, words).status_code == 302
        others.lead_picture = picture
        others.save()
        assert client.post(page, words | {"alt": "Volé"}).status_code == 403

    def test_a_picture_comes_along_with_the_article(self, client, own):
        sent = {
            "picture_file": picture_file(),
            "picture_alt": "Un navire",
            "picture_caption": "",
            "picture_credit": "L’Octet",
            "picture_licence": "bought",
            "picture_licence_ends": "2031-05-01",
        }
        client.post(url(own), typed(own, **sent))
        own.refresh_from_db()
        picture = own.lead_picture
        assert (picture.alt, picture.licence) == ("Un navire", "bought")
        assert picture.licence_ends == date(2031, 5, 1)

    def test_a_picture_that_the_library_has_is_taken_from_there(self, client, own, reporter):
        known = keep(decode(picture_file()), by=reporter, alt="Un quai", credit="Zoé")[0]
        sent = {"picture_alt": "Un navire", "picture_credit": "L’Octet", "picture_licence": "own"}
        answer = client.post(url(own), typed(own, picture_file=picture_file(), **sent), follow=True)
        own.refresh_from_db()
        known.refresh_from_db()
        assert "The library had this picture already" in answer.text
        assert (own.lead_picture, own.lead_alt) == (known, "Un navire")
        assert (known.alt, known.credit, known.licence) == ("Un quai", "Zoé", "own")

    def test_a_refused_form_leaves_no_files(self, client, own, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        client.post(url(own), typed(own, picture_file=picture_file(), title=""))
        assert not list(tmp_path.rglob("*.jpg"))

    @pytest.mark.parametrize("tags", ["x" * 101, "a, " + "b" * 150])
    def test_a_tag_too_long_is_refused_in_words(self, client, own, tags):
        answer = client.post(url(own), typed(own, tags=tags))
        assert "A tag has 100 characters at most" in answer.text

    @pytest.mark.parametrize("name", ["title", "standfirst", "body", "slug", "tags", "reason"])
    def test_a_nul_is_refused_not_an_error(self, client, own, name):
        assert client.post(url(own), typed(own, **{name: "a\0b"})).status_code in {200, 302}

    def test_tags_are_typed_with_commas_in_any_case(self, client, own):
        Tag.objects.create(name="Câbles")
        client.post(url(own), typed(own, tags="câbles, Brest"))
        assert sorted(own.tags.values_list("name", flat=True)) == ["Brest", "Câbles"]


class TestEditor:
    @pytest.fixture(autouse=True)
    def _log_in(self, client, editor):
        client.force_login(editor)

    def test_publishes_at_once(self, client, own):
        answer = client.post(url(own), typed(own, _verb="publish"))
        own.refresh_from_db()
        assert own.is_published
        assert said(answer) == ["“Le mien” is published."]

    def test_schedules_and_moves_the_date(self, client, own):
        for days in (1, 2):
            moment = (timezone.now() + timedelta(days=days)).replace(microsecond=0)
            own.refresh_from_db()
            answer = client.post(url(own), typed(own, _verb="publish", **at(moment)))
            own.refresh_from_db()
            assert own.published_at == moment
            assert said(answer)[-1].startswith("“Le mien” will appear on ")

    def test_a_refused_time_is_given_back_to_be_corrected(self, client, own):
        past = timezone.now() - timedelta(days=365)
        answer = client.post(url(own), typed(own, _verb="publish", title="Mieux", **at(past)))
        assert said(answer) == ["Mieux: This time is past: leave it empty to publish at once."]
        page = client.get(answer.url).text
        assert f'value="{timezone.localtime(past):%d/%m/%Y}"' in page
        assert "Mieux" in page

    def test_a_time_without_the_button_is_not_lost_in_silence(self, client, own):
        answer = client.post(url(own), typed(own, **at(timezone.now() + timedelta(days=1))))
        assert "Saved, but not scheduled: the time counts with the button “Publish”." in said(
            answer
        )

    @pytest.mark.parametrize("moment", ["2027-03-28 02:30:00", "2026-10-25 02:30:00"])
    def test_an_hour_that_is_not_or_is_twice_is_asked_again(self, client, own, moment):
        day, hour = moment.split()
        answer = client.post(
            url(own), typed(own, _verb="publish", publish_at_0=day, publish_at_1=hour)
        )
        assert answer.status_code == 200
        (told,) = answer.context["adminform"].form.errors["publish_at"]
        assert "choose" in told
        assert "1\u00a0h\u00a059" in told

    def test_withdraws_with_a_reason_only(self, client):
        article = make_published_article()
        answer = client.post(url(article), typed(article, _verb="withdraw"))
        assert said(answer) == ["Le câble: Say why the article is withdrawn."]
        client.post(url(article), typed(article, _verb="withdraw", reason="Faux."))
        article.refresh_from_db()
        assert (article.status, article.withdrawal_reason) == ("withdrawn", "Faux.")
        assert article.changed_at == article.published_at

    def test_a_verb_that_came_too_late_keeps_the_text(self, client, editor):
        article = make_published_article()
        data = typed(article, _verb="withdraw", title="Corrigé", reason="Faux.")
        article.withdraw(by=editor, reason="Déjà.")
        article.send_back(by=editor)
        answer = client.post(url(article), data)
        assert said(answer) == ["Corrigé: This can't be done: the article is draft."]
        article.refresh_from_db()
        assert article.title == "Corrigé"

    def test_publishes_several_from_the_list(self, client, own):
        lacking = make_article("Vide", standfirst="")
        chosen = {"action": "publish", "_selected_action": [own.pk, lacking.pk]}
        answer = client.post(LIST, chosen)
        assert sorted(said(answer)) == [
            "Vide: The standfirst is missing.",
            "“Le mien” is published.",
        ]

    def test_of_two_windows_the_second_is_refused_with_its_text(self, client, own):
        first, second = typed(own, title="Premier"), typed(own, title="Second")
        assert client.post(url(own), first).status_code == 302
        answer = client.post(url(own), second)
        assert "You have changed this article in another tab" in answer.text
        assert "Somebody else" not in answer.text
        assert "Two people" not in answer.text
        assert "Second</textarea>" in answer.text
        own.refresh_from_db()
        assert own.title == "Premier"

    def test_saving_does_not_undo_what_another_did_to_the_status(self, rf, editor, own):
        """Not even where both happen at once: the other one after this request has read."""
        read = Article.objects.get(pk=own.pk)
        own.publish(by=editor)
        request = rf.post(url(own), typed(own, title="Mieux"))
        request.user = editor
        form = ArticleForm(request.POST, instance=read)
        assert form.is_valid(), form.errors
        admin.site.get_model_admin(Article).save_model(request, form.instance, form, change=True)
        own.refresh_from_db()
        assert (own.title, own.status) == ("Mieux", "published")

    def test_an_unchanged_article_is_not_updated(self, client):
        article = make_published_article(hours=5)
        client.post(url(article), typed(article))
        article.refresh_from_db()
        assert not article.was_updated

    def test_a_new_signature_is_an_update(self, client):
        article = make_published_article(hours=5)
        changed = typed(article) | {"bylines-0-author": make_author("Zoé").pk}
        client.post(url(article), changed)
        article.refresh_from_db()
        assert article.was_updated

    def test_a_new_address_leaves_a_redirect(self, client):
        article = make_published_article(slug="ancien")
        client.post(url(article), typed(article, slug="nouveau"))
        assert client.get("/materiel/ancien/").url == "/materiel/nouveau/"

    def test_an_address_of_old_links_is_refused_in_the_form(self, client, own):
        article = make_published_article(slug="ancien")
        client.post(url(article), typed(article, slug="nouveau"))
        answer = client.post(url(own), typed(own, slug="ancien"))
        assert "Old links to another page use this address" in answer.text

    def test_what_was_out_is_never_deleted(self, client, django_user_model):
        client.force_login(django_user_model.objects.create_superuser("ada", password="x"))
        article = make_published_article()
        client.post(url(article, "delete"), {"post": "yes"})
        chosen = {"action": "delete_selected", "_selected_action": [article.pk], "post": "yes"}
        client.post(LIST, chosen)
        assert Article.objects.filter(pk=article.pk).exists()

    def test_the_body_is_cleaned_on_its_way_in(self, client, own):
        client.post(url(own), typed(own, body="<p onclick=x>a<script>b</script></p><h1>c</h1>"))
        own.refresh_from_db()
        assert without_ids(own.body) == "<p>a</p><h2>c</h2>"

    def test_the_preview_is_the_page_and_is_kept_by_nobody(self, client, own):
        answer = client.get(url(own, "preview"))
        assert "Le mien" in answer.text
        assert "noindex" in answer.text
        assert {"private", "no-store"} <= set(answer.headers["Cache-Control"].split(", "))

    def test_a_replaced_picture_leaves_no_files(
        self, client, settings, tmp_path, django_capture_on_commit_callbacks
    ):
        settings.MEDIA_ROOT = tmp_path
        picture = make_picture()
        before = set(tmp_path.rglob("*.jpg"))
        page = reverse("admin:articles_picture_change", args=[picture.pk])
        sent = {"file": picture_file(size=(800, 600)), "alt": "A", "caption": "", "credit": "C"}
        with django_capture_on_commit_callbacks(execute=True):
            client.post(page, sent)
        assert Picture.objects.get().width == 800
        assert not before & set(tmp_path.rglob("*.jpg"))
