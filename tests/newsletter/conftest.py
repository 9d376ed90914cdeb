import pytest

from tests.newsletter import factories, sink


@pytest.fixture
def newsletter(db):
    return factories.make_newsletter()


@pytest.fixture
def reader(db):
    """Lucie, who gets the letter."""
    return factories.make_subscriber("lucie.aubrac@example.org")


@pytest.fixture
def mail_server(settings):
    """A real one on this machine, to which the site sends during the test."""
    with sink.running() as server:
        settings.MAILERS = server.mailers
        settings.MAIL_CONNECTIONS = 1
        yield server
