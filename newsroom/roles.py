"""Who may do what: roles as sets of permissions. The groups follow on `post_migrate`."""

REPORTER = {
    "articles.add_article",
    "articles.change_article",
    "articles.view_article",
    "articles.add_byline",
    "articles.change_byline",
    "articles.delete_byline",
    "articles.view_byline",
    "articles.add_picture",
    "articles.change_picture",
    "articles.view_picture",
    "articles.view_author",
    "articles.view_section",
    "articles.view_tag",
    "articles.add_videostill",
    "articles.view_videostill",
}
EDITOR = REPORTER | {
    "comments.view_rulebook",
    "comments.add_rulebook",
    "comments.view_classifier",
    "comments.view_measure",
    "comments.add_measure",
    "articles.approve_article",
    "articles.publish_article",
    "articles.edit_any_article",
    "articles.delete_picture",
    "articles.change_videostill",
    "articles.add_correction",
    "articles.change_correction",
    "articles.view_correction",
    "articles.add_author",
    "articles.change_author",
    "articles.add_tag",
    "articles.change_tag",
    "articles.delete_tag",
    "articles.add_section",
    "articles.change_section",
    "articles.view_redirect",
    "articles.add_redirect",
    "articles.change_redirect",
    "articles.delete_redirect",
    "articles.view_publishingrules",
    "core.view_newspaper",
    "core.change_newspaper",
    "comments.view_comment",
    "comments.view_sanction",
    "comments.open_address",
    "comments.view_addressopening",
    "comments.feature_comment",
    "comments.view_report",
    "comments.download_figures",
    "comments.view_legalhold",
    "comments.add_legalhold",
    "comments.view_readingorder",
    "comments.add_readingorder",
    "comments.change_readingorder",
}
CHIEF_EDITOR = EDITOR | {
    "articles.add_publishingrules",
    "articles.change_publishingrules",
}
MODERATOR = {
    "comments.view_rulebook",
    "comments.view_measure",
    "comments.add_measure",
    "comments.view_comment",
    "comments.moderate_comment",
    "comments.view_report",
    "comments.view_sanction",
    "comments.view_classifier",
    "comments.train_classifier",
    "articles.view_article",
    "articles.view_section",
}
NEWSLETTER_EDITOR = {
    "articles.view_article",
    "articles.view_section",
    "newsletter.view_newsletter",
    "newsletter.change_newsletter",
    "newsletter.view_digest",
    "newsletter.add_digest",
    "newsletter.change_digest",
    "newsletter.send_digest",
    "newsletter.view_subscriber",
    "newsletter.change_subscriber",
    "newsletter.import_subscribers",
    "newsletter.view_suppression",
    "newsletter.add_suppression",
    "newsletter.change_suppression",
    "newsletter.view_delivery",
}
ROLES = {
    "Reporter": REPORTER,
    "Editor": EDITOR,
    "Chief editor": CHIEF_EDITOR,
    "Moderator": MODERATOR,
    "Newsletter editor": NEWSLETTER_EDITOR,
}


def sync_roles(**kwargs):
    """Make each role's group hold exactly its permissions. Safe to repeat."""
    from django.apps import apps
    from django.contrib.auth.management import create_permissions
    from django.contrib.auth.models import Group, Permission

    for app in ("core", "articles", "comments", "newsletter"):
        create_permissions(apps.get_app_config(app), verbosity=0)
    permissions = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    for name, wanted in ROLES.items():
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.set([permissions[label] for label in wanted if label in permissions])
