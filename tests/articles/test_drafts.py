"""What is typed is kept beside the article, for who typed it; the article does not notice."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article, Presence, Revision
from articles.revisions import drafts
from articles.revisions.keeping import keep
from tests.articles.test_admin import typed, url
from tests.factories import make_article, make_author, make_published_article, make_section

pytestmark = pytest.mark.django_db
BEGIN = "/admin/articles/article/add/begin/"


@pytest.fixture
def article(reporter):
    return make_article("Titre", created_by=reporter, body="<p>Un.</p>")


@pytest.fixture(autouse=True)
def _log_in(client, reporter):
    client.force_login(reporter)


def autosave(client, article, **fields):
    sent = {"title": article.title, "version": article.changed_at.isoformat()} | fields
    return client.post(url(article, "autosave"), sent)


def draft(article, user):
    return article.revisions.filter(by=user, is_open=True).first()


class TestAutosave:
    def test_the_article_is_not_touched(self, client, article, reporter):
        answer = autosave(client, article, title="Autre", body="<p>Deux.</p><script>x</script>")
        kept = draft(article, reporter)
        assert answer.json() == {"at": kept.at.isoformat()}
        assert (kept.content["title"], kept.kind) == ("Autre", "autosaved")
        assert "Deux." in kept.body
        assert "script" not in kept.body
        assert Article.objects.get().title == "Titre"
        assert not article.revisions.states().exists()

    def test_one_is_open_and_the_former_stay(self, client, article, reporter):
        for title in ("A", "B", "B", "C"):
            autosave(client, article, title=title)
        assert draft(article, reporter).content["title"] == "C"
        assert article.revisions.count() == 3

    def test_back_to_what_is_saved_there_is_nothing_to_offer(self, client, article, reporter):
        autosave(client, article, title="Autre")
        autosave(client, article)
        assert draft(article, reporter) is None

    def test_it_is_offered_to_who_wrote_it_and_to_nobody_else(
        self, client, article, reporter, editor
    ):
        autosave(client, article, title="Autre")
        kept = draft(article, reporter)
        assert f"?draft={kept.pk}" in client.get(url(article)).text
        assert "Autre" not in client.get(url(article)).text
        assert "Autre" in client.get(f"{url(article)}?draft={kept.pk}").text
        client.force_login(editor)
        assert "draft=" not in client.get(url(article)).text
        assert "Autre" not in client.get(f"{url(article)}?draft={kept.pk}").text

    def test_what_is_taken_up_is_merged_with_what_was_saved_meanwhile(
        self, client, article, reporter, editor
    ):
        autosave(client, article, title="Autre", tags="Mer, Fibre optique")
        other = Client()
        other.force_login(editor)
        other.post(url(article), typed(article, standfirst="Neuf."))
        form = (
            client.get(f"{url(article)}?draft={draft(article, reporter).pk}")
            .context["adminform"]
            .form
        )
        fields = {name: form[name].value() for name in ("title", "version", "standfirst")}
        tags = form["tags"].value()
        assert (
            client.post(url(article), typed(article, **fields) | {"tags": tags}).status_code == 302
        )
        saved = Article.objects.get()
        assert (saved.title, saved.standfirst) == ("Autre", "Neuf.")
        assert sorted(saved.tags.values_list("name", flat=True)) == ["Fibre optique", "Mer"]
        assert draft(article, reporter) is None

    def test_it_is_compared_with_what_a_colleague_saved_meanwhile(self, article, reporter):
        read_before = Article.objects.get()
        Article.objects.update(title="De Malo")
        assert drafts.keep_draft(read_before, {"title": "De Malo"}, by=reporter) is None
        kept = drafts.keep_draft(read_before, {"title": "Titre"}, by=reporter)
        assert kept.content["title"] == "Titre"

    def test_it_can_be_left_and_stays_among_the_versions(self, client, article, reporter):
        autosave(client, article, title="Autre")
        assert client.get(url(article, "draft/leave")).status_code == 405
        client.post(url(article, "draft/leave"))
        assert draft(article, reporter) is None
        assert article.revisions.get().content["title"] == "Autre"

    @pytest.mark.parametrize(
        "fields",
        [
            {"section": "x", "lead_picture": "9" * 40, "tags": '"'},
            {"section": "", "lead_picture": "", "slug": "É" * 999, "version": "x" * 999},
            {"title": "x" * 5000, "body": "<" * 5000, "version": "9999-99-99"},
            {"standfirst": "😀" * 900, "version": "0001-01-01T00:00:00+23:59"},
        ],
    )
    def test_what_no_form_would_take_is_kept_all_the_same(self, client, article, fields):
        assert autosave(client, article, **fields).status_code == 200
        assert client.get(url(article)).status_code == 200
        for kept in article.revisions.all():
            assert client.get(f"{url(article)}?draft={kept.pk}").status_code == 200

    def test_of_what_is_not_ones_own_nothing_is_kept(self, client, other_reporter):
        strange = make_article("Secret", created_by=other_reporter, authors=[])
        out = make_published_article("Dehors", authors=[])
        assert autosave(client, strange, title="Volé").status_code == 404
        assert autosave(client, out, title="Volé").status_code == 403
        assert not Revision.objects.exists()

    def test_without_the_token_nothing_is_kept(self, article, reporter):
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(reporter)
        assert autosave(strict, article, title="Forgé").status_code == 403
        token = strict.get(url(article, "autosave")).json()["token"]
        assert autosave(strict, article, title="Vrai", csrfmiddlewaretoken=token).status_code == 200

    def test_who_is_logged_out_is_sent_to_the_door(self, client, article):
        client.logout()
        assert autosave(client, article, title="Autre").status_code == 302
        assert not Revision.objects.exists()


class TestNew:
    def test_with_a_title_and_a_section_it_is_a_draft_of_ones_own(self, client, reporter):
        sent = {"title": "Neuf", "section": make_section().pk, "body": "<p>Un.</p>"}
        answer = client.post(BEGIN, sent).json()
        article = Article.objects.get()
        assert (article.title, article.created_by, article.status) == ("Neuf", reporter, "draft")
        assert answer["address"] == url(article)
        assert "Un." in draft(article, reporter).body
        assert (
            client.post(url(article), typed(article, version=answer["version"])).status_code == 302
        )
        assert [author.name for author in Article.objects.get().byline] == ["Noémie Faure"]

    @pytest.mark.parametrize("fields", [{}, {"title": " "}, {"title": "A", "section": "x"}])
    def test_without_them_it_is_not(self, client, fields):
        assert client.post(BEGIN, fields).status_code == 400
        assert not Article.objects.exists()

    def test_only_by_those_who_may_write(self, client, moderator):
        client.force_login(moderator)
        sent = {"title": "Neuf", "section": make_section().pk}
        assert client.post(BEGIN, sent).status_code == 403


class TestPresence:
    def beat(self, client, article, **more):
        return client.post(url(article, "presence"), more).json()

    @pytest.fixture
    def soraya(self, editor):
        editor.first_name, editor.last_name = "Soraya", "Benali"
        editor.save()
        browser = Client()
        browser.force_login(editor)
        return browser

    def test_each_sees_the_other_by_name_and_not_oneself(self, client, article, soraya):
        assert self.beat(client, article)["others"] == []
        assert [other["name"] for other in self.beat(soraya, article)["others"]] == ["noemie"]
        found = self.beat(client, article)["others"]
        assert [other["name"] for other in found] == ["Soraya Benali"]

    def test_who_is_gone_is_gone(self, client, article, soraya):
        self.beat(soraya, article)
        self.beat(soraya, article, leave="1")
        assert self.beat(client, article)["others"] == []

    def test_a_closed_laptop_ends_by_itself(self, client, article, soraya):
        self.beat(soraya, article)
        Presence.objects.update(seen_at=timezone.now() - timedelta(seconds=21))
        assert self.beat(client, article)["others"] == []
        assert Presence.objects.count() == 1

    def test_taking_over_tells_the_other_and_locks_nobody(self, client, article, soraya):
        self.beat(client, article)
        self.beat(soraya, article, take="1")
        assert self.beat(client, article)["taken_by"] == "Soraya Benali"
        assert self.beat(soraya, article)["taken_by"] is None
        assert client.post(url(article), typed(article, title="Mieux")).status_code == 302
        self.beat(client, article, take="1")
        assert self.beat(client, article)["taken_by"] is None
        assert self.beat(soraya, article)["taken_by"] == "noemie"

    def test_what_the_other_saved_is_told(self, client, article, soraya):
        soraya.post(url(article), typed(article, title="Mieux"))
        told = self.beat(client, article)
        article.refresh_from_db()
        assert (told["version"], told["by"]) == (article.changed_at.isoformat(), "Soraya Benali")

    def test_a_writer_whose_piece_came_out_meanwhile_is_told(self, client, article, editor):
        article.publish(by=editor)
        assert self.beat(client, article) == {"closed": True}

    def test_nobody_looks_on_who_may_not_write(self, client, article, other_reporter):
        client.force_login(other_reporter)
        assert client.post(url(article, "presence")).status_code == 404


class TestSigners:
    """Who signs is a part of a draft, too."""

    def rows(self, *authors):
        """Another order, or others, in the rows of the form."""
        sent = {"bylines-TOTAL_FORMS": len(authors)}
        for place, author in enumerate(authors):
            sent |= {f"bylines-{place}-author": author.pk, f"bylines-{place}-position": place + 1}
        return sent

    def shown(self, client, article, user):
        page = client.get(f"{url(article)}?draft={draft(article, user).pk}")
        formset = page.context["inline_admin_formsets"][0].formset
        forms = [form for form in formset.forms if form["author"].value()]
        forms.sort(key=lambda form: form["position"].value())
        return [form["author"].value() for form in forms if not form["DELETE"].value()]

    def test_they_are_kept_and_come_back_without_touching_the_article(
        self, client, article, reporter
    ):
        keep(article)
        noemie, zoe = article.byline[0], make_author("Zoé")
        autosave(client, article, **self.rows(zoe, noemie))
        assert draft(article, reporter).content["authors"] == [zoe.pk, noemie.pk]
        assert self.shown(client, article, reporter) == [zoe.pk, noemie.pk]
        autosave(client, article, **self.rows(zoe))
        assert self.shown(client, article, reporter) == [zoe.pk]
        assert Article.objects.get().byline == [noemie]

    def test_whom_somebody_else_named_meanwhile_stays(self, client, article, reporter):
        keep(article, at=article.changed_at)
        noemie, zoe, ada = article.byline[0], make_author("Zoé"), make_author("Ada")
        autosave(client, article, **self.rows(zoe, noemie))
        article.bylines.create(author=ada, position=9)
        assert self.shown(client, article, reporter) == [zoe.pk, noemie.pk, ada.pk]
        article.bylines.filter(author=noemie).delete()
        assert self.shown(client, article, reporter) == [zoe.pk, ada.pk]

    @pytest.mark.parametrize("author", ["", "abc", "-1", "9" * 30, "٣", "999999"])
    def test_what_is_no_author_is_left_out(self, client, article, reporter, author):
        rows = {"bylines-TOTAL_FORMS": "9" * 30, "bylines-0-author": author}
        assert autosave(client, article, **rows).status_code == 200
        assert draft(article, reporter).content["authors"] == []
