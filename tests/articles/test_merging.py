"""Two people on one article: what they wrote is brought together, or shown to choose."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from articles.models import Article, Revision
from articles.revisions.merging import merge, settle
from tests.articles.test_admin import said, typed, url
from tests.factories import make_article, make_author, make_picture

A, B, C = "aaaaaaaa", "bbbbbbbb", "cccccccc"


def p(key, text):
    return f'<p data-id="{key}">{text}</p>'


def content(*body, **fields):
    return {"title": "Titre", "tags": [], "body": list(body)} | fields


BASE = content(p(A, "Un."), p(B, "Deux."), p(C, "Trois."))


def merged(mine, theirs, base=BASE):
    found = merge(base, mine, theirs)
    return found.content, [conflict.key for conflict in found.conflicts]


def bodies(mine, theirs):
    found, conflicts = merged(content(*mine), content(*theirs))
    return found["body"], conflicts


def test_different_places_merge_by_themselves():
    mine = content(p(A, "1."), p(B, "Deux."), p(C, "Trois."))
    theirs = content(p(A, "Un."), p(B, "Deux."), p(C, "3."), title="Mieux")
    found = merge(BASE, mine, theirs)
    assert found.content == content(p(A, "1."), p(B, "Deux."), p(C, "3."), title="Mieux")
    assert found.conflicts == []
    assert sorted(found.taken) == [f"body-{C}", "title"]


def test_the_same_change_by_both_is_no_conflict():
    both = content(p(A, "1."), title="Mieux")
    assert merged(both, both) == (both, [])


def test_the_same_place_in_two_ways_is_a_conflict_that_keeps_mine():
    mine, theirs = [p(A, "1."), *BASE["body"][1:]], [p(A, "I."), *BASE["body"][1:]]
    assert bodies(mine, theirs) == (mine, [f"body-{A}"])


def test_blanks_that_an_editor_makes_of_several_are_no_change():
    base = content(p(A, "Un  mot\nde trop."), p(B, "Deux."))
    mine = content(p(A, "Un mot de trop."), p(B, "2."))
    theirs = content(p(A, "Un  mot\nde plus."), p(B, "Deux."))
    assert merged(mine, theirs, base) == (content(p(A, "Un  mot\nde plus."), p(B, "2.")), [])


def test_a_field_in_two_ways_is_a_conflict():
    found = merged(content(*BASE["body"], title="Le mien"), content(*BASE["body"], title="Sien"))
    assert found == (content(*BASE["body"], title="Le mien"), ["title"])


def test_what_either_took_out_is_out():
    a, b, c = BASE["body"]
    assert bodies([a, b], [b, c]) == ([b], [])


def test_what_one_took_out_and_the_other_wrote_on_stays_until_somebody_chose():
    a, _b, c = BASE["body"]
    assert bodies([a, c], [a, p(B, "2."), c]) == ([a, p(B, "2."), c], [f"body-{B}"])
    assert bodies([a, p(B, "2."), c], [a, c]) == ([a, p(B, "2."), c], [f"body-{B}"])


def test_what_both_added_at_one_place_is_both_there():
    a, b, c = BASE["body"]
    x, y = p("xxxxxxxx", "X"), p("yyyyyyyy", "Y")
    assert bodies([x, a, b, c], [a, b, c, y]) == ([x, a, b, c, y], [])
    assert bodies([a, x, b, c], [a, y, b, c]) == ([a, x, y, b, c], [])


def test_who_moved_a_block_moved_it():
    a, b, c = BASE["body"]
    assert bodies([c, a, b], [a, p(B, "2."), c]) == ([c, a, p(B, "2.")], [])
    assert bodies([a, p(B, "2."), c], [c, a, b]) == ([c, a, p(B, "2.")], [])
    assert sorted(bodies([c, a, b], [b, a, c])[0]) == [a, b, c]


def test_tags_of_both_are_there():
    found, _none = merged(
        content(tags=["Mer", "Neuf"]), content(tags=["Câbles"]), content(tags=["Mer", "Câbles"])
    )
    assert found["tags"] == ["Neuf"]


def test_without_a_common_version_everything_that_differs_is_asked():
    mine, theirs = content(p(A, "1."), title="a"), content(p(A, "I."), p(B, "II."), title="b")
    found, conflicts = merged(mine, theirs, {"body": []})
    assert sorted(conflicts) == [f"body-{A}", "title"]
    assert found["body"] == [p(A, "1."), p(B, "II.")]


@pytest.mark.parametrize(
    ("choice", "body"),
    [
        ("mine", [p(A, "1."), p(B, "2.")]),
        ("theirs", [p(A, "I."), p(B, "2.")]),
        ("both", ["<p>I.</p>" + p(A, "1."), p(B, "2.")]),
    ],
)
def test_the_choice_stands(choice, body):
    mine, theirs = content(p(A, "1."), p(B, "2.")), content(p(A, "I."), p(B, "Deux."))
    assert settle(mine, theirs, {f"body-{A}": choice})["body"] == body


def test_a_choice_of_what_one_side_has_not():
    a, b, c = BASE["body"]
    assert settle(content(a, c), BASE, {f"body-{B}": "theirs"})["body"] == [a, b, c]
    assert settle(BASE, content(a, c), {f"body-{B}": "theirs"})["body"] == [a, c]
    assert settle(content(a), BASE, {"title": "theirs"})["title"] == "Titre"
    assert settle(content(a, c), BASE, {f"body-{B}": "mine"})["body"] == [a, c]


@pytest.mark.django_db
class TestForm:
    """Soraya has the article open while somebody else saves it."""

    @pytest.fixture
    def article(self):
        return make_article("Titre", body=p(A, "Un.") + p(B, "Deux."), tags=["Mer"])

    @pytest.fixture(autouse=True)
    def _log_in(self, client, editor):
        client.force_login(editor)

    def save_both(self, client, article, theirs, mine):
        """What the second of two savers is answered."""
        first, second = (typed(article) | {"tags": "Mer"} | changes for changes in (theirs, mine))
        assert client.post(url(article), first).status_code == 302
        answer = client.post(url(article), second)
        article.refresh_from_db()
        return answer

    def choose(self, client, article, answer, **choices):
        """The page that asks, sent again as a browser would."""
        form = answer.context["adminform"].form
        fields = {name: form[name].value() or "" for name in ("title", "standfirst", "body")}
        fields |= {"version": form["version"].value(), "conflict": [c.key for c in form.conflicts]}
        fields |= {f"choice-{key}": choice for key, choice in choices.items()}
        answer = client.post(url(article), typed(article, tags="Mer") | fields)
        article.refresh_from_db()
        return answer

    def test_what_does_not_overlap_is_in_both(self, client, article):
        answer = self.save_both(
            client,
            article,
            {"title": "Mieux", "body": p(A, "1.") + p(B, "Deux.")},
            {"standfirst": "Neuf.", "body": p(A, "Un.") + p(B, "2.")},
        )
        assert answer.status_code == 302
        assert (article.title, article.standfirst) == ("Mieux", "Neuf.")
        assert article.body == p(A, "1.") + p(B, "2.")
        assert any("brought together" in sentence for sentence in said(answer))
        assert article.revisions.newest_first()[0].kind == Revision.Kind.MERGED

    def test_what_overlaps_is_asked_and_nothing_is_saved(self, client, article):
        answer = self.save_both(
            client, article, {"title": "Le sien", "tags": "Mer, Ajout"}, {"title": "Le mien"}
        )
        assert answer.status_code == 200
        assert "<del>sien</del>" in answer.text
        assert "<ins>mien</ins>" in answer.text
        assert answer.context["adminform"].form["tags"].value() == "Ajout, Mer"
        assert article.title == "Le sien"

    @pytest.mark.parametrize(("choice", "title"), [("mine", "Le mien"), ("theirs", "Le sien")])
    def test_the_choice_is_saved(self, client, article, choice, title):
        asked = self.save_both(client, article, {"title": "Le sien"}, {"title": "Le mien"})
        assert self.choose(client, article, asked, title=choice).status_code == 302
        assert article.title == title

    @pytest.mark.parametrize(
        ("choice", "body"),
        [("mine", p(A, "1.")), ("theirs", p(A, "I.")), ("both", "<p>I.</p>" + p(A, "1."))],
    )
    def test_so_is_that_of_a_paragraph(self, client, article, choice, body):
        theirs, mine = ({"body": p(A, text) + p(B, "Deux.")} for text in ("I.", "1."))
        asked = self.save_both(client, article, theirs, mine)
        assert self.choose(client, article, asked, **{f"body-{A}": choice}).status_code == 302
        words = re.sub(r'(<p) data-id="(?!aaaaaaaa|bbbbbbbb)\w+"', r"\1", article.body)
        assert words == body + p(B, "Deux.")

    @pytest.mark.parametrize("choice", ["", "nonsense"])
    def test_without_a_choice_it_is_asked_again(self, client, article, choice):
        asked = self.save_both(client, article, {"title": "Le sien"}, {"title": "Le mien"})
        again = self.choose(client, article, asked, title=choice)
        assert "<del>sien</del>" in again.text
        assert "Choose one of the two" in again.text
        assert article.title == "Le sien"

    def test_what_a_third_person_saved_while_somebody_chose_is_asked_too(self, client, article):
        asked = self.save_both(client, article, {"title": "Le sien"}, {"title": "Le mien"})
        client.post(url(article), typed(article, tags="Mer", title="Le tien"))
        again = self.choose(client, article, asked, title="mine")
        assert "<del>tien</del>" in again.text
        assert self.choose(client, article, again, title="theirs").status_code == 302
        assert article.title == "Le tien"

    def test_a_picture_is_a_field_like_the_others(self, client, article):
        one, other = make_picture(), make_picture(alt="Une bouée")
        asked = self.save_both(
            client, article, {"lead_picture": one.pk}, {"lead_picture": other.pk}
        )
        assert "Une bouée" in asked.text
        self.choose(client, article, asked, lead_picture="theirs")
        assert article.lead_picture == one

    @pytest.mark.parametrize(
        "version", ["", "x", "0001-01-01T00:00:00+23:59", "2026-13-45T00:00Z", "2026-01-01T00:00"]
    )
    def test_who_says_nothing_of_what_was_seen_overwrites_nothing(self, client, article, version):
        forged = typed(article, title="Volé", tags="Mer", version=version)
        forged |= {"conflict": ["title", "body-x", "status", "x"], "choice-title": "theirs"}
        assert client.post(url(article), forged).status_code == 200
        article.refresh_from_db()
        assert article.title == "Titre"

    def test_a_choice_for_what_was_never_asked_is_no_error(self, client, article):
        forged = typed(article, tags="Mer", conflict=["body-zzzzzzzz", "slug"])
        forged |= {"choice-body-zzzzzzzz": "both", "choice-slug": "theirs"}
        assert client.post(url(article), forged).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_once_neither_loses_a_word(client, editor, reporter):
    article = make_article("Titre", created_by=reporter)
    client.force_login(editor)
    other = client.__class__()
    other.force_login(reporter)

    def save(who, fields):
        try:
            return who.post(url(article), typed(article, **fields)).status_code
        finally:
            connection.close()

    changes = [(client, {"title": "Mieux"}), (other, {"standfirst": "Court."})]
    with ThreadPoolExecutor(2) as pool:
        codes = list(pool.map(lambda change: save(*change), changes))
    saved = Article.objects.get()
    assert codes == [302, 302]
    assert (saved.title, saved.standfirst) == ("Mieux", "Court.")


@pytest.mark.django_db
class TestAuthors:
    """Who signs is a list of rows beside the text."""

    def test_an_author_whom_somebody_else_took_out_is_no_error(self, client, editor):
        client.force_login(editor)
        article = make_article("Titre", authors=["Zoé", "Ada"])
        mine = typed(article, title="Mieux")
        gone = article.bylines.get(author__name="Ada")
        client.post(url(article), typed(article) | {"bylines-1-DELETE": "on"})
        assert not article.bylines.filter(pk=gone.pk).exists()
        assert client.post(url(article), mine).status_code == 302
        article.refresh_from_db()
        assert article.title == "Mieux"
        assert [author.name for author in article.byline] == ["Zoé"]

    def test_an_author_whom_somebody_else_added_stays(self, client, editor):
        client.force_login(editor)
        article = make_article("Titre", authors=["Zoé"])
        mine = typed(article, title="Mieux")
        article.bylines.create(author=make_author("Ada"), position=1)
        assert client.post(url(article), mine).status_code == 302
        article.refresh_from_db()
        assert [author.name for author in article.byline] == ["Zoé", "Ada"]
