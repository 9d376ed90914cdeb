from django.tasks import task


@task
def send_due_digests():
    """Compose and send what is due."""
