"""The versions of the classifier at the desk: how good each is, and which one is used."""

from functools import partial

from django.contrib import admin, messages
from django.contrib.admin import ActionLocation
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comments import tasks, training
from comments.classifying import is_telling
from comments.models import Classifier

SHOWN_WORDS = 40


@admin.register(Classifier)
class ClassifierAdmin(admin.ModelAdmin):
    """Versions are made by training and never changed: here one looks, compares and chooses."""

    fields = ["state", "trained_at", "asker", "decisions", "from_score", "quality", "strongest"]
    list_display = ["__str__", "state", "trained_at", "asker", "decisions", "precision", "recall"]
    actions = ["use"]
    show_full_result_count = False

    def get_queryset(self, request):
        return super().get_queryset(request).listed().select_related("by")

    def has_add_permission(self, request):
        return request.user.has_perm("comments.train_classifier")

    has_train_permission = has_add_permission

    def has_change_permission(self, request, obj=None):
        return False

    has_delete_permission = has_change_permission

    def add_view(self, request, form_url="", extra_context=None):
        """A page that says what would be learned from, and a button."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return self._ask(request)
        transaction.on_commit(partial(tasks.train.enqueue, request.user.pk))
        told = gettext("The training has begun: the new version appears here within a minute.")
        self.message_user(request, told, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:comments_classifier_changelist"))

    def _ask(self, request):
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Train the classifier"),
            "opts": self.opts,
            "decisions": len(training.from_the_desk()),
            "fewest": training.FEWEST,
        }
        return TemplateResponse(request, "admin/comments/classifier/train.html", context)

    @admin.action(
        permissions=["train"],
        description=_("Use this version"),
        location=[ActionLocation.CHANGE_LIST, ActionLocation.CHANGE_FORM],
    )
    def use(self, request, queryset):
        if len(queryset) != 1:
            return self.message_user(request, gettext("Choose one version."), messages.ERROR)
        classifier = queryset[0]
        if classifier.use():
            self.log_change(request, classifier, gettext("Use this version"))
        told = gettext("Comments are scored by %s from now on.") % classifier
        return self.message_user(request, told, messages.SUCCESS)

    # What is shown

    @admin.display(description=_("asked by"))
    def asker(self, classifier):
        return classifier.by or gettext("the schedule")

    @admin.display(description=_("state"))
    def state(self, classifier):
        if not classifier.is_used:
            return ""
        return format_html('<span class="state state-active">{}</span>', gettext("in use"))

    @admin.display(description=_("a second look from"))
    def from_score(self, classifier):
        return in_percent(classifier.threshold / 100)

    @admin.display(description=_("precision"))
    def precision(self, classifier):
        return in_percent(classifier.at_threshold.get("precision"))

    @admin.display(description=_("recall"))
    def recall(self, classifier):
        return in_percent(classifier.at_threshold.get("recall"))

    @admin.display(description=_("measured"))
    def quality(self, classifier):
        """On decisions that it had not seen, the newest ones."""
        if not classifier.measured:
            return gettext("There were too few decisions to measure it.")
        rows = format_html_join(
            "",
            "<tr><th scope=row>{}</th><td>{}</td><td>{}</td></tr>",
            (
                (in_percent(row["threshold"] / 100), in_percent(row["precision"]), recall)
                for row in classifier.measured["rows"]
                for recall in [in_percent(row["recall"])]
            ),
        )
        return format_html(
            "<p>{}</p><table><thead><tr><th scope=col>{}</th><th scope=col>{}</th>"
            "<th scope=col>{}</th></tr></thead><tbody>{}</tbody></table>",
            gettext(
                "Taught with what was decided before, tried on the %(held_out)d newest decisions, "
                "of which %(refused)d refused a comment. Precision: how many of those that it "
                "points at were refused. Recall: how many of the refused it points at."
            )
            % classifier.measured,
            gettext("score from"),
            gettext("precision"),
            gettext("recall"),
            rows,
        )

    @admin.display(description=_("strongest words"))
    def strongest(self, classifier):
        """The whole words, of what speaks against a comment."""
        try:
            _bias, weights = classifier.learned()
        except Classifier.Damaged:
            return gettext("What is stored is damaged: this version gives no score.")
        words = [word for word in filter(is_telling, weights) if weights[word] > 0]
        return ", ".join(sorted(words, key=weights.get, reverse=True)[:SHOWN_WORDS])


def in_percent(share) -> str:
    return "–" if share is None else gettext("%d%%") % round(100 * share)
