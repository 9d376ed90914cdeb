"""What the worker does for the articles: each calls the plain function."""

from django.tasks import task

from articles import cleaning, library, telling
from articles.revisions import planning, thinning

AFTER_MAILS = -10  # the pictures of a new paper take minutes; whoever signs up meanwhile waits


@task
def thin_versions():
    """Of what was kept while writing, fewer the older it is. Safe to repeat."""
    return thinning.thin()


@task(priority=AFTER_MAILS)
def make_renditions(pk):
    library.make_renditions(pk)


@task(priority=AFTER_MAILS)
def clean_pictures():
    """Delete the files that no picture has, make those that are missing. Safe to repeat."""
    return cleaning.clean()


@task
def tell_colleague(mention_id):
    telling.tell_colleague(mention_id)


@task
def make_planned_changes():
    """Make the articles what was set for this moment. Safe to repeat."""
    return planning.make_due()
