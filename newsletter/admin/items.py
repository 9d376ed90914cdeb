from django import forms
from django.contrib import admin
from django.utils.formats import number_format
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from newsletter.admin.shown import ChangeInline
from newsletter.choosing import Interest
from newsletter.models import DigestChange, DigestItem
from newsroom.core.finding import Finding


class ItemForm(forms.ModelForm):
    """Where nothing is typed, the words of the article stand behind the field."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in {"title", "standfirst"} & set(self.fields):
            widget = self.fields[name].widget
            widget.attrs |= {"rows": 2, "aria-label": self.fields[name].label}
            if self.instance.article_id:
                widget.attrs["placeholder"] = getattr(self.instance.article, name)

    def clean_title(self):
        """It is typed over two lines, and is one."""
        return " ".join(self.cleaned_data["title"].split())


class ItemInline(Finding, admin.TabularInline):
    """The articles of the issue, the lead first; after the approval, only shown."""

    model = DigestItem
    form = ItemForm
    fields = ["position", "article", "why", "title", "standfirst"]
    readonly_fields = ["why"]
    autocomplete_fields = ["article"]
    extra = 0

    def get_formset(self, request, obj=None, **kwargs):
        self.interest = Interest((), obj.period_start, obj.period_end) if obj else None
        return super().get_formset(request, obj, **kwargs)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("article")

    @admin.display(description=_("what counts"))
    def why(self, item):
        """What the rule goes by, besides the age."""
        if not item.article_id:
            return ""
        reads, comments = self.interest.reads_of(item.article), self.interest.talk[item.article_id]
        words = [
            *([gettext("picked")] if item.article.is_pick else []),
            ngettext("%(number)s read", "%(number)s reads", reads) % {"number": _grouped(reads)},
            ngettext("%(number)s comment", "%(number)s comments", comments)
            % {"number": _grouped(comments)},
        ]
        return format_html_join(mark_safe("<br>"), "{}", ([word] for word in words))

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        field.queryset = Article.objects.published()
        field.error_messages["invalid_choice"] = _("This article isn't published: take another.")
        return field

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Articles are written elsewhere: no buttons for that between the lines."""
        if db_field.name == "title":
            kwargs["widget"] = forms.Textarea
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "article":
            field.widget.can_add_related = field.widget.can_change_related = False
        return field

    def has_change_permission(self, request, obj=None):
        may = request.user.has_perm("newsletter.change_digest")
        return may and (obj is None or obj.is_open)

    has_add_permission = has_delete_permission = has_change_permission

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("newsletter.view_digest")


class DigestChangeInline(ChangeInline):
    model = DigestChange


def _grouped(number: int) -> str:
    return number_format(number, use_l10n=True, force_grouping=True)
