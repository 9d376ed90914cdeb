"""The rules of comments at the desk: a change is a new version, tried before it is saved."""

from typing import NamedTuple

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.core.exceptions import PermissionDenied
from django.db.models import Field, TextField
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comments.models import Outdated, Rulebook
from comments.rules.figures import figures
from comments.rules.trial import Trial, side, try_out
from newsroom.core import asked

LIST = "admin:comments_rulebook_changelist"
MOST_ENTRIES = 20_000
OF_FIGURES = 90  # days
TEXT_ROWS = {"rows": 8, "cols": 40, "spellcheck": "false"}
GROUPS = [
    (_("Form"), ["shortest", "longest", "fastest_seconds"]),
    (
        _("Limits"),
        [
            *("reader_limit", "reader_day_limit", "network_limit", "network_day_limit"),
            *("thread_limit", "closes_after_days"),
        ],
    ),
    (
        _("Text"),
        ["max_links", "repeat_days", "capitals_percent", "holds_other_languages"],
    ),
    (_("Words"), ["banned_words", "suspect_words"]),
    (_("Names"), ["reserved_names"]),
    (_("E-mail domains"), ["banned_domains", "disposable_domains"]),
    (_("Trust"), ["trusted_after", "score_limit", "rejection_percent"]),
    (_("Reports of readers"), ["reports_to_hold"]),
]


LISTS = [field.name for field in Rulebook.settings() if isinstance(field, TextField)]


class Entries(forms.CharField):
    """One a line; blanks and doubles are no matter."""

    def to_python(self, value):
        lines = (line.strip() for line in super().to_python(value).splitlines())
        entries = list(dict.fromkeys(filter(None, lines)))
        if len(entries) > MOST_ENTRIES:
            text = _("Shorten the list to %(most)d entries: it has %(number)d.")
            raise forms.ValidationError(text, params={"most": MOST_ENTRIES, "number": len(entries)})
        return "\n".join(entries)


class RulebookForm(forms.ModelForm):
    """All settings, and the version that they were read from."""

    based_on = forms.IntegerField(widget=forms.HiddenInput)
    days = forms.IntegerField(label=_("days"), initial=30, min_value=1, max_value=365)

    class Meta:
        model = Rulebook
        fields = [*(name for _title, names in GROUPS for name in names), "note"]
        field_classes = dict.fromkeys(LISTS, Entries)

    def __init__(self, *args, by=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs.update(TEXT_ROWS)

    def clean(self):
        """Nobody takes back, without knowing, what somebody else has just changed."""
        newest = Rulebook.current()
        if self.cleaned_data.get("based_on") == newest.version:
            return super().clean()
        raise self.changed_meanwhile()

    def changed_meanwhile(self) -> forms.ValidationError:
        """Says so, and lets the next attempt through."""
        newest = Rulebook.current()
        self.data = self.data.copy()
        self.data["based_on"] = newest.version
        if newest.by == self.by:
            told = _(
                "You have changed the rules in another tab (%(version)s). Look at what changed; if"
                " this is still right, send it again: it replaces that version."
            )
        else:
            told = _(
                "%(who)s has changed the rules meanwhile (%(version)s). Look at what changed; if"
                " yours is still right, send it again: it replaces that version."
            )
        return forms.ValidationError(told, params={"who": newest.by, "version": newest})


@admin.register(Rulebook)
class RulebookAdmin(admin.ModelAdmin):
    """The list is the history. `add` changes the rules, whichever version one starts from."""

    list_display = ["version_name", "at", "by", "note", "what_changed"]
    list_display_links = ["version_name"]
    list_select_related = ["by"]
    list_per_page = 30
    show_full_result_count = False

    def has_change_permission(self, request, obj=None):
        return False

    has_delete_permission = has_change_permission

    def get_urls(self):
        view = self.admin_site.admin_view(self.figures_view)
        address = path("figures/", view, name="comments_rulebook_overview")
        return [address, *super().get_urls()]

    def get_queryset(self, request):
        """A page of the history shows no list of words."""
        return super().get_queryset(request).defer(*LISTS)

    # Changing

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            book, now = self._chosen(request), Rulebook.current().version
            return self._ask(request, RulebookForm(instance=book, initial={"based_on": now}))
        form = RulebookForm(request.POST, by=request.user)
        if not form.is_valid():
            return self._ask(request, form)
        if "_try" in request.POST:
            return self._ask(request, form, try_out(form.instance, form.cleaned_data["days"]))
        return self._save(request, form)

    def _chosen(self, request) -> Rulebook:
        """The version to begin with, as a copy: the one in force, or an old one to restore."""
        chosen = asked.number(request.GET.get("version"))
        current = Rulebook.current()
        if chosen is None or chosen == current.version:
            return current.copy()
        if chosen == 0:
            return Rulebook(note=gettext("As delivered"))
        book = get_object_or_404(Rulebook, pk=chosen).copy()
        book.note = gettext("Restores version %(number)s") % {"number": chosen}
        return book

    def _save(self, request, form):
        book, before = form.instance, Rulebook.current()
        if not book.differences(before):
            self.message_user(request, gettext("Nothing was changed."), messages.INFO)
            return HttpResponseRedirect(reverse(LIST))
        try:
            book.put_in_force(by=request.user, after=form.cleaned_data["based_on"])
        except Outdated:  # by a hair
            form.add_error(None, form.changed_meanwhile())
            return self._ask(request, form)
        self.log_addition(request, book, [{"added": {}}])
        self.message_user(request, gettext("The rules are in force."), messages.SUCCESS)
        return HttpResponseRedirect(reverse(LIST))

    def _ask(self, request, form, trial: Trial | None = None):
        fieldsets = [(title, {"fields": names}) for title, names in GROUPS]
        return self._page(
            request,
            "edit",
            gettext("Change the rules"),
            adminform=helpers.AdminForm(form, fieldsets, {}, model_admin=self),
            form=form,
            errors=helpers.AdminErrorList(form, []),
            trial=trial,
            counts=in_words(trial) if trial else [],
            media=self.media + form.media,
        )

    # Looking

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if request.method == "POST":
            raise PermissionDenied
        book = self.get_object(request, object_id)
        if book is None or not self.has_view_permission(request, book):
            return super().change_view(request, object_id, form_url, extra_context)
        return self._page(
            request,
            "version",
            gettext("Rules, %(version)s") % {"version": book},
            book=book,
            changes=[Change(*difference) for difference in book.differences(book.previous())],
            settings=[Setting(field, getattr(book, field.name)) for field in Rulebook.settings()],
            is_current=book == Rulebook.current(),
            may_change=self.has_add_permission(request),
        )

    def figures_view(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        title = gettext("What the rules did")
        return self._page(request, "figures", title, figures=figures(OF_FIGURES), days=OF_FIGURES)

    def _page(self, request, name, title, **context):
        site = self.admin_site.each_context(request)
        context = site | {"title": title, "opts": self.opts} | context
        return TemplateResponse(request, f"admin/comments/rulebook/{name}.html", context)

    # The history

    @admin.display(description=_("version"), ordering="pk")
    def version_name(self, book):
        return str(book)

    @admin.display(description=_("changed"))
    def what_changed(self, book):
        names = {field.name: str(field.verbose_name) for field in Rulebook.settings()}
        return ", ".join(names.get(name, name) for name in book.changed)


class Setting(NamedTuple):
    """A setting as a page shows it."""

    field: Field
    value: object

    @property
    def is_list(self) -> bool:
        return isinstance(self.field, TextField)

    @property
    def entries(self) -> list[str]:
        return [entry.strip() for entry in self.value.splitlines() if entry.strip()]

    @property
    def shown(self) -> str:
        if isinstance(self.value, bool):
            return gettext("yes") if self.value else gettext("no")
        return str(self.value)


class Change:
    """A setting that a version changes; of a list, what came and what went."""

    def __init__(self, field: Field, old: object, new: object):
        self.old, self.new = Setting(field, old), Setting(field, new)

    @property
    def came(self) -> list[str]:
        known = set(self.old.entries)
        return [entry for entry in self.new.entries if entry not in known]

    @property
    def went(self) -> list[str]:
        known = set(self.new.entries)
        return [entry for entry in self.old.entries if entry not in known]


def in_words(trial: Trial) -> list[tuple[str, str, int]]:
    """How many comments would go from which side to which, most first."""
    return [
        (side(before), side(after), number)
        for (before, after), number in trial.counts.most_common()
    ]
