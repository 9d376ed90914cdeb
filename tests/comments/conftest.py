import pytest
from django.urls import get_resolver
from django.utils import translation


@pytest.fixture(autouse=True)
def english(settings):
    """These tests quote the sources of the texts; a French catalogue must not turn them."""
    get_resolver().url_patterns  # noqa: B018 - made once, in the words of the paper's own language
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def desk(client, moderator):
    """The moderator's browser."""
    client.force_login(moderator)
    return client
