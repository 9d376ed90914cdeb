"""A second of computing, asked of those whose comments come as robots' do."""

import base64
import json
from datetime import timedelta

import altcha
import pytest
from django.utils import timezone

from comments import proof
from comments.models import Comment, Measure
from comments.posting import post
from comments.proof import accept, challenge_for
from tests.comments.factories import EMAIL, make_waiting_comment, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def light_work(monkeypatch):
    monkeypatch.setattr(proof, "COST", 1)


def held(article=None, rule="hold_hasty"):
    comment = make_waiting_comment(article)
    comment.decisions.create(status="waiting", by=None, reason="written too fast", rule=rule)
    return comment


def solve(challenge: str) -> str:
    given = altcha.Challenge.from_dict(json.loads(challenge))
    return altcha.Payload(given, altcha.solve_challenge(given)).to_base64()


def prove(client, comment, solution):
    client.post(comment.get_own_url(), {"verb": "prove", "proof": solution})
    return comment.decisions.first().rule


def changed(solution: str, **parameters) -> str:
    payload = json.loads(base64.b64decode(solution))
    payload["challenge"]["parameters"] |= parameters
    return base64.b64encode(json.dumps(payload).encode()).decode()


@pytest.mark.parametrize("rule", sorted(proof.ASKING))
def test_a_solved_challenge_lets_a_comment_be_judged_as_any_other(client, rule):
    comment = held(rule=rule)
    assert "data-challenge" in text(client.get(comment.get_own_url()))
    after = prove(client, comment, solve(challenge_for(comment)))
    assert after not in {rule, ""}
    assert "data-challenge" not in text(client.get(comment.get_own_url()))


def test_nothing_moves_while_nothing_is_proved_and_the_page_says_it_waits(client):
    comment = held()
    page = text(client.get(comment.get_own_url()))
    assert "It waits for a moderator." in page
    assert 'class="proof"' in page
    assert "hidden data-challenge" in page  # without a script there is no button that does nothing
    for nonsense in ("", "x", "e30=", "W10=", "bnVsbA==", "x" * 100_000):
        assert prove(client, comment, nonsense) == "hold_hasty"


@pytest.mark.parametrize("rule", ["hold_newcomers", "hold_many_links", ""])
def test_only_what_robots_do_is_asked_about(client, rule):
    comment = held(rule=rule)
    assert challenge_for(comment) == ""
    assert "proof.js" not in text(client.get(comment.get_own_url()))


def test_what_a_moderator_has_held_is_not_freed_by_computing(client, moderator):
    comment = held()
    solution = solve(challenge_for(comment))
    comment.approve(by=moderator)
    comment.hold(by=moderator)
    assert challenge_for(comment) == ""
    assert not accept(comment, solution)


def test_a_challenge_works_once_and_for_its_comment_only(article):
    one, other = held(article), held(article)
    solution = solve(challenge_for(one))
    assert not accept(other, solution)
    assert accept(one, solution)
    assert not accept(one, solution)
    one.decisions.create(status="waiting", by=None, rule="hold_hasty")  # held once more
    assert not accept(one, solution)
    assert accept(one, solve(challenge_for(one)))


def test_a_challenge_ends(time_machine):
    comment = held()
    solution = solve(challenge_for(comment))
    time_machine.move_to(timezone.now() + proof.VALID + timedelta(seconds=2))
    assert not accept(comment, solution)


def test_an_easier_or_later_challenge_of_ones_own_is_none_of_ours():
    comment = held()
    solution = solve(challenge_for(comment))
    assert not accept(comment, changed(solution, expiresAt=9_999_999_999))
    assert not accept(comment, changed(solution, keyPrefix=""))
    assert not accept(comment, changed(solution, cost=10**9))  # and it is not computed
    data = proof.subject(proof.question(comment))
    unsigned = altcha.create_challenge(proof.ALGORITHM, 1, data=data)
    assert not accept(comment, solve(json.dumps(unsigned.to_dict())))


def test_a_new_secret_key_ends_all_challenges(settings):
    comment = held()
    solution = solve(challenge_for(comment))
    settings.SECRET_KEY = "another" * 10
    assert not accept(comment, solution)


def test_a_proof_never_touches_what_was_decided_meanwhile(moderator):
    comment = held()
    solution = solve(challenge_for(comment))
    Comment.objects.get(pk=comment.pk).reject(by=moderator, reason="Off topic.")
    assert not accept(comment, solution)
    assert Comment.objects.get(pk=comment.pk).status == "rejected"


def test_under_attack_whoever_computes_is_judged_as_any_other(article, editor):
    until = timezone.now() + timedelta(hours=1)
    Measure.objects.create(kind=Measure.Kind.ATTACK, article=article, by=editor, until=until)
    comment = post(typed(article, "Pierre"))
    assert comment.decisions.first().rule == "hold_under_attack"
    assert accept(comment, solve(challenge_for(comment)))
    assert comment.decisions.first().rule == "hold_newcomers"  # and a moderator reads it


def typed(article, name):
    body = f"Un beau navire, dit {name}, et un câble bien posé."
    return Comment(article=article, name=name, email=EMAIL, body=body)


@pytest.mark.browser
def test_a_browser_solves_it_under_our_policy(
    browser, transactional_db, django_db_setup, live_server
):
    comment = held()
    context = browser.new_context()
    page = context.new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(live_server.url + comment.get_own_url())
    page.get_by_role("button", name="Let my browser compute").click()
    page.locator("form.proof").wait_for(state="detached")
    context.close()
    assert complaints == []
    assert comment.decisions.first().rule not in {"hold_hasty", ""}
