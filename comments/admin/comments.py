from functools import partial
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.admin import ActionLocation, helpers
from django.contrib.admin.views.main import SEARCH_VAR
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timesince import timesince
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from comments import classifier_admin, desk_mails_admin  # noqa: F401 (pages of the desk too)
from comments.admin_reports import Featuring
from comments.desk.urls import urls
from comments.forms import RejectionForm
from comments.models import Comment, Decision
from comments.searching import MAX_FOUND, find
from newsroom.core import asked
from newsroom.core.addresses import is_email
from newsroom.core.html import excerpt
from newsroom.core.lists import KeysFirst, Shortened, noted

ANYWHERE = [ActionLocation.CHANGE_LIST, ActionLocation.CHANGE_FORM]
LIST = "admin:comments_comment_changelist"
SEALED = {"email", "email_fingerprint", "network", "origin"}
MOST_AT_ONCE = 500


class SenderFilter(admin.SimpleListFilter):
    """All comments of the address that wrote comment N: no address is in the URL, nor its hash."""

    title = _("sender")
    parameter_name = "sender"

    def lookups(self, request, model_admin):
        """Shown only while it is in use."""
        pk = request.GET.get(self.parameter_name)
        return [(pk, gettext("the same e-mail address"))] if pk else []

    def queryset(self, request, queryset):
        addresses = Comment.objects.filter(pk=asked.key(self.value())).exclude(email_fingerprint="")
        known = addresses.values_list("email_fingerprint", flat=True).first()
        return queryset.filter(email_fingerprint=known) if known else queryset.none()


class DecisionInline(admin.TabularInline):
    """What happened to the comment: who, when, why."""

    model = Decision
    extra = 0
    can_delete = False
    fields = readonly_fields = ["at", "status", "who", "why"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("by")

    def has_add_permission(self, request, obj=None):
        return False

    has_change_permission = has_delete_permission = has_add_permission

    def has_view_permission(self, request, obj=None):
        return True

    @admin.display(description=_("by"))
    def who(self, decision):
        return decision.by or gettext("a rule")

    @admin.display(description=_("reason"))
    def why(self, decision):
        return decision.why


@admin.register(Comment)
class CommentAdmin(Shortened, Featuring, admin.ModelAdmin):
    """Comments come in through posting.py and change by verbs: no form here changes anything."""

    inlines = [DecisionInline]
    fields = ["text", "name", "sender", "about", "answers", "created_at", "state"]
    list_display = ["beginning", "name", "masked", "about", "age", "state"]
    list_filter = ["status", "article__section", "created_at", SenderFilter]
    ordering = ["-created_at"]
    sortable_by = ["age"]
    paginator = KeysFirst
    search_fields = ["name", "body"]
    search_help_text = _(
        "A name, words of the comment (insult* finds all that begins so), or a whole e-mail"
        " address."
    )
    actions = ["approve", "reject", "mark_as_spam", "hold", "feature", "unfeature"]

    def get_queryset(self, request):
        comments = super().get_queryset(request).select_related("article__section", "parent")
        comments = comments.defer("network", "article__body", "parent__email")
        return comments.prefetch_related("decisions__by")

    def get_urls(self):
        return [*urls(self.admin_site), *super().get_urls()]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    has_delete_permission = has_change_permission

    def has_moderate_permission(self, request):
        return request.user.has_perm("comments.moderate_comment")

    def lookup_allowed(self, lookup, value, request):
        """Nothing sealed can be guessed letter by letter through the address of the list."""
        return lookup.split("__")[0] not in SEALED and super().lookup_allowed(
            lookup, value, request
        )

    def view_on_site(self, comment):
        return comment.get_absolute_url() if comment.is_approved else None

    def get_search_results(self, request, queryset, search_term):
        if not search_term.strip():
            return queryset, False
        return queryset.filter(pk__in=noted(request, find(search_term), MAX_FOUND)), False

    # Searching: sent as a form, so that an e-mail address stands in no URL and in no log.

    def changelist_view(self, request, extra_context=None):
        sent = request.POST if SEARCH_VAR in request.POST else request.GET
        words = sent.get(SEARCH_VAR, "").strip()
        if is_email(words) and self.has_view_permission(request):
            return self._comments_of(request, words)
        if sent is request.POST:
            kept = {k: v for k, v in sent.items() if k != "csrfmiddlewaretoken" and v}
            return HttpResponseRedirect(f"{reverse(LIST)}?{urlencode(kept)}".rstrip("?"))
        return super().changelist_view(request, extra_context)

    def _comments_of(self, request, email):
        pk = Comment.objects.from_address(email).values_list("pk", flat=True).last()
        if pk is None:
            refusal = gettext("No comment was sent from this e-mail address.")
            self.message_user(request, refusal, messages.WARNING)
        query = f"?sender={pk}" if pk else ""
        return HttpResponseRedirect(f"{reverse(LIST)}{query}")

    # The verbs

    @admin.action(permissions=["moderate"], description=_("Approve"), location=ANYWHERE)
    def approve(self, request, queryset):
        self._decide(request, queryset, Comment.approve)

    @admin.action(permissions=["moderate"], description=_("Reject…"), location=ANYWHERE)
    def reject(self, request, queryset):
        """First a page that asks why."""
        form = RejectionForm(request.POST if "reason" in request.POST else None)
        if form.is_valid():
            reason = form.cleaned_data["reason"]
            return self._decide(request, queryset, partial(Comment.reject, reason=reason))
        comments = self._few(request, queryset)
        return self._ask_why(request, comments, form) if comments else None

    @admin.action(permissions=["moderate"], description=_("Mark as spam"), location=ANYWHERE)
    def mark_as_spam(self, request, queryset):
        self._decide(request, queryset, Comment.mark_as_spam)

    @admin.action(permissions=["moderate"], description=_("Back to the queue"), location=ANYWHERE)
    def hold(self, request, queryset):
        self._decide(request, queryset, Comment.hold)

    def _decide(self, request, queryset, verb):
        comments = self._few(request, queryset)
        if comments:
            self._say(request, sum(verb(comment, by=request.user) for comment in comments))

    def _few(self, request, queryset) -> list[Comment]:
        """None, and why, where a whole list was selected: nobody has read so many."""
        comments = list(queryset[: MOST_AT_ONCE + 1])
        if len(comments) <= MOST_AT_ONCE:
            return comments
        refusal = gettext("Decide on %d comments at most at once.") % MOST_AT_ONCE
        self.message_user(request, refusal, messages.ERROR)
        return []

    def _ask_why(self, request, comments, form):
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Reject"),
            "opts": self.opts,
            "comments": comments,
            "form": form,
            "checkbox": helpers.ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/comments/comment/reject.html", context)

    def _say(self, request, changed):
        text = ngettext("%d comment changed.", "%d comments changed.", changed) % changed
        self.message_user(request, text, messages.SUCCESS if changed else messages.INFO)

    # What is shown

    @admin.display(description=_("comment"))
    def beginning(self, comment):
        return excerpt(comment.body, 200)

    @admin.display(description=_("comment"))
    def text(self, comment):
        return comment.body

    @admin.display(description=_("e-mail"))
    def masked(self, comment):
        return comment.masked_email

    @admin.display(description=_("e-mail"))
    def sender(self, comment):
        if not comment.email:
            return gettext("forgotten")
        url, label = f"{reverse(LIST)}?sender={comment.pk}", gettext("all comments of this address")
        return format_html('{} – <a href="{}">{}</a>', comment.masked_email, url, label)

    @admin.display(description=_("article"), ordering="article__title")
    def about(self, comment):
        return excerpt(comment.article.title, 60)

    @admin.display(description=_("answers"))
    def answers(self, comment):
        return comment.parent or "—"

    @admin.display(description=_("age"), ordering="created_at")
    def age(self, comment):
        return timesince(comment.created_at, depth=1)

    @admin.display(description=_("status"), ordering="status")
    def state(self, comment):
        latest = next(iter(comment.decisions.all()), None)
        words = [str(latest.by) if latest.by else "", latest.why] if latest else []
        return format_html(
            '<span class="state state-{}">{}</span> <span class="why">{}</span>',
            comment.status,
            comment.get_status_display(),
            " – ".join(filter(None, words)),
        )
