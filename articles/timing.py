"""When a piece may not appear yet, and when it ends: asked beside the text."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from newsroom.core.moments import MomentField

# The fields of the form, and what each is of an article: that itself is changed by a verb alone.
BOUNDS = {"embargo": "embargo_until", "end": "expires_at"}


class BoundsForm(forms.Form):
    """A form that doesn't hold one of the two leaves it as it is."""

    embargo = MomentField(
        label=_("Embargo until"),
        required=False,
        help_text=_(
            "Before this moment nobody outside can be shown it, and nobody can publish it."
        ),
    )
    end = MomentField(
        label=_("Ends"),
        required=False,
        help_text=_("From this moment on it is in no list, and its address answers “gone”."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, bound in BOUNDS.items():
            self.initial.setdefault(name, getattr(self.instance, bound))

    def clean(self):
        super().clean()
        article = self.instance
        is_planned = article.status == Article.Status.PUBLISHED
        date = article.published_at if is_planned else None
        try:
            Article.refuse_bounds(date, **self.bounds())
        except ValidationError as refusal:
            self.add_error(None, refusal)

    def bounds(self) -> dict:
        """Both, with what was asked of them."""
        kept = {bound: getattr(self.instance, bound) for bound in BOUNDS.values()}
        return kept | self.asked_bounds()

    def asked_bounds(self) -> dict:
        return {
            bound: self.cleaned_data[name]
            for name, bound in BOUNDS.items()
            if name in self.cleaned_data and self.add_prefix(f"{name}_0") in self.data
        }
