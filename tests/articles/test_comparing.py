"""Word by word, block by block: what differs between two versions, and who may see it."""

import pytest

from articles.models import Revision
from articles.revisions.comparing import compare, compare_bodies
from articles.revisions.keeping import keep
from articles.revisions.words import compare_words
from tests.factories import make_article, make_author, make_published_article, make_section

CONTENT = {
    "title": "Le câble",
    "standfirst": "",
    "slug": "le-cable",
    "section": None,
    "lead_picture": None,
    "authors": [],
    "tags": [],
    "body": [],
}


def marked(old, new):
    signs = {"same": "{}", "old": "[-{}-]", "new": "[+{}+]"}
    return "".join(signs[part.where].format(part.text) for part in compare_words(old, new))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Le fil tient.", "Le fil tient.", "Le fil tient."),
        ("Le fil tient.", "Le câble tient.", "Le [-fil-][+câble+] tient."),
        ("Le fil tient.", "Le fil ne tient pas.", "Le fil [+ne +]tient[+ pas+]."),
        ("L’eau monte.", "L’eau, hier, monte.", "L’eau[+, hier,+] monte."),
        ("un deux trois", "1 2 trois", "[-un deux-][+1 2+] trois"),
        ("", "Neuf", "[+Neuf+]"),
        ("Vieux", "", "[-Vieux-]"),
        ("", "", ""),
    ],
)
def test_changes_are_told_by_whole_words(old, new, told):
    assert marked(old, new) == told


@pytest.mark.parametrize("text", ["Un mot. " * 4000, "<script>alert(1)</script>", "a\u0301\u202f!"])
def test_both_texts_can_be_read_from_the_comparison(text):
    other = text.replace("mot", "son", 3)[5:]
    parts = compare_words(text, other)
    assert "".join(part.text for part in parts if part.where != "new") == text
    assert "".join(part.text for part in parts if part.where != "old") == other


def p(key, text):
    return f'<p data-id="{key * 8}">{text}</p>'


def told(old, new):
    return [(row.old, row.new) for row in compare_bodies(old, new)]


def test_blocks_are_found_again_by_their_id():
    old = [p("a", "Un."), p("b", "Deux."), p("c", "Trois.")]
    new = [p("a", "Un !"), p("d", "Neuf."), p("c", "Trois.")]
    assert told(old, new) == [
        ("Un.", "Un !"),
        ("Deux.", None),
        (None, "Neuf."),
        ("Trois.", "Trois."),
    ]


def test_a_block_that_was_moved_is_neither_gone_nor_new():
    old = [p("a", "Un."), p("b", "Deux."), p("c", "Trois.")]
    assert None not in [side for row in told(old, [old[2], old[0], old[1]]) for side in row]


def test_blocks_without_an_id_are_paired_by_what_they_say():
    old = ["<p>Un.</p>", "<p>Un.</p>", "<p>Le fil tient.</p>"]
    new = ["<p>Un.</p>", "<p>Un.</p>", "<p>Le câble tient.</p>"]
    assert told(old, new)[2] == ("Le fil tient.", "Le câble tient.")


def test_a_change_of_form_alone_is_told():
    rows = compare_bodies([p("a", "Le fil")], [p("a", "Le <em>fil</em>")])
    assert [(row.is_changed, row.only_form) for row in rows] == [(True, True)]


def test_what_has_no_words_is_told_by_what_it_is():
    body = ['<figure data-id="abcdefgh" data-picture="12" data-caption="À quai"></figure>', "<hr>"]
    assert told([], body) == [(None, "Picture 12 · À quai"), (None, "a line across")]


@pytest.mark.django_db
def test_all_that_belongs_to_an_article_is_compared(django_assert_max_num_queries):
    zoe, section = make_author("Zoé"), make_section("Énergie", "energie")
    new = CONTENT | {"title": "Le fil", "section": section.pk, "authors": [zoe.pk, 999999]}
    new |= {"tags": ["Mer"], "slug": "le-fil"}
    with django_assert_max_num_queries(4):
        rows = compare(CONTENT, new).fields
    assert [(row.label, row.new) for row in rows] == [
        ("Title", "Le fil"),
        ("Section", "Énergie"),
        ("Authors", "Zoé, no longer there"),
        ("Tags", "Mer"),
        ("Address", "le-fil"),
    ]


def test_what_is_far_from_a_change_is_folded():
    body = [p(key, key) for key in "abcdefgh"]
    stretches = compare(CONTENT | {"body": body}, CONTENT | {"body": [*body[:7], p("h", "H")]})
    assert [(s["folded"], len(s["rows"])) for s in stretches.stretches] == [(True, 6), (False, 2)]


@pytest.mark.django_db
class TestPages:
    @pytest.fixture
    def article(self, editor):
        article = make_published_article("Un", body="<p>Le fil tient.</p>")
        keep(article, by=editor, note="<b>Note</b>")
        article.title, article.body = "Deux", "<p>Le câble tient.</p>"
        article.save()
        keep(article, by=editor)
        return article

    def address(self, article, page=""):
        return f"/admin/articles/article/{article.pk}/versions/{page}"

    def test_the_list_tells_who_and_why(self, client, editor, article):
        client.force_login(editor)
        page = client.get(self.address(article)).text
        assert page.count("soraya</td>") == 2
        assert "&lt;b&gt;Note&lt;/b&gt;" in page

    @pytest.mark.parametrize("query", ["", "?inline", "?v={0}&v={1}", "?v={1}&v={0}", "?v={1}"])
    def test_two_are_compared_the_older_one_first(self, client, editor, article, query):
        client.force_login(editor)
        pair = article.revisions.order_by("pk").values_list("pk", flat=True)
        page = client.get(self.address(article, "compare/") + query.format(*pair)).text
        assert page.index("<del>Un</del>") < page.index("<ins>Deux</ins>")
        assert "<del>fil</del>" in page

    @pytest.mark.parametrize("query", ["?v=999999", "?v=x", "?v=²", "?v=-1&v=0", "?v=9e9"])
    def test_what_there_is_not_is_no_error(self, client, editor, article, query):
        client.force_login(editor)
        address = self.address(article, "compare/") + query
        assert client.get(address).status_code in {200, 404}

    def test_versions_of_another_article_stay_there(self, client, reporter, article):
        own = make_article("Le mien", created_by=reporter)
        client.force_login(reporter)
        secret = make_article("Secret", authors=[])
        other = keep(secret)
        assert client.get(self.address(own, f"compare/?v={other.pk}")).status_code == 404
        assert client.post(self.address(own, f"{other.pk}/restore/")).status_code == 404

    def test_who_does_not_work_on_it_sees_none(self, client, other_reporter, article):
        client.force_login(other_reporter)
        first = article.revisions.first()
        assert client.get(self.address(article)).status_code == 403
        assert client.get(self.address(article, "compare/")).status_code == 403
        assert client.post(self.address(article, f"{first.pk}/restore/")).status_code == 403

    def test_its_writer_sees_them_but_restores_none_once_it_is_out(self, client, reporter, article):
        client.force_login(reporter)
        first = article.revisions.last()
        assert client.get(self.address(article)).status_code == 200
        assert "/restore/" not in client.get(self.address(article, "compare/")).text
        assert client.post(self.address(article, f"{first.pk}/restore/")).status_code == 403

    def test_restoring_is_a_post(self, client, editor, article):
        client.force_login(editor)
        first = article.revisions.last()
        assert client.get(self.address(article, f"{first.pk}/restore/")).status_code == 405
        client.post(self.address(article, f"{first.pk}/restore/"))
        article.refresh_from_db()
        assert article.title == "Un"
        assert article.revisions.newest_first()[0].kind == Revision.Kind.RESTORED

    def test_the_list_costs_the_same_for_many(
        self, client, editor, article, django_assert_max_num_queries
    ):
        client.force_login(editor)
        for number in range(60):
            article.title = f"Titre {number}"
            keep(article, by=editor)
        with django_assert_max_num_queries(12):
            assert client.get(self.address(article)).status_code == 200
        assert client.get(self.address(article, "?page=2&all")).status_code == 200
