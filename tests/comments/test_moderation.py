from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Comment, Device, Measure, Rulebook
from comments.moderation import NAMES, RULES, Case, judge
from comments.rules.case import Record
from tests.comments.factories import make_classifier, make_comment
from tests.factories import make_published_article

pytestmark = pytest.mark.django_db
LINK = "https://example.org "
TEXT = "Le navire répare le câble, et la nuit tombe sur la rade."


def verdict_on(body=TEXT, *, article=None, book=None, known=None, trap="", took=None, **fields):
    comment = Comment(article=article or make_published_article(), body=body, **fields)
    return judge(Case(comment, trap=trap, took=took, book=book or Rulebook(), known=known or {}))


def rule_on(*args, **kwargs):
    return verdict_on(*args, **kwargs).rule


@pytest.mark.parametrize(
    ("body", "trap", "status", "reason"),
    [
        (TEXT, "", "waiting", "every comment is read before it appears"),
        (TEXT, "SEO", "spam", "the field that people never see was filled in"),
        (LINK * 2, "", "waiting", "every comment is read before it appears"),
        (LINK * 3, "", "waiting", "more links than the rules allow"),
        (LINK * 3, "SEO", "spam", "the field that people never see was filled in"),
    ],
)
def test_the_first_verdict_stands(body, trap, status, reason):
    verdict = verdict_on(body, trap=trap)
    assert (verdict.status, verdict.reason) == (status, reason)


def test_a_verdict_says_which_rule_and_version_it_is_of_and_by_which_words(editor):
    book = Rulebook.objects.create(by=editor, max_links=1)
    verdict = judge(Case(Comment(body=LINK * 2, article=make_published_article())))
    assert (verdict.rule, verdict.version) == ("hold_many_links", book.pk)
    assert verdict.evidence == ("https://example.org", "https://example.org")


def test_the_last_rule_always_has_a_verdict():
    assert RULES[-1](Case(Comment()))


def test_every_rule_has_a_name_for_people_and_one_of_its_own():
    assert all(NAMES.values())
    assert len({rule.__name__ for rule in RULES}) == len(RULES)


# What is not taken


@pytest.mark.parametrize("body", ["x", "x" * 5001])
def test_too_short_and_too_long_is_not_taken(body):
    verdict = verdict_on(body)
    assert (verdict.status, verdict.rule) == (None, "refuse_length")


def test_a_thread_closes_by_age_and_a_measure_keeps_it_open(editor):
    old, book = make_published_article(hours=24 * 3), Rulebook(closes_after_days=3)
    assert "closed 3 days after" in verdict_on(article=old, book=book).reason
    assert rule_on(article=old, book=replace_book(book, closes_after_days=4)) == "hold_newcomers"
    Measure.objects.create(kind="open", article=old, by=editor)
    assert rule_on(article=old, book=book) == "hold_newcomers"


def test_a_thread_that_was_closed_by_hand_says_why(article, editor):
    Measure.objects.create(kind="closed", article=article, reason="The trial begins.", by=editor)
    verdict = verdict_on(article=article)
    assert (verdict.status, verdict.reason) == (None, "The trial begins.")


def replace_book(book, **fields):
    values = {field.name: getattr(book, field.name) for field in Rulebook.settings()}
    return Rulebook(**values | fields)


# What waits


@pytest.mark.parametrize(("took", "rule"), [(2.9, "hold_hasty"), (3, None), (None, None)])
def test_what_is_written_too_fast_waits_and_silence_is_not_punished(took, rule):
    assert rule_on(took=took) == (rule or "hold_newcomers")


def test_a_text_that_was_sent_before_waits_whoever_sends_it(article):
    make_comment(body=TEXT, email="pierre@example.org", network="n2")
    spelled_otherwise = TEXT.upper().replace("É", "E").replace(",", " … ")
    book = Rulebook(capitals_percent=100)
    assert rule_on(spelled_otherwise, article=article, book=book) == "hold_repeats"
    assert rule_on(f"{TEXT} Encore.", article=article) == "hold_newcomers"


@pytest.mark.parametrize(
    "short",
    ["Félicitations !", "Merci beaucoup", "Bravo !", "Oui", "Très bon article, merci !", "👏👏"],
)
def test_short_real_comments_pass_whoever_said_them_before(article, short):
    make_comment(body=short, email="pierre@example.org", network="n2")
    assert rule_on(short, article=article) == "hold_newcomers"


def test_a_short_text_with_a_link_is_known_again(article):
    make_comment(body="www.casino.example", email="pierre@example.org", network="n2")
    assert rule_on("WWW.casino.example", article=article) == "hold_repeats"


def test_after_its_days_a_text_is_forgotten():
    before = timezone.now() - timedelta(days=7, minutes=1)
    make_comment(body=TEXT, created_at=before)
    assert rule_on() == "hold_newcomers"
    assert rule_on(book=Rulebook(repeat_days=8)) == "hold_repeats"


def test_a_flooded_thread_waits_and_its_neighbour_does_not(article):
    for number in range(3):
        make_comment(article, body=f"Le texte numéro {number} de la soirée.")
    book = Rulebook(thread_limit=3)
    assert rule_on(article=article, book=book) == "hold_flooded_thread"
    assert rule_on(book=book) == "hold_newcomers"
    assert rule_on(article=article, book=Rulebook(thread_limit=0)) == "hold_newcomers"


def test_shouting_waits():
    assert rule_on(TEXT.upper()) == "hold_capitals"
    assert rule_on("OVH et AWS : IPv4 !") == "hold_newcomers"
    assert rule_on("ONU, OTAN, UE, BCE, FMI ?") == "hold_newcomers"  # under twenty letters


def test_banned_words_reject_and_suspect_ones_wait_with_the_words_why():
    book = Rulebook(banned_words="crapule", suspect_words="naviguer\nrade")
    banned, suspect = verdict_on(f"{TEXT} Cr4pule !", book=book), verdict_on(book=book)
    assert (banned.status, banned.rule) == ("rejected", "reject_banned_words")
    assert banned.evidence == ("Cr4pule",)
    assert (suspect.status, suspect.rule) == ("waiting", "hold_suspect_words")
    assert list(suspect.evidence) == ["rade"]


def test_a_name_is_read_as_the_text_is():
    book = Rulebook(banned_words="crapule")
    assert verdict_on(name="La Crapule", book=book).evidence == ("Crapule",)


def test_another_language_waits_where_the_rules_say_so():
    text = "Das Schiff repariert das Kabel, und die Nacht senkt sich auf die Reede hinab."
    assert rule_on(text) == "hold_other_languages"
    assert rule_on(text, book=Rulebook(holds_other_languages=False)) == "hold_newcomers"


# Addresses


@pytest.mark.parametrize(
    ("email", "rule"),
    [
        ("a@yopmail.com", "hold_disposable_addresses"),
        ("a@0-mail.com", "hold_disposable_addresses"),  # known to the package alone
        ("a@mail.YOPMAIL.com", "hold_disposable_addresses"),
        ("a@notyopmail.com", "hold_newcomers"),
        ("a@spam.example", "catch_banned_domains"),
        ("a@b.spam.example", "catch_banned_domains"),
        ("a@example", "hold_newcomers"),
        ("", "hold_newcomers"),
    ],
)
def test_domains_are_known_with_all_below_them(email, rule):
    assert rule_on(email=email, book=Rulebook(banned_domains="@spam.example\n")) == rule


# People


def device(approved=0, rejected=0, email="x" * 64):
    device = Device.objects.create(email_fingerprint=email)
    for status, number in {"approved": approved, "rejected": rejected}.items():
        for place in range(number):
            make_comment(body=f"Le texte {place}, {status}.", device=device, status=status)
    return device


@pytest.mark.parametrize(("approved", "status"), [(2, "waiting"), (3, "approved")])
def test_three_approved_comments_on_a_confirmed_device_make_trust(approved, status):
    assert verdict_on(device=device(approved)).status == status


def test_nobody_is_trusted_where_the_rules_say_so():
    assert rule_on(device=device(9), book=Rulebook(trusted_after=0)) == "hold_newcomers"


def test_typing_the_name_and_address_of_a_trusted_reader_gains_nothing():
    trusted = device(5)
    comment = trusted.comments.first()
    assert rule_on(name=comment.name, email=comment.email) == "hold_newcomers"
    assert rule_on(name=comment.name, email=comment.email, device=device(0)) == "hold_newcomers"


def test_a_trusted_reader_waits_again_where_half_was_rejected_lately():
    assert rule_on(device=device(3, 3)) == "hold_often_rejected"
    assert rule_on(device=device(4, 3)) == "approve_trusted"


def test_rejections_of_long_ago_are_forgiven():
    reader = device(3, 9)
    long_ago = timezone.now() - timedelta(days=31)
    reader.comments.filter(status="rejected").update(created_at=long_ago)
    assert rule_on(device=reader) == "approve_trusted"


def test_the_newsroom_is_known_by_its_account(reporter):
    assert rule_on(by_author=reporter) == "approve_newsroom"


@pytest.mark.parametrize("kind", ["attack", "premoderated"])
@pytest.mark.parametrize("scope", ["article", "section", "site"])
def test_a_measure_holds_trusted_readers_too(article, editor, kind, scope):
    where = {"article": article, "section": article.section, "site": None}[scope]
    later = timezone.now() + timedelta(hours=1)
    fields = {scope: where} if where else {}
    measure = Measure.objects.create(kind=kind, by=editor, until=later, **fields)
    rule = {"attack": "hold_under_attack", "premoderated": "hold_premoderated"}[kind]
    trusted = {"record": Record(approved=9)}
    assert rule_on(article=article, known=trusted) == rule
    measure.end(by=editor)
    assert rule_on(article=article, known=trusted) == "approve_trusted"


def test_a_measure_elsewhere_or_past_holds_nothing(article, editor):
    now = timezone.now()
    Measure.objects.create(kind="premoderated", by=editor, article=make_published_article("Autre"))
    Measure.objects.create(kind="attack", by=editor, at=now - timedelta(hours=2), until=now)
    assert rule_on(article=article) == "hold_newcomers"


def test_a_case_changes_nothing_and_cannot_be_changed():
    case = Case(Comment(), book=Rulebook())
    with pytest.raises(AttributeError):
        case.trap = "x"
    assert replace(case, trap="y").trap == "y"


# What the classifier has learned


def test_what_looks_refused_waits_even_of_a_trusted_reader_with_the_words_why():
    make_classifier(weights={"zibeline": 20.0})
    body = f"{TEXT} Encore une Zibeline."
    trusted = {"record": Record(approved=9)}
    assert rule_on(body, score=69, known=trusted) == "approve_trusted"
    verdict = verdict_on(body, score=70, known=trusted)
    assert (verdict.status, verdict.rule) == ("waiting", "hold_what_looks_refused")
    assert verdict.evidence == ("Zibeline",)


def test_a_score_alone_never_rejects():
    verdicts = [verdict_on(score=score) for score in range(0, 101, 10)]
    assert {verdict.status for verdict in verdicts} == {"waiting"}


def test_a_score_can_be_overlooked():
    assert rule_on(score=100, book=Rulebook(score_limit=0)) == "hold_newcomers"
