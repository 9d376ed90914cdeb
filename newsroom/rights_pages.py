"""Where somebody asks for their data, and the page behind the mail, with its buttons."""

from functools import wraps

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from newsroom import rights
from newsroom.core.addresses import EmailFormField
from newsroom.core.network import is_cross_site, network_fingerprint
from newsroom.core.throttling import allow

PER_NETWORK = {"limit": 5, "seconds": 3600}
PRIVATE = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


class AddressForm(forms.Form):
    email = EmailFormField(
        label=_("E-mail address"),
        max_length=254,
        error_messages={
            "required": _("Write the e-mail address that you used."),
            "max_length": _("Check this e-mail address: it is too long to be one."),
        },
    )


@csrf_exempt  # readers' pages carry no token; is_cross_site() stands in for it
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request):
    if request.method != "POST":
        return form_page(request, AddressForm())
    if is_cross_site(request):
        raise PermissionDenied
    form = AddressForm(request.POST)
    if not form.is_valid():
        return form_page(request, form, status=422)
    if not allow("data-request-network", network_fingerprint(request), **PER_NETWORK):
        form.add_error("email", _("Many requests have come from your network: try in an hour."))
        response = form_page(request, form, status=429)
        response["Retry-After"] = str(PER_NETWORK["seconds"])
        return response
    rights.ask(form.cleaned_data["email"])
    return redirect("my_data_asked")


def form_page(request, form, status=200):
    return render(request, "rights/ask.html", {"form": form}, status=status)


@require_safe
def asked(request):
    return render(request, "rights/asked.html")


def private(view):
    """A page behind the sealed address of a mail: kept and indexed by nobody."""

    @csrf_exempt  # the sealed address is the token
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def wrapped(request, token):
        try:
            response = view(request, rights.unseal(token))
        except BadSignature:
            response = render(request, "rights/bad_link.html", status=404)
        for name, value in PRIVATE.items():
            response[name] = value
        return response

    return wrapped


@private
def my_data(request, email):
    """Looking changes nothing; each button is a POST."""
    verb = VERBS.get(request.POST.get("verb", "")) if request.method == "POST" else None
    if verb:
        return verb(request, email)
    return render(request, "rights/choose.html")


def hand_over(request, email):
    options = {"indent": 2, "ensure_ascii": False}
    response = JsonResponse(rights.export(email), json_dumps_params=options)
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response


def anonymise(request, email):
    return done(request, rights.erase(email, texts=False))


def delete(request, email):
    return done(request, rights.erase(email, texts=True))


def done(request, tally):
    return render(request, "rights/done.html", {"tally": tally})


VERBS = {"export": hand_over, "anonymise": anonymise, "delete": delete}
