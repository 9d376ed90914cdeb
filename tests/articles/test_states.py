"""Who may move an article from which state, by every way in: a table. Embargo and end."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import Article, PreviewAddress
from articles.verbs import VERBS, perform, set_bounds, verbs_for
from tests.articles.test_admin import at, said, typed, url
from tests.factories import make_article, make_author, make_published_article

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
LIST = "/admin/articles/article/"
STATES = ("draft", "review", "ready", "scheduled", "published", "over", "withdrawn")
# r: a reporter of an own piece, e: an editor; who is not named is refused. A verb that has done
# its work already may be asked for again.
TABLE = {
    "submit": {"draft": "re", "review": "re"},
    "send_back": {"draft": "re", "review": "re", "ready": "e", "withdrawn": "e"},
    "approve": {"draft": "e", "review": "e", "ready": "e"},
    "publish": dict.fromkeys(["draft", "review", "ready", "scheduled", "published"], "e")
    | {"withdrawn": "e"},
    "unschedule": {"ready": "e", "scheduled": "e"},
    "withdraw": {"scheduled": "e", "published": "e", "over": "e", "withdrawn": "e"},
}


def make(state, reporter):
    now = timezone.now()
    fields = {
        "scheduled": {"status": "published", "published_at": now + HOUR},
        "published": {"status": "published", "published_at": now - HOUR},
        "over": {"status": "published", "published_at": now - HOUR, "expires_at": now},
        "withdrawn": {"status": "withdrawn", "published_at": now - HOUR},
    }.get(state, {"status": state})
    return make_article(created_by=reporter, authors=[make_author("Zoé")], **fields)


def outcome(verb, article, who):
    try:
        with transaction.atomic():
            perform(verb, article, by=who, reason="Why not.")
    except (PermissionDenied, ValidationError):
        return False
    return True


def test_every_verb_is_in_the_table():
    assert TABLE.keys() == {verb.name for verb in VERBS}


@pytest.mark.parametrize("verb", TABLE)
def test_a_verb_is_for_some_and_from_some_states_only(
    verb, reporter, other_reporter, editor, moderator
):
    cast = {"r": reporter, "o": other_reporter, "e": editor, "m": moderator}
    done = {
        state: "".join(who for who in cast if outcome(verb, make(state, reporter), cast[who]))
        for state in STATES
    }
    assert {state: who for state, who in done.items() if who} == TABLE[verb]


@pytest.mark.parametrize("verb", TABLE)
def test_the_refusal_holds_for_buttons_lists_and_addresses(client, verb, reporter, moderator):
    for who, state in ((reporter, "ready"), (moderator, "draft")):
        article = make(state, reporter)
        client.force_login(who)
        answer = client.post(url(article), typed(article, _verb=verb, reason="Si."))
        assert answer.status_code in {302, 403}
        client.post(LIST, {"action": verb, "_selected_action": [article.pk]})
        assert client.post(f"{LIST}{article.pk}/{verb}/").status_code in {302, 403, 404}
        assert not Article.objects.get(pk=article.pk).status_changes.exists()


@pytest.mark.parametrize(
    ("state", "names"),
    [
        ("draft", ["submit", "approve", "publish"]),
        ("review", ["send_back", "approve", "publish"]),
        ("ready", ["send_back", "publish"]),
        ("scheduled", ["publish", "unschedule", "withdraw"]),
        ("published", ["publish", "withdraw"]),
    ],
)
def test_the_buttons_are_what_makes_sense(state, names, reporter, editor):
    article = make(state, reporter)
    assert [verb.name for verb in verbs_for(editor, article)] == names
    own = {"draft": ["submit"], "review": ["send_back"]}.get(state, [])
    assert [verb.name for verb in verbs_for(reporter, article)] == own


def test_a_state_knows_since_when_it_is(reporter, editor, time_machine):
    article = make_article()
    moment = timezone.now() + HOUR
    time_machine.move_to(moment, tick=False)
    article.submit(by=reporter)
    time_machine.move_to(moment + HOUR, tick=False)
    article.set_bounds(by=editor, embargo_until=moment + 5 * HOUR, expires_at=None)
    assert Article.objects.get().status_since == moment


class TestEmbargo:
    @pytest.fixture
    def until(self):
        return timezone.now().replace(microsecond=0) + timedelta(days=1)

    @pytest.fixture
    def secret(self, until, reporter):
        return make_article("Secret", embargo_until=until, created_by=reporter)

    def test_nothing_is_published_or_scheduled_within_it(self, secret, until, editor):
        for moment in (None, until - HOUR):
            with pytest.raises(ValidationError, match="It is under embargo until"):
                secret.publish(by=editor, at=moment)
        secret.publish(by=editor, at=until)
        assert secret.is_scheduled

    def test_it_ends_at_its_very_second(self, client, secret, until, editor, time_machine):
        secret.publish(by=editor, at=until)
        time_machine.move_to(until - timedelta(seconds=1), tick=False)
        assert secret.is_embargoed
        assert client.get(secret.get_absolute_url()).status_code == 404
        time_machine.move_to(until, tick=False)
        assert not secret.is_embargoed
        assert client.get(secret.get_absolute_url()).status_code == 200

    def test_no_secret_address_shows_it_before(self, client, secret, until, editor, time_machine):
        address = PreviewAddress.make(secret, by=editor, days=7)
        assert "Secret" not in client.get(address.url).text
        time_machine.move_to(until, tick=False)
        assert "Secret" in client.get(address.url).text

    def test_it_cannot_be_laid_over_a_date_that_is_set(self, until, editor):
        article = make_article(status="published", published_at=until - HOUR)
        with pytest.raises(ValidationError, match="It is under embargo"):
            article.set_bounds(by=editor, embargo_until=until, expires_at=None)
        with pytest.raises(IntegrityError), transaction.atomic():
            Article.objects.update(embargo_until=until)

    def test_a_reporter_promises_silence_and_an_editor_alone_breaks_it(
        self, secret, until, reporter, editor
    ):
        for asked in (None, until - HOUR, until + HOUR):
            set_bounds(secret, by=reporter, embargo_until=asked, expires_at=until + HOUR)
        assert Article.objects.get().embargo_until == until + HOUR
        assert Article.objects.get().expires_at is None
        set_bounds(secret, by=editor, embargo_until=None)
        assert Article.objects.get().embargo_until is None

    def test_it_is_typed_beside_the_text_and_marked(self, client, until, reporter, editor):
        article = make_article("Sous clé", created_by=reporter)
        client.force_login(reporter)
        moment = {f"embargo_{part[-1]}": value for part, value in at(until).items()}
        client.post(url(article), typed(article, **moment))
        assert Article.objects.get().embargo_until == until
        client.post(url(article), typed(Article.objects.get(), title="Autre"))
        assert Article.objects.get().embargo_until == until
        client.force_login(editor)
        assert "embargo until" in client.get(url(article)).text
        assert '<span class="mark mark-embargo">embargo until' in client.get(LIST).text
        answer = client.post(url(article), typed(Article.objects.get(), _verb="publish"))
        assert "under embargo until" in said(answer)[-1]

    def test_what_contradicts_itself_is_refused_with_what_was_typed(self, client, until, editor):
        article = make_article()
        client.force_login(editor)
        day, hour = at(until).values()
        both = {"embargo_0": day, "embargo_1": hour, "end_0": day, "end_1": "00:00:00"}
        page = client.post(url(article), typed(article, **both)).text
        assert "before it appears" in page
        assert page.count(f'value="{day}"') == 2


class TestEnd:
    def test_it_leaves_everything_at_its_second(self, client, editor, time_machine):
        end = timezone.now().replace(microsecond=0) + timedelta(days=1)
        article = make_published_article("Zanzibar")
        article.set_bounds(by=editor, embargo_until=None, expires_at=end)
        places = ["/", "/materiel/", "/rss.xml", "/recherche/?q=zanzibar", "/sitemap-articles.xml"]
        time_machine.move_to(end - timedelta(seconds=1), tick=False)
        assert client.get(article.get_absolute_url()).status_code == 200
        time_machine.move_to(end, tick=False)
        assert client.get(article.get_absolute_url()).status_code == 410
        for path in places:
            assert "/materiel/zanzibar/" not in client.get(path).text, path

    def test_a_later_end_brings_it_back(self, client, editor):
        article = make_published_article(hours=5, expires_at=timezone.now() - HOUR)
        with pytest.raises(ValidationError, match="Its end has come"):
            article.publish(by=editor)
        article.set_bounds(by=editor, embargo_until=None, expires_at=timezone.now() + HOUR)
        assert client.get(article.get_absolute_url()).status_code == 200

    def test_nothing_ends_before_it_appears(self, editor):
        article = make_article(expires_at=timezone.now() + HOUR)
        with pytest.raises(ValidationError, match="before it appears"):
            article.publish(by=editor, at=timezone.now() + 2 * HOUR)
        late = timezone.now() + 2 * HOUR
        with pytest.raises(IntegrityError), transaction.atomic():
            Article.objects.update(status="published", published_at=late)


def test_what_is_off_the_calendar_has_no_date(editor):
    article = make_article(status="published", published_at=timezone.now() + HOUR)
    article.unschedule(by=editor)
    assert (article.status, article.published_at) == ("ready", None)
