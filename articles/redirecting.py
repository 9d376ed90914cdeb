"""Old addresses that somebody leads on by hand: checked, and followed to their end."""

from urllib.parse import SplitResult, unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from articles.models import Article, Author, Redirect, Section, Tag

LONGEST = Redirect._meta.get_field("path").max_length
OF_SLUGS = {"section": Section, "tag": Tag, "author": Author, "article": Article}


def path_of(typed: str) -> str:
    """What of a pasted address is kept: the path, readable."""
    path = unquote(parts_of(typed).path)
    if not path.startswith("/"):
        path = f"/{path}"
    if len(path) >= LONGEST or not path.isprintable():
        raise ValidationError(_("This is no address: paste one of at most 300 characters."))
    return path


def left_out(typed: str) -> str:
    """What of a pasted address is not kept: its query and its place on the page."""
    parts = parts_of(typed)
    query = f"?{parts.query}" if parts.query else ""
    return f"{query}#{parts.fragment}" if parts.fragment else query


def parts_of(typed: str) -> SplitResult:
    try:
        return urlsplit(typed.strip())
    except ValueError:
        return SplitResult("", "", "\0", "", "")  # which is no address either


def old_path(typed: str) -> str:
    """An address that is free to lead elsewhere."""
    path = f"{path_of(typed).rstrip('/')}/"
    if path == "/" or "*" in path:
        raise ValidationError(
            _("Addresses are told apart by their path: “?p=12” alone can't lead anywhere else.")
        )
    if answers(path):
        raise ValidationError(
            _("A page answers at %(path)s: nobody would be led on from there.") % {"path": path}
        )
    return path


def end_of(typed: str, *, start: str) -> tuple[object | None, str]:
    """The thing of ours, or the fixed page, that an address leads to in the end."""
    if parts_of(typed).netloc not in {"", urlsplit(settings.SITE_URL).netloc}:
        raise ValidationError(_("It must be a page of this site."))
    path = path_of(typed)
    with_slash = f"{path.rstrip('/')}/"
    former = Redirect.objects.filter(path=with_slash).first()
    if start in {path, with_slash, *([former.address] if former else [])}:
        raise ValidationError(_("This would lead round in circles: choose where it ends."))
    if former and former.leads_to and not answers(with_slash):
        return former.target, former.address
    for candidate in (path, with_slash):
        if thing := thing_at(candidate):
            return thing, ""
        if answers(candidate):
            return None, candidate
    raise ValidationError(_("There is no page at %(path)s.") % {"path": path})


def answers(path: str) -> bool:
    """Whether the site has a page there."""
    try:
        found = resolve(path)
    except Resolver404:
        return False
    return found.view_name not in OF_SLUGS or thing_at(path) is not None


def thing_at(path: str):
    """The section, tag, author or article whose page this is."""
    try:
        found = resolve(path)
    except Resolver404:
        return None
    model = OF_SLUGS.get(found.view_name)
    return model.objects.filter(slug=found.kwargs["slug"]).first() if model else None
