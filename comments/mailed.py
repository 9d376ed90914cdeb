"""Where the links in the mails of comments lead: each to a page with one button."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render

from comments import confirming, devices, silence, tokens
from comments.private import from_a_mail
from newsroom.core import asked
from newsroom.core.pressing import is_one_click, is_pressed

MOST_SHOWN = 20


@from_a_mail(tokens.who_confirms)
def confirm(request, comment):
    """The comments are shown, so that nobody confirms what somebody else has written."""
    if not is_pressed(request):
        context = {"comment": comment, "probable": confirming.from_the_same_network(comment)}
        context["others"] = confirming.others_of(comment)[:MOST_SHOWN]
        return render(request, "comments/confirm.html", context)
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        raise PermissionDenied
    device = confirming.confirm(comment, devices.device_of(request), others=chosen(request))
    response = render(request, "comments/confirmed.html", {"comment": comment, "device": device})
    if device:
        devices.give(response, device)
    return response


def chosen(request) -> list[int] | None:
    """The other comments that were ticked; None where the form showed none."""
    if "others" not in request.POST:
        return None
    return asked.keys(request.POST.getlist("other"), most=MOST_SHOWN)


@from_a_mail(tokens.who_stops)
def stop(request, comment):
    """The mailbox's own button posts here without showing the page."""
    if not (is_pressed(request) or is_one_click(request)):
        return render(request, "comments/stop.html")
    silence.stop(comment)
    return render(request, "comments/stopped.html", {"undo": tokens.come_back_url(comment)})


@from_a_mail(tokens.who_leaves_the_talk)
def stop_talk(request, comment):
    """As above, of one article alone: no header names this address, so no mailbox posts here."""
    if not is_pressed(request):
        return render(request, "comments/stop.html", {"article": comment.article})
    silence.stop_talk(comment)
    context = {"undo": tokens.come_back_url(comment), "article": comment.article}
    return render(request, "comments/stopped.html", context)


@from_a_mail(tokens.who_comes_back)
def resume(request, comment):
    if not is_pressed(request):
        return render(request, "comments/resume.html")
    silence.resume(comment)
    return render(request, "comments/resumed.html")
