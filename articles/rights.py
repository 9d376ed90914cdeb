"""By what right a picture is shown, asked and said where one writes; kept in the library."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404

from articles.models import Picture
from articles.thumbnails import picture_as_json
from newsroom.core import asked


class RightsForm(forms.ModelForm):
    class Meta:
        model = Picture
        fields = ["credit", "licence", "licence_ends"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["credit"].required = False


def rights(request):
    """What the library says of a picture; sent with POST, it says so from now on."""
    user = request.user
    if not user.has_perm("articles.view_picture"):
        raise PermissionDenied
    picture = get_object_or_404(Picture, pk=asked.key(request.GET.get("id")))
    may_change = user.has_perm("articles.change_picture") and picture.may_be_changed_by(user)
    if request.method == "POST":
        if not may_change:
            raise PermissionDenied
        form = RightsForm(request.POST, instance=picture)
        if not form.is_valid():
            sentences = [str(sentence) for found in form.errors.values() for sentence in found]
            return JsonResponse({"error": " ".join(sentences)}, status=400)
        form.save(commit=False).save(update_fields=[*form.fields])
    return JsonResponse(_as_json(picture, may_change))


def _as_json(picture: Picture, may_change: bool) -> dict:
    ends = picture.licence_ends
    return picture_as_json(picture) | {
        "licence": picture.licence,
        "licence_ends": ends.isoformat() if ends else "",
        "may_change": may_change,
        "licences": [["", "—"], *Picture.Licence.choices],
    }
