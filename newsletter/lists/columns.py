"""What a list may tell of a reader, and what it calls that: in our own file, and anywhere."""

import re
import unicodedata

# Ours → what others call it, spelled as `folded()` does; our own name comes first.
NAMES = {
    "email": (
        *("email", "e mail", "email address", "e mail address", "mail", "adresse"),
        *("adresse e mail", "adresse email", "adresse mail", "adresse electronique", "courriel"),
    ),
    "status": (
        *("status", "statut", "etat", "global status", "statut global", "subscription status"),
        *(
            "state",
            "subscriber status",
            "email status",
            "statut de l'abonnement",
            "email marketing",
        ),
    ),
    "list_status": ("list status", "statut de la liste", "statut de liste"),
    "subscribed": (
        *("subscribed to emails", "subscribed", "is subscribed", "abonne", "active", "is active"),
        *("actif", "newsletter"),
    ),
    "opted_out": (
        *("email blacklisted", "email blocklisted", "blacklisted", "blocklisted"),
        *("email disabled", "unsubscribed", "opted out", "opt out", "optout"),
        *("desabonne", "desinscrit", "resilie"),
    ),
    "left_at": (
        *("left at", "unsub time", "unsubscribed at", "unsubscribe date", "date unsubscribed"),
        *("date de desinscription", "date de desabonnement", "deleted at", "desinscription"),
        *("unsubscribed date", "unsubscribed on", "unsubscription date", "desabonnement"),
    ),
    "bounced_at": ("bounced at", "clean time", "bounced", "bounce type", "bounce date"),
    "consent_at": (
        *("consent at", "optin time", "subscribed at", "subscription time"),
        *("date d'inscription", "date d'abonnement", "heure d'abonnement"),
    ),
    "consent_form": ("consent form", "source", "form", "formulaire", "origine"),
    "consent_wording": ("consent wording", "wording", "texte", "formulation"),
    "confirmed_at": (
        *("confirmed at", "confirm time", "confirmation time"),
        *("date de confirmation", "heure de confirmation"),
    ),
    "network": (
        *("network", "optin ip", "subscription ip", "ip", "adresse ip"),
        *("ip d'abonnement", "ip d'inscription"),
    ),
    "language": ("language", "langue", "lang"),
    # These are in our own file alone.
    "created_at": (),
    "sections": (),
    "paused_until": (),
    "suppressed_at": (),
    "cause": (),
    "consent_confirmed_at": (),
    "consent_version": (),
    "consent_language": (),
}
# Whichever of these a list has says who wants the letter and who has left.
STANDING = ("status", "list_status", "subscribed", "opted_out", "left_at", "bounced_at")
# What a person at the desk picks a column for, in this order.
ASKED = (
    *("email", "status", "subscribed", "opted_out", "left_at", "bounced_at"),
    *("consent_at", "confirmed_at", "consent_form", "consent_wording", "network", "language"),
)
# What a person may say for all lines; when somebody confirmed is no such thing.
CONSTANT = ("status", "consent_at", "consent_form", "consent_wording", "language")


def folded(name: str) -> str:
    """One spelling: `DOUBLE_OPT-IN`, `Double opt-in` and `double opt in` are the same column."""
    plain = unicodedata.normalize("NFD", name.replace("’", "'"))
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    return re.sub(r"[\s_-]+", " ", bare).strip().lower()
