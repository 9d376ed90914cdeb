"""The checks before publishing: beside the text, and the page that says which of them block."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from articles.checking import CHECKS, LEVELS, findings
from articles.checking.piece import Piece
from articles.models import PublishingRules

PANEL = "admin/articles/article/_findings.html"
ANCHORS = {"bylines": "bylines-group"}


def with_anchors(found):
    """Each finding with the place on the page that its link leads to."""
    return [(finding, _place_of(finding.hint)) for finding in found]


def _place_of(hint) -> str:
    """A field of the page; of a picture that has no window of its own here, its page."""
    has_window = hint.block and "data-picture=" in hint.block.html
    if hint.picture and hint.lacks and not has_window:
        if hint.lacks == "alt" and not hint.block:
            return "#id_lead_alt"
        page = reverse("admin:articles_picture_change", args=[hint.picture.pk])
        return f"{page}#id_{hint.lacks}"
    return "#" + ANCHORS.get(hint.field, f"id_{hint.field}")


class Checks:
    """For the admin of articles."""

    def get_urls(self):
        check = self.admin_site.admin_view(self.check_typed)
        return [path("<key:pk>/check/", check, name="articles_article_check"), *super().get_urls()]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj and self.has_change_permission(request, obj):
            context["findings"] = with_anchors(findings(Piece(obj)))
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def response_change(self, request, obj):
        if "_check" in request.POST:
            address = reverse("admin:articles_article_change", args=[obj.pk])
            return HttpResponseRedirect(f"{address}#before-publishing")
        return super().response_change(request, obj)

    @method_decorator(require_POST)
    def check_typed(self, request, pk):
        """What the checks say of the text as it is typed; nothing of it is kept."""
        article = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        with transaction.atomic():
            form = self.get_form(request, article)(request.POST, instance=article)
            form.is_valid()  # takes over what can be taken
            found = with_anchors(findings(Piece(article, is_signed=is_signed(request.POST))))
            transaction.set_rollback(True)
        return render(request, PANEL, {"findings": found})


def is_signed(typed) -> bool:
    """Whether a line of the form names an author and is not to be taken away."""
    lines = [name.removesuffix("-author") for name in typed if name.startswith("bylines-")]
    return any(typed.get(f"{line}-author") and not typed.get(f"{line}-DELETE") for line in lines)


class LevelsForm(forms.ModelForm):
    """One choice for each check."""

    class Meta:
        model = PublishingRules
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for check in CHECKS:
            self.initial[check.name] = self.instance.levels.get(check.name, check.level)

    def save(self, commit=True):
        self.instance.levels = {check.name: self.cleaned_data[check.name] for check in CHECKS}
        return super().save(commit)


RulesForm = type(
    "RulesForm",
    (LevelsForm,),
    {
        check.name: forms.ChoiceField(label=check.label, choices=[*LEVELS.items()])
        for check in CHECKS
    },
)


@admin.register(PublishingRules)
class PublishingRulesAdmin(admin.ModelAdmin):
    """One row: its list leads straight to it."""

    form = RulesForm
    fieldsets = [
        (
            None,
            {
                "fields": [check.name for check in CHECKS],
                "description": _(
                    "What blocks must be mended before a piece is handed in or out; what pictures"
                    " lack only before it is out."
                ),
            },
        )
    ]

    def get_fieldsets(self, request, obj=None):
        may_change = self.has_change_permission(request, obj)
        return self.fieldsets if may_change else [(None, {"fields": ["as_it_is"]})]

    def get_readonly_fields(self, request, obj=None):
        return [] if self.has_change_permission(request, obj) else ["as_it_is"]

    @admin.display(description=_("levels"))
    def as_it_is(self, rules):
        levels = ((c.label, LEVELS[rules.levels.get(c.name, c.level)]) for c in CHECKS)
        return "\n".join(f"{label}: {level}" for label, level in levels)

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not PublishingRules.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        rules = PublishingRules.objects.first()
        if rules is None or not self.has_view_or_change_permission(request):
            return super().changelist_view(request, extra_context)
        address = reverse("admin:articles_publishingrules_change", args=[rules.pk])
        return HttpResponseRedirect(address)
