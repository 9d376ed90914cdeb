"""What a moderator's browser does in the admin."""

from django.urls import reverse

from comments.models import Comment

LIST = "/admin/comments/comment/"


def change_url(comment):
    return reverse("admin:comments_comment_change", args=[comment.pk])


def act(client, action, *comments, url=LIST, **data):
    selected = [comment.pk for comment in comments]
    data = {"action": action, "_selected_action": selected, "index": 0} | data
    return client.post(url, data, follow=True)


def press(client, action, comment, **data):
    """A button of the change form."""
    data = {"CHANGE_FORM-action": action, "_selected_action": comment.pk} | data
    return client.post(change_url(comment), data, follow=True)


def statuses(*comments):
    return [Comment.objects.get(pk=comment.pk).status for comment in comments]
