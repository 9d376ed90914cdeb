"""The verbs as buttons of the desk: what was typed is saved first, then the verb is tried."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext

from articles.models import Article
from articles.revisions import meeting
from articles.verbs import perform, set_bounds, verbs_for
from newsroom.core import asked


class VerbButtons:
    """For the admin of articles: buttons on the form, actions on the list."""

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        article = obj or Article(created_by=request.user)
        context["verbs"] = verbs_for(request.user, article)
        context["may_publish"] = request.user.has_perm("articles.publish_article")
        context["despite"] = "despite" in request.GET
        self._give_back(context["adminform"].form, request.GET)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def get_changeform_initial_data(self, request):
        """Django would show whatever an address gives; the time is read in `_give_back()`."""
        initial = super().get_changeform_initial_data(request)
        initial.pop("publish_at", None)
        return initial

    def response_add(self, request, obj, post_url_continue=None):
        return self._act(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return self._act(request, obj) or super().response_change(request, obj)

    def _act(self, request, obj):
        """Perform the verb of the button that was pressed; back to the article with the outcome."""
        name, details = request.POST.get("_verb"), obj.verb_details
        self._set_bounds(request, Article.objects.get(pk=obj.pk), obj.asked_bounds)
        if not name:
            self._warn_of_idle_time(request, details)
            return None
        article = Article.objects.get(pk=obj.pk)
        address = reverse("admin:articles_article_change", args=[obj.pk])
        if "despite" not in request.POST and self._shuts_out(request, name, article):
            again = gettext("Press the button again to go on all the same.")
            self.message_user(request, again, messages.WARNING)
            return HttpResponseRedirect(f"{address}?{_as_query(details)}&despite=1")
        done = self._perform(request, name, article, **details)
        return HttpResponseRedirect(address if done else f"{address}?{_as_query(details)}")

    def _shuts_out(self, request, name, article) -> bool:
        """Whether somebody is writing who could not save any more; said once, before it is done."""
        names = meeting.shut_out(article, request.user) if name in meeting.CLOSING else []
        if names:
            told = gettext(
                "%(title)s: not done yet. %(names)s has words here that are not saved, and could"
                " not save them any more."
            )
            words = {"title": article, "names": ", ".join(names)}
            self.message_user(request, told % words, messages.WARNING)
        return bool(names)

    def _set_bounds(self, request, article, asked):
        """The form has looked at them; what is refused here was moved by somebody else since."""
        try:
            with transaction.atomic():
                set_bounds(article, by=request.user, **asked)
        except ValidationError as refusal:
            self.message_user(request, " ".join(refusal.messages), messages.ERROR)

    def _warn_of_idle_time(self, request, details):
        if details["at"]:
            idle = gettext("Saved, but not scheduled: the time counts with the button “Publish”.")
            self.message_user(request, idle, messages.WARNING)

    def _give_back(self, form, query):
        """The time and the reason of a verb that was refused."""
        if at := asked.moment(query.get("publish_at")):
            form.initial["publish_at"] = at
        if reason := query.get("reason"):
            form.initial["reason"] = reason

    def _perform(self, request, name, article, **details) -> bool:
        try:
            with transaction.atomic():
                outcome = perform(name, article, by=request.user, **details)
        except ValidationError as refusal:
            for sentence in refusal.messages:
                words = {"name": article, "words": sentence}
                self.message_user(request, gettext("%(name)s: %(words)s") % words, messages.ERROR)
            return False
        self.message_user(request, outcome, messages.SUCCESS)
        return True

    def perform_on_all(self, request, name, articles):
        for article in articles:
            if self._shuts_out(request, name, article):
                continue
            try:
                self._perform(request, name, article)
            except PermissionDenied:
                refusal = gettext("%(article)s: this can't be done from here.")
                self.message_user(request, refusal % {"article": article}, messages.ERROR)


def _as_query(details) -> str:
    at = details["at"]
    return urlencode({"publish_at": at.isoformat() if at else "", "reason": details["reason"]})
