from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from newsletter import composing
from newsletter.admin.desk import in_words, inbox
from newsletter.admin.items import DigestChangeInline, ItemInline
from newsletter.admin.previews import DigestPreviews
from newsletter.admin.progress import DigestProgress
from newsletter.admin.shown import badge
from newsletter.admin.verbs import DigestVerbs
from newsletter.changing import changes_since, key_of
from newsletter.models import Delivery, Digest, Newsletter
from newsletter.slots import free_slot, prepared_issue
from newsroom.core.moments import IN_FORMS

WORDS = ["subject", "preheader", "title", "intro"]
FACTS = ["started_at", "sent_at", "audience"]


@admin.register(Digest)
class DigestAdmin(DigestVerbs, DigestPreviews, DigestProgress):
    """Articles and words are changed in the form; the status only by verbs."""

    fieldsets = [
        (None, {"fields": ["subject", "preheader", "inbox", "title", "intro"]}),
        (
            None,
            {
                "fields": [
                    *("state", "scheduled_for", "with_talk", "with_amended"),
                    *("period", "outcome"),
                ],
            },
        ),
    ]
    formfield_overrides = IN_FORMS
    readonly_fields = ["state", "inbox", "period", "outcome", "letter", "planned"]
    inlines = [ItemInline, DigestChangeInline]
    list_display = ["heading", "state", "scheduled_for", "audience", "counts"]
    list_display_links = ["heading"]
    list_filter = ["status"]
    list_per_page = 30
    show_full_result_count = False
    ordering = ["-created_at", "-pk"]

    def get_fieldsets(self, request, obj=None):
        """Of what is frozen, the letter itself; of what can't be changed, no empty fields."""
        if obj is None or obj.is_open:
            return super().get_fieldsets(request, obj)
        words = ["inbox", "letter"] if _is_frozen(obj) else _filled(obj, WORDS)
        planned = [] if obj.started_at else _filled(obj, ["planned"], of="scheduled_for")
        facts = [
            "state",
            *planned,
            *_filled(obj, FACTS),
            "period",
            *_filled(obj, ["outcome"], of="tally"),
        ]
        parts = [words, facts] if words else [facts]
        return [(None, {"fields": fields}) for fields in parts]

    def get_inlines(self, request, obj):
        """The letter shows its articles in the words that went out."""
        return [DigestChangeInline] if obj and _is_frozen(obj) else self.inlines

    def get_queryset(self, request):
        return super().get_queryset(request).for_list()

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or obj.is_open)

    def has_delete_permission(self, request, obj=None):
        """What readers have got stays in the ledger."""
        unsent = obj is None or obj.started_at is None
        return super().has_delete_permission(request, obj) and unsent

    def add_view(self, request, form_url="", extra_context=None):
        """Nobody begins with an empty page: the rule composes, then the editor changes it."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        newsletter = Newsletter.objects.first()
        if newsletter is None:
            self.message_user(request, gettext("First fill in the newsletter."), messages.WARNING)
            return HttpResponseRedirect(reverse("admin:newsletter_newsletter_changelist"))
        slot, prepared = free_slot(newsletter), prepared_issue()
        kind = request.POST.get("kind") if request.method == "POST" else None
        if kind not in {"regular", "special"}:
            title = gettext("A new issue")
            return self._page(request, "compose", title, slot=slot, prepared=prepared)
        if kind == "special":
            prepared = composing.compose(newsletter)
        return HttpResponseRedirect(self._url(prepared or composing.compose(newsletter, slot=slot)))

    def render_change_form(self, request, context, obj=None, **kwargs):
        """After the approval: what has changed since, to take or to leave."""
        changes = changes_since(obj) if obj else []
        context |= {"changes": changes, "changes_key": key_of(changes)}
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        form.instance.count_off()

    # What is shown

    @admin.display(description=_("issue"), ordering="number")
    def heading(self, digest):
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

    @admin.display(description=_("in the mailbox"))
    def inbox(self, digest):
        """How mailboxes cut subject and preheader; a script follows what is typed."""
        return render_to_string("admin/newsletter/digest/_inbox.html", inbox(digest))

    @admin.display(description=_("goes out"))
    def planned(self, digest):
        return in_words(digest.scheduled_for)

    @admin.display(description=_("what readers get"))
    def letter(self, digest):
        return render_to_string("admin/newsletter/digest/_letter.html", {"digest": digest})

    @admin.display(description=_("deliveries"))
    def counts(self, digest):
        labels = dict(Delivery.Status.choices)
        return ", ".join(
            gettext("%(number)d %(status)s") % {"number": number, "status": labels[status]}
            for status, number in digest.tally.items()
        )


def _filled(digest, names, of="") -> list[str]:
    return [name for name in names if getattr(digest, of or name)]


def _is_frozen(digest) -> bool:
    return digest.status not in {Digest.Status.COMPOSING, Digest.Status.SKIPPED}
