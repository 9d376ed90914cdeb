"""Fields of the desk in which a row is found by typing."""

import pytest
from django.urls import reverse

from articles.models import Author

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "sent", ["abc", "-1", "1.5", "٣", "<b>", "9223372036854775807", "9223372036854775808", "9" * 99]
)
def test_what_is_no_row_is_an_error_beside_the_field(admin_client, sent):
    url = reverse("admin:articles_author_add")
    page = admin_client.post(url, {"name": "Noémie", "user": sent}).content.decode()
    assert "errorlist" in page
    assert not Author.objects.exists()


def test_a_row_that_was_chosen_is_shown_again_beside_the_error(admin_client, admin_user):
    url = reverse("admin:articles_author_add")
    page = admin_client.post(url, {"name": "", "user": admin_user.pk}).content.decode()
    assert f'<option value="{admin_user.pk}" selected' in page
