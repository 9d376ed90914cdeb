"""Many pictures on one page, each with its words and focal point: after an upload, or chosen."""

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles.forms import DAY, FocusForm
from articles.models import Picture
from newsroom.core import asked

AT_ONCE = 60
SHARED = ("credit", "licence", "licence_ends")


class WordsForm(FocusForm):
    """What is known of a picture so far: what is missing keeps an article back, not this page."""

    class Meta:
        model = Picture
        fields = ["alt", "caption", "credit", "licence", "licence_ends", "focal_x", "focal_y"]
        widgets = {
            "alt": forms.Textarea(attrs={"rows": 2}),
            "caption": forms.Textarea(attrs={"rows": 2}),
            "licence_ends": DAY,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("alt", "credit"):
            self.fields[name].required = False


class SharedForm(forms.Form):
    """What many pictures of one upload have in common."""

    credit = forms.CharField(label=_("Credit"), required=False, max_length=120)
    licence = forms.ChoiceField(
        label=_("Licence"), required=False, choices=[("", "—"), *Picture.Licence.choices]
    )
    licence_ends = forms.DateField(label=_("Licence ends"), required=False, widget=DAY)

    def fill(self, picture: Picture) -> None:
        """Only where the picture says nothing by itself."""
        for name in SHARED:
            if not getattr(picture, name):
                setattr(picture, name, self.cleaned_data[name])


Words = forms.modelformset_factory(Picture, form=WordsForm, extra=0)


def chosen(request) -> list[int]:
    """The keys that an address names."""
    return asked.keys(request.GET.get("ids", "").split(","), most=AT_ONCE)


def address_of(pks) -> str:
    page = reverse("admin:articles_picture_describe")
    return f"{page}?ids={','.join(str(pk) for pk in pks)}"


def forms_for(request, pictures) -> tuple[SharedForm, forms.BaseModelFormSet]:
    sent = (request.POST,) if request.method == "POST" else ()
    return SharedForm(*sent, prefix="all"), Words(*sent, queryset=pictures)


def save(shared: SharedForm, words: forms.BaseModelFormSet) -> int:
    """Write what was typed; how many pictures say something new."""
    changed = 0
    for form in words:
        if form.instance.pk is None:
            continue  # a forged line: this page makes no pictures
        before = {name: getattr(form.instance, name) for name in SHARED}
        shared.fill(form.instance)
        filled = before != {name: getattr(form.instance, name) for name in SHARED}
        if form.has_changed() or filled:
            form.save()
            changed += 1
    return changed


def told(request, number: int) -> HttpResponseRedirect:
    sentence = ngettext("%d picture is saved.", "%d pictures are saved.", number) % number
    messages.success(request, sentence if number else gettext("Nothing was changed."))
    return HttpResponseRedirect(reverse("admin:articles_picture_changelist"))
