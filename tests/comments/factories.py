"""Comments and the forms that bring them."""

import re
from urllib.parse import urlsplit

from django.urls import reverse

from comments.models import Classifier, Comment, Origin
from comments.training import keep
from newsroom.core.links import absolute
from tests.factories import make_published_article

EMAIL = "marie.curie@example.org"
FORM = {"name": "Marie", "email": EMAIL, "body": "Un beau navire, et un câble bien posé."}
PRESSED = {"do": "yes"}  # what the button of a page behind a mail's link sends


def make_comment(article=None, body="Un beau navire.", *, ip="", **fields):
    """Approved, by Marie, on an article of its own unless one is given."""
    if article is None:
        parent = fields.get("parent")
        article = parent.article if parent else make_published_article()
    fields = {"name": "Marie", "email": EMAIL, "status": Comment.Status.APPROVED} | fields
    comment = Comment.objects.create(article=article, body=body, **fields)
    Origin.objects.note(comment, ip)
    return comment


def make_waiting_comment(article=None, **fields):
    return make_comment(article, status=Comment.Status.WAITING, **fields)


def send(client, article, headers=None, **typed):
    """Post the comment form of an article as a browser without cookies does."""
    return client.post(form_url(article), FORM | typed, headers=headers or {})


def own(client, comment, verb, **typed):
    """What the author presses on the comment's own page."""
    return client.post(comment.get_own_url(), {"verb": verb} | typed)


def link_in(message, name):
    """The path of a link in a mail, by the name of its route."""
    start = urlsplit(absolute(reverse(name, args=["x"]))).path.removesuffix("x/")
    return re.search(rf"{start}[^/\s]+/", message.body)[0]


def form_url(article, reply_to=None):
    url = reverse("comment_post", args=[article.pk])
    return f"{url}?reply_to={reply_to.pk}" if reply_to else url


def text(response):
    return response.content.decode()


def make_classifier(bias=0.0, weights=None, **fields):
    """In use; it knows one bad word unless it is told others."""
    classifier = Classifier(**fields)
    classifier.learn(bias, {"casino": 20.0} if weights is None else weights)
    return keep(classifier)
