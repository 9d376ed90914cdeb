"""What the worker does for the comments: each calls the plain function."""

from django.contrib.auth import get_user_model
from django.tasks import task

from comments import (
    akismet,
    confirming,
    desk_mails,
    notifying,
    outcomes,
    report_mails,
    settling,
    training,
)


@task
def send_confirmation(comment_id):
    confirming.send_confirmation(comment_id)


@task
def tell_author(decision_id):
    outcomes.tell_author(decision_id)


@task
def tell_news(comment_id, what):
    outcomes.tell_news(comment_id, what)


@task
def settle_decisions():
    """Let those know who wait to hear of a decision."""
    told = settling.settle_decisions()
    return told + settling.answer_withdrawn()


@task
def ask_akismet(comment_id):
    """Whether a waiting comment is known as spam; tried again where no answer comes."""
    akismet.sort_out(comment_id)


@task
def train_if_useful():
    """A version of the classifier that knows what the desk has decided since."""
    training.train_if_useful()


@task
def train(by_id):
    """A version now, because somebody of the desk asks for it."""
    training.train(by=get_user_model().objects.filter(pk=by_id).first())


@task
def send_mails():
    """Each minute: who was answered, and which moderators have something to read."""
    try:
        notifying.tell_of_replies()
    finally:
        desk_mails.tell_moderators()


@task
def tell_reporter(report_id):
    report_mails.tell_reporter(report_id)
