"""What a moderator's browser does in the admin."""

from contextlib import contextmanager

from django.urls import reverse

from comments.models import Comment

LIST = "/admin/comments/comment/"
DESK = f"{LIST}desk/"


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


def decide(client, act, *comments, accept="", **data):
    """What is sent from a list of the moderators' page, of comments as they are here."""
    sent = {"act": act, "c": [comment.pk for comment in comments]}
    sent |= {f"seen-{comment.pk}": comment.status for comment in comments} | data
    return client.post(DESK, sent, follow=not accept, headers={"Accept": accept})


def url(comment, page):
    return reverse(f"admin:comments_comment_desk_{page}", args=[comment.pk])


@contextmanager
def at_the_desk(browser, site, client, user):
    """A page in which they are logged in; whatever it complains of is a failure."""
    client.force_login(user)
    context = browser.new_context(locale="en-GB")
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    context.add_cookies([cookie | {"url": f"{site}/admin/"}])
    page = context.new_page()
    complaints = []
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    page.wait_for_load_state("networkidle")  # no claim is on its way any more
    context.close()
    assert complaints == []
