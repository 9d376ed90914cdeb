"""The cast: who works at the paper in these tests."""

import pytest
from django.contrib.auth.models import Group, User

from tests import factories


def person(username, role):
    user = User.objects.create_user(username, f"{username}@example.org", "secret", is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


@pytest.fixture
def reporter(db):
    """Noémie, who writes."""
    user = person("noemie", "Reporter")
    factories.make_author("Noémie Faure", user=user)
    return user


@pytest.fixture
def other_reporter(db):
    return person("malo", "Reporter")


@pytest.fixture
def editor(db):
    """Soraya, who publishes."""
    return person("soraya", "Editor")


@pytest.fixture
def moderator(db):
    """Anatole, who reads the comments."""
    return person("anatole", "Moderator")


@pytest.fixture
def newsletter_editor(db):
    """Inès, who sends the letter."""
    return person("ines", "Newsletter editor")


@pytest.fixture
def article(db):
    return factories.make_published_article()
