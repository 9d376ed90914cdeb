"""Saving through the page: a script is told where to go on, nothing takes the page's place."""

from django.http import HttpResponseRedirect, JsonResponse


class Saving:
    """For an admin whose form is sent by a script, without which it works all the same."""

    def add_view(self, request, *args, **kwargs):
        return told_where(request, super().add_view(request, *args, **kwargs))

    def change_view(self, request, *args, **kwargs):
        return told_where(request, super().change_view(request, *args, **kwargs))


def told_where(request, answer):
    """A redirect as the script can read it: a log-in, which is not ours, stays a redirect."""
    is_asked = request.headers.get("X-Requested-With") == "fetch"
    if is_asked and isinstance(answer, HttpResponseRedirect):
        return JsonResponse({"location": answer.url})
    return answer
