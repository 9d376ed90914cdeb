"""Every version is kept, small; what was kept while writing becomes fewer with its age."""

from datetime import UTC, datetime, timedelta
from zlib import compress

import pytest
from django.utils import timezone

from articles.models import Article, Revision
from articles.revisions.content import of_article
from articles.revisions.keeping import count_words, keep, keep_what_was, write
from articles.revisions.packing import digest, pack, unpack
from articles.revisions.restoring import restore
from articles.revisions.thinning import thin
from newsroom.core.html import without_ids
from tests.articles.test_admin import typed, url
from tests.factories import make_article, make_author, make_picture, make_published_article

pytestmark = pytest.mark.django_db


def kinds(article):
    return [revision.kind for revision in article.revisions.order_by("pk")]


def autosave(article, *, by, at, title="Brouillon"):
    content = of_article(article) | {"title": title}
    return write(article, content, kind="autosaved", by=by, at=at)


class TestPacking:
    whole = {"title": "Un", "tags": ["b"], "body": ["<p>Un.</p>", "<p>Deux.</p>", "<p>Un.</p>"]}

    @pytest.mark.parametrize(
        "content",
        [
            whole,
            whole | {"title": "Œuvre"},
            whole | {"body": []},
            whole | {"body": ["<p>Deux.</p>", "<p>Neuf.</p>", "<p>Un.</p>"]},
            whole | {"tags": [], "body": ["<p>0</p>", *whole["body"]]},
        ],
    )
    def test_what_is_packed_comes_out_as_it_was(self, content):
        assert unpack(pack(content)) == content
        assert unpack(pack(content, self.whole), self.whole) == content

    def test_what_was_packed_without_a_dictionary_is_read_all_the_same(self):
        packed = compress(b'{"title":"Deux","body":[[0,1],"<p>Neuf.</p>"]}')
        body = [*self.whole["body"][:2], "<p>Neuf.</p>"]
        assert unpack(packed, self.whole) == self.whole | {"title": "Deux", "body": body}

    def test_a_word_more_in_a_long_paragraph_takes_little(self):
        words = " ".join(digest({"n": n}) for n in range(60))
        whole = self.whole | {"body": [f"<p>{words}</p>", *self.whole["body"]]}
        changed = whole | {"body": [f"<p>{words[:990]} mot {words[990:]}</p>", *whole["body"][1:]]}
        assert len(pack(changed, whole)) < 90

    def test_a_changed_word_of_a_long_text_takes_little_however_long(self):
        body = [f"<p>{n} {datetime(2026, 1, 1 + n % 28, tzinfo=UTC):%c}</p>" for n in range(200)]
        whole = self.whole | {"body": body}
        changed = whole | {"body": [*body[:100], "<p>Un mot a changé.</p>", *body[101:]]}
        assert len(pack(changed, whole)) < 150

    def test_the_digest_is_of_the_content(self):
        assert digest(self.whole) == digest(dict(reversed(self.whole.items())))
        assert digest(self.whole) != digest(self.whole | {"title": "Deux"})


class TestKeeping:
    def test_a_version_holds_all_of_an_article(self, editor):
        article = make_article(
            "Titre", authors=["Zoé", "Ada"], tags=["b", "a"], lead_picture=make_picture()
        )
        content = keep(article, by=editor).content
        assert content["title"] == "Titre"
        assert content["tags"] == ["a", "b"]
        assert content["authors"] == [make_author("Zoé").pk, make_author("Ada").pk]
        assert content["lead_picture"] == article.lead_picture.pk
        assert "".join(content["body"]) == article.body

    def test_saving_the_same_is_no_version(self, editor):
        article = make_article()
        assert keep(article, by=editor) == keep(article, by=editor)

    def test_what_was_there_before_the_first_save_is_kept(self, editor):
        article = make_article("Avant")
        keep_what_was(article.pk)
        first = article.revisions.get()
        assert (first.content["title"], first.at, first.by) == ("Avant", article.changed_at, None)

    def test_each_save_of_the_form_is_kept_with_who_and_its_note(self, client, editor):
        client.force_login(editor)
        article = make_article("Un")
        assert 'name="version_note"' in client.get(url(article)).text
        client.post(url(article), typed(article, title="Deux", version_note="Mieux."))
        first, second = article.revisions.order_by("pk")
        assert (first.content["title"], second.content["title"]) == ("Un", "Deux")
        assert (second.by, second.note, second.kind) == (editor, "Mieux.", "saved")
        assert second.at == Article.objects.get().changed_at

    def test_tags_and_authors_of_the_form_are_in_the_version(self, client, editor):
        client.force_login(editor)
        article = make_article()
        client.post(url(article), typed(article, tags="Mer, Fibre"))
        assert article.revisions.newest_first()[0].content["tags"] == ["Fibre", "Mer"]

    def test_the_verbs_write_one_too_and_readers_versions_are_known(self, editor):
        article = make_article()
        article.publish(by=editor)
        article.title = "Corrigé"
        article.save()
        keep(article, by=editor)
        article.withdraw(by=editor, reason="Faux.")
        article.send_back(by=editor)
        told = list(article.revisions.order_by("pk").values_list("kind", "is_public", "note"))
        assert told == [("published", True, ""), ("saved", True, ""), ("withdrawn", False, "Faux.")]

    def test_a_new_text_is_stored_whole_and_a_changed_one_by_its_change(self, editor):
        body = "".join(f"<p>Le paragraphe {n} dit {n * n} choses.</p>" for n in range(60))
        article = make_article(body=body)
        whole = keep(article)
        article.body = body.replace("trois", "3") + "<p>Fin.</p>"
        changed = keep(article)
        article.body = "".join(f"<p>Autre chose, {n}e fois : {n**3}.</p>" for n in range(60))
        other = keep(article)
        assert (whole.whole, changed.whole, other.whole) == (None, whole, None)
        fresh = Revision.objects.get(pk=changed.pk)
        assert without_ids(fresh.body) == body + "<p>Fin.</p>"

    def test_an_article_goes_with_its_versions(self, editor):
        article = make_article()
        keep(article)
        article.title = "Deux"
        keep(article)
        article.delete()
        assert not Revision.objects.exists()


class TestRestoring:
    def test_a_version_becomes_the_article_again_and_nothing_is_lost(self, editor):
        article = make_article("Un", authors=["Zoé", "Ada"], tags=["a"])
        first = keep(article)
        article.title, article.body = "Deux", "<p>Autre.</p>"
        article.save()
        article.tags.clear()
        article.bylines.all().delete()
        restore(first, by=editor)
        article = Article.objects.get()
        assert of_article(article) == first.content
        assert kinds(article) == ["saved", "saved", "restored"]
        assert article.revisions.newest_first()[1].content["title"] == "Deux"

    def test_its_address_stays(self, editor):
        article = make_article("Un", slug="un")
        first = keep(article)
        article.slug = "deux"
        article.save()
        restore(first, by=editor)
        assert Article.objects.get().slug == "deux"

    def test_what_is_gone_meanwhile_is_left_out(self, editor):
        picture = make_picture()
        article = make_article(lead_picture=picture, authors=["Zoé", "Ada"])
        first = keep(article)
        article.lead_picture = None
        article.save()
        article.bylines.filter(author__name="Zoé").delete()
        picture.delete()
        make_author("Zoé").delete()
        restore(first, by=editor)
        article = Article.objects.get()
        assert article.lead_picture is None
        assert [author.name for author in article.byline] == ["Ada"]


class TestThinning:
    NOW = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0)

    @pytest.fixture(autouse=True)
    def _at_noon(self, time_machine):
        time_machine.move_to(self.NOW, tick=False)

    def left_of(self, *ages, article, by):
        kept = {autosave(article, by=by, at=self.NOW - age).pk: age for age in ages}
        thin()
        return [kept[pk] for pk in article.revisions.order_by("pk").values_list("pk", flat=True)]

    def test_all_of_the_last_hour_stay(self, reporter):
        ages = [timedelta(minutes=n) for n in (59, 30, 29, 1, 0)]
        assert self.left_of(*ages, article=make_article(), by=reporter) == ages

    def test_then_the_last_one_of_each_hour(self, reporter):
        ages = [timedelta(hours=5, minutes=m) for m in (59, 30, 1)] + [timedelta(hours=2)]
        left = self.left_of(*ages, article=make_article(), by=reporter)
        assert left == ages[2:]

    def test_then_the_last_one_of_each_day(self, reporter):
        ages = [timedelta(days=9, hours=h) for h in (11, 8, 1)] + [timedelta(days=8)]
        left = self.left_of(*ages, article=make_article(), by=reporter)
        assert left == ages[2:]

    def test_each_person_and_each_article_has_its_own(self, reporter, other_reporter):
        old = self.NOW - timedelta(hours=5)
        for person in (reporter, other_reporter):
            for article in (make_article("a"), make_article("b")):
                autosave(article, by=person, at=old)
        assert thin() == 0

    def test_what_was_saved_stays_for_ever(self):
        article = make_article()
        for n in range(3):
            article.title = f"Titre {n}"
            keep(article, at=self.NOW - timedelta(days=900))
        assert thin() == 0
        assert article.revisions.count() == 3

    def test_a_draft_that_waits_for_its_writer_stays(self, reporter):
        article, old = make_article(), self.NOW - timedelta(days=40)
        autosave(article, by=reporter, at=old)
        Revision.objects.update(is_open=True)
        autosave(article, by=reporter, at=old)
        autosave(article, by=reporter, at=old)
        assert thin() == 1


def test_words_are_counted_without_the_markup():
    content = {"standfirst": "Trois mots ici", "body": ["<p>Le <em>fil</em>.</p>", "<p>Oui</p>"]}
    assert count_words(content) == 6


def test_restoring_an_unfinished_version_of_what_is_out_is_refused(client, editor):
    client.force_login(editor)
    article = make_published_article(standfirst="")
    first = keep(article)
    article.standfirst = "Court."
    article.save()
    client.post(f"/admin/articles/article/{article.pk}/versions/{first.pk}/restore/")
    assert Article.objects.get().standfirst == "Court."
