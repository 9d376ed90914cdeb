import pytest
from django.contrib.auth.models import Group, Permission

from newsroom.roles import (
    CHIEF_EDITOR,
    EDITOR,
    MODERATOR,
    NEWSLETTER_EDITOR,
    REPORTER,
    ROLES,
    sync_roles,
)

pytestmark = pytest.mark.django_db


def permissions_of(name):
    return {
        f"{permission.content_type.app_label}.{permission.codename}"
        for permission in Group.objects.get(name=name).permissions.select_related("content_type")
    }


@pytest.mark.parametrize("name", ROLES)
def test_each_role_holds_exactly_its_permissions_from_the_first_migration(name):
    assert permissions_of(name) == ROLES[name]


def test_syncing_again_mends_and_keeps_other_groups():
    Group.objects.create(name="Stagiaires")
    group = Group.objects.get(name="Reporter")
    group.permissions.add(Permission.objects.get(codename="publish_article"))
    group.permissions.remove(Permission.objects.get(codename="view_article"))
    sync_roles()
    sync_roles()
    assert permissions_of("Reporter") == REPORTER
    assert Group.objects.filter(name="Stagiaires").exists()


def test_only_editors_publish():
    for name, permissions in ROLES.items():
        is_editor = name in {"Editor", "Chief editor"}
        for verb in ("approve", "publish", "edit_any"):
            assert (f"articles.{verb}_article" in permissions) == is_editor


def test_the_chief_editor_does_all_that_editors_do_and_makes_their_rules():
    assert (
        EDITOR | {f"articles.{verb}_publishingrules" for verb in ("add", "change")} == CHIEF_EDITOR
    )


def test_nobody_but_the_superuser_deletes_what_readers_wrote_or_gave():
    everything = REPORTER | EDITOR | MODERATOR | NEWSLETTER_EDITOR
    gone = {name for name in everything if ".delete_" in name}
    of_the_paper = {"byline", "picture", "tag", "redirect"}
    assert gone <= {f"articles.delete_{name}" for name in of_the_paper}


def test_no_role_manages_accounts():
    assert not any(name.startswith("auth.") for role in ROLES.values() for name in role)
