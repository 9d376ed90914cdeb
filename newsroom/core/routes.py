"""The words in the addresses of the site: those of its language, and the other's lead there."""

import re
from collections.abc import Iterator

from django.conf import settings
from django.http import HttpResponsePermanentRedirect
from django.urls import URLPattern, URLResolver, reverse
from django.urls import path as django_path
from django.views.decorators.csrf import csrf_exempt

# In French, in English
WORDS = (
    ("adresse", "address"),
    ("apercu", "preview"),
    ("arret", "stop"),
    ("arret-du-fil", "stop-thread"),
    ("auteur", "author"),
    ("commentaires", "comments"),
    ("confidentialite", "privacy"),
    ("confirmer", "confirm"),
    ("demande", "requested"),
    ("desinscription", "unsubscribe"),
    ("donnees", "data"),
    ("effacer", "erase"),
    ("envoi", "sent"),
    ("fil", "thread"),
    ("flux.xml", "feed.xml"),
    ("inscription", "subscribe"),
    ("lu", "read"),
    ("mentions-legales", "legal-notice"),
    ("merci", "thanks"),
    ("mes-donnees", "my-data"),
    ("modifications", "changes"),
    ("moi", "mine"),
    ("recherche", "search"),
    ("recours", "appeal"),
    ("recu", "received"),
    ("regles", "rules"),
    ("reprise", "resume"),
    ("retour", "return"),
    ("retours", "returns"),
    ("signalement", "report-status"),
    ("signaler", "report"),
)
TO_ENGLISH, TO_FRENCH = dict(WORDS), {english: french for french, english in WORDS}
CONVERTER = re.compile(r"(<[^>]*>)")


def path(route: str, *args, **kwargs) -> URLPattern | URLResolver:
    """Django's `path`, for a route written in French that answers in the words of the site."""
    return django_path(local(route), *args, **kwargs)


def local(route: str) -> str:
    """A route written in French, in the words of the site."""
    return route if settings.LANGUAGE_CODE == "fr" else exchanged(route, TO_ENGLISH)


def exchanged(route: str, words: dict[str, str]) -> str:
    """A route with other words; what it captures stays."""
    parts = CONVERTER.split(route)
    return "".join(
        part if part.startswith("<") else "/".join(words.get(it, it) for it in part.split("/"))
        for part in parts
    )


def elsewhere(patterns, before: str = "") -> Iterator[URLPattern]:
    """The same addresses in the words of the other language: each leads to the site's own."""
    words = TO_ENGLISH if settings.LANGUAGE_CODE == "fr" else TO_FRENCH
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from elsewhere(pattern.url_patterns, route)
        elif pattern.name and exchanged(route, words) != route:
            yield django_path(exchanged(route, words), lead_on, {"name": pattern.name})


@csrf_exempt  # it changes nothing, and what it leads to asks for itself
def lead_on(request, name: str, **captured):
    """Answer 301, or 308 where a form was sent, so that it arrives whole."""
    query = request.META.get("QUERY_STRING")
    target = reverse(name, kwargs=captured) + (f"?{query}" if query else "")
    return HttpResponsePermanentRedirect(target, preserve_request=request.method == "POST")
