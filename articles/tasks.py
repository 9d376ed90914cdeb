"""What the worker does for the articles."""

from django.tasks import task

from articles.revisions import thinning


@task
def thin_versions():
    """Of what was kept while writing, fewer the older it is. Safe to repeat."""
    return thinning.thin()
