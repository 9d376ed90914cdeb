"""By what right a picture is shown, said where one writes: in the picture's own window."""

import pytest
from playwright.sync_api import expect

from articles.models import Picture
from tests.articles.desk import stored
from tests.factories import make_article, make_picture

URL = "/admin/articles/picture/rights/"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.django_db
class TestWhoMay:
    def test_a_reporter_says_it_of_an_own_picture(self, client, reporter):
        picture = make_picture(licence="", credit="", uploaded_by=reporter)
        client.force_login(reporter)
        page = f"{URL}?id={picture.pk}"
        assert client.get(page).json()["may_change"] is True
        sent = {"credit": "Ada", "licence": "own", "licence_ends": "2030-01-31"}
        assert client.post(page, sent).json()["licence"] == "own"
        picture.refresh_from_db()
        assert (picture.credit, picture.licence) == ("Ada", "own")
        assert "licence_ends" in client.post(page, sent).json()
        assert client.post(page, sent | {"licence": "no such"}).status_code == 400

    def test_of_somebody_elses_it_is_only_told(self, client, reporter):
        picture = make_picture(licence="")
        client.force_login(reporter)
        assert client.get(f"{URL}?id={picture.pk}").json()["may_change"] is False
        assert client.post(f"{URL}?id={picture.pk}", {"licence": "own"}).status_code == 403
        assert client.get(f"{URL}?id=nonsense").status_code == 404
        assert Picture.objects.get().licence == ""

    def test_findings_of_a_lead_picture_lead_to_their_fields(self, client, editor):
        picture = make_picture(licence="", alt="")
        article = make_article(lead_picture=picture)
        client.force_login(editor)
        page = client.get(f"/admin/articles/article/{article.pk}/change/").text
        assert f'/picture/{picture.pk}/change/#id_licence" target="_blank"' in page
        assert '<a href="#id_lead_alt">' in page


@pytest.mark.browser
def test_a_finding_opens_the_window_of_its_picture_at_its_field(desk, draft):
    picture = make_picture(licence="", credit="")
    draft.body = f'<p>Ici.</p><figure data-picture="{picture.pk}"></figure><p>Là.</p>'
    draft.save()
    desk.write(draft)
    expect(desk.body.locator(".picture-node")).to_contain_text("No credit yet.")
    desk.page.get_by_role("link", name="A picture has no licence.").click()
    dialog = desk.page.get_by_role("dialog")
    expect(dialog.get_by_label("Licence", exact=True)).to_be_focused()
    dialog.get_by_label("Licence", exact=True).select_option("own")
    dialog.get_by_label("Credit").fill("Ada")
    dialog.get_by_role("button", name="Apply").click()
    expect(desk.body.locator(".picture-node")).not_to_contain_text("No credit yet.")
    picture.refresh_from_db()
    assert (picture.credit, picture.licence) == ("Ada", "own")
    desk.page.get_by_role("button", name="Check now").click()
    expect(desk.page.get_by_role("link", name="A picture has no licence.")).to_have_count(0)
    assert "data-credit" not in stored(draft)
