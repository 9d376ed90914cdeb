"""The calendar and the board: who sees what there, who moves what, and what cannot be moved."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from articles.models import Article
from newsletter.models import Digest
from newsroom.planning import period_of, weeks
from tests.articles.test_admin import said
from tests.factories import make_article, make_author, make_published_article, make_section
from tests.newsletter.factories import make_digest

pytestmark = pytest.mark.django_db
NOW = datetime.fromisoformat("2027-03-10T08:00:00+00:00")
DAY = "2027-03-24"
CALENDAR, BOARD = "/admin/planning/?day=2027-03-10", "/admin/planning/board/"


@pytest.fixture(autouse=True)
def _clock(time_machine):
    time_machine.move_to(NOW, tick=False)


def in_days(days):
    return NOW + timedelta(days=days)


@pytest.fixture
def planned():
    zoe = make_author("Zoé")
    return make_article("Prévu", status="published", published_at=in_days(3), authors=[zoe])


@pytest.fixture
def own(reporter):
    return make_article("Le mien", created_by=reporter, due_on=date(2027, 3, 12))


@pytest.fixture
def others():
    return make_article("À un autre", due_on=date(2027, 3, 12), authors=[make_author("Zoé")])


def move(client, handle, day=DAY, **fields):
    return client.post(f"/admin/planning/{handle}/", {"day": day} | fields)


def handle(article):
    return f"article-{article.pk}"


class TestCalendar:
    def test_all_that_is_to_come_stands_in_one_view(
        self, client, editor, newsletter_editor, planned
    ):
        make_article("À rendre", due_on=date(2027, 3, 12))
        make_article("Sous clé", embargo_until=in_days(5))
        make_published_article("Finit", hours=900, expires_at=in_days(6))
        make_published_article("Paru hier", hours=24)
        make_article("Sans jour")
        make_digest(scheduled_for=in_days(7), subject="La lettre du mois")
        client.force_login(editor)
        page = client.get(CALENDAR).text
        for title in ("Prévu", "À rendre", "Sous clé", "Finit", "Paru hier", "Sans jour"):
            assert title in page
        assert "La lettre du mois" not in page
        client.force_login(newsletter_editor)
        page = client.get(CALENDAR).text
        assert "La lettre du mois" in page
        assert "À rendre" not in page

    def test_a_reporter_sees_own_pieces_and_what_is_out(
        self, client, reporter, own, others, planned
    ):
        make_published_article("Paru", hours=24)
        client.force_login(reporter)
        for address in (CALENDAR, BOARD):
            page = client.get(address).text
            assert "Le mien" in page
            assert "Paru" in page
            assert "À un autre" not in page
            assert "Prévu" not in page

    def test_a_month_is_whole_weeks_and_a_week_seven_days(self):
        shown, first, end = period_of({"day": "2027-02-10"})
        assert (first, end) == (date(2027, 2, 1), date(2027, 3, 1))
        assert [len(week) for week in weeks(shown, first, end, [])] == [7] * 4
        _shown, first, end = period_of({"day": "2027-03-10", "view": "week"})
        assert (first, end) == (date(2027, 3, 8), date(2027, 3, 15))

    @pytest.mark.parametrize("typed", ["", "demain", "2027-02-31", "0001-01-01", "9999-12-31"])
    def test_a_day_that_is_none_shows_today(self, client, editor, typed):
        client.force_login(editor)
        page = client.get("/admin/planning/", {"day": typed})
        assert 'data-day="2027-03-10"' in page.text

    def test_a_full_day_shows_its_first_and_how_many_more(self, client, editor):
        for number in range(7):
            make_published_article(f"Paru {number}", published_at=NOW - timedelta(hours=number))
        client.force_login(editor)
        month, week = client.get(CALENDAR).text, client.get(f"{CALENDAR}&view=week").text
        assert (month.count("Paru "), week.count("Paru ")) == (5, 7)
        assert "2 more" in month
        assert "day=2027-03-10&amp;view=week" in month

    def test_a_full_month_asks_as_much_as_an_empty_one(
        self, client, reporter, django_assert_max_num_queries
    ):
        for number in range(30):
            make_article(f"Idée {number}", created_by=reporter, due_on=date(2027, 3, 1 + number))
        client.force_login(reporter)
        client.get(CALENDAR)
        with django_assert_max_num_queries(20):
            client.get(CALENDAR)


class TestIdea:
    def test_is_a_draft_with_a_title(self, client, reporter):
        client.force_login(reporter)
        typed = {"title": " Une  idée ", "section": make_section().pk, "due_on": "2027-03-20"}
        client.post(CALENDAR, typed)
        idea = Article.objects.get()
        assert (idea.title, idea.status, idea.created_by) == ("Une idée", "draft", reporter)
        assert idea.due_on == date(2027, 3, 20)
        assert [author.user for author in idea.byline] == [reporter]

    @pytest.mark.parametrize(
        "wrong", [{"title": " "}, {"title": "é" * 201}, {"section": "x"}, {"due_on": "demain"}]
    )
    def test_what_is_wrong_is_said_and_kept(self, client, reporter, wrong):
        client.force_login(reporter)
        typed = {"title": "Une idée", "section": make_section().pk, "due_on": ""} | wrong
        page = client.post(CALENDAR, typed)
        assert 'role="alert"' in page.text
        assert str(typed["title"]).strip() in page.text
        assert not Article.objects.exists()

    def test_is_for_those_who_write(self, client, newsletter_editor):
        client.force_login(newsletter_editor)
        typed = {"title": "Une idée", "section": make_section().pk}
        assert client.post(CALENDAR, typed).status_code == 403


class TestMoving:
    def test_a_scheduled_piece_keeps_its_hour(self, client, editor, planned):
        client.force_login(editor)
        answer = move(client, handle(planned))
        assert answer.url == f"/admin/planning/?day={DAY}#entry-{handle(planned)}"
        planned.refresh_from_db()
        assert planned.published_at == in_days(14)
        assert planned.status_changes.count() == 1
        move(client, handle(planned), hour="06:30")
        planned.refresh_from_db()
        assert timezone.localtime(planned.published_at).strftime("%H:%M") == "06:30"

    def test_a_draft_is_due_another_day(self, client, reporter, own):
        client.force_login(reporter)
        move(client, handle(own))
        own.refresh_from_db()
        assert own.due_on == date(2027, 3, 24)
        assert own.notes.get().by == reporter

    def test_nothing_is_published_by_a_slip_of_the_hand(self, client, editor, planned):
        client.force_login(editor)
        answer = move(client, handle(planned), day="2027-03-10", hour="08:30")
        assert "This time is past" in said(answer)[-1]
        assert 'value="08:30"' in answer.text
        assert Article.objects.get().published_at == in_days(3)

    def test_an_embargo_holds_here_too(self, client, editor, planned):
        Article.objects.update(embargo_until=in_days(3))
        client.force_login(editor)
        answer = move(client, handle(planned), day="2027-03-11")
        assert "under embargo" in said(answer)[-1]

    def test_what_is_not_ones_own_stays(self, client, reporter, moderator, own, others, planned):
        mine_by_order = make_article("Commandé", created_by=reporter, due_on=date(2027, 3, 12))
        Article.objects.filter(pk=mine_by_order.pk).update(assigned_to=moderator)
        client.force_login(reporter)
        for article in (others, planned, mine_by_order, make_published_article("Paru")):
            assert move(client, handle(article)).status_code == 403
        client.force_login(moderator)
        assert move(client, handle(own)).status_code == 403
        assert not Article.objects.filter(due_on=date(2027, 3, 24)).exists()

    def test_an_issue_moves_until_it_is_approved(self, client, editor, newsletter_editor):
        issue = make_digest(scheduled_for=in_days(7))
        client.force_login(editor)
        assert move(client, f"issue-{issue.pk}").status_code == 403
        client.force_login(newsletter_editor)
        move(client, f"issue-{issue.pk}")
        assert Digest.objects.get().scheduled_for == in_days(14)
        Digest.objects.update(status="skipped")
        assert move(client, f"issue-{issue.pk}").status_code == 403

    @pytest.mark.parametrize("day", ["", "demain", "2027-02-31", "1850-01-01"])
    def test_a_day_that_is_none_is_asked_again(self, client, editor, planned, day):
        client.force_login(editor)
        answer = move(client, handle(planned), day=day)
        assert "This is no day" in said(answer)[-1]

    @pytest.mark.parametrize(
        ("address", "status"), [("article-999", 403), ("page-1", 404), (f"article-{'9' * 30}", 404)]
    )
    def test_a_handle_of_nothing_moves_nothing(self, client, editor, address, status):
        client.force_login(editor)
        assert move(client, address).status_code == status

    def test_an_hour_that_the_clock_leaves_out_is_asked_again(self, client, editor, planned):
        client.force_login(editor)
        answer = move(client, handle(planned), day="2027-03-28", hour="02:30")
        assert "choose 3\u00a0h\u00a030, or 1\u00a0h\u00a059" in answer.text

    def test_looking_at_the_form_moves_nothing(self, client, editor, planned):
        client.force_login(editor)
        page = client.get(f"/admin/planning/{handle(planned)}/", {"day": DAY}).text
        assert 'type="date"' in page
        assert Article.objects.get().published_at == in_days(3)


@pytest.mark.usefixtures("planned")
def test_the_board_shows_states_and_since_when(client, editor):
    make_article("Une idée", body="")
    make_article("À relire", status="review", status_since=in_days(-2))
    make_article("Prêt", status="ready", embargo_until=in_days(4))
    client.force_login(editor)
    page = client.get(BOARD).text
    for words in ("Une idée", "À relire", 'datetime="2027-03-08', "Prêt", "embargo", "Prévu"):
        assert words in page, words


class TestBoard:
    """What its cards offer, and what is done, is what the verbs allow."""

    def act(self, client, article, name):
        return client.post(f"/admin/planning/article-{article.pk}/act/", {"act": name})

    def offered(self, client, article):
        columns = client.get(BOARD).context["columns"]
        cards = {card.key: card for column in columns for card in column.entries}
        return [act.name for act in cards[f"article-{article.pk}"].acts]

    def test_a_card_offers_what_its_state_and_this_person_allow(
        self, client, editor, reporter, own, others, planned
    ):
        client.force_login(reporter)
        assert self.offered(client, own) == ["submit"]
        client.force_login(editor)
        assert self.offered(client, others) == ["submit", "approve", "publish"]
        assert self.offered(client, planned) == ["publish", "unschedule"]
        ready = make_article("Prêt", status="ready")
        assert self.offered(client, ready) == ["send_back", "publish"]

    def test_a_card_does_what_its_page_does(self, client, editor, others, planned):
        client.force_login(editor)
        answer = self.act(client, others, "approve")
        assert answer.url == f"{BOARD}#entry-article-{others.pk}"
        others.refresh_from_db()
        assert (others.status, others.status_changes.get().by) == ("ready", editor)
        self.act(client, planned, "unschedule")
        planned.refresh_from_db()
        assert planned.status == "ready"

    def test_what_is_missing_is_said_and_nothing_is_done(self, client, editor):
        idea = make_article("Une idée", body="")
        client.force_login(editor)
        assert "The body is empty" in " ".join(said(self.act(client, idea, "submit")))
        idea.refresh_from_db()
        assert idea.status == "draft"

    @pytest.mark.parametrize("name", ["withdraw", "", "delete", "save"])
    def test_a_forged_verb_is_refused(self, client, editor, planned, name):
        client.force_login(editor)
        assert self.act(client, planned, name).status_code == 403

    def test_what_is_not_ones_own_stays(self, client, reporter, newsletter_editor, own, others):
        client.force_login(reporter)
        assert self.act(client, others, "submit").status_code == 403
        assert self.act(client, own, "approve").status_code == 403
        assert self.act(client, own, "publish").status_code == 403
        client.force_login(newsletter_editor)
        assert self.act(client, own, "submit").status_code == 403
        assert client.get(f"/admin/planning/article-{own.pk}/act/").status_code == 405
        assert client.post("/admin/planning/issue-1/act/").status_code == 404
        own.refresh_from_db()
        assert own.status == "draft"


class TestFullLists:
    """What is cut says so, and what was moved just now is in sight."""

    @pytest.fixture
    def ready(self):
        return [
            make_article(f"Prêt {n}", status="ready", status_since=NOW - timedelta(hours=50 - n))
            for n in range(23)
        ]

    def column(self, client, address=BOARD, kind="ready"):
        return next(c for c in client.get(address).context["columns"] if c.kind == kind)

    def test_a_full_column_says_how_many_more(self, client, editor, ready):
        client.force_login(editor)
        assert (self.column(client).size, self.column(client).rest) == ("23", "and 3 more")
        assert (self.column(client, kind="review").size, self.column(client).number) == ("0", 23)
        page = client.get(BOARD).text
        assert "and 3 more" in page
        assert '<span class="board-size">23</span>' in page

    def test_no_more_is_counted_than_matters(self, client, editor, ready, monkeypatch):
        monkeypatch.setattr("newsroom.core.planning.COUNTED", 21)
        client.force_login(editor)
        assert (self.column(client).size, self.column(client).rest) == ("21+", "and many more")

    def test_what_is_dropped_on_a_full_column_stays_in_sight(self, client, editor, ready):
        client.force_login(editor)
        piece = make_article("Lâché", status="review", status_since=NOW)
        answer = client.post(f"/admin/planning/article-{piece.pk}/act/", {"act": "approve"})
        here = f"entry-article-{piece.pk}"
        assert answer.url == f"{BOARD}?shown=article-{piece.pk}#{here}"
        assert f'id="{here}"' in client.get(answer.url).text
        assert self.column(client, answer.url).rest == "and 3 more"
        for forged in ("article-x", "issue-1", "article-" + "9" * 5000, "-", "٣"):
            assert client.get(BOARD, {"shown": forged}).status_code == 200

    def test_what_is_moved_to_a_full_day_stays_in_sight(self, client, editor, planned):
        for number in range(8):
            make_article(f"Autre {number}", status="published", published_at=in_days(14))
        client.force_login(editor)
        answer = move(client, handle(planned), hour="23:00")
        assert f"&shown={handle(planned)}#" in answer.url
        page = client.get(answer.url).text
        assert f'id="entry-{handle(planned)}"' in page
        assert "3 more" in page

    def test_a_refusal_names_the_piece(self, client, editor):
        client.force_login(editor)
        piece = make_published_article("Déjà parti")
        act = f"/admin/planning/article-{piece.pk}/act/"
        [words] = said(client.post(act, {"act": "approve"}, follow=True))
        assert words.startswith("“Déjà parti” stays where it is. ")

    def test_what_has_no_day_says_how_many_more(self, client, editor):
        for number in range(22):
            make_article(f"Sans jour {number}")
        client.force_login(editor)
        page = client.get(CALENDAR).text
        assert (page.count(">Sans jour "), "and 2 more" in page) == (20, True)
