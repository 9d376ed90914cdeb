"""Pictures sent by a script, one file at a time: dropped into a text, or many at once."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from articles import images, library
from articles.decoding import decode, told_of_frames
from articles.models import Picture
from articles.thumbnails import FEW, picture_as_json


class UploadForm(forms.Form):
    """A file; its words may follow later, but nothing is published without them."""

    file = forms.FileField(
        error_messages={
            "required": _("No file came: send a picture."),
            "empty": _("This file is empty: send a JPEG, PNG, WebP, AVIF, HEIC, GIF or TIFF."),
        }
    )
    alt = forms.CharField(required=False, max_length=300)
    caption = forms.CharField(required=False, max_length=400)
    credit = forms.CharField(required=False, max_length=120)

    def clean_file(self):
        file = self.cleaned_data["file"]
        self.image = decode(file)
        self.note = told_of_frames(file)
        return file


@require_POST
def upload(request):
    """The picture of a file as JSON, or a sentence on why it was not taken."""
    if not request.user.has_perms(["articles.add_picture", "articles.view_picture"]):
        raise PermissionDenied
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        sentences = [str(sentence) for found in form.errors.values() for sentence in found]
        return JsonResponse({"error": " ".join(sentences)}, status=400)
    words = {name: form.cleaned_data[name] for name in ("alt", "caption", "credit")}
    picture, is_new = keep(form.image, by=request.user, **words)
    told = {"is_new": is_new, "alike": _alike(picture) if is_new else [], "note": form.note}
    return JsonResponse(picture_as_json(picture) | told, status=201 if is_new else 200)


def _alike(picture: Picture) -> list[dict]:
    """What the library has already that looks like it: perhaps that one is meant."""
    return [
        picture_as_json(other)
        | {"address": reverse("admin:articles_picture_change", args=[other.pk])}
        for other in library.alike(picture)[:FEW]
    ]


def keep(image, *, by, **words) -> tuple[Picture, bool]:
    """The picture of the library that shows these pixels, and whether it is new to it."""
    stored = images.write(image).as_fields()
    return Picture.objects.get_or_create(
        digest=stored.pop("digest"), defaults={**stored, **words, "uploaded_by": by}
    )


def keep_all(files, *, by) -> tuple[list[Picture], list[str], list[str]]:
    """The pictures of many files sent at once; sentences on those refused, and on those changed."""
    pictures, refused, notes = [], [], []
    for file in files:
        form = UploadForm({}, {"file": file})
        if form.is_valid():
            pictures.append(keep(form.image, by=by)[0])
        else:
            refused.append(_about(file, " ".join(form.errors["file"])))
        if getattr(form, "note", ""):
            notes.append(_about(file, form.note))
    return pictures, refused, notes


def _about(file, words: str) -> str:
    return gettext("“%(name)s”: %(why)s") % {"name": file.name, "why": words}
