"""The pages of a reader's preferences: behind a link that was just sent to the mailbox.

No letter carries such a link. Whoever is forwarded one can unsubscribe its reader, which can be
undone, and nothing more.
"""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from newsletter import asking, moving, tokens
from newsletter.erasing import erase_reader, export_reader
from newsletter.forms import AddressForm, MoveForm, PauseForm, PreferencesForm
from newsletter.models import Subscriber
from newsletter.models.subscriber import email_fingerprint
from newsletter.notices import language_of
from newsletter.views import private, safe_or_post, speak_to
from newsroom.core.network import client_ip, is_cross_site, network_fingerprint, network_of
from newsroom.core.pressing import is_pressed
from newsroom.core.throttling import allow

PER_NETWORK = {"limit": 20, "seconds": 3600}
MOVES = {"limit": 5, "seconds": 24 * 3600}


@csrf_exempt
@safe_or_post
def link(request):
    """Asks for the mail with the link; the same answer whoever is subscribed."""
    form = AddressForm(request.POST or None)
    if request.method != "POST":
        return render(request, "newsletter/preferences_link.html", {"form": form})
    if is_cross_site(request):
        raise PermissionDenied
    if not form.is_valid():
        return render(request, "newsletter/preferences_link.html", {"form": form}, status=422)
    if not allow("preferences", network_fingerprint(request), **PER_NETWORK):
        context = {"form": form, "too_many": True}
        response = render(request, "newsletter/preferences_link.html", context, status=429)
        response["Retry-After"] = str(PER_NETWORK["seconds"])
        return response
    asking.ask(asking.LINK, form.cleaned_data["email"])
    return HttpResponseRedirect(reverse("preferences_asked"), status=303)


@require_safe
def asked(request):
    return render(request, "newsletter/preferences_asked.html")


def _reader(token: str) -> Subscriber:
    reader = Subscriber.objects.subscribed().filter(public_id=tokens.who_prefers(token)).first()
    if reader is None:
        raise BadSignature("No longer subscribed.")
    translation.activate(language_of(reader))
    return reader


@private
def preferences(request, token):
    """What the letter brings, when, and where to: each with a button of its own."""
    reader = _reader(token)
    context = {"reader": reader, "token": token, "move_form": MoveForm()}
    if request.method == "POST":
        act = ACTS.get(request.POST.get("do", ""))
        if act is None:
            raise BadSignature("No such button.")
        context |= act(request, reader)
    context.setdefault("form", PreferencesForm.of(reader))
    context.setdefault("pause_form", PauseForm())
    wrong = any(context[name].errors for name in ("form", "move_form", "pause_form"))
    return render(request, "newsletter/preferences.html", context, status=422 if wrong else 200)


def _save(request, reader) -> dict:
    form = PreferencesForm(request.POST)
    if not form.is_valid():
        return {"form": form}
    reader.prefer(**form.cleaned_data)
    return {"said": "saved"}


def _pause(request, reader) -> dict:
    form = PauseForm(request.POST)
    if not form.is_valid():
        return {"pause_form": form}
    reader.pause(timezone.now() + timedelta(weeks=form.cleaned_data["weeks"]))
    return {"said": "paused"}


def _resume(request, reader) -> dict:
    reader.resume()
    return {"said": "resumed"}


def _move(request, reader) -> dict:
    """Says the same whoever has the new address."""
    form = MoveForm(request.POST)
    if not form.is_valid():
        return {"move_form": form}
    email = form.cleaned_data["new_email"]
    sources = (str(reader.pk), email_fingerprint(email))
    if not all(allow("newsletter-move", source, **MOVES) for source in sources):
        return {"said": "moves"}
    moving.ask_to_move(reader, email)
    return {"said": "move"}


ACTS = {"save": _save, "pause": _pause, "resume": _resume, "move": _move}


@private
def confirm_move(request, token):
    public_id, fingerprint = tokens.who_moves(token)
    speak_to(public_id)
    if not is_pressed(request):
        return render(request, "newsletter/move.html")
    network = network_of(client_ip(request))
    if moving.move(public_id, fingerprint, network=network) is None:
        raise BadSignature("Nobody waits for this address.")
    return render(request, "newsletter/moved.html")


@private
def export(request, token):
    """All that is kept about the reader, as a file."""
    told = export_reader(_reader(token).email)
    response = JsonResponse(told, json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="newsletter.json"'
    return response


@private
def erase(request, token):
    """A page with one button: it can't be undone."""
    reader = _reader(token)
    if not is_pressed(request):
        return render(request, "newsletter/erase.html", {"token": token})
    erase_reader(reader.email)
    return render(request, "newsletter/erased.html")
