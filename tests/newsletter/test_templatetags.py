import pytest
from django.template import Context, Template

from newsletter.models import Newsletter
from tests.newsletter.factories import make_newsletter

pytestmark = pytest.mark.django_db
BOX = Template("{% load newsletter %}{% signup_form %}")


def test_the_box_promises_asks_and_says_what_is_agreed_to():
    make_newsletter(promise="Chaque vendredi, la semaine en une lettre.")
    html = BOX.render(Context())
    for part in (
        "Chaque vendredi, la semaine en une lettre.",
        '<label class="field__label" for="signup-email">',
        'action="/newsletter/inscription/"',
        'href="/confidentialite/"',
        'autocomplete="email"',
        'class="trap" aria-hidden="true"',
    ):
        assert part in html
    assert "csrf" not in html


def test_the_box_is_the_same_for_everybody_and_costs_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        first = BOX.render(Context())
    assert first == BOX.render(Context({"user": "somebody"}))


def test_the_box_promises_something_before_anybody_filled_it_in():
    Newsletter().save()
    assert "signup__promise" in BOX.render(Context())


def test_there_is_no_box_before_there_is_a_letter():
    assert BOX.render(Context()).strip() == ""
