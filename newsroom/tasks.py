"""What the worker does that belongs to no single app."""

from django.tasks import task

from newsroom import periods, rights


@task
def forget():
    """End the personal data whose time has come, and take it out of the files. Safe to repeat."""
    return periods.end_of_data()


@task
def send_rights_link(asking_id):
    """Answer somebody who asks what is kept about an address."""
    rights.answer(asking_id)
