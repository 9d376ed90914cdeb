"""What the checks before publishing find, where, and that what blocks holds on every way out."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles.checking import CHECKS, findings, problems
from articles.checking.piece import Piece
from articles.models import Article, PublishingRules
from tests.articles.test_admin import said, typed, url
from tests.conftest import person
from tests.factories import make_article, make_picture, make_published_article

pytestmark = pytest.mark.django_db
LONG = "mot " * 151
HOST = "http://localhost:8000"


def set_levels(**levels):
    PublishingRules(levels=levels).save()


def found(**fields):
    """The names of the checks that find something in a draft that else lacks nothing."""
    fields = {"lead_picture": make_picture(licence="own")} | fields
    return [finding.check.name for finding in findings(Piece(make_article(**fields)))]


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.SITE_URL = HOST


def test_a_piece_that_lacks_nothing_passes_in_silence():
    assert found() == []


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"standfirst": " "}, "standfirst"),
        ({"body": "<p></p>"}, "body"),
        ({"authors": ()}, "author"),
        ({"lead_picture": None}, "picture"),
        ({"title": "é" * 111}, "title"),
        ({"standfirst": "é" * 161}, "search"),
        ({"title": "Le  câble"}, "spaces"),
        ({"body": "<p>Un  câble</p>"}, "spaces"),
        ({"body": f"<p>{LONG}</p>"}, "paragraphs"),
        ({"body": "<h3>Petit</h3><p>a</p><h2>Grand</h2>"}, "headings"),
        ({"body": '<p>a <a href="https://x.org/"> </a></p>'}, "empty_links"),
        ({"body": '<p><a href="https://x.org/">Cliquez ici !</a></p>'}, "idle_links"),
        ({"body": '<p><a href="https://x.org/">https://x.org/</a></p>'}, "idle_links"),
        ({"body": '<p><a href="/rien/du-tout/">Un mot</a></p>'}, "dead_links"),
        ({"body": f'<p><a href="{HOST}/tag/absent/">Un mot</a></p>'}, "dead_links"),
    ],
)
def test_each_check_finds_what_it_is_for(fields, name):
    assert found(**fields) == [name]


@pytest.mark.parametrize(
    "fields",
    [
        {"standfirst": "é" * 161, "search_description": "Court."},
        {"body": "<h2>Grand</h2><h3>Petit</h3><p>a</p>"},
        {"body": f'<p><a href="{HOST}/">La une</a>, <a href="/corrections/">les erreurs</a></p>'},
        {"body": '<p><a href="https://x.org/rien">Un ailleurs</a></p>'},
        {"body": '<p><a href="mailto:a@example.org">Ada</a></p>'},
        {"body": '<p><a href="http://[::1">Une adresse impossible</a></p>'},
    ],
)
def test_what_is_well_is_left_alone(fields):
    assert found(**fields) == []


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"alt": " "}, "alt"),
        ({"credit": ""}, "credit"),
        ({"licence": ""}, "licence"),
        ({"licence_ends": timezone.localdate() - timezone.timedelta(days=1)}, "licence_over"),
        ({"width": 1199}, "width"),
    ],
)
def test_pictures_are_looked_at_with_all_that_law_and_readers_ask(fields, name):
    picture = make_picture(licence="own")
    for field, value in fields.items():
        setattr(picture, field, value)
    picture.save()
    assert found(lead_picture=picture) == [name]


def test_links_among_articles_are_judged_by_the_day_they_are_read():
    out, draft = make_published_article("Paru"), make_article("À venir")
    gone = make_article("Retiré", status="withdrawn")
    soon = timezone.now() + timezone.timedelta(hours=1)
    planned = make_article("Prévu", status="published", published_at=soon)

    def link(article, **fields):
        body = f'<p><a href="{article.get_absolute_url()}">Cet article</a></p>'
        return found(title="Un lien", body=body, **fields)

    assert link(out) == []
    assert link(draft) == link(gone) == link(planned) == ["dead_links"]
    later = soon + timezone.timedelta(hours=1)
    assert link(planned, status="published", published_at=later) == []


def test_a_finding_says_where_and_what_to_do():
    body = '<p>a</p><ul><li><p>b</p></li></ul><p data-id="abcd1234">Un  mot</p>'
    article = Article(title="T", standfirst="S", body=body, section_id=1)
    assert [block.tag for block in Piece(article).blocks] == ["p", "ul", "p"]
    (hint,) = [f.hint for f in findings(Piece(article, is_signed=True)) if f.hint.block]
    assert (hint.field, hint.block.place, hint.block.id) == ("body", 2, "abcd1234")
    assert hint.advice


def test_the_paper_says_what_blocks():
    article = make_article(standfirst="")
    assert problems(article) == ["The standfirst is missing."]
    set_levels(standfirst="warn", picture="block")
    assert problems(article) == ["There is no lead picture."]
    set_levels(standfirst="off", picture="off")
    assert [f.check.name for f in findings(Piece(article))] == []


@pytest.mark.parametrize("verb", ["approve", "publish"])
def test_what_blocks_holds_on_every_way_out(client, verb, editor):
    set_levels(picture="block")
    article = make_article()
    with pytest.raises(ValidationError):
        getattr(article, verb)(by=editor)
    client.force_login(editor)
    answer = client.post(url(article), typed(article, _verb=verb))
    assert said(answer) == ["Le câble: There is no lead picture."]
    client.post("/admin/articles/article/", {"action": verb, "_selected_action": [article.pk]})
    assert Article.objects.get().status == "draft"


@pytest.mark.parametrize("where", ["lead", "text"])
def test_what_pictures_lack_warns_when_a_piece_is_handed_in_and_blocks_its_publishing(
    client, where, reporter, editor
):
    picture = make_picture(licence="", credit="")
    article = make_article(created_by=reporter)
    shown = {
        "lead": {"lead_picture": picture.pk},
        "text": {"body": f'<p>Ici.</p><figure data-picture="{picture.pk}"></figure>'},
    }
    client.force_login(reporter)
    (told,) = said(client.post(url(article), typed(article, _verb="submit", **shown[where])))
    assert "handed in" in told
    assert "Before it can be published:" in told
    assert "A picture has no credit. A picture has no licence." in told
    article.refresh_from_db()
    assert article.status == "review"
    with pytest.raises(ValidationError):
        article.publish(by=editor)


def test_a_missing_lead_picture_that_blocks_only_warns_at_the_hand_in(reporter):
    set_levels(picture="block")
    article = make_article()
    article.submit(by=reporter)
    assert article.status == "review"


def test_a_credit_given_for_one_article_counts_there():
    picture = make_picture(credit="", alt="", licence="own")
    figure = f'<figure data-picture="{picture.pk}" data-alt="Un quai" data-credit="Ada"></figure>'
    assert found(body=f"<p>Ici.</p>{figure}") == []
    assert found(body=f"<p>Ici.</p>{figure.replace(' data-credit', ' data-caption')}") == ["credit"]


def test_what_words_lack_still_holds_up_the_hand_in(reporter):
    article = make_article(standfirst="", lead_picture=make_picture(licence=""))
    with pytest.raises(ValidationError) as refused:
        article.submit(by=reporter)
    assert refused.value.messages == ["The standfirst is missing."]


class TestPanel:
    @pytest.fixture
    def draft(self, client, reporter):
        client.force_login(reporter)
        return make_article("Le mien", created_by=reporter, standfirst="")

    def test_stands_beside_the_text(self, client, draft):
        page = client.get(url(draft)).text
        assert '<a href="#id_standfirst">The standfirst is missing.</a>' in page

    def test_looks_at_what_is_typed_and_keeps_nothing(self, client, draft):
        sent = typed(draft, standfirst="Là,  oui.", **{"bylines-0-DELETE": "on"})
        page = client.post(url(draft, "check"), sent).text
        assert "The standfirst is missing." not in page
        assert "No author is named." in page
        assert "Two spaces" in page
        draft.refresh_from_db()
        assert draft.standfirst == ""

    def test_is_for_those_who_may_change_it(self, client, draft, other_reporter):
        client.force_login(other_reporter)
        assert client.post(url(draft, "check"), typed(draft)).status_code == 404
        out = make_published_article("Paru")
        assert client.post(url(out, "check"), typed(out)).status_code == 403
        assert client.get(url(out, "check")).status_code == 405

    def test_without_a_script_the_button_saves_and_comes_back(self, client, draft):
        answer = client.post(url(draft), typed(draft, standfirst="Là.", _check="1"))
        assert answer.url == f"{url(draft)}#before-publishing"
        assert Article.objects.get().standfirst == "Là."


class TestRules:
    def test_the_chief_editor_sets_them_an_editor_reads_them(self, client, editor):
        levels = {check.name: "warn" for check in CHECKS}
        chief = person("jeanne", "Chief editor")
        client.force_login(chief)
        assert client.post("/admin/articles/publishingrules/add/", levels).status_code == 302
        assert PublishingRules.current().levels == levels
        page = "/admin/articles/publishingrules/1/change/"
        client.post(page, levels | {"picture": "nonsense"})
        client.post(page, levels | {"picture": "block"})
        assert PublishingRules.current().levels["picture"] == "block"
        client.force_login(editor)
        assert "A lead picture is there: blocks" in client.get(page).text
        assert client.post(page, levels).status_code == 403
