import pytest

from tests.newsletter import factories


@pytest.fixture
def newsletter(db):
    return factories.make_newsletter()


@pytest.fixture
def reader(db):
    """Lucie, who gets the letter."""
    return factories.make_subscriber("lucie.aubrac@example.org")
