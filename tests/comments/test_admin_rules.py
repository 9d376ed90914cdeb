"""The rules and the measures at the desk."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from comments.models import Measure, Outdated, Rulebook
from tests.comments.factories import make_comment
from tests.factories import make_published_article

pytestmark = pytest.mark.django_db
LIST = reverse("admin:comments_rulebook_changelist")
ADD = reverse("admin:comments_rulebook_add")
MEASURES = reverse("admin:comments_measure_changelist")
ATTACK = reverse("admin:comments_measure_attack")


@pytest.fixture
def chief(client, editor):
    """The editor's browser."""
    client.force_login(editor)
    return client


def filled(**changes):
    """All the settings in force, as the form sends them, with these changes."""
    book = Rulebook.current()
    values = {field.name: getattr(book, field.name) for field in Rulebook.settings()}
    values = values | {"based_on": book.version, "days": 30, "note": ""} | changes
    return {name: value for name, value in values.items() if value is not False}


def html(response):
    return response.content.decode()


# Versions


def test_a_change_is_a_new_version_with_who_when_and_what(chief, editor):
    answer = chief.post(ADD, filled(max_links=5, note="Trop de liens retenus"))
    assert answer.headers["Location"] == LIST
    book = Rulebook.current()
    assert (book.max_links, book.by, book.changed) == (5, editor, ["max_links"])
    page = html(chief.get(LIST))
    for told in ("soraya", "Trop de liens retenus", "links in a comment"):
        assert told in page


def test_without_a_version_the_list_says_which_rules_are_in_force(chief, client, moderator):
    delivered, link = "The rules are in force as delivered", f'<a href="{ADD}">Look at the rules'
    assert delivered in html(chief.get(LIST))
    assert link in html(chief.get(LIST))
    client.force_login(moderator)
    assert delivered in html(client.get(LIST))
    assert link not in html(client.get(LIST))
    Rulebook().put_in_force(by=moderator, after=0)
    assert delivered not in html(client.get(LIST))


def test_nothing_changed_makes_no_version(chief):
    chief.post(ADD, filled())
    assert not Rulebook.objects.exists()


def test_a_version_shows_what_came_and_what_went(chief):
    chief.post(ADD, filled(banned_words="un\ndeux"))
    chief.post(ADD, filled(banned_words="deux\ntrois", max_links=7))
    page = html(chief.get(reverse("admin:comments_rulebook_change", args=[Rulebook.current().pk])))
    assert "<del>un</del>" in page
    assert "<ins>trois</ins>" in page
    assert "<ins>deux</ins>" not in page
    assert "<ins>7</ins>" in page


def test_an_old_version_is_restored_as_a_new_one(chief):
    chief.post(ADD, filled(max_links=5))
    old = Rulebook.current()
    chief.post(ADD, filled(max_links=9))
    page = html(chief.get(f"{ADD}?version={old.pk}"))
    assert re.search(r'name="max_links"[^>]*value="5"|value="5"[^>]*name="max_links"', page)
    assert f"Restores version {old.pk}" in page
    assert Rulebook.current().max_links == 9  # looking restores nothing
    assert 'value="2"' in html(chief.get(f"{ADD}?version=0"))


@pytest.mark.parametrize("version", ["x", "-1", "9" * 30, "١", "999"])
def test_a_made_up_version_is_missing_or_the_present_one(chief, version):
    assert chief.get(f"{ADD}?version={version}").status_code in {200, 404}


def test_two_who_change_at_once_are_told(chief, moderator):
    sent = filled(max_links=5)
    Rulebook(max_links=9).put_in_force(by=moderator, after=0)
    page = html(chief.post(ADD, sent))
    assert "anatole has changed the rules meanwhile" in page
    assert Rulebook.current().max_links == 9
    based_on = re.search(r'name="based_on" value="(\d+)"', page)[1]
    chief.post(ADD, sent | {"based_on": based_on})
    assert Rulebook.current().max_links == 5


def test_ones_own_second_tab_is_nobody_else(chief):
    sent = filled(max_links=5)
    chief.post(ADD, sent | {"max_links": 9})
    page = html(chief.post(ADD, sent))
    assert "You have changed the rules in another tab" in page
    assert "has changed the rules meanwhile" not in page


def test_no_two_versions_follow_the_same(editor):
    Rulebook(max_links=5).put_in_force(by=editor, after=0)
    with pytest.raises(Outdated):
        Rulebook(max_links=6).put_in_force(by=editor, after=0)


@pytest.mark.parametrize(
    ("field", "value"),
    [("max_links", "-1"), ("max_links", "101"), ("shortest", "0"), ("capitals_percent", "x")],
)
def test_settings_have_bounds_and_a_mistake_keeps_what_was_typed(chief, field, value):
    page = html(chief.post(ADD, filled(**{field: value, "banned_words": "un mot"})))
    assert "Please correct the error below." in page
    assert "un mot</textarea>" in page
    assert not Rulebook.objects.exists()


def test_each_process_learns_of_a_new_version(editor, django_assert_num_queries):
    assert Rulebook.current().version == 0
    Rulebook(max_links=5).put_in_force(by=editor, after=0)
    assert Rulebook.current().max_links == 5
    with django_assert_num_queries(1):
        assert Rulebook.current().max_links == 5


# Trying


def test_a_change_is_tried_before_it_is_saved(chief, article):
    comment = make_comment(article, body="Le capitaine est un âne, et le navire aussi.")
    page = html(chief.post(ADD, filled(banned_words="âne", _try="1")))
    assert "1 comment would change sides" in page
    assert "<mark>âne</mark>" in page
    assert reverse("admin:comments_comment_change", args=[comment.pk]) in page
    assert "âne</textarea>" in page
    assert not Rulebook.objects.exists()


def test_a_moderator_looks_and_changes_nothing(client, moderator):
    client.force_login(moderator)
    assert client.get(LIST).status_code == 200
    assert client.post(ADD, filled(max_links=5)).status_code == 403
    assert client.post(ADD, filled(max_links=5, _try="1")).status_code == 403


# Measures


def test_one_click_holds_everything_and_another_ends_it(client, moderator, article):
    client.force_login(moderator)
    client.post(ATTACK, {"article": article.pk, "hours": 4})
    measure = Measure.objects.get()
    assert (measure.kind, measure.article, measure.by) == ("attack", article, moderator)
    assert timedelta(hours=3.9) < measure.until - timezone.now() < timedelta(hours=4.1)
    front = html(client.get("/admin/"))
    assert "Under attack" in front
    assert "anatole" in front
    data = {"action": "end", "_selected_action": measure.pk}
    client.post(MEASURES, data)
    client.post(MEASURES, data)
    measure.refresh_from_db()
    assert measure.ended_by == moderator
    assert "Under attack" not in html(client.get("/admin/"))
    assert "ended by anatole" in html(client.get(MEASURES))


def test_the_switch_of_the_whole_site_is_above_the_list(client, moderator):
    client.force_login(moderator)
    assert f'action="{ATTACK}"' in html(client.get(MEASURES))
    client.post(ATTACK, {"hours": 1})
    assert str(Measure.objects.get().scope) == "the whole site"


@pytest.mark.parametrize("data", [{}, {"hours": "9"}, {"hours": 1, "article": "x"}, {"hours": "x"}])
def test_a_made_up_attack_holds_nothing(client, moderator, data):
    client.force_login(moderator)
    client.post(ATTACK, data)
    client.get(ATTACK, {"hours": 1})
    assert not Measure.objects.exists()


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"kind": "closed"}, "Choose the article"),
        ({"kind": "closed", "article": True}, "Say why"),
        ({"kind": "attack"}, "Say when it ends"),
        ({"kind": "premoderated", "article": True, "section": True}, "not both"),
    ],
)
def test_a_measure_needs_its_place_its_reason_or_its_end(client, moderator, article, typed, error):
    client.force_login(moderator)
    things = {"article": article.pk, "section": article.section_id}
    data = {name: things[name] if value is True else value for name, value in typed.items()}
    answer = client.post(reverse("admin:comments_measure_add"), data)
    assert error in html(answer)
    assert not Measure.objects.exists()


def test_closing_a_thread_shows_its_reason_to_readers(client, moderator):
    article = make_published_article("Procès")
    client.force_login(moderator)
    data = {"kind": "closed", "article": article.pk, "reason": "Le procès s’ouvre."}
    client.post(reverse("admin:comments_measure_add"), data)
    assert "Le procès s’ouvre." in html(client.get(article.get_absolute_url()))
    assert Measure.objects.get().by == moderator


def test_a_list_is_kept_tidy_and_has_an_end(chief):
    chief.post(ADD, filled(banned_words="  un \r\n\r\ndeux\r\nun\r\n"))
    assert Rulebook.current().banned_words == "un\ndeux"
    page = html(chief.post(ADD, filled(banned_words="\n".join(map(str, range(20_001))))))
    assert "Shorten the list to 20000 entries: it has 20001." in page


def test_the_database_too_lets_only_one_follow_a_version():
    Rulebook.objects.create(follows=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        Rulebook.objects.create(follows=0)
