"""The forms of the desk: what is typed in is checked here, and never lost."""

from django import forms
from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import images, thumbnails
from articles.body import BodyWidget
from articles.decoding import MAX_BYTES, decode, told_of_frames
from articles.models import Article, Picture
from articles.models.tag import LONGEST_NAME
from articles.revisions.forms import BroughtTogether, PlannedForm
from articles.tagging import as_known
from articles.timing import BoundsForm
from articles.uploading import keep
from newsroom.core.moments import MomentField

FILE_HELP = _(
    "JPEG, PNG, WebP, AVIF, HEIC, GIF or TIFF, 25 MB at most; best 1,600 pixels wide or more."
    " Place and camera data are removed."
)
PICTURES = "image/*,.heic,.heif,.avif"  # not every computer knows what these are
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
WORDS = ("alt", "caption", "credit", "licence", "licence_ends")


class NewPictureForm(forms.Form):
    """A lead picture sent along with the article, so that nobody has to leave the page for it."""

    picture_file = forms.FileField(
        label=_("New picture"),
        required=False,
        widget=forms.FileInput(attrs={"accept": PICTURES, "data-most": MAX_BYTES}),
        help_text=FILE_HELP,
    )
    picture_alt = forms.CharField(
        label=_("Its text alternative"),
        required=False,
        max_length=300,
        help_text=Picture._meta.get_field("alt").help_text,
    )
    picture_caption = forms.CharField(label=_("Its caption"), required=False, max_length=400)
    picture_credit = forms.CharField(label=_("Its credit"), required=False, max_length=120)
    picture_licence = forms.ChoiceField(
        label=_("Its licence"), required=False, choices=[("", "—"), *Picture.Licence.choices]
    )
    picture_licence_ends = forms.DateField(
        label=_("End of its licence"),
        required=False,
        widget=DAY,
        help_text=Picture._meta.get_field("licence_ends").help_text,
    )

    def clean_picture_file(self):
        file = self.cleaned_data.get("picture_file")
        if file:
            self.image = decode(file)
            self.note = told_of_frames(file)
        return file

    def clean(self):
        super().clean()
        if self.cleaned_data.get("picture_file"):
            for name in ("picture_alt", "picture_credit"):
                if not self.cleaned_data.get(name):
                    self.add_error(name, gettext("Give the licence before publishing."))

    def keep_picture(self, *, by) -> tuple[Picture | None, bool]:
        """The picture of this form, if one was sent, and whether it is new to the library."""
        if not self.cleaned_data.get("picture_file"):
            return None, False
        words = {name: self.cleaned_data[f"picture_{name}"] for name in WORDS}
        picture, is_new = keep(self.image, by=by, **words)
        if not is_new:
            self._fill(picture, words, by=by)
        return picture, is_new

    def _fill(self, picture: Picture, words: dict, *, by) -> None:
        """What the library did not know of it yet; what it knows holds, but for this article."""
        missing = {
            name: word for name, word in words.items() if word and not getattr(picture, name)
        }
        if missing and picture.may_be_changed_by(by):
            for name, word in missing.items():
                setattr(picture, name, word)
            picture.save(update_fields=[*missing])
        for name in ("alt", "caption"):
            if words[name] and words[name] != getattr(picture, name) and name not in missing:
                setattr(self.instance, f"lead_{name}", words[name])


class ArticleForm(PlannedForm, BroughtTogether, BoundsForm, NewPictureForm, forms.ModelForm):
    """An article, with what its verbs need: a time to publish at, a reason."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)
    publish_at = MomentField(
        label=_("Publish at"),
        required=False,
        help_text=_("Empty: at once. A time to come: it appears by itself, to the second."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=300,
        help_text=_("For a withdrawal or a return to draft."),
    )

    version_note = forms.CharField(
        label=_("Note on this version"),
        required=False,
        max_length=300,
        help_text=_("For the desk: what was changed, and why."),
    )

    class Meta:
        model = Article
        fields = [
            "title",
            "standfirst",
            "body",
            "section",
            "tags",
            "lead_picture",
            "lead_alt",
            "lead_caption",
            "slug",
            "search_title",
            "search_description",
            "is_pick",
        ]
        widgets = {
            "title": forms.Textarea(attrs={"rows": 2, "class": "headline"}),
            "standfirst": forms.Textarea(attrs={"rows": 3, "class": "standfirst"}),
            "search_description": forms.Textarea(attrs={"rows": 3}),
            "body": BodyWidget,
        }
        help_texts = {
            "body": _(
                "Type / on an empty line for all that a text can hold. The address of a video on a"
                " line of its own becomes the video; a picture can be dropped into the text."
            ),
            "tags": _("Separated by commas."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in {"title", "standfirst", "body"} & self.fields.keys():
            # For the spelling: the paper's language, whatever the desk's is.
            self.fields[name].widget.attrs["lang"] = settings.LANGUAGE_CODE
        if "version" in self.fields and self.instance.pk:
            self.initial["version"] = self.instance.changed_at.isoformat()

    def clean_title(self):
        return " ".join(self.cleaned_data["title"].split())

    def clean_tags(self):
        for name in self.cleaned_data["tags"]:
            if len(name) > LONGEST_NAME:
                raise forms.ValidationError(
                    gettext("A tag has %(max)d characters at most: separate them by commas.")
                    % {"max": LONGEST_NAME}
                )
        return as_known(self.cleaned_data["tags"])


class FocusForm(forms.ModelForm):
    """A focal point that isn't said stays where it is."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in {"focal_x", "focal_y"} & self.fields.keys():
            self.fields[name].required = False

    def clean(self):
        super().clean()
        for name in ("focal_x", "focal_y"):
            if name in self.fields and self.cleaned_data.get(name, 0) is None:
                self.cleaned_data[name] = getattr(self.instance, name)


class PictureForm(FocusForm):
    """A picture with its words; a file only when it is new, or replaced."""

    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": PICTURES, "data-most": MAX_BYTES}),
        help_text=FILE_HELP,
    )

    class Meta:
        model = Picture
        fields = ["alt", "caption", "credit", "licence", "licence_ends", "focal_x", "focal_y"]
        widgets = {
            "caption": forms.Textarea(attrs={"rows": 2}),
            "licence_ends": DAY,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields and self.instance.pk:
            self.fields["file"].required = False
            self.fields["file"].label = gettext("Replace by")
            self.fields["file"].help_text = gettext(
                "All that show this picture show the new one then, at the same addresses too."
            )

    def clean_file(self):
        file = self.cleaned_data.get("file")
        if file:
            self.image = decode(file)
            self.note = told_of_frames(file)
            self._refuse_what_is_there(images.content_hash(self.image))
        return file

    def clean(self):
        super().clean()
        # The point of the former picture means nothing in another one.
        replaced = self.instance.pk and self.cleaned_data.get("file")
        self.focus_was_reset = replaced and not {"focal_x", "focal_y"} & set(self.changed_data)
        if self.focus_was_reset:
            self.cleaned_data |= {"focal_x": 50, "focal_y": 50}

    def _refuse_what_is_there(self, digest: str):
        there = Picture.objects.exclude(pk=self.instance.pk).filter(digest=digest)
        if picture := there.first():
            raise forms.ValidationError(
                format_html(
                    gettext("The library has this picture already: {}."),
                    thumbnails.link_to(picture),
                )
            )

    def save(self, commit=True):
        if image := getattr(self, "image", None):
            self.instance.replace_files(images.write(image))
        return super().save(commit)
