from functools import wraps

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.core.signing import BadSignature
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from newsletter import asking, subscribing, tokens
from newsletter.forms import LeaveForm, SignUpForm
from newsletter.models import Digest, Newsletter, Subscriber
from newsletter.notices import language_of
from newsletter.rendering import articles_of
from newsroom.core.asked import page_number
from newsroom.core.network import client_ip, is_cross_site, network_fingerprint, network_of
from newsroom.core.pressing import is_one_click, is_pressed
from newsroom.core.throttling import allow

SIGN_UPS_PER_NETWORK = {"limit": 10, "seconds": 3600}
PER_PAGE = 20

safe_or_post = require_http_methods(["GET", "HEAD", "POST"])


def private(view):
    """A page behind a signed address: kept and indexed by nobody, and its address told to nobody.

    Its posts need no token: the signed address is one, and mailboxes post to it themselves.
    """

    @csrf_exempt
    @safe_or_post
    @wraps(view)
    def wrapped(request, token):
        with translation.override(settings.LANGUAGE_CODE):  # until the view knows its reader
            try:
                response = view(request, token)
            except BadSignature:
                response = render(request, "newsletter/bad_link.html", status=404)
            response["Content-Language"] = translation.get_language()
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return wrapped


def speak_to(public_id) -> None:
    """The page is in the language that the reader has the letter in."""
    if reader := Subscriber.objects.filter(public_id=public_id).first():
        translation.activate(language_of(reader))


@csrf_exempt
@safe_or_post
def subscribe(request):
    """The form on a page of its own, and where the box in every page sends to.

    A paper whose letter nobody has set up yet takes no sign-ups.
    """
    if not Newsletter.current().is_set_up:
        return render(request, "newsletter/not_yet.html", status=404)
    if request.method != "POST":
        return _form(request, SignUpForm())
    if is_cross_site(request):
        raise PermissionDenied
    form = SignUpForm(request.POST)
    if not form.is_valid() and not form.is_trapped:
        return _form(request, form, status=422, suggestion=form.suggestion)
    if not form.is_trapped and (meant := form.suggestion):
        return _form(request, form, suggestion=meant)
    if not allow("subscribe", network_fingerprint(request), **SIGN_UPS_PER_NETWORK):
        return _too_many(request, form)
    if not form.is_trapped:
        details = {"form": form.cleaned_data["form"], "network": network_of(client_ip(request))}
        asking.ask(asking.SIGN_UP, form.cleaned_data["email"], **details)
    return HttpResponseRedirect(reverse("subscribe_asked"), status=303)


def _form(request, form, status=200, **context):
    context |= {"form": form, "newsletter": Newsletter.current(), "wording": subscribing.WORDING}
    return render(request, "newsletter/subscribe.html", context, status=status)


def _too_many(request, form):
    response = _form(request, form, status=429, too_many=True)
    response["Retry-After"] = str(SIGN_UPS_PER_NETWORK["seconds"])
    return response


@require_safe
def asked(request):
    return render(request, "newsletter/asked.html")


@private
def confirm(request, token):
    public_id = tokens.who_confirms(token)
    speak_to(public_id)
    if not is_pressed(request):
        return render(request, "newsletter/confirm.html")
    subscriber = subscribing.confirm(public_id)
    if subscriber is None or not subscriber.is_subscribed:
        raise BadSignature("Nobody waits for this confirmation.")
    return render(request, "newsletter/confirmed.html")


@private
def unsubscribe(request, token):
    """A page with one button; the mailbox's own button posts here without showing it (RFC 8058)."""
    public_id = tokens.who_leaves(token)
    speak_to(public_id)
    undo = reverse("come_back", args=[tokens.come_back_token(public_id)])
    if is_pressed(request) or is_one_click(request):
        subscribing.unsubscribe(public_id, reason=LeaveForm(request.POST).reason)
        return render(request, "newsletter/unsubscribed.html", {"undo": undo})
    if subscribing.may_come_back(public_id):
        return render(request, "newsletter/unsubscribed.html", {"undo": undo})
    return render(request, "newsletter/unsubscribe.html", {"form": LeaveForm()})


@private
def come_back(request, token):
    public_id = tokens.who_comes_back(token)
    speak_to(public_id)
    if not is_pressed(request):
        return render(request, "newsletter/come_back.html")
    subscriber = subscribing.come_back(public_id)
    if subscriber is None or not subscriber.is_subscribed:
        raise BadSignature("Nobody has left.")
    return render(request, "newsletter/confirmed.html", {"again": True})


@require_safe
def archive(request):
    paginator = Paginator(
        Digest.objects.public().newest_first().for_list().with_heading(), PER_PAGE
    )
    number = page_number(request.GET)
    if number > paginator.num_pages:
        raise Http404
    context = {"page": paginator.page(number), "newsletter": Newsletter.current()}
    return render(request, "newsletter/archive.html", context)


@require_safe
def issue(request, number):
    """What the letter said, without the articles that were withdrawn since, for anybody."""
    digest = get_object_or_404(Digest.objects.public().for_list().with_heading(), number=number)
    context = {
        "digest": digest,
        "articles": articles_of(digest),
        "newsletter": Newsletter.current(),
    }
    return render(request, "newsletter/issue.html", context)
