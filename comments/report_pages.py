"""Where anybody reports a comment, and the page that says what became of it."""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from comments.forms import PlainTextField
from comments.models import Report
from comments.reading import readable
from comments.reporting import PER_NETWORK, TooManyReports, report
from newsroom.core.addresses import EmailFormField
from newsroom.core.network import is_cross_site, network_fingerprint

PRIVATE = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


class ReportForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=Report.Reason,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what is wrong with the comment."),
            "invalid_choice": _("Choose what is wrong with the comment."),
        },
    )
    ground = PlainTextField(
        label=_("The law or the right concerned"),
        max_length=200,
        required=False,
        error_messages={"max_length": _("Shorten this to %(limit_value)s characters.")},
    )
    text = PlainTextField(
        label=_("Explain it, if you can"),
        max_length=2000,
        required=False,
        error_messages={"max_length": _("Shorten this to %(limit_value)s characters.")},
    )
    email = EmailFormField(
        label=_("E-mail address"),
        max_length=254,
        required=False,
        error_messages={
            "max_length": _("Check this e-mail address, or leave it empty."),
        },
    )
    subject = PlainTextField(required=False)  # the trap: people never see it

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="report-%s", **kwargs)

    def clean_text(self):
        """A notice of illegal content says why, so that one can decide without asking back."""
        text = self.cleaned_data["text"]
        if self.cleaned_data.get("reason") == Report.Reason.ILLEGAL and len(text) < 10:
            raise ValidationError(_("Say why it is illegal: one sentence is enough."))
        return text

    def problems(self) -> list[dict]:
        names = ("reason", "ground", "text", "email")
        return [
            {"id": f"report-{name}", "text": error}
            for name in names
            for error in self.errors.get(name, [])
        ]


@csrf_exempt  # readers' pages carry no token; is_cross_site() stands in for it
@require_http_methods(["GET", "HEAD", "POST"])
def report_comment(request, pk):
    shown = readable().approved()
    if request.method != "POST":
        return form_page(request, get_object_or_404(shown, pk=pk), ReportForm())
    if is_cross_site(request):
        raise PermissionDenied
    form = ReportForm(request.POST)
    comment = shown.filter(pk=pk).first()
    if comment is None:  # taken away since the reader's page was made
        return render(request, "comments/report_late.html", {"form": form}, status=410)
    if not form.is_valid():
        return form_page(request, comment, form, status=422)
    said = {name: form.cleaned_data[name] for name in ("reason", "ground", "text", "email")}
    if form.cleaned_data["subject"]:  # a robot; it learns nothing
        return HttpResponseRedirect(comment.get_absolute_url(), status=303)
    try:
        made = report(comment, network=network_fingerprint(request), **said)
    except TooManyReports:
        form.add_error("reason", _("Many reports have come from your network: try in an hour."))
        response = form_page(request, comment, form, status=429)
        response["Retry-After"] = str(PER_NETWORK["seconds"])
        return response
    return HttpResponseRedirect(made.get_status_url(), status=303)


def form_page(request, comment, form, status=200):
    context = {"form": form, "comment": comment, "article": comment.article}
    response = render(request, "comments/report.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def report_status(request, token):
    """What became of a report, for whoever made it: the address is signed, and told to nobody."""
    try:
        found = Report.from_token(token)
    except Report.DoesNotExist:
        raise Http404 from None
    response = render(request, "comments/report_status.html", {"report": found})
    for name, value in PRIVATE.items():
        response[name] = value
    return response
