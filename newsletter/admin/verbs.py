"""What can be done to an issue: buttons on its page, each shown where it makes sense."""

from functools import partial

from django.contrib import admin, messages
from django.contrib.admin import ActionLocation
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from newsletter import changing, composing, tasks
from newsletter.admin.desk import approval, dated, seal, send_proof
from newsletter.admin.pages import DigestPages
from newsletter.admin.refusals import refusals
from newsletter.models import Digest, Newsletter
from newsletter.rendering import content_of
from newsroom.core import asked

FORM = ActionLocation.CHANGE_FORM
VERB = f"{FORM.value}-action"  # the name of a verb's button
STATUS = Digest.Status
VERBS = {
    STATUS.COMPOSING: ["approve", "test_mail", "compose_anew", "skip"],
    STATUS.APPROVED: ["reopen", "stop", "test_mail"],
    STATUS.SENDING: ["stop", "resend", "resend_refused"],
    STATUS.STOPPED: ["resume", "reopen", "resend_refused"],
    STATUS.SENT: ["resend", "resend_refused"],
    STATUS.SKIPPED: ["reopen"],
}


class DigestVerbs(DigestPages):
    """The status is changed by verbs alone."""

    actions = [
        *("approve", "test_mail", "compose_anew", "reopen", "skip", "stop", "resume", "resend"),
        *("resend_refused", "take_new_words", "leave_words"),
    ]

    def get_actions(self, request, action_location=ActionLocation.CHANGE_LIST):
        """On the page of an issue, what can be done to it as it stands."""
        actions = super().get_actions(request, action_location)
        if action_location != FORM:
            return actions
        pk = request.resolver_match.kwargs.get("object_id", "")
        issue = Digest.objects.filter(pk=asked.key(pk)).first()
        verbs = [*VERBS[issue.status]] if issue else []
        if issue and issue.started_at and "reopen" in verbs:
            verbs.remove("reopen")
        if issue and changing.changes_since(issue):
            verbs += ["take_new_words", "leave_words"]
        return {name: actions[name] for name in verbs if name in actions}

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

    @admin.action(permissions=["send"], description=_("Approve and send…"), location=FORM)
    def approve(self, request, queryset):
        """First a page that says what goes to how many, and when."""
        digest, when = queryset.get(), request.POST.get("when")
        if when not in {"now", "special", "planned"}:
            return self._ask(request, digest)
        at = None if when == "planned" else timezone.now()
        special = when == "special" and digest.is_early
        approve = partial(self._approve_seen, request, digest, at, special)
        if self._do(request, approve, gettext("Approved: this is what readers get.")):
            transaction.on_commit(partial(tasks.send_digest.enqueue, digest.pk))
            return HttpResponseRedirect(self._url(digest))
        return self._ask(request, digest)

    def _approve_seen(self, request, digest, at, special):
        """Approve what the page showed, and nothing that came since: a correction, a comment."""
        composing.approve(digest, by=request.user, at=at, special=special)
        if request.POST.get("seen") != seal(content_of(digest)):
            raise ValidationError(gettext("It has changed since you looked at it: look once more."))

    @admin.action(permissions=["send"], description=_("Test mail to me"), location=FORM)
    def test_mail(self, request, queryset):
        proof = partial(send_proof, dated(queryset.get()), request.user)
        self._do(request, proof, gettext("A test mail is on its way to you."))

    @admin.action(permissions=["send"], description=_("Compose anew"), location=FORM)
    def compose_anew(self, request, queryset):
        anew = partial(composing.compose_anew, queryset.get(), Newsletter.current())
        self._do(request, anew, gettext("Composed anew by the rule, up to this minute."))

    @admin.action(permissions=["send"], description=_("Back to the desk"), location=FORM)
    def reopen(self, request, queryset):
        reopen = partial(queryset.get().reopen, by=request.user)
        self._do(request, reopen, gettext("The issue can be edited again; nothing will be sent."))

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

    @admin.action(permissions=["send"], description=_("Send the refused again…"), location=FORM)
    def resend_refused(self, request, queryset):
        """First a page that says what the mail servers said, and to how many."""
        digest = queryset.get()
        reasons = refusals(digest)
        chosen = [r for r in reasons if r["key"] in request.POST.getlist("reason")]
        if not reasons:
            self.message_user(request, gettext("Nobody is refused who still gets the letter."))
            return HttpResponseRedirect(self._url(digest))
        if not chosen:
            title = gettext("Send the refused again")
            return self._page(request, "refused", title, digest=digest, reasons=reasons)
        errors = [error for reason in chosen for error in reason["errors"]]
        again = partial(digest.resend_refused, errors, by=request.user)
        self._do(request, again, gettext("These are sent again within a minute."))
        return HttpResponseRedirect(self._url(digest))

    @admin.action(permissions=["send"], description=_("Take the new words"), location=FORM)
    def take_new_words(self, request, queryset):
        take = partial(changing.take_new_words, queryset.get(), request.POST.get("changes"))
        done = gettext("Approved in the new words: this is what readers get.")
        self._do(request, partial(take, by=request.user), done)

    @admin.action(permissions=["send"], description=_("Leave it as approved"), location=FORM)
    def leave_words(self, request, queryset):
        leave = partial(changing.leave_words, queryset.get(), request.POST.get("changes"))
        done = gettext("It goes out in the words that were approved.")
        self._do(request, partial(leave, by=request.user), done)

    def _ask(self, request, digest):
        try:
            context = approval(digest)
        except ValidationError as refusal:
            self.message_user(request, " ".join(refusal.messages), messages.ERROR)
            return HttpResponseRedirect(self._url(digest))
        return self._page(request, "approve", gettext("Approve and send"), **context)
