"""The forms of what articles are filed under: tags renamed and merged, addresses led on."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import redirecting
from articles.models import Redirect, Tag
from articles.models.tag import key_of, written
from newsroom.core import asked
from newsroom.core.alphabet import Bytewise
from newsroom.core.slugs import slugify, unique_slug

MOST_TAGS = 100  # in one merge


class NamedForm(forms.ModelForm):
    """Of a section or an author: an address that is left empty is made from the name."""

    class Meta:
        help_texts = {"slug": _("Left empty, it is made from the name.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean_slug(self):
        slug, name = self.cleaned_data["slug"], self.cleaned_data.get("name", "")
        if slug or not name:
            return slug
        model = self._meta.model
        others = model._base_manager.exclude(pk=self.instance.pk)
        longest = model._meta.get_field("slug").max_length
        return unique_slug(name, lambda slug: others.filter(slug=slug).exists(), longest)


class TagForm(forms.ModelForm):
    """A tag whose address follows its name, unless somebody says another one."""

    class Meta:
        model = Tag
        fields = ["name", "slug", "description"]
        help_texts = {
            "slug": _("Left empty, it is made from the name. The old one leads to the new one.")
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean_name(self):
        name = self.cleaned_data["name"]
        if "," in name:
            raise ValidationError(gettext("A comma parts two tags: no tag can have one."))
        if not key_of(name):
            raise ValidationError(gettext("A tag needs a letter or a figure."))
        same = Tag.objects.exclude(pk=self.instance.pk).filter(key=key_of(name)).first()
        if same:
            raise ValidationError(self._merge_instead(same))
        return written(name)

    def clean_slug(self):
        """In the letters of an address, whatever was typed: each page of it links there."""
        return slugify(self.cleaned_data["slug"])

    def _merge_instead(self, same):
        if not self.instance.pk:
            return gettext("There is a tag of this name already.")
        page = f"{reverse('admin:articles_tag_merge')}?ids={self.instance.pk},{same.pk}"
        return format_html(
            '{} <a href="{}">{}</a>',
            gettext("There is a tag of this name already."),
            page,
            gettext("Merge the two"),
        )

    def clean(self):
        super().clean()
        name, slug = self.cleaned_data.get("name"), self.cleaned_data.get("slug")
        follows = "name" in self.changed_data and "slug" not in self.changed_data
        if name and (not slug or (follows and slug == slugify(self.initial.get("name", "")))):
            others = Tag.objects.exclude(pk=self.instance.pk)
            self.cleaned_data["slug"] = unique_slug(
                name, lambda taken: others.filter(slug=taken).exists()
            )


class MergeForm(forms.Form):
    """Which of some tags stays."""

    into = forms.ModelChoiceField(
        Tag.objects.none(), label=_("Which one stays?"), widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, ids, *args, **kwargs):
        super().__init__(*args, **kwargs)
        chosen = asked.keys(ids.split(","), most=MOST_TAGS)
        self.tags = (
            Tag.objects.with_number().filter(pk__in=chosen).order_by("-number", Bytewise("key"))
        )
        self.fields["into"].queryset = self.tags
        self.fields["into"].label_from_instance = lambda tag: f"{tag.name} ({tag.number})"
        self.initial["into"] = self.tags.first()


class RedirectForm(forms.ModelForm):
    """An old address and where it leads, both as one pastes them."""

    path = forms.CharField(
        label=_("Old address"),
        max_length=2000,
        help_text=_(
            "As it was, for example /2019/05/12/le-cable/; what follows a “?” is left out."
        ),
    )
    leads_to = forms.CharField(
        label=_("Leads to"),
        max_length=2000,
        help_text=_(
            "A page of this site. If it is an article, a section, a tag or an author, the redirect"
            " follows when that moves."
        ),
    )

    class Meta:
        model = Redirect
        fields = ["path"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["leads_to"] = self.instance.leads_to or ""

    def clean_path(self):
        path = redirecting.old_path(self.cleaned_data["path"])
        if Redirect.objects.filter(path=path).exclude(pk=self.instance.pk).exists():
            raise ValidationError(gettext("This address leads somewhere already: change that one."))
        return path

    def clean(self):
        super().clean()
        start, typed = self.cleaned_data.get("path"), self.cleaned_data.get("leads_to")
        if start and typed:
            try:
                self.end = redirecting.end_of(typed, start=start)
            except ValidationError as error:
                self.add_error("leads_to", error)

    @property
    def left_out(self) -> list[str]:
        """What was pasted and is not kept, to be told: a redirect goes by the path alone."""
        typed = [self.data.get(self.add_prefix(name), "") for name in ("path", "leads_to")]
        return [part for part in map(redirecting.left_out, typed) if part]

    def save(self, commit=True):
        self.instance.target, self.instance.address = self.end
        return super().save(commit)
