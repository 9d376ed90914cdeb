from functools import partial

from django.contrib import admin, messages
from django.contrib.admin import ActionLocation
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csp import csp_override

from newsletter import composing, tasks
from newsletter.admin.desk import MAIL_CSP, approval, in_words, preview_context, send_proof
from newsletter.admin.items import DigestChangeInline, ItemInline
from newsletter.admin.shown import badge
from newsletter.models import Delivery, Digest, Newsletter

FORM = ActionLocation.CHANGE_FORM
VERB = f"{FORM.value}-action"  # the name of a verb's button
STATUS = Digest.Status
VERBS = {
    STATUS.COMPOSING: ["approve", "test_mail", "compose_anew", "skip"],
    STATUS.APPROVED: ["reopen", "stop", "test_mail"],
    STATUS.SENDING: ["stop", "resend"],
    STATUS.STOPPED: ["resume", "reopen"],
    STATUS.SENT: ["resend"],
    STATUS.SKIPPED: ["reopen"],
}


@admin.register(Digest)
class DigestAdmin(admin.ModelAdmin):
    """Articles and words are changed in the form; the status only by verbs."""

    fields = [
        *("state", "scheduled_for", "subject", "preheader", "title", "intro"),
        *("with_talk", "with_amended", "period", "outcome"),
    ]
    readonly_fields = ["state", "period", "outcome"]
    inlines = [ItemInline, DigestChangeInline]
    list_display = ["title", "state", "scheduled_for", "audience", "counts"]
    list_display_links = ["title"]
    list_filter = ["status"]
    list_per_page = 30
    show_full_result_count = False
    ordering = ["-created_at", "-pk"]
    actions = [
        *("approve", "test_mail", "compose_anew", "reopen", "skip", "stop", "resume", "resend")
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).for_list()

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or obj.is_open)

    def has_delete_permission(self, request, obj=None):
        """What readers have got stays in the ledger."""
        unsent = obj is None or obj.started_at is None
        return super().has_delete_permission(request, obj) and unsent

    def has_send_permission(self, request):
        return request.user.has_perm("newsletter.send_digest")

    def get_actions(self, request, action_location=ActionLocation.CHANGE_LIST):
        """On the page of an issue, what can be done to it as it stands."""
        actions = super().get_actions(request, action_location)
        if action_location != FORM:
            return actions
        pk = request.resolver_match.kwargs.get("object_id", "")
        issue = Digest.objects.filter(pk=pk).first() if pk.isdecimal() else None
        verbs = [*VERBS[issue.status]] if issue else []
        if issue and issue.started_at and "reopen" in verbs:
            verbs.remove("reopen")
        return {name: actions[name] for name in verbs if name in actions}

    def add_view(self, request, form_url="", extra_context=None):
        """Nobody begins with an empty page: the rule composes, then the editor changes it."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        newsletter = Newsletter.objects.first()
        if newsletter is None:
            self.message_user(request, gettext("First fill in the newsletter."), messages.WARNING)
            return HttpResponseRedirect(reverse("admin:newsletter_newsletter_changelist"))
        slot = newsletter.slot_after(timezone.now())
        digest = Digest.objects.filter(slot=slot).first()
        if digest is None and request.method != "POST":
            return self._page(request, "compose", gettext("A new issue"), slot=slot)
        digest = digest or composing.compose(newsletter, slot=slot)
        return HttpResponseRedirect(self._url(digest))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """A verb first saves what was typed; where that is refused, it stays in the form."""
        view = partial(super().change_view, request, object_id, form_url, extra_context)
        if VERB in request.POST and "subject" in request.POST:
            asked, request.POST = request.POST, request.POST.copy()
            del request.POST[VERB]
            request.saves_for_a_verb = True
            saved = view()
            if saved.status_code != HttpResponseRedirect.status_code:
                return saved
            request.POST = asked
        return view()

    def response_change(self, request, obj):
        if getattr(request, "saves_for_a_verb", False):
            return HttpResponseRedirect(self._url(obj))
        return super().response_change(request, obj)

    # The verbs

    @admin.action(permissions=["send"], description=_("Approve and send…"), location=FORM)
    def approve(self, request, queryset):
        """First a page that says what goes to how many, and when."""
        digest = queryset.get()
        when = request.POST.get("when")
        if when not in {"now", "planned"}:
            return self._ask(request, digest)
        at = timezone.now() if when == "now" else None
        approve = partial(composing.approve, digest, by=request.user, at=at)
        if self._do(request, approve, gettext("Approved: this is what readers get.")):
            transaction.on_commit(partial(tasks.send_digest.enqueue, digest.pk))
        return HttpResponseRedirect(self._url(digest))

    @admin.action(permissions=["send"], description=_("Test mail to me"), location=FORM)
    def test_mail(self, request, queryset):
        proof = partial(send_proof, queryset.get(), request.user)
        self._do(request, proof, gettext("A test mail is on its way to you."))

    @admin.action(permissions=["send"], description=_("Compose anew"), location=FORM)
    def compose_anew(self, request, queryset):
        anew = partial(composing.compose_anew, queryset.get(), Newsletter.current())
        self._do(request, anew, gettext("Composed anew by the rule, up to this minute."))

    @admin.action(permissions=["send"], description=_("Back to the desk"), location=FORM)
    def reopen(self, request, queryset):
        reopen = partial(queryset.get().reopen, by=request.user)
        self._do(request, reopen, gettext("It can be changed again; nothing goes out."))

    @admin.action(permissions=["send"], description=_("Skip this one"), location=FORM)
    def skip(self, request, queryset):
        skip = partial(queryset.get().skip, by=request.user, reason=gettext("at the desk"))
        self._do(request, skip, gettext("Skipped: its articles go into the next one."))

    @admin.action(permissions=["send"], description=_("Stop"), location=FORM)
    def stop(self, request, queryset):
        stop = partial(queryset.get().stop, by=request.user)
        self._do(request, stop, gettext("Stopped: within seconds no more mail leaves."))

    @admin.action(permissions=["send"], description=_("Resume"), location=FORM)
    def resume(self, request, queryset):
        resume = partial(queryset.get().resume, by=request.user)
        self._do(request, resume, gettext("It goes on within a minute."))

    @admin.action(permissions=["send"], description=_("Send those in doubt again"), location=FORM)
    def resend(self, request, queryset):
        resend = partial(queryset.get().resend_doubtful, by=request.user)
        self._do(request, resend, gettext("Those in doubt are sent again within a minute."))

    def _do(self, request, act, done) -> bool:
        """Act, and say that it is done or why it was refused."""
        try:
            with transaction.atomic():
                act()
        except ValidationError as refusal:
            self.message_user(request, " ".join(refusal.messages), messages.ERROR)
            return False
        self.message_user(request, done, messages.SUCCESS)
        return True

    def _ask(self, request, digest):
        try:
            context = approval(digest)
        except ValidationError as refusal:
            self.message_user(request, " ".join(refusal.messages), messages.ERROR)
            return HttpResponseRedirect(self._url(digest))
        return self._page(request, "approve", gettext("Approve and send"), **context)

    def _page(self, request, name, title, **context):
        context |= self.admin_site.each_context(request) | {"opts": self.opts, "title": title}
        return TemplateResponse(request, f"admin/newsletter/digest/{name}.html", context)

    def _url(self, digest) -> str:
        return reverse("admin:newsletter_digest_change", args=[digest.pk])

    # The preview

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/preview/", view(self.preview), name="newsletter_digest_preview"),
            path("<int:pk>/preview/mail/", view(self.mail), name="newsletter_digest_mail"),
            *super().get_urls(),
        ]

    def preview(self, request, pk):
        digest = self._visible(request, pk)
        try:
            context = preview_context(digest)
        except ValidationError as refusal:
            self.message_user(request, " ".join(refusal.messages), messages.ERROR)
            return HttpResponseRedirect(self._url(digest))
        return self._page(request, "preview", gettext("Preview"), **context)

    def mail(self, request, pk):
        """The HTML part itself, for the frames of the preview: its styles stand in it."""
        try:
            html = preview_context(self._visible(request, pk))["content"].html
        except ValidationError:
            raise Http404 from None
        return csp_override(MAIL_CSP)(lambda request: HttpResponse(html))(request)

    def _visible(self, request, pk):
        digest = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_view_permission(request, digest):
            raise PermissionDenied
        return digest

    # What is shown

    @admin.display(description=_("issue"), ordering="number")
    def title(self, digest):
        return str(digest)

    @admin.display(description=_("status"), ordering="status")
    def state(self, digest):
        if not digest.trouble:
            return badge(digest)
        return format_html('{} <span class="why">{}</span>', badge(digest), digest.trouble)

    @admin.display(description=_("period"))
    def period(self, digest):
        return gettext("Articles from %(start)s to %(end)s") % {
            "start": in_words(digest.period_start),
            "end": in_words(digest.period_end),
        }

    @admin.display(description=_("deliveries"))
    def counts(self, digest):
        labels = dict(Delivery.Status.choices)
        return ", ".join(
            gettext("%(number)d %(status)s") % {"number": number, "status": labels[status]}
            for status, number in digest.tally.items()
        )

    @admin.display(description=_("deliveries"))
    def outcome(self, digest):
        if not digest.tally:
            return self.get_empty_value_display()
        url = reverse("admin:newsletter_delivery_changelist")
        query = f"digest__id__exact={digest.pk}"
        return format_html('<a href="{}?{}">{}</a>', url, query, self.counts(digest))
