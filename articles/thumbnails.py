"""Pictures as the desk shows them: small, beside their words."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext

from articles import library
from articles.models import Picture

FEW = 3


def small_image(picture, width=None):
    """The smallest file of a picture, without an alternative: its words stand beside it."""
    file = picture.smallest
    width = min(width or file.width, file.width)
    return format_html(
        '<img src="{}" alt="" width="{}" height="{}" loading="lazy">',
        file.url,
        width,
        round(width * file.height / file.width),
    )


def link_to(picture):
    address = reverse("admin:articles_picture_change", args=[picture.pk])
    return format_html('<a href="{}">{}</a>', address, picture)


def tell_of_alike(request, picture) -> None:
    """After a new picture came in: what the library had already that looks like it."""
    if others := library.alike(picture)[:FEW]:
        links = format_html_join(", ", "{}", ((link_to(other),) for other in others))
        sentence = gettext("It looks like what the library has already: {}.")
        messages.warning(request, format_html(sentence, links))


def picture_as_json(picture: Picture) -> dict:
    """What scripts of the desk know about a picture."""
    return {
        "id": picture.pk,
        "thumbnail": picture.smallest.url,
        "preview": picture.renditions["jpeg"][:2][-1].url,
        "width": picture.width,
        "height": picture.height,
        "alt": picture.alt,
        "caption": picture.caption,
        "credit": picture.credit,
    }


def thumbnail(request, pk):
    """Where the small file of a picture is, for scripts that know its number only."""
    if not request.user.has_perm("articles.view_picture"):
        raise PermissionDenied
    return HttpResponseRedirect(get_object_or_404(Picture, pk=pk).smallest.url)
